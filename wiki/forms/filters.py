"""The filters of a history, recent changes, contributions and the journal. They are sent with GET."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wiki.forms.titles import CleanTitleField
from wiki.models import JournalAction, PageKind
from wiki.queries.people.members import member_named
from wiki.queries.titles.lookup import find_title

_ONE_OF_THESE = {"invalid_choice": _("Choose one of these.")}


def find_member(name):
    """Return the member with that name, or None if `name` is empty. Raises ValidationError."""
    member = member_named(name) if name else None
    if name and member is None:
        raise forms.ValidationError(_("No such member. Check the spelling."))
    return member


class HistoryFilter(forms.Form):
    """Filters the history of one page. If it is valid, the query takes its `cleaned_data`."""

    person = forms.CharField(label=_("Member"), required=False, max_length=60)
    hide_minor = forms.BooleanField(label=_("Hide minor edits"), required=False)

    defaults = {}

    def __init__(self, asked):
        data = self.defaults | {name: text for name, text in asked.items() if text}
        super().__init__(data, initial=self.defaults)

    def clean_person(self):
        return find_member(self.cleaned_data["person"])


class RecentFilter(HistoryFilter):
    """Filters the edits of all pages for a reader, who must have come to the page that they name."""

    def __init__(self, asked, sight):
        super().__init__(asked)
        self.sight = sight

    title = CleanTitleField(label=_("Page"), required=False, max_length=255)
    kind = forms.ChoiceField(
        label=_("Kind of page"),
        required=False,
        choices=[("", _("All")), *((kind, capfirst(words)) for kind, words in PageKind.choices)],
        error_messages=_ONE_OF_THESE,
    )
    days = forms.ChoiceField(
        label=_("Period"),
        choices=[
            ("1", _("1 day")),
            ("3", _("3 days")),
            ("7", _("7 days")),
            ("30", _("30 days")),
            ("all", _("All time")),
        ],
        error_messages=_ONE_OF_THESE,
    )

    field_order = ["kind", "title", "person", "days", "hide_minor"]
    defaults = {"days": "7"}

    def clean_title(self):
        """Return the Title, or None if none was typed."""
        text = self.cleaned_data["title"]
        title = find_title(self.sight, text) if text else None
        if text and title is None:
            raise forms.ValidationError(_("There is no page with this title."))
        return title

    def clean_days(self):
        """Return the number of days, or None for all."""
        return None if self.cleaned_data["days"] == "all" else int(self.cleaned_data["days"])


class ContributionsFilter(RecentFilter):
    """Filters the edits of one member."""

    person = None
    defaults = {"days": "all"}


class JournalFilter(RecentFilter):
    """Filters the journal. If it is valid, wiki.queries.moderation.journal takes its `cleaned_data`."""

    action = forms.ChoiceField(
        label=_("Action"),
        required=False,
        choices=[("", _("All")), *((action, capfirst(words)) for action, words in JournalAction.choices)],
        error_messages=_ONE_OF_THESE,
    )
    person = forms.CharField(label=_("Done by"), required=False, max_length=60)
    member = forms.CharField(label=_("Member concerned"), required=False, max_length=60)
    patrols = forms.BooleanField(label=_("Show patrols too"), required=False)
    kind = None
    hide_minor = None

    field_order = ["action", "person", "member", "title", "days", "patrols"]
    defaults = {"days": "all"}

    def clean_member(self):
        return find_member(self.cleaned_data["member"])

    def clean_title(self):
        """Return a title. It may have no page: deleted and protected titles are in the journal too."""
        return self.cleaned_data["title"]
