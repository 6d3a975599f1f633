"""Revisions: look at what changed, mark it as patrolled, roll it back."""

from functools import partial

from django.contrib import admin, messages
from django.db.models import BooleanField, Case, Q, When
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wiki.actions.moderation.patrol import patrol
from wiki.actions.moderation.roll_back import roll_back
from wiki.admin.base import ReadOnlyAdmin
from wiki.admin.moderation.hiding import HIDE
from wiki.admin.powers import PowersAdmin
from wiki.models import Revision, RevisionMark, Title, User
from wiki.models.revisions import TAGS
from wiki.permissions.powers import may_act, may_patrol, may_roll_back
from wiki.queries.history.comparisons import compare
from wiki.queries.moderation.excerpts import excerpts_of
from wiki.queries.people.records import records_of
from wiki.refusals import Refused
from wiki.wording import reason_of

HIDDEN = Q(mark__text_hidden=True) | Q(mark__summary_hidden=True) | Q(mark__author_hidden=True)


class PatrolledFilter(admin.SimpleListFilter):
    title = gettext_lazy("patrolled")
    parameter_name = "patrolled"

    def lookups(self, request, model_admin):
        return [("no", _("Not yet")), ("yes", _("Yes"))]

    def queryset(self, request, queryset):
        # The first edition needs no patrol, nor do edits by trusted members: they are neither.
        done = Q(mark__patrolled_at__isnull=False)
        asked = {"no": Q(mark__awaits_patrol=True, page__deleted_at=None), "yes": done}.get(self.value())
        return queryset if asked is None else queryset.filter(asked)


