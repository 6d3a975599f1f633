"""Protection of pages and titles."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from wiki.actions.moderation.protection import end_protection, protect_page, protect_title
from wiki.admin.moderation.expiring import ExpiringForm, ReplacingField, RestrictionAdmin
from wiki.admin.powers import Power
from wiki.forms.titles import CleanTitleField
from wiki.models import MAX_TITLE_LENGTH, Level, Protected, Protection
from wiki.permissions.protection import protection_in_words
from wiki.queries.moderation.protection import protections_at
from wiki.queries.titles.lookup import find_title
from wiki.text.progress import FULL


def _replaced_in_words(protection):
    return _("Replace this protection: %(words)s") % {"words": protection_in_words(protection)}


class ProtectionForm(ExpiringForm):
    title = CleanTitleField(
        label=_("Page or title"),
        max_length=MAX_TITLE_LENGTH,
        help_text=_("If there is no such page, the title is protected against creation."),
    )
    what = forms.ChoiceField(
        label=_("Protect against"),
        choices=[(choice.value, choice.label) for choice in (Protected.EDIT, Protected.MOVE)],
    )
    level = forms.ChoiceField(
        label=_("Who can still do it"),
        choices=[("", _("Choose")), *(choice for choice in Level.choices if choice[0] != Level.MEMBERS)],
    )
    replacing = ReplacingField(_("Protection in force"), _replaced_in_words)
    field_order = ["title", "what", "replacing", "level", "until", "last_day", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replacing"].offer(protections_at(self["title"].value() or ""))


END_PROTECTION = Power(
    name="end",
    permission="protect_page",
    heading=_("End this protection"),
    effect=_("All members can do it again."),
    done=_("The protection has ended."),
    act=end_protection,
    removes_row=True,
)


@admin.register(Protection)
class ProtectionAdmin(RestrictionAdmin):
    form = ProtectionForm
    powers = (END_PROTECTION,)
    save_label = _("Protect a page or title")
    saved_message = _("Protected. Members who are not allowed will see the reason.")
    list_display = ["__str__", "what", "level", "by", "created_at", "until", "reason"]
    list_filter = ["what", "level"]
    list_select_related = ["page", "by"]
    search_fields = ["title", "page__titles__text", "reason"]
    fields = list_display

    def save_model(self, request, obj, form, change):
        text, what = form.cleaned_data["title"], form.cleaned_data["what"]
        options = form.chosen("level", "replacing") | {"by": request.user}
        if title := find_title(FULL, text):
            protect_page(title.page, what=what, **options)
        else:
            protect_title(text, **options)
