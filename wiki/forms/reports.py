"""The form that reports a problem."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.forms.posted import refuse_unreadable
from wiki.models.pages import MAX_TITLE_LENGTH
from wiki.models.requests import MAX_REPORT_LENGTH, ReportKind


class WordsField(forms.CharField):
    """A few paragraphs. A line break counts as one character."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget):
        return {}  # with `maxlength`, a browser would cut what is pasted without a word


class ReportForm(forms.Form):
    """What is wrong, and where."""

    kind = forms.ChoiceField(
        label=_("What kind of problem is it?"),
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what fits best."),
            "invalid_choice": _("Choose one of these."),
        },
    )
    title = forms.CharField(
        label=_("Where is it?"),
        required=False,
        max_length=MAX_TITLE_LENGTH,
        validators=[refuse_unreadable],
        help_text=_("The title of a page, or an address. Leave it empty for the wiki as a whole."),
    )
    words = WordsField(
        label=_("What is wrong?"),
        max_length=MAX_REPORT_LENGTH,
        validators=[refuse_unreadable],
        error_messages={"required": _("Say in a few words what is wrong.")},
    )
