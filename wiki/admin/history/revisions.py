"""Revisions: look at what changed, mark as patrolled, roll back, hide."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wiki.actions.history.revisions import PARTS, hide_revision, patrol
from wiki.actions.moderation.roll_back import roll_back
from wiki.admin.base import ConditionFilter, EditsAdmin, ReadOnlyAdmin
from wiki.admin.powers import Button, Power, ReasonForm
from wiki.models import TAGS, Revision, RevisionMark, Title, User
from wiki.permissions.powers import may_act, may_patrol
from wiki.queries.history.comparisons import compare
from wiki.queries.moderation.excerpts import excerpts_of
from wiki.queries.people.members import records_of

_HIDDEN = Q(mark__text_hidden=True) | Q(mark__summary_hidden=True) | Q(mark__author_hidden=True)


class PatrolledFilter(ConditionFilter):
    """Edits that need no patrol, such as those of trusted members, match neither condition."""

    title = _("patrolled")
    parameter_name = "patrolled"
    conditions = {
        "no": (_("No"), Q(mark__awaits_patrol=True, page__deleted_at=None)),
        "yes": (_("Yes"), Q(mark__patrolled_at__isnull=False)),
    }


def _patrol(revision, *, by, posted):
    patrol(revision, by=by)


def _roll_back(revision, *, by, posted):
    reason = posted.get("reason", "").replace("\0", "")
    roll_back(revision.page, by=by, author=revision.author, reason=reason)


PATROL = Button(name="patrol", act=_patrol, done=_("Marked as patrolled."))
ROLL_BACK = Button(name="roll-back", act=_roll_back, done=_("Rolled back."))


class HideForm(ReasonForm):
    """A checkbox for each part of a revision: checked parts are hidden, the others are shown."""

    text = forms.BooleanField(label=_("Text and facts"), required=False)
    summary = forms.BooleanField(label=_("Summary"), required=False)
    author = forms.BooleanField(label=_("Author"), required=False)
    field_order = [*PARTS, "reason"]

    def __init__(self, row, *args, **kwargs):
        mark = getattr(row, "mark", None)
        initial = {part: getattr(mark, f"{part}_hidden", False) for part in PARTS}
        super().__init__(row, *args, initial=initial, **kwargs)
        self.fields["reason"].help_text = _("Only moderators can read it.")


def _hide(revision, *, by, reason, **parts):
    hide_revision(revision, by=by, parts=[part for part in PARTS if parts[part]], reason=reason)


HIDE = Power(
    name="hide",
    permission="hide_revision",
    heading=_("Hide parts of this revision"),
    effect=_("Only moderators see checked parts. Unchecked parts are shown to everyone."),
    done=_("Revision updated."),
    act=_hide,
    form=HideForm,
)


@admin.register(Revision)
class RevisionAdmin(EditsAdmin):
    """Shows revisions, which never change, with buttons for moderators."""

    powers = (PATROL, ROLL_BACK, HIDE)
    excerpts_of = staticmethod(excerpts_of)
    list_display = ["page_title", "what_changed", "who", "age", "buttons"]
    list_filter = [PatrolledFilter, "page__kind", "minor", "created_at"]
    list_select_related = ["page", "author", "parent", "mark"]
    list_per_page = 25
    search_fields = ["page__titles__text", "author__username", "summary"]
    fields = ["created_at", "summary_shown", "is_patrolled"]

    def get_queryset(self, request):
        revisions = super().get_queryset(request).without_texts().defer("parent__body", "parent__facts")
        if not may_act(request.user, "hide_revision"):
            revisions = revisions.exclude(_HIDDEN)
        if not may_act(request.user, "delete_page"):
            revisions = revisions.filter(page__deleted_at=None)
        return revisions

    def search(self, request, queryset, words):
        """Find each word in titles, names or summaries; the joins that the admin makes take seconds."""
        for word in words.split():
            pages = Title.objects.filter(text__icontains=word).values("page")
            authors = User.objects.filter(username__icontains=word).values("pk")
            summaries = Revision.objects.filter(summary__icontains=word).values("pk")
            queryset = queryset.filter(Q(page__in=pages) | Q(author__in=authors) | Q(pk__in=summaries))
        return queryset, False

    @admin.display(description=_("page"), ordering="page__uid")
    def page_title(self, revision):
        return str(revision)

    @admin.display(description=_("edit"))
    def what_changed(self, revision):
        url = reverse("admin:wiki_revision_change", args=[revision.pk])
        context = {"excerpt": revision.excerpt, "url": url, "summary": self.summary_shown(revision)}
        return render_to_string("admin/wiki/revision/_excerpt.html", context)

    @admin.display(description=_("summary"))
    def summary_shown(self, revision):
        labels = [TAGS[tag][0] for tag in revision.tags if tag in TAGS]
        minor = [_("minor")] if revision.minor else []
        return " · ".join(map(str, [*labels, *minor, revision.summary]))

    @admin.display(description=_("patrolled"), boolean=True)
    def is_patrolled(self, revision):
        return not (hasattr(revision, "mark") and revision.mark.awaits_patrol)

    def render_change_form(self, request, context, obj=None, **options):
        user, author, page = request.user, obj.author, obj.page
        may_read = obj.is_comparable or may_act(user, "hide_revision")
        context |= {
            "record": records_of([author.pk])[author.pk] if author else None,
            "may_block": author and author != user and may_act(user, "block_member"),
            "may_patrol": may_patrol(user, obj),
            "may_roll_back": author and obj.pk == page.current_id and may_act(user, "roll_back_page"),
            "comparison": compare(page.kind, obj.parent, obj) if may_read else None,
        }
        return super().render_change_form(request, context, obj=obj, **options)


@admin.register(RevisionMark)
class RevisionMarkAdmin(ReadOnlyAdmin):
    list_display = ["revision", "patrolled_by", "patrolled_at"]
    list_select_related = ["revision__page", "patrolled_by"]
    search_fields = ["revision__page__titles__text", "patrolled_by__username"]
