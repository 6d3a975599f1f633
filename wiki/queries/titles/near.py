"""Finds titles that resemble a title that no page has."""

from difflib import get_close_matches

from wiki.models import TitlePart
from wiki.queries.titles.names import names_of
from wiki.queries.titles.parts import in_any_of, parts_beginning
from wiki.text.titles import title_key

MAX_WORDS = 8
MAX_OF_A_WORD = 40


def near_titles(text, limit=5):
    """Return the Names of pages whose titles resemble `text`, likest first.

    They have a word that begins with the same three letters, or begin with the same two.
    """
    key = title_key(text)
    beginnings = {word[:3] for word in key.split()[:MAX_WORDS] if len(word) > 2} | {key[:2]}
    found = [
        parts_beginning(letters, rank, title__is_current=True)[:MAX_OF_A_WORD]
        for letters in sorted(beginnings)
        for rank in (TitlePart.CURRENT, TitlePart.WITHIN)
    ]
    rows = in_any_of(TitlePart.objects.values_list("title__key"), found)
    near = get_close_matches(key, sorted(title for (title,) in rows), n=limit, cutoff=0.5)
    names = names_of(keys=near).by_key if near else {}
    return [names[key] for key in near if key in names]
