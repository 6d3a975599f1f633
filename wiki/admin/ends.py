"""What a moderator begins with a reason and an end, and may end before."""

from datetime import date, datetime, timedelta

from django import forms
from django.core.validators import MaxValueValidator
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.admin.base import ActionForm, ReadOnlyAdmin
from wiki.admin.powers import PowersAdmin
from wiki.forms.posted import refuse_unreadable
from wiki.models.moderation import MAX_REASON_LENGTH
from wiki.permissions.powers import may_act

_DAYS = {
    "1": gettext_lazy("1 day"),
    "3": gettext_lazy("3 days"),
    "7": gettext_lazy("1 week"),
    "30": gettext_lazy("1 month"),
    "91": gettext_lazy("3 months"),
    "365": gettext_lazy("1 year"),
}
_FOR_EVER, _OWN_DATE = "for-ever", "date"
_LATEST = date(2999, 12, 31)


class ReasonField(forms.CharField):
    """Why somebody uses a power."""

    def __init__(self):
        super().__init__(
            label=gettext_lazy("Reason"),
            max_length=MAX_REASON_LENGTH,
            help_text=gettext_lazy("Everyone can read it."),
            widget=forms.TextInput(attrs={"class": "vTextField"}),
            validators=[refuse_unreadable],
        )

    def widget_attrs(self, widget):
        return {}  # with `maxlength`, a browser would cut what is pasted without a word


class ReplacingField(forms.ModelMultipleChoiceField):
    """A checkbox for each row in force that the new one would replace; hidden if there is none."""

    default_error_messages = {
        "invalid_choice": gettext_lazy(
            "What you chose to replace has ended in the meantime. Check it, then save again."
        ),
    }

    def __init__(self, label, in_words):
        self.label_from_instance = in_words
        super().__init__(None, label=label, required=False, widget=forms.CheckboxSelectMultiple)

    def offer(self, rows):
        self.queryset = rows
        if not rows.exists():
            self.widget = self.hidden_widget()


class UntilForm(ActionForm):
    """A form that begins what ends by itself, or never."""

    until = forms.ChoiceField(
        label=gettext_lazy("For how long"),
        choices=[
            ("", gettext_lazy("Choose")),
            *_DAYS.items(),
            (_FOR_EVER, gettext_lazy("for ever")),
            (_OWN_DATE, gettext_lazy("until the end of this day:")),
        ],
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Only with “until the end of this day”."),
        validators=[MaxValueValidator(_LATEST, gettext_lazy("This is far away. Choose “for ever” instead."))],
    )
    reason = ReasonField()

    def clean(self):
        typed = super().clean()
        until, day = typed.get("until"), typed.get("last_day")
        if until == _OWN_DATE and not day and "last_day" not in self.errors:
            self.add_error("last_day", _("Choose the last day."))
        elif day and until and until != _OWN_DATE:
            self.add_error("until", _("Choose “until the end of this day”, or leave the last day empty."))
        return typed

    def expires_at(self):
        """Return the moment that was chosen, or None for never."""
        until = self.cleaned_data["until"]
        if until == _OWN_DATE:
            midnight = datetime.combine(self.cleaned_data["last_day"], datetime.min.time())
            return timezone.make_aware(midnight + timedelta(days=1))
        return None if until == _FOR_EVER else timezone.now() + timedelta(days=int(until))


class EndableAdmin(PowersAdmin, ReadOnlyAdmin):
    """Rows that one action makes and another ends: the first of the `powers`, whose permission both need."""

    add_form = None
    change_form_template = "admin/wiki/page/change_form.html"

    def has_add_permission(self, request):
        return may_act(request.user, self.powers[0].permission)

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **kwargs | ({} if obj else {"form": self.add_form}))

    def get_fields(self, request, obj=None):
        return self.fields if obj else self.add_form.field_order

    def get_readonly_fields(self, request, obj=None):
        return self.fields if obj else []

    def save_model(self, request, obj, form, change):
        obj.pk = self.begin(request.user, form).pk
        obj.refresh_from_db()

    def begin(self, user, form):
        raise NotImplementedError("An admin whose rows are made by an action says which.")

    def log_addition(self, request, obj, message):
        """Nothing: the journal says it, and takes the name of a member from the member."""

    def _use(self, request, power, row):
        pk = row.pk
        answer = super()._use(request, power, row)
        is_gone = not self.model.objects.filter(pk=pk).exists()
        return redirect(f"admin:{self._meta_name()}_changelist") if is_gone else answer
