"""The forms that accept or reject a proposal."""

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from wiki.forms.posted import choices_in, refuse_unreadable
from wiki.models import MAX_REASON_LENGTH


class AcceptForm(forms.Form):
    """Which state of a proposal the moderator saw, and the chosen sides of clashes."""

    changed_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_changed_at(self):
        """Return the time, or None if it can't be parsed."""
        try:
            return parse_datetime(self.cleaned_data["changed_at"])
        except ValueError:
            return None

    @property
    def choices(self):
        return choices_in(self.data)


class RejectForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON_LENGTH,
        validators=[refuse_unreadable],
        help_text=_("The author and the moderators can read it."),
        error_messages={"required": _("Enter a reason, so that the author can learn from it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
