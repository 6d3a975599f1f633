"""One module decides what a reader may see. Each kind of row is tested on every page that shows it."""

import re

import pytest
from django.conf import settings

from tests.builders import (
    again,
    change_fact,
    garden,
    orchard,
    reader,
    row,
    value,
    viewer,
    write,
    write_episode,
)
from wiki.exchange.files import text_shown
from wiki.facts.kinds import KINDS
from wiki.models import LinkKind, PageLink, Relationship, SearchEntry, Statement
from wiki.queries.lists.catalogue import actors, characters
from wiki.queries.pages.reading import Reading
from wiki.queries.pages.surroundings import surroundings_of
from wiki.queries.visibility import shown_links, shown_rows, sight_on, visible_facts
from wiki.text.points import parse_point
from wiki.text.progress import FULL, SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ENDS = {"until": "S2"}
WIKI = settings.BASE_DIR / "wiki"
POINTS = ("none", "s1e1", "s1e2", "s1", "s2", "all")


def relations(page, **watched):
    page = again(page)
    found = Reading(viewer(**watched), page, str(page), page.current).relations
    return [(relation.other.text, relation.mark) for relation in found]


def statement(row_id, label="Job", words="Beekeeper", **mark):
    return row(row_id, label=label, value={"name": words}, **mark)


def facts_seen(sight, page, name):
    """Return the ids of the rows of a fact that a reader sees, by its JSON."""
    page = again(page)
    kind = KINDS[page.kind]
    seen = visible_facts(kind, page.current.facts, sight_on(sight, page), page.point)
    return {one["id"] for one in seen.get(name, [])}


def rows_seen(sight, model, page):
    """Return the ids of the rows of a page that a reader sees, by the database."""
    return {found.row for found in shown_rows(sight, model).filter(**{model.owner_path: page})}


def source_of(page, sight):
    """Return what a reader may see of a page as a file."""
    return text_shown(sight, str(page), again(page).current)


def test_a_relationship_that_ends_is_told_without_its_end_on_both_pages_until_that_is_reached():
    world = orchard()
    nan = write(
        "Nan",
        "character",
        facts={"relationships": [row("pip", kind="partner", other=world.pip.uid) | ENDS]},
    )
    for point in ("none", "s1", "s2e8"):
        assert relations(nan, orchard=point) == [("Pip Russet", "")]
        assert relations(world.pip, orchard=point) == [("Nan", "")]
    for point in ("s2", "s3e1", "all"):
        assert relations(nan, orchard=point) == relations(world.pip, orchard=point) == []


def test_a_row_that_ends_is_in_file_and_search_and_public_links_and_its_end_is_in_none(client):
    world = orchard()
    nan = write("Nan", "character", facts={"statements": [statement("job") | ENDS]})
    written = client.get("/raw/Nan").content.decode()
    assert "Beekeeper" in written
    assert not {"until", "S2"} & set(re.findall(r"\w+", written))
    assert "Beekeeper" in SearchEntry.objects.get(title="Nan").text
    assert "Beekeeper" in source_of(nan, reader(orchard="s2e8"))
    assert "Beekeeper" not in source_of(nan, reader(orchard="s2"))
    change_fact(world.pip, "relationships", [row("q", kind="friend", other=world.quince.uid) | ENDS])
    assert [link.target_key for link in shown_links(SAFE, page=world.pip, kind="fact")] == ["mrs quince"]


def test_a_casting_that_ends_is_wherever_roles_are_listed_until_that_is_reached():
    world = orchard()
    casting = [row("ada", actor=world.ada.uid, character=world.pip.uid) | ENDS]
    change_fact(world.season, "casting", casting)

    def listed(sight):
        roles = [str(role.actor) for role in surroundings_of(sight, again(world.pip)).roles]
        played = {str(entry.name): [str(one) for one in entry.others] for entry in characters(sight, {}).page}
        acting = [str(entry.name) for entry in actors(sight, {}).page]
        return roles, played["Pip Russet"], acting

    assert listed(SAFE) == listed(reader(orchard="s2e1")) == (["Ada Marsh"],) * 3
    assert listed(reader(orchard="s2")) == ([], [], [])


def test_a_credit_that_ends_is_on_the_page_of_the_person_until_that_is_reached():
    world = orchard()
    change_fact(world.show, "credits", [row("ben", job="writer", person=world.ben.uid) | ENDS])
    for sight in (SAFE, reader(orchard="s2e8")):
        assert [credit.job for credit in surroundings_of(sight, again(world.ben)).credits] == ["Writer"]
    assert surroundings_of(reader(orchard="s2"), again(world.ben)).credits == []


