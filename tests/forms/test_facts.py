"""The facts of a page as one form: what a post says, and what it leaves unsaid."""

import pytest
from django.http import QueryDict

from tests.builders import change_fact, orchard, rename, row, value, write
from wiki.actions.pages.editing import edit_page
from wiki.facts.checking import FactsInvalid
from wiki.facts.kinds import KINDS
from wiki.forms.facts import FactsForm
from wiki.models import Page

pytestmark = pytest.mark.django_db


def posted(**fields):
    """Return what a browser posts: `__` stands for a hyphen, a list for a field that repeats."""
    query = QueryDict(mutable=True)
    for name, content in fields.items():
        query.setlist(name.replace("__", "-"), content if isinstance(content, list) else [content])
    return query


def typed(page, **fields):
    """Return the facts that a post to the form of `page` spells."""
    return FactsForm(KINDS[page.kind], page.current.facts, posted(**fields)).facts()


def ids_of(form, fact):
    return [row_id for rows in form.row_sets() for row_id, _fields in rows["rows"] if rows["name"] == fact]


def test_a_form_that_nobody_touched_gives_the_facts_that_it_shows():
    season = orchard().season
    facts = season.current.facts
    assert FactsForm(KINDS["season"], facts).facts() == facts
    assert typed(season) == facts


def test_a_form_that_is_sent_whole_gives_the_facts_that_it_shows():
    season = orchard().season
    form = FactsForm(KINDS["season"], season.current.facts)
    sent = QueryDict(mutable=True)
    for field in form:
        sent[field.html_name] = field.value() or ""
    sent.setlist("facts-casting", ids_of(form, "casting"))
    assert FactsForm(KINDS["season"], season.current.facts, sent).facts() == season.current.facts


def test_absent_fields_stay_and_empty_ones_go():
    season = orchard().season
    facts = typed(
        season, facts__status="", facts__status__sources="", facts__status__as_of="", facts__number="2"
    )
    kept = {name: fact for name, fact in season.current.facts.items() if name != "status"}
    assert facts == kept | {"number": value(2)}


def test_a_value_that_is_emptied_leaves_its_source_for_the_check_to_refuse():
    season = orchard().season
    facts = typed(season, facts__status="")
    with pytest.raises(FactsInvalid, match="status: Enter a value, or remove its sources and date"):
        edit_page(season, by=season.current.author, base=season.current, body="", facts=facts)


def test_a_cell_of_a_row_is_emptied_on_its_own():
    world = orchard()
    ada, ben = world.season.current.facts["casting"]
    facts = typed(world.season, facts__casting__ada__billing="", facts__casting__ada__note="A guest")
    kept = {name: part for name, part in ada.items() if name != "billing"}
    assert facts["casting"] == [kept | {"note": "A guest"}, ben]


@pytest.mark.parametrize(
    ("listed", "kept"),
    [
        (["ada", "ben"], ["ada", "ben"]),
        (["ben", "ada"], ["ben", "ada"]),
        (["ben"], ["ben"]),
        (["ben", "ben", ""], ["ben"]),
        ([""], []),
    ],
)
def test_the_hidden_list_says_which_rows_stay_and_in_which_order(listed, kept):
    season = orchard().season
    by_id = {one["id"]: one for one in season.current.facts["casting"]}
    assert typed(season, facts__casting=listed).get("casting", []) == [by_id[row_id] for row_id in kept]


def test_a_row_that_the_list_leaves_out_is_gone_though_its_fields_are_sent():
    season = orchard().season
    facts = typed(season, facts__casting=["ben"], facts__casting__ada__note="Still here")
    assert [one["id"] for one in facts["casting"]] == ["ben"]


def test_a_row_can_be_made_by_hand():
    world = orchard()
    facts = typed(
        world.season, facts__casting__new__1__actor="Ada Marsh", facts__casting__new__1__note="Twice"
    )
    assert facts["casting"] == [
        *world.season.current.facts["casting"],
        row("new-1", actor=world.ada.uid, note="Twice"),
    ]


def test_a_row_that_says_nothing_is_no_row():
    season = orchard().season
    facts = typed(season, facts__casting=["ada", "ben", "n1"], facts__casting__n2__note=" ")
    assert facts == season.current.facts


def test_a_row_is_emptied_by_emptying_its_cells():
    season = orchard().season
    names = ("actor", "character", "billing", "note", "sources", "from", "until")
    facts = typed(season, **{f"facts__casting__ada__{name}": "" for name in names})
    assert [one["id"] for one in facts["casting"]] == ["ben"]


def test_typed_titles_old_titles_other_cases_and_uids_resolve():
    world = orchard()
    rename(world.ada, "Ada Marsh-Reed")
    ways = ["Ada Marsh", "ada_marsh-reed", "[[Ada Marsh-Reed]]", world.ada.uid]
    fields = {f"facts__casting__r{number}__actor": words for number, words in enumerate(ways)}
    facts = typed(world.season, facts__casting=["r0", "r1", "r2", "r3"], **fields)
    assert facts["casting"] == [row(f"r{number}", actor=world.ada.uid) for number in range(4)]


