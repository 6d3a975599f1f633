"""The filters of lists of revisions: a history, recent changes, contributions. They are sent with GET."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.models.pages import PageKind
from wiki.queries.people.members import member_named
from wiki.queries.titles.lookup import find_title
from wiki.text.titles import BadTitle
from wiki.wording import reason_of

_ONE_OF_THESE = {"invalid_choice": gettext_lazy("Choose one of these.")}


def find_member(name):
    """Return the member of that name, or None when nothing was typed. Raises ValidationError."""
    member = member_named(name) if name else None
    if name and member is None:
        raise forms.ValidationError(_("No member has this name. Look at how it is spelled."))
    return member


class HistoryFilter(forms.Form):
    """Narrows the history of one page. When it is valid, `cleaned_data` is what the query takes."""

    person = forms.CharField(label=gettext_lazy("Member"), required=False, max_length=60)
    hide_minor = forms.BooleanField(label=gettext_lazy("Hide minor edits"), required=False)

    at_first = {}

    def __init__(self, asked):
        said = {name: text for name, text in asked.items() if text}  # `?days=` asks for nothing
        super().__init__(self.at_first | said)

    @property
    def is_filtered(self):
        return any(self.data.get(name, "") != self.at_first.get(name, "") for name in self.fields)

    def clean_person(self):
        return find_member(self.cleaned_data["person"])


class RecentFilter(HistoryFilter):
    """Narrows what was edited all over the wiki."""

    title = forms.CharField(label=gettext_lazy("Page"), required=False, max_length=255)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of page"),
        required=False,
        choices=[("", gettext_lazy("All")), *((kind, capfirst(words)) for kind, words in PageKind.choices)],
        error_messages=_ONE_OF_THESE,
    )
    days = forms.ChoiceField(
        label=gettext_lazy("How far back"),
        choices=[
            ("1", gettext_lazy("1 day")),
            ("3", gettext_lazy("3 days")),
            ("7", gettext_lazy("7 days")),
            ("30", gettext_lazy("30 days")),
            ("all", gettext_lazy("All days")),
        ],
        error_messages=_ONE_OF_THESE,
    )

    field_order = ["kind", "title", "person", "days", "hide_minor"]
    at_first = {"days": "7"}

    def clean_title(self):
        """Return the Title that is spelled so, or None when nothing was typed."""
        try:
            text = self.cleaned_data["title"]
            title = find_title(text) if text else None
        except BadTitle as problem:
            raise forms.ValidationError(reason_of(problem)) from problem
        if text and title is None:
            raise forms.ValidationError(_("There is no page with this title."))
        return title

    def clean_days(self):
        """Return how many days, or None for all."""
        return None if self.cleaned_data["days"] == "all" else int(self.cleaned_data["days"])


class ContributionsFilter(RecentFilter):
    """Narrows what one person has edited."""

    person = None
    at_first = {"days": "all"}