def test_the_facts_of_a_page_and_its_rows_in_the_database_show_the_same():
    world, second = orchard(), garden()
    marks = {
        "public": {},
        "early": {"from": "S1E1"},
        "late": {"from": "S1"},
        "ends": {"until": "S1E2"},
        "between": {"from": "S1E1", "until": "S1"},
        "named": {"from": "S1E2", "show": second.show.uid},
        "named-ends": {"until": "S1E2", "show": second.show.uid},
        "own": {"from": "S1E2", "show": world.show.uid},
    }
    told = [statement(name, f"Fact {name}", name, **mark) for name, mark in marks.items()]
    told += [statement("job-1", "Job", "Baker"), statement("job-2", "job", "Cook", **{"from": "S1E2"})]
    pages = [world.show, world.season, world.pip, second.show, second.fern, write("Apples")]
    for page in pages:
        change_fact(page, "statements", told)
    both = [{"orchard": point, "garden": other} for point in POINTS for other in POINTS]
    sights = [SAFE, FULL, *(reader(**watched) for watched in [*both, *({"orchard": one} for one in POINTS)])]
    for page in pages:
        seen = [facts_seen(sight, page, "statements") for sight in sights]
        assert seen == [rows_seen(sight, Statement, page) for sight in sights], page


def test_with_one_show_facts_and_rows_of_pages_that_are_about_none_show_the_same_too():
    world = orchard()
    marks = [{}, {"from": "S1E2"}, {"until": "S1E2"}, {"from": "S1E1", "until": "S1"}]
    told = [
        row(f"r{place}", kind="friend", other={"name": f"Friend {place}"}) | mark
        for place, mark in enumerate(marks)
    ]
    change_fact(world.pip, "relationships", told)
    assert again(world.pip).about is None
    for point in POINTS:
        sight = reader(orchard=point)
        seen = facts_seen(sight, world.pip, "relationships")
        assert seen == rows_seen(sight, Relationship, world.pip)
        assert ("r1" in seen) == (point not in ("none", "s1e1"))


def test_marks_on_a_page_about_no_show_belong_to_the_only_show_and_to_none_if_there_are_two():
    world = orchard()
    change_fact(world.pip, "statements", [statement("job", **{"from": "S1E2"})])
    assert facts_seen(reader(orchard="s1e2"), world.pip, "statements") == {"job"}
    second = garden()
    for sight in (reader(orchard="all"), reader(garden="all"), reader(orchard="all", garden="s1")):
        assert facts_seen(sight, world.pip, "statements") == set()
    assert facts_seen(reader(orchard="all", garden="all"), world.pip, "statements") == {"job"}
    change_fact(world.pip, "first_appearance", value(second.season.uid))
    assert facts_seen(reader(garden="s1e2"), world.pip, "statements") == {"job"}
    assert rows_seen(reader(garden="s1e2"), Statement, world.pip) == {"job"}
    assert facts_seen(reader(orchard="all"), world.pip, "statements") == set()


def test_characters_belong_to_the_show_of_what_they_appear_in_first_even_if_that_moves():
    world, second = orchard(), garden()
    autumn = write(
        "Autumn", "season", facts={"show": value(second.show.uid), "number": value(2), "premise": value("A")}
    )
    leaf = write_episode(autumn, 1, "Leaf")
    told = [statement("job", **{"from": "S1E2"})]
    by_season = write("Moss", "character", facts={"first_appearance": value(autumn.uid), "statements": told})
    by_episode = write("Ivy", "character", facts={"first_appearance": value(leaf.uid), "statements": told})

    def seen(sight):
        return [facts_seen(sight, page, "statements") for page in (by_season, by_episode)]

    assert (seen(reader(garden="s1e2")), seen(reader(orchard="s1e2"))) == ([{"job"}] * 2, [set()] * 2)
    change_fact(autumn, "show", value(world.show.uid))
    assert (seen(reader(garden="s1e2")), seen(reader(orchard="s1e2"))) == ([set()] * 2, [{"job"}] * 2)
    change_fact(leaf, "season", value(second.season.uid))
    assert seen(reader(garden="s1e2")) == [set(), {"job"}]


def test_an_episode_moves_with_the_number_of_its_season():
    world = orchard()
    seed = write_episode(world.season, 2, "Seed", premise=value("Planted."))
    assert again(seed).point == parse_point("S1E2")
    change_fact(world.season, "number", value(3))
    assert (again(world.season).point, again(seed).point) == (parse_point("S3"), parse_point("S3E2"))


def test_hidden_rows_that_are_kept_keep_their_marks_and_the_others_have_none():
    world = orchard()
    told = [statement("early", "A", **{"from": "S1E1"}), statement("late", "B", **{"from": "S1"} | ENDS)]
    change_fact(world.pip, "statements", told)
    page = again(world.pip)
    here = sight_on(reader(orchard="s1e1"), page)
    early, late = visible_facts(KINDS["character"], page.current.facts, here, page.point, keeps_hidden=True)[
        "statements"
    ]
    assert not {"from", "until"} & early.keys()
    assert (late["from"], late["until"]) == ("S1", "S2")


