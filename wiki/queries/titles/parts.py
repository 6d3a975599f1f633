"""Finds titles by the beginning of one of their words, through an index (wiki.models.TitlePart)."""

from functools import reduce
from operator import or_

from django.db.models import Q

from wiki.models import TitlePart

_LAST = "\U0010ffff"  # no title has it


def between(column, text):
    """Return the conditions under which a column that is compared by code point begins with `text`."""
    return {f"{column}__gte": text, f"{column}__lt": text + _LAST}


def parts_beginning(text, rank, **wanted):
    """Return the TitleParts of that rank that begin with a normalised `text`, in order."""
    found = TitlePart.objects.filter(rank=rank, title__shown_from=None, title__page__deleted_at=None)
    return found.filter(**between("words", text), **wanted).order_by("words")


def in_any_of(querysets):
    """Return the condition that a row is in one of these querysets, which may be sliced. (SQLite refuses a
    union of slices.)
    """
    return reduce(or_, (Q(pk__in=rows.values("pk")) for rows in querysets))
