"""Finding pages by words, through the full text of the database: the one door to it."""

import re
import unicodedata
from dataclasses import dataclass

from django.db import connection

from wiki.models.pages import PageKind
from wiki.queries.titles.names import Name, names_of
from wiki.queries.visibility import public_titles
from wiki.text.titles import BadTitle, title_key

MAX_CHARACTERS = 200
MAX_WORDS = 16
MAX_RUN = 300
_MARKS = ("\2", "\3")  # around each word that was looked for
# How each database is asked for one word, for several, and for one that has only begun.
_GRAMMAR = {"sqlite": ('"{}"', " ", "*"), "postgresql": ("'{}'", " & ", ":*")}
# A word of the title counts for more than any number of words of the text.
_RANKED = {
    "sqlite": """SELECT rowid AS page_id, bm25(wiki_search, 1e9, 1e5, 1) AS distance
        FROM wiki_search WHERE wiki_search MATCH %s""",
    "postgresql": """SELECT page_id, -ts_rank('{0, 0.001, 0.1, 1}', vector, query) AS distance
        FROM wiki_searchentry, to_tsquery('wiki_words', %s) query WHERE vector @@ query""",
}
# First come titles that begin with just what was typed, the shortest of them first.
_IN_ORDER = """SELECT page.uid FROM ({ranked}) ranked
    JOIN wiki_page page ON page.id = ranked.page_id AND page.deleted_at IS NULL
    JOIN wiki_title title ON title.page_id = page.id AND title.is_current AND title.shown_from IS NULL
    ORDER BY CASE WHEN substr(title.key, 1, length(%s)) = %s THEN length(title.key) - 1000 ELSE distance END,
        title.key"""
_SNIPPETS = {
    "sqlite": """SELECT page.uid, snippet(wiki_search, 2, %s, %s, '…', 30)
        FROM wiki_search CROSS JOIN wiki_page page ON page.id = wiki_search.rowid
        WHERE wiki_search MATCH %s AND page.uid IN ({uids})""",
    "postgresql": """SELECT page.uid, ts_headline('wiki_words', text, query, format(
            'MaxFragments=1, MinWords=20, MaxWords=30, ShortWord=0, StartSel=%%s, StopSel=%%s', %s, %s))
        FROM to_tsquery('wiki_words', %s) query, wiki_searchentry entry
        JOIN wiki_page page ON page.id = entry.page_id WHERE page.uid IN ({uids})""",
}


@dataclass(frozen=True)
class Result:
    """A page that was found; `snippet` is a part of its words as (text, whether it was looked for)."""

    name: Name
    kind: str
    snippet: list[tuple[str, bool]]


def shortened(words):
    """Return as many of the words as are looked for, with single spaces."""
    return " ".join(words[:MAX_CHARACTERS].split()[:MAX_WORDS])


def matching(words):
    """Return the uids of the live pages that have all the words in public, best first."""
    try:
        key = title_key(words)
    except BadTitle:
        key = None
    # A title may consist of signs, which are no words.
    titled = public_titles(key=key)
    found = list(titled.values_list("page__uid", flat=True))
    if question := _question(words):
        in_order = _IN_ORDER.format(ranked=_RANKED[connection.vendor])
        found += [uid for (uid,) in _rows(in_order, question, key, key)]
    return list(dict.fromkeys(found))


def results(words, uids):
    """Return the Results for some of the uids that match the words, in their order."""
    question, places = _question(words), ", ".join(["%s"] * len(uids))
    asked = question and uids
    rows = _rows(_SNIPPETS[connection.vendor].format(uids=places), *_MARKS, question, *uids) if asked else ()
    snippets, names = dict(rows), names_of(uids).by_uid
    found = [names[uid] for uid in uids if uid in names]
    return [Result(name, PageKind(name.kind).label, _runs(snippets.get(name.uid, ""))) for name in found]


def _question(words):
    """Return the words as the database wants to be asked; the last may be the beginning of one.

    Only letters, digits and their accents come through, so that nothing in it can be an operator.
    """
    plain = re.sub(r"['’]s\b", " ", unicodedata.normalize("NFC", words))
    letters = (one if unicodedata.category(one)[0] in "LMN" else " " for one in plain)
    word, joint, beginning = _GRAMMAR[connection.vendor]
    terms = [word.format(term) for term in "".join(letters).split()]
    return joint.join(terms) + beginning if terms else ""


def _runs(snippet):
    """Cut a marked snippet into (text, whether it is marked); a word may be as long as a page."""
    return [
        (text[:MAX_RUN], bool(place % 2)) for place, text in enumerate(re.split("[\2\3]", snippet)) if text
    ]


def _rows(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
