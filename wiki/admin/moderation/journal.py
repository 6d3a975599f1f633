"""The journal, for moderators to search. Nobody changes it, and nobody deletes from it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from wiki.admin.base import ReadOnlyAdmin
from wiki.models import JournalEntry
from wiki.queries.moderation.journal import details, readable_by


@admin.register(JournalEntry)
class JournalEntryAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "who", "action", "title", "member", "in_words", "reason", "private"]
    list_filter = ["action", "private", "created_at"]
    list_select_related = ["by", "member"]
    search_fields = ["title", "reason", "by__username", "member__username"]
    fields = [*list_display[:4], "page", "revision", *list_display[4:]]

    def get_queryset(self, request):
        return readable_by(request.user, super().get_queryset(request))

    @admin.display(description=_("who"), ordering="by__username")
    def who(self, entry):
        return entry.by or _("the operator of the wiki")

    @admin.display(description=_("details"))
    def in_words(self, entry):
        return ", ".join(details(entry))
