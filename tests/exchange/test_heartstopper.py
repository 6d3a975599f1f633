"""What the first content of the wiki says, fact by fact, and who says so.

The lines are those of the article of Radio Times; they stand in the authored files alone.
"""

import tomllib
from collections import defaultdict

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import F

from wiki.facts.kinds import KINDS
from wiki.facts.state import with_columns, with_row
from wiki.models import Casting, Citation, Page, Revision, Source, Title
from wiki.queries.pages.derived import derived_facts
from wiki.queries.pages.surroundings import surroundings_of
from wiki.queries.visibility import hidden_pages, sight_on, visible_facts
from wiki.text.points import point_label
from wiki.text.progress import FULL, SAFE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FOLDER = settings.FIXTURE_DIRS[0] / "heartstopper"
SHOW, FIRST, SEASON = "show-heartstopper", "season-heartstopper-1", "season-heartstopper-2"
TIMES = "radio-times-s2"
INTRO = "in the introduction"
RELEASE = 'under "Heartstopper season 2 release date"'
TITLES = 'under "Heartstopper season 2 episode titles"'
STARS = 'under "Who stars in Heartstopper season 2?"'
PLOT = 'under "Heartstopper season 2 plot"'
MOTHER = [("tag24-s2", "in the article", None)]
PLAYS_SAHAR = [("gayming-s2", "in the report", None)]


def times(*places):
    return [(TIMES, where, lines) for where, lines in places]


