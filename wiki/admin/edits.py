"""Lists of edits: revisions and proposals, each with what it changes and who made it."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from wiki.admin.base import ReadOnlyAdmin
from wiki.queries.people.records import records_of


class EditsAdmin(ReadOnlyAdmin):
    """`excerpts_of` maps the primary keys of the listed rows to their Excerpt."""

    excerpts_of = None

    def get_changelist_instance(self, request):
        """Look up excerpts and records for all listed rows at once."""
        changelist = super().get_changelist_instance(request)
        excerpts = self.excerpts_of(changelist.result_list)
        records = records_of({edit.author_id for edit in changelist.result_list} - {None})
        for edit in changelist.result_list:
            edit.excerpt, edit.record = excerpts[edit.pk], records.get(edit.author_id)
            edit.is_own = edit.author_id == request.user.pk
            edit.list_filters = request.GET.urlencode()
        return changelist

    @admin.display(description=_("author"), ordering="author__username")
    def who(self, edit):
        context = {"member": edit.author, "record": edit.record}
        return render_to_string("admin/wiki/revision/_who.html", context)

    @admin.display(description=_("age"), ordering="created_at")
    def age(self, edit):
        return timesince(edit.created_at, depth=1)

    @admin.display(description=_("actions"))
    def buttons(self, edit):
        """Draw the buttons of one row. They submit the form of the list, which carries the token."""
        return render_to_string(f"admin/wiki/{self.opts.model_name}/_buttons.html", {"edit": edit})
