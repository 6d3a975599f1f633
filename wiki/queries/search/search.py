"""Finding pages by words, through the full text of the database: the one door to it.

Whatever is asked, so many matches are ranked and so much of each text is read, in so many seconds.
"""

import re
import unicodedata
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from time import monotonic

from django.db import OperationalError, connection, transaction
from django.db.models.expressions import RawSQL
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from wiki.models import PageKind, SearchEntry, TitlePart
from wiki.queries.prepared import prepared
from wiki.queries.titles.lookup import key_or_none, limits_of, parts_between
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import revealed_texts, shown_titles
from wiki.refusals import TooSlow

MAX_CHARACTERS = 200
MAX_WORDS = 16
MAX_RANKED = 300  # of the pages that have all words in their names, and of those with the words anywhere
MAX_TITLES = 50  # that begin with what was typed
MAX_SECONDS = 2
STEPS_BETWEEN_LOOKS = 10_000  # of SQLite's machine, at the clock
_READ_FOR_SNIPPET = 20_000  # characters of a text
_BEFORE, _AFTER = 80, 180  # characters of a snippet, around the first word that was looked for
# How a database is asked for a word, for the beginning of one, and for several; in names only or anywhere.
_GRAMMAR = {
    ("sqlite", True): ('"{}"', '"{}"*', " ", "{{title names}} : ({})"),
    ("sqlite", False): ('"{}"', '"{}"*', " ", "{}"),
    ("postgresql", True): ("'{}':AB", "'{}':*AB", " & ", "{}"),
    ("postgresql", False): ("'{}'", "'{}':*", " & ", "{}"),
}
# A word of the title counts for more than any number of words of the text.
_RANKED = {
    "sqlite": """SELECT rowid AS page_id, bm25(wiki_search, 1e9, 1e5, 1) AS distance
        FROM wiki_search WHERE wiki_search MATCH %s LIMIT {most}""",
    "postgresql": """SELECT page_id, -ts_rank('{{0, 0.001, 0.1, 1}}', vector, query) AS distance FROM (
        SELECT page_id, vector, query FROM wiki_searchentry, to_tsquery('wiki_words', %s) query
            WHERE vector @@ query LIMIT {most}) matching""",
}
_REVEALED = {
    "sqlite": "SELECT rowid FROM wiki_revealed WHERE wiki_revealed MATCH %s",
    "postgresql": "SELECT id FROM wiki_revealedtext WHERE vector @@ to_tsquery('wiki_words', %s)",
}
_IN_ORDER = """SELECT page.uid FROM (
        SELECT * FROM ({ranked}) named UNION ALL SELECT * FROM ({ranked}) anywhere) ranked
    JOIN wiki_page page ON page.id = ranked.page_id AND page.deleted_at IS NULL AND page.shown_from IS NULL
    JOIN wiki_title title ON title.page_id = page.id AND title.is_current AND title.shown_from IS NULL
    ORDER BY distance, title.key"""
_PLAIN = {
    code: plain
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if (plain := unicodedata.normalize("NFD", chr(code))[0]) != chr(code)
}
_ENDING = re.compile(r"(?:ing|ies|ed|es|[sey])$")


@dataclass(frozen=True)
class Result:
    """A page that was found; `snippet` is a part of its words as (text, whether it was looked for)."""

    name: Name
    kind: str
    snippet: list[tuple[str, bool]]


def shortened(words):
    """Return as many of the words as are looked for, with single spaces."""
    return " ".join(words[:MAX_CHARACTERS].split()[:MAX_WORDS])


def matching(sight, words):
    """Return the uids of the live pages that have all the words in what a reader may see.

    Titles that begin with what was typed come first, then pages with the words in public, best first. If
    these are fewer than MAX_RANKED, other pages that reveal the words follow, by title: ranks would tell how
    many hidden words there are. Raises TooSlow.
    """
    uids = _titles_beginning(sight, words)
    if terms := _terms(words):
        in_order = _IN_ORDER.format(ranked=_RANKED[connection.vendor].format(most=MAX_RANKED))
        with _cursor_in_time() as cursor:
            cursor.execute(in_order, [_question(terms, in_names=True), _question(terms)])
            uids += [uid for (uid,) in cursor.fetchall()]
            if len(uids) < MAX_RANKED:
                pages = _revealed(sight, terms).exclude(page__uid__in=uids).values("page")
                titles = shown_titles(sight, is_current=True, page__in=pages).order_by("key")
                uids += titles.values_list("page__uid", flat=True)[:MAX_RANKED]
    return list(dict.fromkeys(uids))


