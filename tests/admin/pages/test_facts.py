"""Facts in the admin: a change of a row is an edit of the page that it stands in."""

import pytest

from tests.builders import again, change, change_fact, everything, row, somebody, value, write
from tests.markup import elements, form_fields, text_of
from wiki.models import Casting, Character, Relationship, Season, Source


def address_of(row):
    return f"/admin/wiki/{row._meta.model_name}/{row.pk}/change/"


def fill(browser, row, **changed):
    """Open the form of a row, change what is given and send it."""
    sent = form_fields(browser.get(address_of(row))) | changed
    return browser.post(address_of(row), sent)


def errors(answer):
    return " ".join(one.text for one in elements(answer, "ul", class_="errorlist"))


def test_the_number_of_a_season_is_changed_by_a_revision_that_keeps_the_rest(moderator, orchard):
    assert fill(moderator, orchard.season.season, number="2", summary="It is the second").status_code == 302
    newest = again(orchard.season).current
    assert (newest.number, newest.author.username, newest.summary) == (2, "Alice", "It is the second")
    assert newest.parent == orchard.season.current
    assert newest.body == orchard.season.current.body
    assert newest.facts == orchard.season.current.facts | {"number": value(2)}
    assert Season.objects.get().number == 2


def test_a_value_keeps_its_source_and_its_date_when_it_is_changed(moderator, orchard):
    fill(moderator, orchard.season.season, status="ordered")
    before = orchard.season.current.facts["status"]
    assert again(orchard.season).current.facts["status"] == before | {"value": "ordered"}


def test_a_value_can_be_taken_away(moderator, orchard):
    fill(moderator, orchard.season.season, status="")
    assert "status" not in again(orchard.season).current.facts


@pytest.mark.slow
def test_an_unchanged_form_makes_no_revision(moderator, orchard):
    rows = [
        orchard.season.season,
        orchard.show.show,
        orchard.times.source,
        orchard.pip.character,
        orchard.ada.person,
    ]
    before = everything()
    for one in [*rows, *Casting.objects.all()]:
        assert fill(moderator, one).status_code == 302, one
    assert {**everything(), "Session": []} == {**before, "Session": []}


def test_the_actor_of_a_casting_is_changed_in_the_facts_of_the_season(moderator, orchard):
    casting = Casting.objects.get(row="ada")
    answer = fill(moderator, casting, actor=str(orchard.ben.person.pk), summary="It is Ben")
    assert answer.status_code == 302
    newest = again(orchard.season).current
    before = orchard.season.current.facts["casting"]
    assert newest.facts["casting"] == [before[0] | {"actor": orchard.ben.uid}, before[1]]
    assert (newest.author.username, newest.summary) == ("Alice", "It is Ben")
    assert Casting.objects.get(pk=casting.pk).actor == orchard.ben.person


def test_an_actor_without_a_page_is_named_in_words(moderator, orchard):
    fill(moderator, Casting.objects.get(row="ada"), actor="", actor_name="a cat")
    assert again(orchard.season).current.facts["casting"][0]["actor"] == {"name": "a cat"}


def test_an_actor_is_a_page_or_words_and_not_both(moderator, orchard):
    before = everything()
    answer = fill(moderator, Casting.objects.get(row="ada"), actor_name="a cat")
    assert "Choose a page or enter a name, not both." in text_of(answer, "main")
    assert {**everything(), "Session": []} == {**before, "Session": []}


def test_a_reveal_mark_stays_when_the_row_is_edited(moderator, orchard):
    cast = [row("ada", actor=orchard.ada.uid, **{"from": "S1E2", "show": orchard.show.uid})]
    change_fact(orchard.season, "casting", cast)
    fill(moderator, Casting.objects.get(), note="Tall")
    assert again(orchard.season).current.facts["casting"] == [cast[0] | {"note": "Tall"}]


def test_the_key_of_a_source_is_changed_and_the_citations_stay(moderator, orchard):
    source = orchard.times.source
    assert fill(moderator, source, key="orchard-gazette", headline="A <b>").status_code == 302
    assert again(orchard.times).current.facts["key"] == value("orchard-gazette")
    assert Source.objects.get(pk=source.pk).headline == "A <b>"
    assert source.citations.count() == 3


def test_the_school_of_a_character_may_be_a_page_or_words(moderator, orchard):
    school = write("Hill School")
    fill(moderator, orchard.pip.character, school=str(school.pk))
    assert again(orchard.pip).current.facts["school"] == {"value": school.uid}
    fill(moderator, orchard.pip.character, school="", school_name="By the river")
    assert again(orchard.pip).current.facts["school"] == {"value": {"name": "By the river"}}
    assert Character.objects.get(page=orchard.pip).school is None


def test_a_fact_without_a_model_stays_readable_and_does_no_harm(moderator, orchard):
    assert fill(moderator, orchard.show.show, genre="Comedy").status_code == 302
    assert again(orchard.show).current.facts["genre"] == value("Comedy")


