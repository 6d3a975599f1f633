"""Time-limited restrictions that can be lifted early."""

from datetime import date, datetime, timedelta

from django import forms
from django.contrib import admin
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wiki.admin.base import ActionForm, ReadOnlyAdmin
from wiki.admin.powers import ReasonField
from wiki.permissions.powers import may_act
from wiki.permissions.protection import moment_in_words

_FOR_EVER, _OWN_DATE = "for-ever", "date"
_LATEST = date(2999, 12, 31)


class ReplacingField(forms.ModelMultipleChoiceField):
    """A checkbox for each row in force that the new one would replace; hidden if there is none."""

    default_error_messages = {
        "invalid_choice": _(
            "A restriction that you chose to replace has ended in the meantime. Check it, then save again."
        ),
    }

    def __init__(self, label, in_words):
        self.label_from_instance = in_words
        super().__init__(None, label=label, required=False, widget=forms.CheckboxSelectMultiple)

    def offer(self, rows):
        self.queryset = rows
        if not rows.exists():
            self.widget = self.hidden_widget()


class ExpiringForm(ActionForm):
    """A form for a row that expires on a day, or never."""

    until = forms.ChoiceField(
        label=_("Duration"),
        choices=[
            ("", _("Choose")),
            ("1", _("1 day")),
            ("3", _("3 days")),
            ("7", _("1 week")),
            ("30", _("1 month")),
            ("91", _("3 months")),
            ("365", _("1 year")),
            (_FOR_EVER, _("for ever")),
            (_OWN_DATE, _("until the end of this day:")),
        ],
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Only with “until the end of this day”."),
        validators=[MaxValueValidator(_LATEST, _("This day is too far away. Choose “for ever” instead."))],
    )
    reason = ReasonField()

    def clean(self):
        cleaned = super().clean()
        until, day = cleaned.get("until"), cleaned.get("last_day")
        if until == _OWN_DATE and not day and "last_day" not in self.errors:
            self.add_error("last_day", _("Choose the last day."))
        elif day and until and until != _OWN_DATE:
            self.add_error("until", _("Choose “until the end of this day”, or leave the last day empty."))
        return cleaned

    def expires_at(self):
        """Return the chosen moment, or None for never."""
        until = self.cleaned_data["until"]
        if until == _OWN_DATE:
            midnight = datetime.combine(self.cleaned_data["last_day"], datetime.min.time())
            return timezone.make_aware(midnight + timedelta(days=1))
        return None if until == _FOR_EVER else timezone.now() + timedelta(days=int(until))

    def chosen(self, *names):
        """Return the values of the fields with these `names`, the reason and `expires_at` for an action."""
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in (*names, "reason")} | {"expires_at": self.expires_at()}


class RestrictionAdmin(ReadOnlyAdmin):
    """Rows that one action makes and the first of the `powers` ends; both need its permission."""

    def has_add_permission(self, request):
        return may_act(request.user, self.powers[0].permission)

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.form.field_order

    @admin.display(description=_("until"), ordering="expires_at")
    def until(self, row):
        return moment_in_words(row.expires_at)

    def log_addition(self, request, obj, message):
        """Do nothing: the journal has the entry, and Django's log would keep the name of a renamed member."""
