"""Revisions: look at what changed, mark it as patrolled, roll it back."""

from django.contrib import admin, messages
from django.db.models import BooleanField, Case, When
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wiki.actions.moderation import patrol, roll_back
from wiki.admin.base import REFUSALS, ReadOnlyAdmin
from wiki.models import Revision, RevisionMark
from wiki.permissions import may_patrol, may_roll_back
from wiki.queries.history import compare


class PatrolledFilter(admin.SimpleListFilter):
    title = gettext_lazy("patrolled")
    parameter_name = "patrolled"

    def lookups(self, request, model_admin):
        return [("no", _("Not yet")), ("yes", _("Yes"))]

    def queryset(self, request, queryset):
        if self.value() == "no":
            # The first edition needs no patrol.
            return queryset.filter(mark__patrolled_at=None).exclude(author=None)
        return queryset.filter(mark__patrolled_at__isnull=False) if self.value() == "yes" else queryset


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """Nobody changes a revision; what may be done about one are buttons that call actions."""

    # What to do comes early: a narrow window cuts what comes last.
    list_display = [
        "number",
        "page_title",
        "buttons",
        "is_patrolled",
        "created_at",
        "author",
        "size_change",
        "summary",
    ]
    list_filter = [PatrolledFilter, "page__kind", "minor", "created_at"]
    list_select_related = ["page", "author", "parent", "mark"]
    list_display_links = ["number"]
    titles_of = ["page__titles"]
    search_fields = ["page__titles__text", "author__username", "summary"]
    change_form_template = "admin/wiki/revision/change_form.html"
    fields = ["page_title", "number", "created_at", "author", "summary", "minor", "tags", "is_patrolled"]

    def get_queryset(self, request):
        found = super().get_queryset(request).without_texts().defer("parent__body", "parent__facts")
        own = Case(When(author=request.user, then=True), default=False, output_field=BooleanField())
        return found.annotate(is_own=own)

    @admin.display(description=gettext_lazy("page"))
    def page_title(self, revision):
        return str(revision.page)

    @admin.display(description=gettext_lazy("patrolled"), boolean=True)
    def is_patrolled(self, revision):
        return revision.author_id is None or bool(
            getattr(revision, "mark", None) and revision.mark.patrolled_at
        )

    @admin.display(description=gettext_lazy("what to do"))
    def buttons(self, revision):
        """The buttons stand in the form of the list, which carries the token."""
        diff = format_html(
            '<a href="{}">{}</a>', reverse("admin:wiki_revision_change", args=[revision.pk]), _("Changes")
        )
        offers_patrol = not self.is_patrolled(revision) and not revision.is_own
        return format_html(
            "{} {} {}",
            diff,
            _button(revision, "patrol", _("Patrol")) if offers_patrol else "",
            _button(revision, "roll-back", _("Roll back")) if _is_newest_of_somebody(revision) else "",
        )

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/patrol/", view(require_POST(self.patrol)), name="wiki_revision_patrol"),
            path("<int:pk>/roll-back/", view(require_POST(self.roll_back)), name="wiki_revision_roll-back"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        revision = self.get_object(request, object_id)
        context = _comparison(request, revision) if revision else {}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def patrol(self, request, pk):
        revision = get_object_or_404(Revision, pk=pk)
        return self._done(request, lambda: patrol(revision, by=request.user), _("Marked as patrolled."))

    def roll_back(self, request, pk):
        revision = get_object_or_404(Revision.objects.select_related("page", "author"), pk=pk)
        return self._done(
            request,
            lambda: roll_back(revision.page, by=request.user, author=revision.author),
            _("Rolled back."),
        )

    def _done(self, request, act, words):
        try:
            act()
        except REFUSALS as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, words)
        return redirect("admin:wiki_revision_changelist")


@admin.register(RevisionMark)
class RevisionMarkAdmin(ReadOnlyAdmin):
    list_display = ["revision", "patrolled_by", "patrolled_at"]
    list_select_related = ["revision__page", "patrolled_by"]
    titles_of = ["revision__page__titles"]
    search_fields = ["revision__page__titles__text", "patrolled_by__username"]


def _button(revision, action, words):
    address = reverse(f"admin:wiki_revision_{action}", args=[revision.pk])
    return format_html('<button type="submit" formmethod="post" formaction="{}">{}</button>', address, words)


def _is_newest_of_somebody(revision):
    """Whether a roll-back could begin here: the first edition has no author to roll back."""
    return revision.author_id is not None and revision.pk == revision.page.current_id


def _comparison(request, revision):
    old = revision.parent
    return {
        "comparison": compare(
            revision.page.kind,
            old.body if old else "",
            old.facts if old else {},
            revision.body,
            revision.facts,
        ),
        "may_patrol": may_patrol(request.user, revision),
        "may_roll_back": may_roll_back(request.user) and _is_newest_of_somebody(revision),
    }
