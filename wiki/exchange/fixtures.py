"""Writes the whole wiki as one fixture that Django's loaddata reads."""

from itertools import chain

from django.core import serializers

from wiki.facts.kinds import KINDS
from wiki.models import Citation, Page, Revision, Title


def fixture_text():
    """Return all pages as JSON, without accounts. Equal wikis give equal texts.

    What others point at comes first; natural keys stand for primary keys.
    """
    found = chain(
        Page.objects.order_by("uid"),
        Title.objects.order_by("key"),
        Revision.objects.order_by("page__uid", "number"),
        *(kind.model.objects.order_by("page__uid") for kind in KINDS.values() if kind.model),
        *(rows.model.objects.order_by(f"{rows.model.owner_path}__uid", "position") for rows in _all_rows()),
        Citation.objects.order_by("page__uid", "fact", "row", "position"),
    )
    by_name = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    # PostgreSQL keeps no order in JSON.
    return (
        serializers.serialize("json", found, indent=1, sort_keys=True, ensure_ascii=False, **by_name) + "\n"
    )


def _all_rows():
    return dict.fromkeys(rows for kind in KINDS.values() for rows in kind.rows)
