"""No address tells readers what they have not come to, wherever it is typed; each page tells it in time."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client

from hswiki import urls as project
from tests.builders import bob
from tests.leaks import addresses
from tests.leaks.edits import PAGES, save_edits
from tests.leaks.places import BEFORE, EXTRAS, PUBLIC, ROWS, UNSEARCHED, UNSEARCHED_COLUMNS, UNSHOWN
from tests.leaks.secrets import BEGINNING, before, unused, without
from tests.leaks.world import ARTICLE, EPISODES, LATEST, MARKS, RICH, World
from wiki.actions.people.progress import set_progress
from wiki.facts.kinds import KINDS
from wiki.models import LinkKind, Page, PageLink, Show
from wiki.queries.search.search import matching
from wiki.queries.viewers import viewer_of
from wiki.text.points import NEVER, parse_point
from wiki.text.progress import EVERYTHING, NOTHING, parse_progress, write_cookie
from wiki.urls import urlpatterns

pytestmark = pytest.mark.slow

UNASKED, NONE, ALL = {}, {"lantern": NOTHING}, {"lantern": EVERYTHING}
SO_FAR = {"lantern": parse_progress(LATEST)}
ELSEWHERE, FULL = {"garden": EVERYTHING}, {"garden": EVERYTHING, "lantern": EVERYTHING}
BOTH = SO_FAR | {"garden": parse_progress("s1")}
RICH_TITLES = [title for _uid, title, *_points in RICH.values()]
# Some places in which somebody may type a title that no page has.
TITLED = {"a red link", "a category", "a file", "below the lead", "statements, words, value"}
GUESS = unused("a guess")
POINTS = [{"lantern": parse_point(mark)} for mark in [*EPISODES, "S1", "S2", "S3"]]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    """The secrets of The Lantern, loaded once, and of some edits; these tests only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        secrets = World().load().secrets
        save_edits(secrets)
        yield secrets
        transaction.set_rollback(True)


def visitor(progress):
    """Return a client of somebody without an account who has watched so far."""
    client = Client()
    if progress:
        client.cookies["progress"] = write_cookie(progress)
    return client


def member(progress):
    """Return a client of Bob, who has watched so far."""
    for show in Show.objects.all():
        set_progress(bob(), show.pk, progress.get(show.key))
    client = Client()
    client.force_login(bob())
    return client


def answer_of(client, address):
    """Return all that an address answers: status, headers and body."""
    answer = client.get(address)
    assert answer.status_code < 500, address
    return f"{answer.status_code} {answer.headers} {answer.content.decode()}"


def told(secrets, client, asked):
    """Return {secret: the addresses among those `asked` at which it is told}."""
    found = {}
    for address in asked:
        # Who asks for a title has typed it.
        for word in secrets.told_in(answer_of(client, address)) - secrets.told_in(address):
            found.setdefault(secrets.by_word[word], []).append(address)
    return found


def too_early(found, progress):
    """Return the pages, places and addresses of the secrets that a reader should not be told."""
    return [
        (secret.page, secret.place, where)
        for secret, where in found.items()
        if not secret.is_told(progress) or secret.place in UNSHOWN
    ]


def columns_of(kind):
    return {rows.name: {*rows.columns} for rows in kind.rows}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_fact_is_among_the_places_with_secrets_or_can_carry_no_mark(kind):
    assert columns_of(kind).items() <= {name: {*columns} for name, columns in ROWS.items()}.items()
    assert {*kind.columns} == PUBLIC[kind.name] | {name for owner, name in BEFORE if owner == kind.name}
    assert all({*rows.entry({"id": "r"}).extras} == EXTRAS for rows in kind.rows)


def test_each_address_is_among_those_that_are_asked_or_tells_nothing():
    of_readers = {*addresses.LISTS, *addresses.OF_TITLES, *addresses.WORDS}
    others = {*addresses.ASKING, *addresses.OF_EDITS, *addresses.OTHERS}
    assert of_readers.isdisjoint(others)
    assert {pattern.name for pattern in urlpatterns} == of_readers | others
    assert {str(pattern.pattern) for pattern in project.urlpatterns} == {"", *addresses.OF_PROJECT}


def test_links_of_every_kind_are_hidden():
    assert {*PageLink.objects.exclude(shown_from=None).values_list("kind", flat=True)} == {*LinkKind}


READ, RAW, LINKS = "page-read", "page-raw", "page-links"


@pytest.mark.parametrize(
    ("progress", "face"),
    [(UNASKED, READ), (NONE, RAW), (SO_FAR, LINKS)],
    ids=["read, unasked", "raw, none", "links, so far"],
)
def test_no_page_tells_anything_too_early(world, progress, face):
    assert too_early(told(world, visitor(progress), addresses.pages(face)), progress) == []


