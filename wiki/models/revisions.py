"""The history: insert-only revisions that hold text and facts together."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from wiki.models.fields import PointField, reference
from wiki.models.pages import MAX_TITLE_LENGTH, OwnedByPage, OwnedQuerySet, Page


class RevisionQuerySet(OwnedQuerySet):
    def without_texts(self):
        """Don't load bodies and facts."""
        return self.defer("body", "facts")

    def for_lists(self):
        """Load authors, parents and marks, but no texts."""
        revisions = self.select_related("author", "mark", "parent__mark").without_texts()
        return revisions.defer("parent__body", "parent__facts")

    def narrowed(self, **wanted):
        """Filter by the `wanted` fields that are not empty. A filter by author skips hidden authors."""
        fields = {name: value for name, value in wanted.items() if value}
        return (self.exclude(mark__author_hidden=True) if "author" in fields else self).filter(**fields)

    def readable(self):
        """Leave out revisions whose text is hidden or purged."""
        return self.exclude(mark__text_hidden=True).exclude(sha256="")


class HiddenAuthor:
    """Replaces an author whose name a moderator has hidden."""

    is_hidden = True

    def get_username(self):
        return gettext("hidden by a moderator")

    __str__ = get_username


class Revision(OwnedByPage):
    """One version of a page. A trigger in the database allows no change, except to empty it.

    No author means the initial import. `size` (in bytes) and `sha256` are of body and facts together. A
    revision that moves the page has an `old_title` and a `new_title`; one that adds a title has only the new
    one, and one that removes a title only the old one. Show users its `shown_author` and `shown_summary`,
    and its texts only if it `is_readable`.
    """

    key_in_page = ("number",)

    page = reference(Page, _("page"), on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    parent = reference("self", _("parent"), optional=True)
    author = reference(settings.AUTH_USER_MODEL, _("author"), optional=True, related_name="revisions")
    accepted_by = reference(settings.AUTH_USER_MODEL, _("accepted by"), optional=True)
    created_at = models.DateTimeField(_("saved"))
    summary = models.CharField(_("summary"), max_length=500, blank=True)
    minor = models.BooleanField(_("minor edit"), default=False)
    body = models.TextField(_("text"), blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    old_title = models.CharField(
        _("old title"), max_length=MAX_TITLE_LENGTH, blank=True, default="", db_default=""
    )
    new_title = models.CharField(
        _("new title"), max_length=MAX_TITLE_LENGTH, blank=True, default="", db_default=""
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-pk"]
        permissions = [
            ("patrol_revision", "Can mark revisions as patrolled"),
            ("skip_patrol", "Writes what needs no patrol"),
            ("hide_revision", "Can hide text, summary or author of revisions, and see what is hidden"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="revision_number_unique_per_page")
        ]
        indexes = [
            models.Index(fields=["-created_at"], name="revision_newest"),
            models.Index(fields=["author", "-created_at"], name="revision_newest_of_author"),
            # A search for words in summaries doesn't read the texts.
            models.Index(fields=["summary"], name="revision_summaries"),
        ]

    def __str__(self):
        return f"{self.page} · {self.number}"

    @property
    def size_change(self):
        """How many bytes this edit added; negative if it removed more."""
        return self.size - (self.parent.size if self.parent else 0)

    @property
    def changes_titles(self):
        """Whether this revision changed titles of the page; then text and facts stayed the same."""
        return bool(self.old_title or self.new_title)

    @property
    def is_move(self):
        """Whether this revision changed the current title of the page."""
        return bool(self.old_title and self.new_title)

    @property
    def can_be_undone(self):
        """Whether undoing it would change text or facts; a new title is undone by another move."""
        return self.parent is not None and self.sha256 != self.parent.sha256 and self.is_comparable

    @property
    def is_emptied(self):
        """Whether text, facts and summary were purged (wiki.actions.moderation.purging)."""
        return self.sha256 == ""

    @property
    def is_readable(self):
        """Whether its text and facts may be shown, compared and restored."""
        return not (self.is_emptied or self._hides("text"))

    @property
    def is_comparable(self):
        """Whether its changes may be shown: it and its parent are readable."""
        return self.is_readable and (self.parent is None or self.parent.is_readable)

    @property
    def why_unreadable(self):
        """Why its text is not shown, in words, or an empty string."""
        if self.is_emptied:
            return gettext("The text of this revision was permanently removed for legal reasons.")
        return "" if self.is_readable else gettext("A moderator has hidden the text of this revision.")

    @property
    def shown_author(self):
        """The author for everyone to see: a user, None for the initial import, or a HiddenAuthor."""
        return HiddenAuthor() if self._hides("author") else self.author

    @property
    def shown_summary(self):
        """The summary for everyone to see."""
        return gettext("summary hidden by a moderator") if self._hides("summary") else self.summary

    def _hides(self, part):
        mark = getattr(self, "mark", None)
        return mark is not None and getattr(mark, f"{part}_hidden")


# The tags that actions add to revisions: label and explanation.
TAGS = {
    "merged": (_("merged"), _("Merged with an edit that somebody else saved in the meantime")),
    "undo": (_("undo"), _("Undoes an earlier edit and keeps later ones")),
    "restored": (_("restored"), _("Restores an old revision")),
    "rollback": (_("rollback"), _("Reverts the newest edits of one person")),
    "manual-revert": (_("manual revert"), _("Identical to an earlier revision")),
    "moved": (_("moved"), _("Changes the title of the page")),
    "title-added": (_("title added"), _("Adds a title that redirects to the page")),
    "title-removed": (_("title removed"), _("Removes a title of the page")),
    "again": (_("recreated"), _("Recreates a deleted page")),
    "proposal": (_("proposal"), _("Accepted after a review")),
}


class RevisionMark(models.Model):
    """The parts of a revision that may change after it was saved.

    An edit `awaits_patrol` until a moderator has looked at it; edits by trusted members need no patrol. It is
    `reverted` if a later edit undid its changes. Its `reach` is how far it goes: a point of `reach_show`, or
    of the show of its page. It is None if everybody may see all that differs.
    """

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="mark", verbose_name=_("revision"))
    awaits_patrol = models.BooleanField(_("awaits patrol"), default=False)
    reverted = models.BooleanField(_("reverted"), default=False)
    patrolled_by = reference(settings.AUTH_USER_MODEL, _("patrolled by"), optional=True)
    patrolled_at = models.DateTimeField(_("patrolled"), null=True, blank=True)
    text_hidden = models.BooleanField(_("text hidden"), default=False)
    summary_hidden = models.BooleanField(_("summary hidden"), default=False)
    author_hidden = models.BooleanField(_("author hidden"), default=False)
    reach = PointField(_("reach"), null=True, blank=True)
    reach_show = reference("wiki.Show", _("show of the reach"), optional=True)

    class Meta:
        verbose_name = _("revision mark")
        verbose_name_plural = _("revision marks")
        indexes = [
            models.Index(fields=["revision"], condition=Q(awaits_patrol=True), name="mark_awaits_patrol"),
            models.Index(fields=["revision"], condition=Q(reverted=True), name="mark_reverted"),
        ]

    def __str__(self):
        return str(self.revision)
