"""What is sent by whoever decides about a proposal."""

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from wiki.forms.posted import choices_in, refuse_unreadable
from wiki.models.moderation import MAX_REASON_LENGTH


class AcceptForm(forms.Form):
    """Says which state of a proposal was looked at, and what was chosen where it clashes."""

    changed_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_changed_at(self):
        """Return the moment, or None for what is none: no proposal was changed then."""
        try:
            return parse_datetime(self.cleaned_data["changed_at"])
        except ValueError:
            return None

    @property
    def choices(self):
        """What was chosen for each place, by the key of the clash."""
        return choices_in(self.data)


class RejectForm(forms.Form):
    """Asks why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON_LENGTH,
        validators=[refuse_unreadable],
        help_text=_("Its author reads it, and the moderators."),
        error_messages={"required": _("Say why, so that its author can learn from it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