@admin.register(Revision)
class RevisionAdmin(PowersAdmin, ReadOnlyAdmin):
    """Nobody changes a revision; what may be done about one are buttons that call actions."""

    list_display = ["page_title", "what_changed", "who", "age", "buttons"]
    list_filter = [PatrolledFilter, "page__kind", "minor", "created_at"]
    list_select_related = ["page", "author", "parent", "mark"]
    list_display_links = ["page_title"]
    list_per_page = 25
    titles_of = ["page__titles"]
    search_fields = ["page__titles__text", "author__username", "summary"]
    change_form_template = "admin/wiki/revision/change_form.html"
    powers = (HIDE,)
    fields = ["created_at", "summary_shown", "is_patrolled"]

    def get_queryset(self, request):
        found = super().get_queryset(request).without_texts().defer("parent__body", "parent__facts")
        if not may_act(request.user, "hide_revision"):
            found = found.exclude(HIDDEN)
        if not may_act(request.user, "delete_page"):
            found = found.filter(page__deleted_at=None)
        own = Case(When(author=request.user, then=True), default=False, output_field=BooleanField())
        return found.annotate(is_own=own)

    def search(self, request, queryset, words):
        """Find each word in titles, names or summaries; the joins that the admin makes take seconds."""
        for word in words.split():
            titled = Title.objects.filter(text__icontains=word).values("page")
            named = User.objects.filter(username__icontains=word).values("pk")
            said = Revision.objects.filter(summary__icontains=word).values("pk")
            queryset = queryset.filter(Q(page__in=titled) | Q(author__in=named) | Q(pk__in=said))
        return queryset, False

    def get_changelist_instance(self, request):
        """Judge whole pages of the list at once: what each edit changed, and whose it is."""
        found = super().get_changelist_instance(request)
        excerpts = excerpts_of(found.result_list)
        records = records_of({one.author_id for one in found.result_list} - {None})
        for one in found.result_list:
            one.excerpt, one.record = excerpts[one.pk], records.get(one.author_id)
            one.list_filters = request.GET.urlencode()
        return found

    @admin.display(description=gettext_lazy("page"), ordering="page__uid")
    def page_title(self, revision):
        return f"{revision.page} · {revision.number}"

    @admin.display(description=gettext_lazy("what it changed"))
    def what_changed(self, revision):
        url = reverse("admin:wiki_revision_change", args=[revision.pk])
        context = {"excerpt": revision.excerpt, "url": url, "summary": self.summary_shown(revision)}
        return render_to_string("admin/wiki/revision/_excerpt.html", context)

    @admin.display(description=gettext_lazy("who"), ordering="author__username")
    def who(self, revision):
        if revision.author is None:
            return _("the first edition")
        context = {"member": revision.author, "record": revision.record}
        return render_to_string("admin/wiki/revision/_who.html", context)

    @admin.display(description=gettext_lazy("age"), ordering="created_at")
    def age(self, revision):
        return timesince(revision.created_at, depth=1)

    @admin.display(description=gettext_lazy("summary"))
    def summary_shown(self, revision):
        tags = [str(TAGS[tag][0]) for tag in revision.tags if tag in TAGS]
        return " · ".join([*tags, *([_("minor")] if revision.minor else []), revision.summary])

    @admin.display(description=gettext_lazy("patrolled"), boolean=True)
    def is_patrolled(self, revision):
        return not (hasattr(revision, "mark") and revision.mark.awaits_patrol)

    @admin.display(description=gettext_lazy("what to do"))
    def buttons(self, revision):
        """The buttons stand in the form of the list, which carries the token."""
        offers_patrol = not self.is_patrolled(revision) and not revision.is_own
        changes = reverse("admin:wiki_revision_change", args=[revision.pk])
        block = reverse("admin:wiki_block_add", query={"member": revision.author})
        return format_html(
            "{} {} {} {}",
            format_html('<a href="{}">{}</a>', changes, _("Changes")),
            _button(revision, "patrol", _("Patrol")) if offers_patrol else "",
            _button(revision, "roll-back", _("Roll back")) if _is_newest_of_somebody(revision) else "",
            format_html('<a href="{}">{}</a>', block, _("Block"))
            if revision.author and not revision.is_own
            else "",
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
        said = {"author": revision.author, "reason": request.POST.get("reason", "").replace("\0", "")}
        act = partial(roll_back, revision.page, by=request.user, **said)
        return self._done(request, act, _("Rolled back."))

    def _done(self, request, act, words):
        try:
            act()
        except Refused as refusal:
            messages.error(request, reason_of(refusal))
        else:
            messages.success(request, words)
        narrowed = QueryDict(request.GET.get("list")).urlencode()
        return redirect(reverse("admin:wiki_revision_changelist") + (f"?{narrowed}" if narrowed else ""))


@admin.register(RevisionMark)
class RevisionMarkAdmin(ReadOnlyAdmin):
    list_display = ["revision", "patrolled_by", "patrolled_at"]
    list_select_related = ["revision__page", "patrolled_by"]
    titles_of = ["revision__page__titles"]
    search_fields = ["revision__page__titles__text", "patrolled_by__username"]


def _button(revision, action, words):
    """Return a button that acts and leads back to the list, narrowed as it is."""
    query = {"list": revision.list_filters} if revision.list_filters else {}
    address = reverse(f"admin:wiki_revision_{action}", args=[revision.pk], query=query)
    return format_html('<button type="submit" formmethod="post" formaction="{}">{}</button>', address, words)


def _is_newest_of_somebody(revision):
    """Whether a roll-back could begin here: the first edition has no author to roll back."""
    return revision.author_id is not None and revision.pk == revision.page.current_id


def _comparison(request, revision):
    old = revision.parent
    author = revision.author
    return {
        "record": records_of([author.pk])[author.pk] if author else None,
        "may_block": author and author != request.user and may_act(request.user, "block_member"),
        "comparison": compare(
            revision.page.kind,
            old.body if old else "",
            old.facts if old else {},
            revision.body,
            revision.facts,
        )
        if revision.is_comparable or may_act(request.user, "hide_revision")
        else None,
        "may_patrol": may_patrol(request.user, revision),
        "may_roll_back": may_roll_back(request.user) and _is_newest_of_somebody(revision),
    }