COLUMNS = [
    (SHOW, "genre", "Teen romance drama", times((INTRO, "L1, L22"))),
    (SHOW, "creator", "person-alice-oseman", times((RELEASE, "L59"), (PLOT, "L127"))),
    (SHOW, "based_on", "Heartstopper, the comics by Alice Oseman", times((RELEASE, "L59"), (PLOT, "L117"))),
    (SHOW, "network", "Netflix", times((INTRO, "L1, L22"))),
    (SHOW, "status", "running", times((RELEASE, "L34, L55"))),
    (SHOW, "released", "2022-04", times((INTRO, "L22"))),
    (FIRST, "status", "released", times((INTRO, "L22"))),
    (FIRST, "released", "2022-04", times((INTRO, "L22"))),
    (SEASON, "status", "released", times((RELEASE, "L34"))),
    (SEASON, "ordered", "2022-05", times((RELEASE, "L55"), (INTRO, "L22"))),
    (SEASON, "released", "2023-08-03", times((RELEASE, "L34"))),
    (SEASON, "episode_count", 8, times((TITLES, "L65-L74"))),
    (
        SEASON,
        "premise",
        "Charlie, Nick and the people around them grow up a little more, and life sets them new questions.",
        times((INTRO, "L4"), (PLOT, "L131")),
    ),
    ("season-heartstopper-3", "status", "ordered", times((RELEASE, "L55, L57"))),
    ("season-heartstopper-3", "ordered", "2022-05", times((RELEASE, "L55"), (INTRO, "L22"))),
    ("character-sahar-zahid", "school", "article-higgs", times((STARS, "L98"))),
    ("character-james-mcewan", "school", "article-truham", times((STARS, "L100"))),
    ("character-mr-farouk", "school", "article-truham", times((STARS, "L101"))),
]
EPISODES = ["Out", "Family", "Promise", "Challenge", "Heat", "Truth/Dare", "Sorry", "Perfect"]
# In the order of the article: who, as whom, with which note, in which line. No note tells the story.
RETURNING = [
    ("Joe Locke", "Charlie Spring", "L80"),
    ("Kit Connor", "Nick Nelson", "L81"),
    ("Olivia Colman", "Sarah Nelson", "L82"),
    ("William Gao", "Tao Xu", "L83"),
    ("Yasmin Finney", "Elle Argent", "L84"),
    ("Corinna Brown", "Tara Jones", "L85"),
    ("Kizzy Edgell", "Darcy Olsson", "L86"),
    ("Sebastian Croft", "Ben Hope", "L87"),
    ("Cormac Hyde-Corrin", "Harry Greene", "L88"),
    ("Rhea Norwood", "Imogen Heaney", "L89"),
    ("Tobie Donovan", "Isaac Henderson", "L90"),
    ("Jenny Walser", "Tori Spring", "L91"),
    ("Fisayo Akinade", "Mr Ajayi", "L92"),
    ("Chetna Pandya", "Coach Singh", "L93"),
    ("Alan Turkington", "Mr Lange", "L94"),
]
NEW = [
    ("Leila Khan", "Sahar Zahid", "Student at Higgs", "L98"),
    ("Jack Barton", "David Nelson", "Older brother of Nick", "L99"),
    ("Bradley Riches", "James McEwan", "Student at Truham", "L100"),
    ("Nima Taleghani", "Mr Farouk", "Teacher at Truham", "L101"),
    ("Bel Priestley", "Naomi", None, "L102"),
    ("Ash Self", "Felix", None, "L103"),
    ("Thibault De Montalembert", "Stephane", "Father of Nick", "L104"),
]
COUPLE = times((PLOT, "L111, L125"))
OFFICIAL = {"note": "official since season 2", "from": "S2E1"}
SCENE = times((INTRO, "L20"))
FRIENDS = times((INTRO, "L6"), (PLOT, "L113"))
NEW_FRIEND = {"note": "new in season 2", "from": "S1"}
SEPARATED = times((STARS, "L104"), (INTRO, "L28"))
BROTHERS = times((STARS, "L99"), (INTRO, "L4"))
FATHER = times((INTRO, "L26"))
WITH_NAOMI = times((STARS, "L102"), (INTRO, "L26"))
WITH_FELIX = times((STARS, "L103"), (INTRO, "L26"))
RELATIONSHIPS = [
    ("charlie-spring", "partner", "nick-nelson", {"from": "S1"}, COUPLE),
    ("charlie-spring", "partner", "nick-nelson", {"id": "nick-nelson-official"} | OFFICIAL, SCENE),
    ("nick-nelson", "partner", "charlie-spring", {"from": "S1"}, COUPLE),
    ("nick-nelson", "partner", "charlie-spring", {"id": "charlie-spring-official"} | OFFICIAL, SCENE),
    ("nick-nelson", "child", "sarah-nelson", {}, MOTHER),
    ("nick-nelson", "child", "stephane", {}, FATHER),
    ("nick-nelson", "sibling", "david-nelson", {"note": "David is the older brother"}, BROTHERS),
    ("david-nelson", "sibling", "nick-nelson", {"note": "older brother"}, BROTHERS),
    ("sarah-nelson", "parent", "nick-nelson", {"note": "mother"}, MOTHER),
    ("sarah-nelson", "former partner", "stephane", {"from": "S1"}, SEPARATED),
    ("stephane", "parent", "nick-nelson", {"note": "father"}, FATHER),
    ("stephane", "former partner", "sarah-nelson", {"from": "S1"}, SEPARATED),
    ("tao-xu", "friend", "elle-argent", {}, FRIENDS),
    ("elle-argent", "friend", "tao-xu", {}, FRIENDS),
    ("elle-argent", "friend", "naomi", NEW_FRIEND, WITH_NAOMI),
    ("elle-argent", "friend", "felix", NEW_FRIEND, WITH_FELIX),
    ("naomi", "friend", "elle-argent", NEW_FRIEND, WITH_NAOMI),
    ("felix", "friend", "elle-argent", NEW_FRIEND, WITH_FELIX),
    ("tara-jones", "together", "darcy-olsson", {"from": "S1"}, FRIENDS),
    ("darcy-olsson", "together", "tara-jones", {"from": "S1"}, FRIENDS),
]
STATEMENTS = [
    ("character-tao-xu", "Hair", "A new, shorter cut in season 2", "S2", times((INTRO, "L8, L10"))),
    ("character-sahar-zahid", "Occupation", "Student", None, times((STARS, "L98"))),
    ("character-james-mcewan", "Occupation", "Student", None, times((STARS, "L100"))),
    ("character-mr-farouk", "Occupation", "Teacher", None, times((STARS, "L101"))),
    (
        "person-alice-oseman",
        "Occupation",
        "Writer of comics and for television",
        None,
        times((INTRO, "L14"), (RELEASE, "L59"), (PLOT, "L117")),
    ),
]
# What a page is needs no source.
IDENTITY = [
    (SHOW, "key", "heartstopper"),
    *((f"season-heartstopper-{number}", "show", SHOW) for number in (1, 2, 3)),
    *((f"season-heartstopper-{number}", "number", number) for number in (1, 2, 3)),
]
# Pages that are hidden until a point, and story pages without a mark on which nothing spoils.
REVEALS = {
    "article-the-paris-trip": "S1",
    "character-james-mcewan": "everybody",
    "character-sahar-zahid": "everybody",
    "season-heartstopper-3": "everybody",
}
# What is not recorded of the article is not made up: neither its day nor its address.
SOURCES = {
    (TIMES, "Radio Times", "", "", ""),
    (
        "gayming-s2",
        "Gayming Magazine",
        "Heartstopper starts filming Season 2, adds new cast members",
        "2022-09",
        "https://gaymingmag.com/2022/09/heartstopper-starts-filming-season-2-adds-new-cast-members/",
    ),
    (
        "tag24-s2",
        "Tag24",
        "Heartstopper season 2: Biggest additions to the cast",
        "2023",
        "https://tag24.com/entertainment/tv/heartstopper-season-2-biggest-additions-to-the-cast-2909912",
    ),
}
AS_OF = {
    (SHOW, "status"): "2023-08-03",
    (FIRST, "status"): "2022-04",
    (SEASON, "status"): "2023-08-03",
    ("season-heartstopper-3", "status"): "2022-05",
}