def test_unknown_names_become_words():
    season = orchard().season
    facts = typed(season, facts__casting=["ada"], facts__casting__ada__actor="Zoe Reed")
    assert facts["casting"][0]["actor"] == {"name": "Zoe Reed"}


def test_sources_are_typed_by_their_keys():
    world = orchard()
    facts = typed(world.season, facts__status__sources="orchard-times, page 9\r\nnobody")
    assert facts["status"]["sources"] == [
        {"source": world.times.uid, "locator": "page 9"},
        {"source": "nobody"},
    ]


@pytest.mark.parametrize(
    "field", ["show", "casting__ada__actor", "status__sources", "premise", "status__as_of"]
)
def test_a_null_character_is_refused_and_not_an_error_of_the_database(field):
    season = orchard().season
    facts = typed(season, **{f"facts__{field}": "a\0b"})
    with pytest.raises(FactsInvalid):
        edit_page(season, by=season.current.author, base=season.current, body="", facts=facts)


def test_a_row_is_added_at_the_end_and_taken_out_again():
    season = orchard().season
    form = FactsForm(KINDS["season"], season.current.facts, posted(facts__casting=["ben", "ada"]))
    form.add_row("casting")
    *others, new = ids_of(form, "casting")
    assert others == ["ben", "ada"]
    assert f"facts-casting-{new}-actor" in form.fields
    assert form.facts()["casting"] == list(reversed(season.current.facts["casting"]))
    form.remove_row("casting", new)
    form.remove_row("casting", "ben")
    assert ids_of(form, "casting") == ["ada"]
    assert [one["id"] for one in form.facts()["casting"]] == ["ada"]
    assert [one["name"] for one in form.row_sets() if one["is_open"]] == ["casting"]


def test_adding_to_and_removing_from_nothing_does_nothing():
    form = FactsForm(KINDS["article"], {})
    form.add_row("casting")
    form.remove_row("casting", "ada")
    form.remove_row("statements", "nobody")
    assert (list(form.fields), form.facts()) == (["facts-reveal", "facts-reveal-show"], {})


def test_refusals_stand_beside_their_fields():
    world = orchard()
    form = FactsForm(KINDS["season"], world.season.current.facts, posted())
    form.refuse(
        {
            "number": ["Too large."],
            "status-as_of": ["No date."],
            "casting-ada-actor": ["Nobody."],
            "casting-ben-sources": ["Needed.", "Really."],
            "casting": ["Too many."],
            "trees": ["No such fact."],
        }
    )
    assert {name: list(sentences) for name, sentences in form.errors.items()} == {
        "facts-number": ["Too large."],
        "facts-status-as_of": ["No date."],
        "facts-casting-ada-actor": ["Nobody."],
        "facts-casting-ben-sources": ["Needed.", "Really."],
        "__all__": ["Cast: Too many.", "No such fact."],
    }


def test_a_field_is_named_in_full_so_that_it_is_found_among_many():
    form = FactsForm(KINDS["season"], orchard().season.current.facts)
    names = [
        form.name_in_full(form[f"facts-{place}"])
        for place in ("number", "number-as_of", "casting-ben-actor", "casting-ben-sources")
    ]
    assert names == ["Number", "Number, as of", "Cast, row 2, actor", "Cast, row 2, sources"]


def test_a_choice_that_nobody_made_is_called_so():
    choices = FactsForm(KINDS["season"], {})["facts-status"].field.choices
    assert choices[0] == ("", "Not given")


def test_every_fact_of_every_kind_has_its_fields():
    for kind in KINDS.values():
        form = FactsForm(kind, {})
        for rows in kind.rows:
            form.add_row(rows.name)
        bound = [field for three in form.columns() for field in three]
        bound += [f for rows in form.row_sets() for _row_id, fields in rows["rows"] for f in fields]
        assert {field.name for field in bound} == set(form.fields)


def test_a_page_that_many_facts_name_is_asked_for_once(django_assert_num_queries):
    world = orchard()
    facts = change_fact(
        world.season, "casting", [row(f"r{n}", world.times, actor=world.ada.uid) for n in range(40)]
    ).facts
    write("Another")
    with django_assert_num_queries(3):
        FactsForm(KINDS["season"], facts, posted()).facts()
    assert Page.objects.count() == 8


def test_a_name_that_nobody_touched_stays_a_name_when_a_page_takes_it():
    season = orchard().season
    facts = season.current.facts
    named = facts | {"casting": [*facts["casting"], {"id": "cameo", "actor": {"name": "A passer-by"}}]}
    season = change_fact(season, "casting", named["casting"]).page
    write("A passer-by", "article")
    assert typed(season, facts__number="2")["casting"] == named["casting"]


def test_rows_over_the_limit_are_refused_and_none_is_dropped_without_a_word():
    season = orchard().season
    ids = [*(f"empty{number}" for number in range(201)), "last"]
    with pytest.raises(FactsInvalid) as refusal:
        typed(season, facts__casting=ids, facts__casting__last__note="Kept?")
    assert refusal.value.errors == {"casting": ["Enter at most 200 rows."]}