def test_sources_of_what_is_shown_now_are_numbered_though_editors_get_what_it_replaced():
    world = orchard()
    told = [
        row("new", (world.times, "page 9"), label="Job", value={"name": "Baker"}) | {"from": "S2"},
        row("old", label="Job", value={"name": "Gardener"}) | {"from": "S1"},
    ]
    change_fact(world.pip, "statements", told)
    page = again(world.pip)
    for closes in (False, True):
        seen = Reading(viewer(orchard="s3"), page, "Pip Russet", page.current, closes=closes).composition
        assert [source.locator for source in seen.sources] == ["page 9"], closes
        assert [source.number for source in seen.infobox[0].shown.sources] == [1], closes


def test_a_premise_is_seen_by_who_has_watched_everything_before_it():
    world = orchard()
    second = write(
        "The Orchard season 2",
        "season",
        facts={"show": value(world.show.uid), "number": value(2), "premise": value("Frost.")},
    )
    premises = {
        again(world.season): None,
        second: "s1",
        write_episode(world.season, 1, "Seed", premise=value("Planted.")): None,
        write_episode(world.season, 2, "Leaf", premise=value("It grows.")): "s1e1",
        write_episode(second, 1, "Snow", premise=value("Cold.")): "s1",
    }
    change_fact(world.season, "premise", value("Spring."))
    told = ["none", "s1e1", "s1e8", "s1", "s2e1", "all"]
    for page, first in premises.items():
        for point in told:
            shown = Reading(viewer(orchard=point), again(page), str(page), again(page).current)
            is_seen = told.index(point) >= (0 if first is None else told.index(first))
            assert ("premise" in shown.composition.facts) == is_seen, (page, point)


def test_an_unreadable_point_in_text_is_opened_by_nothing_but_everything_for_every_show():
    world = orchard()
    write("Apples", body=">!S2X: [[The twin]]!<")
    [link] = PageLink.objects.filter(target_key="the twin")
    for point, count in {"none": 0, "s9": 0, "all": 1}.items():
        sight = reader(orchard=point)
        assert shown_links(sight, pk=link.pk).count() == count
        assert ("The twin" in source_of(link.page, sight)) == bool(count)
    garden()
    assert not shown_links(reader(orchard="all"), pk=link.pk).exists()
    assert world.show.show.key == "orchard"


def test_links_in_facts_carry_the_mark_of_their_row():
    world, second = orchard(), garden()
    told = [
        row("pip", kind="friend", other=world.pip.uid) | {"from": "S1E2"},
        row("quince", kind="friend", other=world.quince.uid) | {"from": "S1", "show": world.show.uid},
    ]
    change_fact(second.fern, "relationships", told)

    def named(sight):
        links = shown_links(sight, page=second.fern, kind=LinkKind.FACT)
        return sorted(links.exclude(target_key__startswith="the ").values_list("target_key", flat=True))

    assert named(SAFE) == named(reader(garden="s1e1", orchard="s1e8")) == []
    assert named(reader(garden="s1e2")) == ["pip russet"]
    assert named(reader(orchard="s1")) == ["mrs quince"]
    assert named(reader(garden="s1", orchard="s1")) == ["mrs quince", "pip russet"]


def test_a_link_of_a_page_that_several_rows_name_is_shown_from_the_first_of_them():
    world = orchard()
    nan = write("Nan", "character")
    later = [
        row(f"r{place}", kind=kind, other=world.pip.uid) | {"from": point}
        for place, (kind, point) in enumerate([("friend", "S1E2"), ("partner", "S1")])
    ]
    change_fact(nan, "relationships", later)
    starts = PageLink.objects.filter(page=nan, kind=LinkKind.FACT).values_list("shown_from", flat=True)
    assert sorted(starts) == [parse_point("S1E2"), parse_point("S1")]
    public = row("public", kind="sibling", other=world.pip.uid)
    change_fact(nan, "relationships", [*later, public])
    assert [link.shown_from for link in PageLink.objects.filter(page=nan, kind=LinkKind.FACT)] == [None]


# Where marks are written, and searches that have their own SQL.
ELSEWHERE = {
    *("facts/state.py", "queries/titles/page_links.py", "queries/titles/lookup.py"),
    *("actions/pages/shows.py", "actions/titles/moving.py", "actions/search/indexing.py"),
}
OWN_SQL = {"queries/search/search.py", "queries/lists/categories.py"}


@pytest.mark.parametrize(
    "words",
    [r"\bshown_from\b", r"\bshown_until\b", r"pieces\[0\]", r"\.public\(", r"def _?public_(?!record\b)"],
)
def test_no_other_module_decides_what_a_reader_may_see(words):
    files = (file for file in WIKI.rglob("*.py") if file.relative_to(WIKI).parts[0] not in NO_DECISIONS)
    found = {file.relative_to(WIKI).as_posix() for file in files if re.search(words, file.read_text())}
    assert found <= {"queries/visibility.py"} | ELSEWHERE | OWN_SQL


# What defines the columns, and what knows no reader.
NO_DECISIONS = ("models", "migrations", "render", "text")
