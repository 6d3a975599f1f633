"""Defaults for fields missing from a POST, a check for unreadable text, and choices for clashes."""

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from wiki.facts.checking import UNREADABLE


def overlay(unchanged, posted):
    """Return `posted`, with the texts of `unchanged` for fields that it does not have."""
    overlaid = MultiValueDict({name: [text] for name, text in unchanged.items()})
    for name in posted:
        overlaid.setlist(name, posted.getlist(name))
    return overlaid


def choices_in(posted):
    """Return the chosen sides of clashes, by their keys (wiki.facts.merging)."""
    return {name[6:]: chosen for name, chosen in posted.items() if name.startswith("clash-")}


def refuse_unreadable(text):
    """Validate a field: raise ValidationError if its bytes were not UTF-8."""
    if UNREADABLE in text:
        raise ValidationError(_("Write %s again: this character could not be read.") % UNREADABLE)
