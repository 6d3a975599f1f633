"""The filters of the journal, sent with GET."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wiki.forms.revisions import RecentFilter, find_member
from wiki.models.moderation import JournalAction
from wiki.text.titles import BadTitle, clean_title
from wiki.wording import reason_of


class JournalFilter(RecentFilter):
    """Narrows the journal. When it is valid, `cleaned_data` is what wiki.queries.moderation.journal takes."""

    action = forms.ChoiceField(
        label=_("What was done"),
        required=False,
        choices=[("", _("All")), *((action, capfirst(words)) for action, words in JournalAction.choices)],
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    person = forms.CharField(label=_("Who did it"), required=False, max_length=60)
    member = forms.CharField(label=_("About whom"), required=False, max_length=60)
    patrols = forms.BooleanField(label=_("Show patrols too"), required=False)
    kind = None
    hide_minor = None

    field_order = ["action", "person", "member", "title", "days", "patrols"]
    at_first = {"days": "all"}

    def clean_member(self):
        return find_member(self.cleaned_data["member"])

    def clean_title(self):
        """Return a title; no page needs to have it, for one may be protected or banned."""
        text = self.cleaned_data["title"]
        try:
            return clean_title(text) if text else ""
        except BadTitle as problem:
            raise forms.ValidationError(reason_of(problem)) from problem
