"""What a post leaves unsaid, what of it can't be read, and what it chooses."""

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from wiki.facts.checking import UNREADABLE


def overlay(unchanged, posted):
    """Return `posted` over the texts of `unchanged`: what a post does not mention stays as it was."""
    overlaid = MultiValueDict({name: [text] for name, text in unchanged.items()})
    for name in posted:
        overlaid.setlist(name, posted.getlist(name))
    return overlaid


def choices_in(posted):
    """Return what was chosen where two changed the same, by the key of the clash (facts.merging)."""
    return {name[6:]: chosen for name, chosen in posted.items() if name.startswith("clash-")}


def refuse_unreadable(text):
    """Refuse a text that came in bytes which are no UTF-8: a validator of fields."""
    if UNREADABLE in text:
        raise ValidationError(_("This holds a character that could not be read. Write it again."))