def results(sight, words, uids):
    """Return the Results for some of the uids that match the words, in their order."""
    terms, columns = _terms(words), ("page__uid", Left("text", _READ_FOR_SNIPPET))
    texts = dict(SearchEntry.objects.filter(page__uid__in=uids).values_list(*columns))
    if terms:
        revealed = _revealed(sight, terms).filter(page__uid__in=uids).order_by("show")
        texts |= dict(revealed.values_list(*columns))
    names = names_of(sight, uids).by_uid
    wanted = _pattern(terms)
    return [
        Result(names[uid], PageKind(names[uid].kind).label, _snippet(texts.get(uid, ""), wanted))
        for uid in uids
        if uid in names
    ]


def _titles_beginning(sight, words):
    """Return the uids of pages with a title that is just what was typed, then of some that begin with it."""
    key = key_or_none(words)
    if key is None:
        return []
    # A title may consist of signs, which are no words.
    return [*_pages_called(sight, keys=[key]), *_pages_beginning(sight, limits=limits_of(key))]


@prepared
def _pages_called(sight, keys):
    return shown_titles(sight, key__in=keys).values_list("page__uid", flat=True)


@prepared
def _pages_beginning(sight, limits):
    parts = parts_between(sight, limits, TitlePart.CURRENT)
    return parts.values_list("title__page__uid", flat=True)[:MAX_TITLES]


def _revealed(sight, terms):
    """Return the RevealedTexts for a reader that have all the terms."""
    question = RawSQL(_REVEALED[connection.vendor], [_question(terms)])
    return revealed_texts(sight).filter(pk__in=question)


@contextmanager
def _cursor_in_time():
    """Yield a cursor whose query is stopped after MAX_SECONDS. Raises TooSlow then."""
    end = monotonic() + MAX_SECONDS
    is_sqlite = connection.vendor == "sqlite"
    try:
        with connection.cursor() as cursor, nullcontext() if is_sqlite else transaction.atomic():
            if is_sqlite:
                connection.connection.set_progress_handler(lambda: monotonic() > end, STEPS_BETWEEN_LOOKS)
            else:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(MAX_SECONDS * 1000)])
            yield cursor
    except OperationalError as stopped:
        if monotonic() < end:
            raise
        raise TooSlow(_("This search takes too long. Try other words, or fewer.")) from stopped
    finally:
        if is_sqlite and connection.connection:
            connection.connection.set_progress_handler(None, 0)


def _terms(words):
    """Return the words without signs: only letters, digits and their accents, so nothing is an operator."""
    plain = re.sub(r"['’]s\b", " ", unicodedata.normalize("NFC", words))
    return "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in plain).split()


def _question(terms, *, in_names=False):
    """Return the terms as the database wants to be asked. The last may be the beginning of a word."""
    word, beginning, joint, whole = _GRAMMAR[connection.vendor, in_names]
    last = terms[-1]
    if len(last) == 1 and last.isascii():  # too many words begin with it
        beginning = word
    return whole.format(joint.join([*map(word.format, terms[:-1]), beginning.format(last)]))


def _pattern(terms):
    """Return the pattern of the words that a snippet marks, whose endings may differ; None without terms."""
    if not terms:
        return None
    plain = [term.translate(_PLAIN) for term in terms]
    *whole, last = [_ENDING.sub("", term) if len(term) > 4 else term for term in plain]
    words = [*(rf"{stem}\w{{0,3}}" for stem in whole), rf"{last}\w*"]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def _snippet(text, wanted):
    """Return the part of `text` around the first wanted word as (text, whether it is wanted)."""
    plain = text.translate(_PLAIN)
    first = wanted.search(plain) if wanted else None
    centre = first.start() if first else 0
    start = plain.find(" ", centre - _BEFORE) + 1 if centre > _BEFORE else 0
    end = centre + _AFTER
    runs, place = [("…" if start else "", False)], start
    for match in wanted.finditer(plain[:end], start) if first else ():
        runs += [(text[place : match.start()], False), (text[match.start() : match.end()], True)]
        place = match.end()
    runs.append((text[place:end] + ("…" if len(text) > end else ""), False))
    return [run for run in runs if run[0]]
