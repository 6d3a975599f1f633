"""What a post leaves unsaid, and what of it can't be read."""

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


def refuse_unreadable(text):
    """Refuse a text that came in bytes which are no UTF-8: a validator of fields."""
    if UNREADABLE in text:
        raise ValidationError(_("This holds a character that could not be read. Write it again."))
