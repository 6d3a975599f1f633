"""The forms that rename a page and add titles to it, and a field for a title."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.forms.posted import refuse_unreadable
from wiki.models import MAX_TITLE_LENGTH
from wiki.text.points import BadPoint, parse_point
from wiki.text.titles import BadTitle, clean_title
from wiki.wording import reason_of


class CleanTitleField(forms.CharField):
    """A title as it would be saved (wiki.text.titles.clean_title), or "" if it is optional and empty."""

    def clean(self, value):
        text = super().clean(value)
        try:
            return clean_title(text) if text else ""
        except BadTitle as problem:
            raise forms.ValidationError(reason_of(problem)) from problem


class TitleForm(forms.Form):
    """Another title for a page, with a reason."""

    title = forms.CharField(label=_("Another title"), max_length=MAX_TITLE_LENGTH)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=200,
        validators=[refuse_unreadable],
        help_text=_("Optional. It is shown in the history."),
    )


class RedirectForm(TitleForm):
    """Another title for a page, which may be hidden until a point."""

    until = forms.CharField(
        label=_("Hide until"),
        required=False,
        max_length=20,
        help_text=_("A point such as S2E5, if the title tells what happens. Leave it empty for everybody."),
    )

    field_order = ["title", "until", "reason"]

    def clean_until(self):
        """Return the point, or None."""
        try:
            return parse_point(self.cleaned_data["until"]) if self.cleaned_data["until"] else None
        except BadPoint as problem:
            raise forms.ValidationError(reason_of(problem)) from problem


class MoveForm(TitleForm):
    """The new title of a page."""

    title = forms.CharField(label=_("New title"), max_length=MAX_TITLE_LENGTH)
    keep_old = forms.BooleanField(
        label=_("Leave a redirect"),
        required=False,
        initial=True,
        help_text=_("Links and bookmarks to the old title keep working."),
    )