@pytest.mark.slow
def test_a_bad_value_is_refused_with_the_form_as_typed(moderator, orchard):
    before = everything()
    address, long = address_of(orchard.season.season), "x" * 301
    sent = form_fields(moderator.get(address)) | {"summary": "Why"}
    bad = [("number", "0"), ("number", "x"), ("number", ""), ("released", "soon"), ("show", "999")]
    for name, text in [*bad, ("status", "lost"), ("premise", long)]:
        answer = moderator.post(address, sent | {name: text})
        assert answer.status_code == 200
        assert errors(answer), name
        assert form_fields(answer)["summary"] == ["Why"]
        if name != "status":  # a choice that does not exist can't be shown as chosen
            assert form_fields(answer)[name] == [text]
    assert everything() == before


def test_the_number_of_another_season_is_refused(moderator, orchard):
    facts = {"show": value(orchard.show.uid), "number": value(2)}
    write("The Orchard season 2", "season", facts=facts)
    answer = fill(moderator, orchard.season.season, number="2", premise="Typed")
    assert answer.status_code == 200
    assert "already has a page for the season with this number" in errors(answer)
    assert (form_fields(answer)["number"], form_fields(answer)["premise"]) == (["2"], ["Typed"])
    assert Season.objects.get(page=orchard.season).number == 1


def test_a_key_that_is_taken_is_refused(moderator, orchard):
    write("Gazette", "source", facts={"key": value("gazette")})
    answer = fill(moderator, orchard.times.source, key="gazette")
    assert answer.status_code == 200
    assert errors(answer)


def test_a_row_that_says_nothing_any_more_is_refused_in_words(moderator, orchard):
    nothing = {"actor": "", "actor_name": "", "character": "", "billing": "", "note": ""}
    answer = fill(moderator, Casting.objects.get(row="ada"), **nothing)
    assert answer.status_code == 200
    assert "Fill in this row" in errors(answer)


@pytest.mark.parametrize("which", ["a season", "a casting"])
def test_an_edit_in_between_is_kept_beside_ours(moderator, orchard, which):
    sent = sent_for(moderator, orchard, which)
    change(orchard.season, body="Theirs.", by=somebody("Bea"))
    assert moderator.post(*sent).status_code == 302
    now = again(orchard.season).current
    assert (now.body, now.tags) == ("Theirs.", ["merged"])
    assert "Mine" in str(now.facts)


@pytest.mark.parametrize("which", ["a season", "a casting"])
def test_a_conflicting_edit_in_between_is_not_overwritten(moderator, orchard, which):
    sent = sent_for(moderator, orchard, which)
    facts = again(orchard.season).current.facts
    ada, ben = facts["casting"]
    theirs = {"premise": value("Theirs"), "casting": [ada | {"note": "Theirs"}, ben]}
    theirs = change(orchard.season, facts=facts | theirs, by=somebody("Bea"))
    answer = moderator.post(*sent)
    assert answer.status_code == 200
    assert "Somebody else saved" in errors(answer)
    assert form_fields(answer)["summary"] == ["Mine"]
    assert again(orchard.season).current == theirs


def sent_for(moderator, orchard, which):
    """Return where to, and what, a moderator sends who changes a season or a row of its cast."""
    edited = orchard.season.season if which == "a season" else Casting.objects.get(row="ada")
    fields = form_fields(moderator.get(address_of(edited)))
    return address_of(edited), fields | {"summary": "Mine", "note": "Mine", "premise": "Mine"}


@pytest.mark.slow
def test_an_odd_base_is_refused(moderator, orchard):
    for edited in (orchard.season.season, Casting.objects.get(row="ada")):
        sent = form_fields(moderator.get(address_of(edited))) | {"summary": "Mine"}
        for base in ("", "0", "nonsense", "9" * 30):
            answer = moderator.post(address_of(edited), sent | {"base": base})
            assert answer.status_code == 200
            assert errors(answer), base
    assert again(orchard.season).current == orchard.season.current


def test_a_row_that_was_removed_in_between_is_not_there_any_more(moderator, orchard):
    casting = Casting.objects.get(row="ada")
    sent = form_fields(moderator.get(address_of(casting))) | {"note": "Tall"}
    change_fact(orchard.season, "casting", [])
    answer = moderator.post(address_of(casting), sent, follow=True)
    assert answer.status_code == 200
    assert again(orchard.season).current.facts.get("casting") is None


def test_rows_that_are_derived_can_be_looked_at_but_not_changed(moderator, orchard):
    change(
        orchard.pip,
        facts={"relationships": [row("q", orchard.times, kind="friend", other=orchard.quince.uid)]},
    )
    for one in (Relationship.objects.get(), orchard.season.citations.first()):
        assert moderator.get(address_of(one)).status_code == 200
        assert moderator.post(address_of(one), {"row": "x"}).status_code == 403


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_of_castings_costs_the_same_for_one_and_for_forty(
    moderator, orchard, count, django_assert_max_num_queries
):
    cast = [row(f"r{number}", actor=orchard.ada.uid, character=orchard.pip.uid) for number in range(count)]
    change_fact(orchard.season, "casting", cast)
    for name in ("casting", "season", "citation"):
        with django_assert_max_num_queries(10):
            assert moderator.get(f"/admin/wiki/{name}/").status_code == 200


def test_a_casting_is_found_by_actor_and_by_character(moderator, orchard):
    for words in ("Ada Marsh", "quince"):
        assert "1 casting" in text_of(moderator.get("/admin/wiki/casting/", {"q": words}), "body")
