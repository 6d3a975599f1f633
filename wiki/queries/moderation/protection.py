"""Protections in force."""

from wiki.models import Protection
from wiki.queries.titles.lookup import find_page, key_or_none


def protections_at(text):
    """Return the protections in force of the page with that title, or of the title. `text` is user input."""
    page, in_force = find_page(text), Protection.objects.in_force().order_by("what")
    return in_force.filter(page=page) if page else in_force.filter(key=key_or_none(text))
