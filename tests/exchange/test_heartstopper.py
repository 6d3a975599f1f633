"""What the first content of the wiki says: who plays whom, in which order, and who says so."""

import pytest
from django.core.management import call_command
from django.db import transaction

from wiki.models import Casting, Citation, Page, Person, Relationship, Revision, Season, Show, Statement

pytestmark = pytest.mark.django_db

CAST = [
    ("Joe Locke", "Charlie Spring", "returning"),
    ("Kit Connor", "Nick Nelson", "returning"),
    ("Olivia Colman", "Sarah Nelson", "returning"),
    ("William Gao", "Tao Xu", "returning"),
    ("Yasmin Finney", "Elle Argent", "returning"),
    ("Corinna Brown", "Tara Jones", "returning"),
    ("Kizzy Edgell", "Darcy Olsson", "returning"),
    ("Sebastian Croft", "Ben Hope", "returning"),
    ("Cormac Hyde-Corrin", "Harry Greene", "returning"),
    ("Rhea Norwood", "Imogen Heaney", "returning"),
    ("Tobie Donovan", "Isaac Henderson", "returning"),
    ("Jenny Walser", "Tori Spring", "returning"),
    ("Fisayo Akinade", "Mr Ajayi", "returning"),
    ("Chetna Pandya", "Coach Singh", "returning"),
    ("Alan Turkington", "Mr Lange", "returning"),
    ("Leila Khan", "Sahar Zahid", "new"),
    ("Jack Barton", "David Nelson", "new"),
    ("Bradley Riches", "James McEwan", "new"),
    ("Nima Taleghani", "Mr Farouk", "new"),
    ("Bel Priestley", "Naomi", "new"),
    ("Ash Self", "Felix", "new"),
    ("Thibault De Montalembert", "Stephane", "new"),
]
WHO_STARS = 'under "Who stars in Heartstopper season 2?"'
RELATIONS = {
    ("Charlie Spring", "partner", "Nick Nelson", 1999),
    ("David Nelson", "sibling", "Nick Nelson", None),
    ("Elle Argent", "friend", "Tao Xu", 1999),
    ("Elle Argent", "friend", "Naomi", None),
    ("Elle Argent", "friend", "Felix", None),
    ("Felix", "friend", "Elle Argent", None),
    ("Naomi", "friend", "Elle Argent", None),
    ("Nick Nelson", "partner", "Charlie Spring", 1999),
    ("Nick Nelson", "child", "Sarah Nelson", None),
    ("Nick Nelson", "child", "Stephane", None),
    ("Nick Nelson", "sibling", "David Nelson", None),
    ("Sarah Nelson", "parent", "Nick Nelson", None),
    ("Sarah Nelson", "former partner", "Stephane", None),
    ("Stephane", "parent", "Nick Nelson", None),
    ("Stephane", "former partner", "Sarah Nelson", None),
    ("Tao Xu", "friend", "Elle Argent", 1999),
}
STATEMENTS = {
    ("Charlie Spring", "Relationship status", "Official with Nick", 2999),
    ("Nick Nelson", "Relationship status", "Official with Charlie", 2999),
    ("Tao Xu", "Hair", "A new, shorter cut in season 2", 2999),
    ("Sahar Zahid", "Occupation", "Student", None),
    ("James McEwan", "Occupation", "Student", None),
    ("Mr Farouk", "Occupation", "Teacher", None),
}


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup, django_db_blocker):
    """The fixture, loaded once; these tests only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", "heartstopper", verbosity=0)
        yield
        transaction.set_rollback(True)


def titles(path):
    return f"{path}__titles__text"


def sources_of(fact, row=""):
    found = Citation.objects.filter(page__uid="season-heartstopper-2", fact=fact, row=row)
    return list(found.values_list("source__key", "locator"))


def test_the_season_has_its_whole_cast_in_the_order_of_the_article():
    columns = (titles("actor__page"), titles("character__page"), "billing")
    assert list(Casting.objects.values_list(*columns)) == CAST
    assert set(Page.objects.filter(kind="person").values_list("titles__text", flat=True)) == {
        actor for actor, _character, _billing in CAST
    }
    assert set(Page.objects.filter(kind="character").values_list("titles__text", flat=True)) == {
        character for _actor, character, _billing in CAST
    }


def test_every_row_of_the_cast_names_the_list_and_only_one_a_second_source():
    for row in Casting.objects.all():
        more = [("gayming-s2", "in the report")] if row.row == "sahar-zahid" else []
        assert sources_of("casting", row.row) == [("radio-times-s2", WHO_STARS), *more]


def test_the_season_has_its_facts_with_their_sources():
    season = Season.objects.get()
    facts = (season.number, season.status, season.ordered, season.released, season.episode_count)
    assert facts == (2, "released", "2022-05", "2023-08-03", 8)
    release = ("radio-times-s2", 'under "Heartstopper season 2 release date"')
    assert sources_of("status") == sources_of("released") == [release]
    assert sources_of("ordered") == [release, ("radio-times-s2", "in the introduction")]
    show = Show.objects.get()
    assert (season.show, show.key, show.network, show.creator_name) == (
        show,
        "heartstopper",
        "Netflix",
        "Alice Oseman",
    )


def test_characters_are_related_as_the_sources_say():
    columns = (titles("character__page"), "kind", titles("other__page"), "shown_from")
    assert set(Relationship.objects.values_list(*columns)) == RELATIONS
    columns = (titles("page"), "label", "value_name", "shown_from")
    assert set(Statement.objects.values_list(*columns)) == STATEMENTS
    schools = Page.objects.exclude(character=None).exclude(character__school_name="")
    assert dict(schools.values_list("titles__text", "character__school_name")) == {
        "Sahar Zahid": "Higgs",
        "James McEwan": "Truham",
        "Mr Farouk": "Truham",
    }


def test_that_sarah_is_the_mother_of_nick_is_from_the_second_article():
    mother = Citation.objects.filter(page__uid="character-nick-nelson", row="sarah-nelson")
    assert list(mother.values_list("source__key", "locator")) == [("tag24-s2", "in the article")]


def test_every_row_has_a_source_and_nothing_is_said_of_people_themselves():
    cited = set(Citation.objects.values_list("page", "fact", "row"))
    rows = {(one.season.page_id, "casting", one.row) for one in Casting.objects.select_related("season")}
    rows |= {
        (one.character.page_id, "relationships", one.row)
        for one in Relationship.objects.select_related("character")
    }
    rows |= {(one.page_id, "statements", one.row) for one in Statement.objects.all()}
    assert rows - cited == set()
    people = Revision.objects.filter(page__in=Person.objects.values("page"))
    assert {str(facts) for facts in people.values_list("facts", flat=True)} == {"{}"}


def test_who_plays_sahar_became_known_in_revision_2():
    first, second = Revision.objects.filter(page__uid="season-heartstopper-2").order_by("number")
    assert (first.number, first.author, second.number, second.parent) == (1, None, 2, first)
    before, after = (
        next(row for row in one.facts["casting"] if row["id"] == "sahar-zahid") for one in (first, second)
    )
    assert "actor" not in before
    assert [source["source"] for source in before["sources"]] == ["source-radio-times-s2"]
    assert after == before | {
        "actor": "person-leila-khan",
        "sources": [*before["sources"], {"source": "source-gayming-s2", "locator": "in the report"}],
    }
    assert second.page.current == second
    others = [[row for row in one.facts["casting"] if row["id"] != "sahar-zahid"] for one in (first, second)]
    assert others[0] == others[1]


def test_no_line_number_of_the_article_is_in_the_fixture():
    assert not any("'lines'" in str(one.facts) for one in Revision.objects.all())
