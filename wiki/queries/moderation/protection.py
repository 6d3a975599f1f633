"""Protections in force."""

from wiki.models import Protection
from wiki.queries.titles.lookup import find_title
from wiki.text.titles import BadTitle, title_key


def protections_at(text):
    """Return the protections in force of the page with that title, or of the title. `text` is user input."""
    in_force = Protection.objects.in_force().order_by("what")
    try:
        title, key = find_title(text), title_key(text)
    except BadTitle:
        return in_force.none()
    return in_force.filter(page=title.page) if title else in_force.filter(key=key)
