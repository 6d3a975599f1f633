"""The forms that report a problem, and that accept or reject a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.forms.posted import ClashForm, refuse_unreadable
from wiki.models import MAX_REASON_LENGTH, MAX_REPORT_LENGTH, MAX_TITLE_LENGTH, Report, ReportKind


class WordsField(forms.CharField):
    """A text of several paragraphs. A line break counts as one character."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def widget_attrs(self, widget):
        return {}  # with `maxlength`, a browser would cut pasted text without a warning


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What kind of problem is it?"),
        choices=ReportKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a kind."), "invalid_choice": _("Choose one of these.")},
    )
    title = forms.CharField(
        label=_("Where is it?"),
        required=False,
        max_length=MAX_TITLE_LENGTH,
        validators=[refuse_unreadable],
        help_text=_("The title of a page, or an address. Leave it empty if it is about the whole wiki."),
    )
    section = Report._meta.get_field("section").formfield()
    progress = Report._meta.get_field("progress").formfield(
        label=_("How far have you watched?"), help_text=_("You can change or clear this.")
    )
    words = WordsField(
        label=_("What is wrong?"),
        max_length=MAX_REPORT_LENGTH,
        validators=[refuse_unreadable],
        error_messages={"required": _("Enter what is wrong.")},
    )


class AcceptForm(ClashForm):
    """Which state of a proposal the moderator saw, and the chosen sides of clashes."""

    changed_at = forms.DateTimeField(required=False)


class RejectForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_REASON_LENGTH,
        validators=[refuse_unreadable],
        help_text=_("The author and the moderators can read it."),
        error_messages={"required": _("Enter a reason, so that the author can learn from it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