@pytest.mark.parametrize(
    ("progress", "asked", "least"),
    [
        ({"lantern": parse_point("S2E3")}, "all", {"lantern": parse_point("S2E3")}),
        ({"lantern": parse_point("S2E3")}, "s3", {"lantern": parse_point("S2E3")}),
        (ALL, "s1e5", {"lantern": parse_point("S1E5")}),
        (FULL, "none", NONE | ELSEWHERE),
        (UNASKED, "s3", UNASKED),
    ],
    ids=["all", "later", "earlier", "none", "unasked"],
)
def test_no_page_about_a_show_that_is_shown_as_of_another_point_tells_too_much(world, progress, asked, least):
    titles = [RICH[kind][1] for kind in ("show", "season", "episode", "character")]
    as_of = [f"{address}?as={asked}" for address in addresses.pages(READ, titles)]
    assert too_early(told(world, visitor(progress), as_of), least) == []


@pytest.mark.parametrize("progress", [ALL, ELSEWHERE, BOTH], ids=["all", "elsewhere", "both"])
def test_who_has_watched_a_show_is_told_nothing_of_another_nor_what_can_not_be_compared(world, progress):
    asked = [*addresses.pages(READ, RICH_TITLES), *addresses.pages(RAW, RICH_TITLES)]
    assert too_early(told(world, visitor(progress), asked), progress) == []


@pytest.mark.parametrize("progress", [UNASKED, NONE, SO_FAR, ALL], ids=["unasked", "none", "so far", "all"])
def test_no_list_tells_anything_too_early(world, progress):
    assert too_early(told(world, visitor(progress), addresses.lists()), progress) == []


@pytest.mark.parametrize("address", ["/", "/episodes/"])
def test_no_list_tells_anything_before_its_episode(world, address):
    early = [too_early(told(world, visitor(progress), [address]), progress) for progress in POINTS]
    assert [*filter(None, early)] == []


@pytest.mark.parametrize("face", [READ, RAW])
def test_each_page_tells_at_each_point_all_that_is_reached_and_no_more(world, face):
    wrong = []
    for title in addresses.titles():
        own = {secret for secret in world.on(title) if secret.place not in {*UNSHOWN, "summary"}}
        for point in sorted({turn for secret in own for turn in secret.turns}):
            progress = {"lantern": point}
            found = told(world, visitor(progress), addresses.pages(face, [title]))
            silent = {secret for secret in own if secret.is_told(progress)} - found.keys()
            wrong += [(title, point, one.place, "is not told") for one in silent]
            wrong += [(title, point, *leak) for leak in too_early(found, progress)]
    assert wrong == []


@pytest.mark.parametrize("face", [READ, RAW])
def test_who_wants_nothing_hidden_is_told_everything(world, face):
    found = told(world, visitor(FULL), addresses.pages(face, RICH_TITLES))
    wanted = {secret for title in RICH_TITLES for secret in world.on(title) if secret.is_told(FULL)}
    silent = {
        (one.page, one.place) for one in wanted - found.keys() if one.place not in {*UNSHOWN, "summary"}
    }
    assert silent == set()


@pytest.mark.parametrize("title", [ARTICLE, "Pip Russet", "The Lantern season 2", "Dusk 2-3", "Ada Marsh"])
def test_search_finds_each_word_of_a_page_once_it_is_reached_and_not_before(world, title):
    """What everybody sees until some point is found by everybody: it was no secret."""
    wrong, uid = [], Page.objects.get(titles__text=title).uid
    for secret in world.on(title):
        if secret.place == "summary":  # its word is in the text, too
            continue
        is_searched = secret.place not in {*UNSHOWN, *UNSEARCHED}
        is_searched &= not secret.place.endswith(UNSEARCHED_COLUMNS)
        for progress in [{secret.show: point} for point in secret.turns] or [ALL, FULL]:
            found = matching(viewer_of(AnonymousUser(), write_cookie(progress)).sight, secret.word)
            wanted = [uid] if secret.is_told(progress) and is_searched else []
            if found != wanted and (wanted or secret.start):
                wrong.append((secret.place, progress))
    assert wrong == []


def test_search_finds_hidden_pages_by_title_and_text_once_they_are_reached_and_not_before(world):
    wrong, hidden = [], [one for one in world.by_word.values() if " of a hidden " in one.place]
    for secret in hidden:
        uid = f"hidden-{secret.place.split()[-1]}"
        for progress in ({"lantern": point} for point in secret.turns):
            found = matching(viewer_of(AnonymousUser(), write_cookie(progress)).sight, secret.word)
            if found != ([uid] if secret.is_told(progress) else []):
                wrong.append((secret.place, progress))
    assert len(hidden) == 8
    assert wrong == []


