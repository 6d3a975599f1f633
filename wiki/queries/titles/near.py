"""Finds titles that resemble a title that no page has."""

from difflib import get_close_matches

from django.db.models import Q

from wiki.models import Title
from wiki.queries.titles.names import names_of
from wiki.text.titles import title_key

NEAR_CANDIDATES = 500


def near_titles(text, limit=5):
    """Return the Names of pages whose titles resemble `text`, likest first."""
    key = title_key(text)
    words = [word for word in key.split() if len(word) > 2]
    wanted = Q(key__startswith=key[:2])
    for word in words[:8]:
        wanted |= Q(key__contains=word)
    keys = Title.objects.current().filter(wanted).values_list("key", flat=True)[:NEAR_CANDIDATES]
    near = get_close_matches(key, list(keys), n=limit, cutoff=0.5)
    names = names_of(keys=near).by_key if near else {}
    return [names[key] for key in near if key in names]
