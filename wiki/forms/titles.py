"""The forms that change what a page is called."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.forms.posted import refuse_unreadable
from wiki.models.pages import MAX_TITLE_LENGTH


class TitleForm(forms.Form):
    """Another title that shall lead to a page, and why."""

    title = forms.CharField(label=_("Another title"), max_length=MAX_TITLE_LENGTH)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=200,
        validators=[refuse_unreadable],
        help_text=_("For whoever reads the history. It may stay empty."),
    )


class MoveForm(TitleForm):
    """The new title of a page."""

    title = forms.CharField(label=_("New title"), max_length=MAX_TITLE_LENGTH)

    keep_old = forms.BooleanField(
        label=_("Let the old title lead here"),
        required=False,
        initial=True,
        help_text=_("Links and bookmarks to it go on working. Without it they find no page."),
    )