def test_the_list_of_categories_has_each_secret_once_it_is_reached_and_not_before(world):
    wrong, hidden = [], [one for one in world.by_word.values() if one.place == "a box below the lead"]
    for progress in [NONE, *POINTS]:
        found = told(world, visitor(progress), ["/categories/"])
        wrong += [one.page for one in hidden if one.is_told(progress) != (one in found)]
    assert hidden
    assert wrong == []


@pytest.mark.parametrize("progress", [NONE, SO_FAR], ids=["none", "so far"])
def test_no_search_finds_a_secret_by_its_beginning_or_by_what_is_near_it(world, progress):
    """What was true before an `until`, and was seen by everybody, is no secret."""
    client, words = member(progress), ["lantern", "dusk", "happens", BEGINNING]
    asked = [f"/{face}?q={word}" for word in words for face in ("search", "suggest")]
    found = told(world, client, [*asked, f"/suggest?value=link&q={BEGINNING}"])
    assert {secret.place for secret in found if secret.start and not secret.is_told(progress)} == set()


def searched(client, word):
    answer = client.get(f"/search?q={word}")
    assert answer.status_code == 200
    # A list of similar titles has only those that the reader knows, but depends on the letters of the word.
    html = re.sub(r"(?s)<h2>Similar titles.*?</ul>", "", answer.content.decode())
    return " ".join(without(word, html).split())


def test_no_list_of_marks_tells_more_than_where_they_are(world):
    asked = ["/special/marks", *(f"/special/marks?point={mark}" for mark in MARKS)]
    assert told(world, member(NONE), asked) == {}


def test_an_unmarked_page_is_told_to_who_has_asked_once_and_no_other_page_is(world):
    client = visitor(NONE)
    client.cookies["once"] = "moss"
    found = told(world, client, addresses.pages(READ, ["Moss", *RICH_TITLES]))
    early = [secret for secret in found if not secret.is_told(NONE)]
    assert [(secret.page, secret.place) for secret in early] == [("Moss", "unmarked text")]


def guessed(client, word, place=""):
    """Return {address: what it answers to who guesses this word}; titles are guessed in some places only."""
    asked = ["/search?q={}", *(addresses.GUESSES if place in ("", *TITLED) else [])]
    answers = {address: client.get(address.format(word)) for address in asked}
    return {address: without(word, answer.content.decode()) for address, answer in answers.items()}


def test_who_searches_for_what_comes_next_gets_the_answer_for_a_word_that_nobody_typed(world):
    words = {  # one of the columns of a row
        secret.place.rpartition(", ")[0] or secret.place: (secret.word, secret.show, before(secret.start))
        for secret in world.by_word.values()
        if NOTHING < secret.start < NEVER
    }
    told_by = []
    for show, point in {asked[1:] for asked in words.values()}:
        client = member({show: point})
        usual = searched(client, GUESS)
        told_by += [
            place
            for place, (word, *progress) in words.items()
            if progress == [show, point] and searched(client, word) != usual
        ]
    assert words
    assert told_by == []


def test_who_guesses_a_secret_gets_the_answer_for_a_word_that_nobody_typed(world):
    client = member(NONE)
    usual = guessed(client, GUESS)
    places = {secret.place: secret.word for secret in world.by_word.values() if not secret.is_told(NONE)}
    told_by = [
        (place, address)
        for place, word in places.items()
        for address, answer in guessed(client, word, place).items()
        if answer != usual[address]
    ]
    assert told_by == []


@pytest.mark.parametrize("progress", [UNASKED, NONE, SO_FAR], ids=["unasked", "none", "so far"])
def test_members_are_asked_before_they_are_shown_all_of_a_page(world, progress):
    asked = addresses.asking([*RICH_TITLES, *PAGES, "Scraps", "Moss"])
    asked += addresses.pages(READ, RICH_TITLES)
    found = told(world, member(progress), asked)
    assert {one.place for one in found if one.start > progress.get(one.show, NOTHING)} == set()


@pytest.mark.parametrize(
    "progress",
    [UNASKED, *({"lantern": point} for point in (NOTHING, 1006, 1007, 1999, 2002, 2003, 2005, 2006)), SO_FAR],
    ids=str,
)
def test_each_list_of_edits_tells_summaries_as_soon_as_they_are_reached_and_no_sooner(world, progress):
    found = told(world, visitor(progress), addresses.edits())
    assert too_early(found, progress) == []
    summaries = [secret for secret in world.by_word.values() if secret.place == "summary"]
    assert [one for one in summaries if one.is_told(progress) and len(found.get(one, ())) != 4] == []


def test_who_wants_nothing_hidden_reads_every_summary(world):
    found = told(world, member(FULL), addresses.edits())
    assert [one for one in world.by_word.values() if one.place == "summary" and one not in found] == []
