"""Defaults for fields missing from a POST, a check for unreadable text, and choices for clashes."""

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from wiki.facts.checking import UNREADABLE


def overlay(unchanged, posted):
    """Return `posted`, with the texts of `unchanged` for fields that it does not have."""
    return MultiValueDict({name: [text] for name, text in unchanged.items()} | dict(posted.lists()))


def refuse_unreadable(text):
    """Validate a field: raise ValidationError if its bytes were not UTF-8."""
    if UNREADABLE in text:
        raise forms.ValidationError(_("Write %s again: this character could not be read.") % UNREADABLE)


class ClashForm(forms.Form):
    """A form in which a person may also choose a side of each clash, in fields `clash-<key>`."""

    @property
    def choices(self):
        """The chosen sides of clashes, by their keys (wiki.facts.merging)."""
        return {name[6:]: chosen for name, chosen in self.data.items() if name.startswith("clash-")}
