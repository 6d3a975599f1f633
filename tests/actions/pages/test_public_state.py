"""The public state follows the current revision: typed rows, citations, links, touched pages."""

import pytest
from django.utils import timezone

from tests.builders import (
    again,
    alice,
    change,
    change_fact,
    orchard,
    rename,
    row,
    touched,
    touched_since,
    value,
    write,
    write_episode,
)
from wiki.actions.pages.public_state import rebuild_pages
from wiki.models import (
    Casting,
    Citation,
    Page,
    PageLink,
    Relationship,
    Revision,
    SearchEntry,
    Season,
    Statement,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

CASTING = ("row", "position", "actor__page__titles__text", "actor_name", "billing", "note", "shown_from")


def castings(season):
    return list(Casting.objects.filter(season__page=season).values_list(*CASTING))


def links(page):
    return set(page.links.values_list("kind", "target_key", "show__key", "shown_from"))


def test_a_page_has_the_typed_row_that_its_facts_say():
    world = orchard()
    season = Season.objects.get(page=world.season)
    assert (season.show, season.number, season.status, season.premise) == (world.show.show, 1, "released", "")
    assert castings(world.season) == [
        ("ada", 0, "Ada Marsh", "", "new", "", None),
        ("ben", 1, "Ben Frost", "", "", "Runs the shop", None),
    ]


def test_an_article_has_no_typed_row():
    page = write(
        "From seed to screen", facts={"statements": [row("r1", label="Words", value={"name": "900"})]}
    )
    assert list(page.statements.values_list("label", "value", "value_name")) == [("Words", None, "900")]


def test_rows_keep_their_primary_keys_when_they_are_edited_moved_or_joined_by_others():
    world = orchard()
    before = dict(Casting.objects.values_list("row", "pk"))
    typed = Season.objects.get().pk
    ada, ben = world.season.current.facts["casting"]
    ben = {"id": "ben", "actor": {"name": "B. Frost"}, "from": "S1E2", "show": world.show.uid}
    change_fact(world.season, "casting", [row("zed", note="A voice"), ben, ada])
    assert castings(world.season) == [
        ("zed", 0, None, "", "", "A voice", None),
        ("ben", 1, None, "B. Frost", "", "", 1002),
        ("ada", 2, "Ada Marsh", "", "new", "", None),
    ]
    assert Casting.objects.get(row="ben").show == world.show.show
    after = dict(Casting.objects.values_list("row", "pk"))
    assert {row_id: after[row_id] for row_id in before} == before
    assert Season.objects.get().pk == typed


def test_rows_that_are_removed_vanish_and_come_back_with_an_old_revision():
    world = orchard()
    change_fact(world.season, "casting", world.season.current.facts["casting"][1:])
    assert [found[0] for found in castings(world.season)] == ["ben"]
    change_fact(world.season, "casting", None)
    assert castings(world.season) == []
    change(world.season, facts=world.season.current.facts)
    assert [found[0] for found in castings(world.season)] == ["ada", "ben"]


def test_a_row_of_one_page_may_have_the_id_of_a_row_of_another():
    facts = {"statements": [row("r1", label="Colour", value={"name": "red"})]}
    pip, quince = write("Pip", facts=facts), write("Quince", facts=facts)
    change_fact(pip, "statements", None)
    assert list(Statement.objects.values_list("page", "row")) == [(quince.pk, "r1")]


def test_facts_that_go_leave_empty_columns():
    world = orchard()
    change_fact(world.season, "status", None)
    assert Season.objects.get().status == ""


def test_citations_are_written_again_with_each_edit():
    world = orchard()
    pairs = ("fact", "row", "position", "source__key", "locator")
    expected = [("casting", "ada", 0, "orchard-times", "page 2"), ("casting", "ben", 0, "orchard-times", "")]
    status = ("status", "", 0, "orchard-times", "page 1")
    assert list(Citation.objects.values_list(*pairs)) == [*expected, status]
    report = write("The report", "source", facts={"key": value("report")})
    change_fact(world.season, "status", value("ordered", report, (world.times, "page 9")))
    assert list(Citation.objects.values_list(*pairs)) == [
        *expected,
        ("status", "", 0, "report", ""),
        ("status", "", 1, "orchard-times", "page 9"),
    ]


def test_a_page_points_at_all_that_its_words_and_facts_name():
    world = orchard()
    body = """[[Nobody]] and [[pip RUSSET|Pip]] and [[Nobody|again]] [@orchard-times, page 3].
[The web](https://orchard.example/) ![[leaf.webp|a leaf]] [[Category:Fruit]]
>!orchard S1E2: [[Mrs Quince]] [[Category:Heirs]] https://harvest.example!<"""
    change(world.season, body=body, by=alice())
    assert links(world.season) == {
        ("link", "nobody", None, None),
        ("link", "pip russet", None, None),
        ("link", "mrs quince", "orchard", 1002),
        ("cite", "orchard-times", None, None),
        ("external", "https://orchard.example/", None, None),
        ("external", "https://harvest.example", "orchard", 1002),
        ("file", "file:leaf.webp", None, None),
        ("category", "category:fruit", None, None),
        ("category", "category:heirs", "orchard", 1002),
        ("mark", "S1E2", "orchard", 1002),
        ("mark", "any", None, None),
        *(
            ("fact", key, None, None)
            for key in (
                "the orchard",
                "the orchard times",
                "ada marsh",
                "ben frost",
                "pip russet",
                "mrs quince",
            )
        ),
    }
    assert world.season.links.count() == 17
    change(
        world.season, body="", facts={name: world.season.current.facts[name] for name in ("show", "number")}
    )
    assert links(world.season) == {("fact", "the orchard", None, None)}


def test_an_address_too_long_for_its_column_is_cut():
    page = write("Pip", by=alice(), body=f"<https://orchard.example/{'x' * 700}>")
    assert len(page.links.get(kind="external").target_key) == 600


def test_a_null_edit_touches_nothing():
    world = orchard()
    before = touched()
    change(world.season)
    assert touched_since(before) == set()


def test_a_new_page_touches_those_whose_links_to_it_were_red():
    red = write("Red", body="[[Mrs Quince]] [[mrs_quince|again]]")
    category = write("Sorted", body="[[Category:Mrs Quince]]")
    before = touched()
    quince = write("mrs quince", body="[[Red]]")
    assert touched_since(before) == {red.uid, quince.uid}  # the new one was not there before
    assert touched()[red.uid] == before[red.uid] + 1
    change(quince, body="Newer.")
    assert touched()[red.uid] == before[red.uid] + 1
    assert touched()[category.uid] == before[category.uid]


def test_a_source_touches_those_who_cite_its_key_when_it_takes_or_loses_it():
    citing = write("Pip", body="Pip grows apples [@report, page 1].")
    before = touched()
    report = write("The report", "source", facts={"key": value("report")})
    assert touched_since(before) == {citing.uid, report.uid}
    before = touched()
    change_fact(report, "publisher", value("Orchard Press"))
    assert touched_since(before) == {report.uid}
    change_fact(report, "key", value("other"))
    assert touched_since(before) == {citing.uid, report.uid}


def test_a_page_touches_the_categories_and_sources_that_list_it_or_did():
    world = orchard()
    fruit, trees = (write(f"Category:{name}", "category") for name in ("Fruit", "Trees"))
    apple = write("Apple", body="Round.[@orchard-times] [[Category:Fruit]]")
    before = touched()
    change(apple, body="Round. [[Category:Trees]]")
    assert touched_since(before) == {apple.uid, fruit.uid, trees.uid, world.times.uid}
    before = touched()
    change(apple, body="Round and red. [[Category:Trees]]")
    assert touched_since(before) == {apple.uid}


def test_a_changed_cast_touches_those_whose_relations_say_who_plays_whom():
    world = orchard()
    nan = write("Nan", "character", facts={"relationships": [row("pip", kind="friend", other=world.pip.uid)]})
    before = touched()
    change_fact(world.season, "casting", [row("ben", actor=world.ben.uid, character=world.pip.uid)])
    assert nan.uid in touched_since(before)


def public_state():
    """Return all that is made from current revisions, less the primary keys."""
    models = (Season, Casting, Citation, Relationship, Statement, PageLink)
    found = [(model, row) for model in models for row in model.objects.values()]
    return {(model.__name__, *((name, row[name]) for name in row if name != "id")) for model, row in found}


def test_rebuilding_gives_the_same_typed_rows_also_from_nothing():
    world = orchard()
    friends = [row("quince", kind="friend", other=world.quince.uid)]
    change_fact(world.pip, "relationships", friends)
    change_fact(world.quince, "relationships", [row("pip", kind="friend", other=world.pip.uid)])
    change_fact(world.pip, "statements", [row("r1", label="Grows", value=world.season.uid)])
    state = public_state()
    assert rebuild_pages(Page.objects.all()) == 7
    assert public_state() == state
    Casting.objects.all().delete()
    Statement.objects.all().delete()
    Relationship.objects.all().delete()
    Season.objects.update(number=9, status="")
    rebuild_pages(Page.objects.all())
    assert public_state() == state


def test_rebuilding_hides_what_is_below_a_lead_even_if_nobody_had_written_to_which_episode_the_page_belongs():
    episode = write_episode(orchard().season, 2, premise=value("Pip digs"))
    change(episode, body="A lead.\n\n[[Treasure]] is found.")
    Page.objects.update(about=None, point=None)
    rebuild_pages(Page.objects.all())
    assert ("link", "treasure", None, 1002) in links(episode)
    words = SearchEntry.objects.get(page=episode).text
    assert "A lead." in words
    assert "is found" not in words
    assert "digs" not in words


def test_rebuilding_removes_rows_that_the_current_facts_lack():
    world = orchard()
    Casting.objects.create(season=Season.objects.get(), row="stale", position=9, actor_name="Nobody")
    rebuild_pages(Page.objects.all())
    assert [casting[0] for casting in castings(world.season)] == ["ada", "ben"]


def test_rebuilding_leaves_out_facts_that_no_model_knows_any_more():
    page = write("Pip", facts={"statements": [row("r1", label="Grows", value={"name": "Apples"})]})
    old = {"hats": [{"id": "r1", "colour": "red"}], "height": {"value": 3}}
    page.current = Revision.objects.create(
        page=page, number=2, created_at=timezone.now(), facts=page.current.facts | old, size=0, sha256="x"
    )
    page.save()
    rebuild_pages(Page.objects.all())
    assert [one.label for one in page.statements.all()] == ["Grows"]


def test_what_a_fact_names_is_linked_by_its_newest_title():
    world = orchard()
    rename(world.ada, "Ada Marsh-Reed")
    change(again(world.season), body="Again.")
    assert ("fact", "ada marsh-reed", None, None) in links(world.season)
    assert ("fact", "ada marsh", None, None) not in links(world.season)