def slug(title):
    return title.lower().replace(" ", "-").replace("/", "-")


def expected():
    """Return {(uid, fact, row id): (value, sources)} of every fact of every page but the sources."""
    facts = {(uid, name, ""): (value, sources) for uid, name, value, sources in COLUMNS}
    facts |= {(uid, name, ""): (value, []) for uid, name, value in IDENTITY}
    for number, title in enumerate(EPISODES, start=1):
        episode, line = f"episode-{slug(title)}", times((TITLES, f"L65, L{66 + number}"))
        facts[episode, "season", ""] = (SEASON, [])
        facts[episode, "number", ""] = (number, line)
        facts[episode, "title", ""] = (title, line)
    returning = [(actor, character, None, line) for actor, character, line in RETURNING]
    for billing, cast, season, heading in (("returning", returning, FIRST, 78), ("new", NEW, SEASON, 96)):
        for actor, character, note, line in cast:
            uid = f"character-{slug(character)}"
            row = {"actor": f"person-{slug(actor)}", "character": uid, "billing": billing}
            row |= {"note": note} if note else {}
            more = {"Leila Khan": PLAYS_SAHAR, "Thibault De Montalembert": FATHER}.get(actor, [])
            row_id = "sahar-zahid" if actor == "Leila Khan" else slug(actor)
            facts[SEASON, "casting", row_id] = (row, times((STARS, line)) + more)
            facts[uid, "first_appearance", ""] = (season, times((STARS, f"L{heading}, {line}")))
    for character, kind, other, more, sources in RELATIONSHIPS:
        row = {"id": other, "kind": kind, "other": f"character-{other}"} | more
        facts[f"character-{character}", "relationships", row.pop("id")] = (row, sources)
    for uid, label, value, start, sources in STATEMENTS:
        row = {"label": label, "value": {"name": value}} | ({"from": start} if start else {})
        facts[uid, "statements", slug(label)] = (row, sources)
    writer = {"job": "writer", "person": "person-alice-oseman"}
    facts[SHOW, "credits", "alice-oseman"] = (writer, times((RELEASE, "L59"), (PLOT, "L117")))
    return facts


def authored():
    """Return the same of the authored files, without the facts that hide whole pages."""
    facts = {}
    for path in FOLDER.glob("*/*.md"):
        if path.parent.name == "source" or path.name.endswith(".r1.md"):
            continue
        header = tomllib.loads(path.read_text().split("+++\n")[1]).get("facts", {})
        header.pop("reveal", None)
        for name, fact in header.items():
            for holder in fact if isinstance(fact, list) else [fact]:
                place = (f"{path.parent.name}-{path.stem}", name, holder.pop("id", ""))
                sources = [
                    (one["source"].removeprefix("source-"), one["locator"], one.get("lines"))
                    for one in holder.pop("sources", [])
                ]
                holder.pop("as_of", None)
                facts[place] = (holder if place[2] else holder["value"], sources)
    return facts


def loaded():
    """Return the same of the typed rows of the wiki, which know of no lines."""
    cited = defaultdict(list)
    for one in Citation.objects.select_related("page", "source"):
        cited[one.page.uid, one.fact, one.row].append((one.source.key, one.locator))
    found = {place: (value, cited.pop(place, [])) for place, value in (*typed_columns(), *typed_rows())}
    assert not cited
    return found


def typed_columns():
    for kind in KINDS.values():
        if kind.model and kind.name != "source":
            for instance in kind.model.objects.select_related("page"):
                for name, fact in with_columns(kind, {}, instance).items():
                    yield (instance.page.uid, name, ""), fact["value"]


def typed_rows():
    for rows in dict.fromkeys(rows for kind in KINDS.values() for rows in kind.rows):
        for instance in rows.model.objects.all():
            uid, row_id = instance.natural_key()
            (row,) = with_row(rows, {rows.name: [{"id": row_id}]}, instance)[rows.name]
            if instance.shown_from:
                row["from"] = point_label(instance.shown_from)
            yield (uid, rows.name, row.pop("id")), row


def titles_of(kind):
    return set(Page.objects.filter(kind=kind).values_list("titles__text", flat=True))


