"""The forms that rename a page and add titles to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.forms.posted import refuse_unreadable
from wiki.models import MAX_TITLE_LENGTH


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


class MoveForm(TitleForm):
    """The new title of a page."""

    title = forms.CharField(label=_("New title"), max_length=MAX_TITLE_LENGTH)
    keep_old = forms.BooleanField(
        label=_("Leave a redirect"),
        required=False,
        initial=True,
        help_text=_("Links and bookmarks to the old title keep working."),
    )
