"""Writes the whole wiki as a fixture for Django's loaddata."""

from itertools import chain

from django.core import serializers

from wiki.facts.kinds import KINDS
from wiki.models import Citation, Page, Revision, Title


def fixture_text():
    """Return all pages as JSON, without accounts. Equal wikis give equal texts.

    Rows come after those that they point at, and have natural keys instead of primary keys.
    """
    all_rows = dict.fromkeys(rows.model for kind in KINDS.values() for rows in kind.rows)
    rows = chain(
        Page.objects.order_by("uid"),
        Title.objects.order_by("key"),
        Revision.objects.order_by("page__uid", "number"),
        *(kind.model.objects.order_by("page__uid") for kind in KINDS.values() if kind.model),
        *(model.objects.order_by(f"{model.owner_path}__uid", "position") for model in all_rows),
        Citation.objects.order_by("page__uid", "fact", "row", "position"),
    )
    options = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    options |= {"indent": 1, "ensure_ascii": False, "sort_keys": True}  # PostgreSQL keeps no order in JSON
    return serializers.serialize("json", rows, **options) + "\n"