def count_facts(sight, page):
    """Count the facts of its own and of other pages that a page shows to a reader."""
    kind = KINDS[page.kind]
    own = visible_facts(kind, kind.known(page.current.facts), sight_on(sight, page), page.point)
    rows = sum(len(fact) if kind.rows_named(name) else 1 for name, fact in own.items())
    return rows + len(derived_facts(sight, page))


@pytest.fixture(scope="module", autouse=True)
def _loaded(django_db_setup, django_db_blocker):
    """The fixture, loaded once; these tests only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", "heartstopper", verbosity=0)
        yield
        transaction.set_rollback(True)


def test_the_wiki_says_what_the_sources_say_and_no_more():
    without_lines = {
        place: (value, [source[:2] for source in sources]) for place, (value, sources) in expected().items()
    }
    assert loaded() == without_lines


def test_every_fact_names_the_lines_of_the_article_that_it_is_from():
    assert authored() == expected()


def test_the_cast_stands_in_the_order_of_the_article():
    columns = ("season__page__uid", "actor__page__titles__text", "character__page__titles__text")
    cast = [(SEASON, actor, character) for actor, character, *_rest in (*RETURNING, *NEW)]
    assert list(Casting.objects.values_list(*columns)) == cast


def test_there_is_a_page_for_everybody_and_everything_the_article_names():
    actors = {actor for actor, *_rest in (*RETURNING, *NEW)}
    assert titles_of("person") == actors | {"Alice Oseman"}
    assert titles_of("character") == {character for _actor, character, *_rest in (*RETURNING, *NEW)}
    assert titles_of("episode") == set(EPISODES)
    assert titles_of("show") == {"Heartstopper"}
    assert titles_of("season") == {f"Heartstopper season {number}" for number in (1, 2, 3)}
    assert titles_of("article") == {"From comic to screen", "The Paris trip", "Higgs", "Truham"}


def test_what_the_article_leaves_open_is_left_open():
    """No season 4, no episode of another season, no day where a month is told, no sister of Charlie."""
    facts = expected()
    assert not Page.objects.filter(titles__text__contains="season 4").exists()
    assert {value for (_uid, name, _row), (value, _) in facts.items() if name == "season"} == {SEASON}
    assert not [place for place in facts if place[0].startswith("episode-") and place[1] == "released"]
    assert not [
        place for place in facts if place[1] in ("full_name", "other_names", "appearances", "runtime")
    ]
    assert not [place for place in facts if "tori-spring" in place]


def test_the_pages_that_are_hidden_or_were_looked_at_are_these():
    pages = Page.objects.select_related("current")
    reveals = {page.uid: page.current.facts["reveal"] for page in pages if "reveal" in page.current.facts}
    assert reveals == {uid: {"value": until} for uid, until in REVEALS.items()}
    assert [page.uid for page in hidden_pages(SAFE)] == ["article-the-paris-trip"]


def test_who_has_watched_nothing_sees_most_facts_of_each_page():
    for page in Page.objects.exclude(uid="article-the-paris-trip").select_related("current"):
        seen, known = (count_facts(sight, page) for sight in (SAFE, FULL))
        assert seen >= 0.6 * known, (page.uid, seen, known)


def test_what_may_have_changed_since_says_when_it_was_so():
    revisions = Revision.objects.filter(page__current=F("pk")).values_list("page__uid", "facts")
    assert {
        (uid, name): fact["as_of"]
        for uid, facts in revisions
        for name, fact in facts.items()
        if isinstance(fact, dict) and "as_of" in fact
    } == AS_OF


def test_each_source_says_what_it_is_and_is_used():
    columns = ("key", "publisher", "headline", "published", "address")
    assert set(Source.objects.values_list(*columns)) == SOURCES
    for page in Page.objects.filter(kind="source"):
        assert surroundings_of(FULL, page).pages


def test_who_plays_sahar_became_known_in_revision_2():
    first, second = Revision.objects.filter(page__uid=SEASON).order_by("number")
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


def test_nothing_in_it_is_inconsistent(capsys):
    call_command("check_wiki")
    assert capsys.readouterr().out.endswith(": 0 faults.\n")


def test_every_page_and_every_revision_of_it_can_be_looked_at(client):
    paths = {title.page_id: title.path for title in Title.objects.all()}
    addresses = {f"/wiki/{path}" for path in paths.values()}
    for revision in Revision.objects.all():
        addresses.add(f"/revision/{revision.pk}")
        if revision.parent_id:
            addresses.add(f"/diff/{revision.parent_id}/{revision.pk}")
            addresses.add(f"/history/{paths[revision.page_id]}")
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 200
    )
