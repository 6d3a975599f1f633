"""Finds titles by the beginning of one of their words, through an index (wiki.models.TitlePart)."""

from wiki.queries.visibility import public_title_parts

_LAST = "\U0010ffff"  # no title has it


def between(column, text):
    """Return the conditions under which a column that is compared by code point begins with `text`."""
    return {f"{column}__gte": text, f"{column}__lt": text + _LAST}


def parts_beginning(text, rank, **wanted):
    """Return the TitleParts of that rank that begin with a normalised `text`, in order."""
    return public_title_parts(rank=rank, **between("words", text), **wanted).order_by("words")


def in_any_of(rows, slices):
    """Return a union of those `rows`, a queryset, that are in one of the slices of querysets.

    (SQLite refuses a union of slices, and with OR between them PostgreSQL would read all rows.)
    """
    first, *others = (rows.filter(pk__in=part.values("pk")) for part in slices)
    return first.union(*others)
