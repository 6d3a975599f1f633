"""Pages and titles that only some may write, or move."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wiki.actions.moderation.protection import end_protection, protect_page, protect_title
from wiki.admin.ends import EndableAdmin, ReplacingField, UntilForm
from wiki.admin.powers import Power
from wiki.models import Protection
from wiki.models.moderation import Level, Protected
from wiki.models.pages import MAX_TITLE_LENGTH
from wiki.permissions.protection import moment_in_words, protection_in_words
from wiki.queries.moderation.protection import protections_at
from wiki.queries.titles.lookup import find_title
from wiki.text.titles import BadTitle, clean_title
from wiki.wording import reason_of


def _replaced_in_words(protection):
    return gettext("Replace this protection: %(words)s") % {"words": protection_in_words(protection)}


class ProtectionForm(UntilForm):
    title = forms.CharField(
        label=_("Page or title"),
        max_length=MAX_TITLE_LENGTH,
        help_text=_("A title that nothing has is protected against being written."),
    )
    what = forms.ChoiceField(
        label=_("What of a page"),
        choices=[(one.value, one.label) for one in (Protected.EDIT, Protected.MOVE)],
    )
    level = forms.ChoiceField(
        label=_("Who may still do it"),
        choices=[("", _("Choose")), *(one for one in Level.choices if one[0] != Level.MEMBERS)],
    )

    replacing = ReplacingField(_("Protection in force"), _replaced_in_words)

    field_order = ["title", "what", "replacing", "level", "until", "last_day", "reason"]

    class Meta:
        model = Protection
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replacing"].offer(protections_at(self["title"].value() or ""))

    def clean_title(self):
        try:
            return clean_title(self.cleaned_data["title"])
        except BadTitle as problem:
            raise ValidationError(reason_of(problem)) from problem


END_PROTECTION = Power(
    name="end",
    permission="protect_page",
    heading=_("End this protection"),
    effect=_("All members may do it again."),
    done=_("The protection has ended."),
    act=end_protection,
)


@admin.register(Protection)
class ProtectionAdmin(EndableAdmin):
    powers = (END_PROTECTION,)
    deed, done = _("Protect a page or a title"), _("Protected. Whoever may not write there reads why.")
    add_form = ProtectionForm
    list_display = ["__str__", "what", "level", "by", "created_at", "until", "reason"]
    list_filter = ["what", "level"]
    list_select_related = ["page", "by"]
    titles_of = ["page__titles"]
    search_fields = ["title", "page__titles__text", "reason"]
    fields = ["__str__", "what", "level", "by", "created_at", "until", "reason"]

    @admin.display(description=_("until"), ordering="expires_at")
    def until(self, protection):
        return moment_in_words(protection.expires_at)

    def begin(self, user, form):
        typed = form.cleaned_data
        asked = {name: typed[name] for name in ("level", "reason", "replacing")}
        asked |= {"by": user, "expires_at": form.expires_at()}
        title = find_title(typed["title"])
        if title:
            return protect_page(title.page, what=typed["what"], **asked)
        return protect_title(typed["title"], **asked)
