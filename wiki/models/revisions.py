"""The history: insert-only revisions that hold words and facts together."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import reference
from wiki.models.pages import MAX_TITLE_LENGTH, Page


class RevisionQuerySet(models.QuerySet):
    def without_texts(self):
        """For lists: neither bodies nor facts are loaded."""
        return self.defer("body", "facts")

    def for_lists(self):
        """With author, parent and what is hidden of them, and without any texts."""
        found = self.select_related("author", "mark", "parent__mark").without_texts()
        return found.defer("parent__body", "parent__facts")

    def narrowed(self, *, hide_minor=False, **wanted):
        """Those that have everything that is `wanted`; what is empty asks for nothing.

        Nobody learns from it who is the `author` where that is hidden.
        """
        asked = {name: value for name, value in wanted.items() if value}
        found = self.exclude(mark__author_hidden=True) if "author" in asked else self
        return found.filter(**asked, **({"minor": False} if hide_minor else {}))

    def readable(self):
        """Those whose text is neither hidden nor removed."""
        return self.exclude(mark__text_hidden=True).exclude(sha256="")

    def get_by_natural_key(self, uid, number):
        return self.get(page__uid=uid, number=number)


class HiddenAuthor:
    """Stands where somebody wrote whose name a moderator has hidden."""

    is_hidden = True

    def get_username(self):
        return gettext("hidden by a moderator")

    __str__ = get_username


class Revision(models.Model):
    """A page as somebody left it. A trigger in the database refuses to change one, but lets it be emptied.

    No author means the initial import. `size` is in bytes, of body and facts together; `sha256` is of the
    same. A revision that moves the page has an `old_title` and a `new_title`; one that adds a title has only
    the new one, and one that removes a title only the old one. Show other people its `shown_author` and
    `shown_summary`, and its texts if it `is_readable`.
    """

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
            # Whoever looks for a word in summaries need not go through all texts.
            models.Index(fields=["summary"], name="revision_summaries"),
        ]

    def __str__(self):
        return f"{self.page} · {self.number}"

    def natural_key(self):
        return (self.page.uid, self.number)

    @property
    def size_change(self):
        """How many bytes this edit added or, below zero, took away."""
        return self.size - (self.parent.size if self.parent else 0)

    @property
    def is_move(self):
        """Return whether this revision gave the page another title."""
        return bool(self.old_title and self.new_title)

    @property
    def can_be_undone(self):
        """Whether something stood before that could come back; a change of title is undone by another."""
        return self.parent is not None and self.sha256 != self.parent.sha256 and self.is_comparable

    @property
    def is_emptied(self):
        """Whether text, facts and summary were removed for good (wiki.actions.moderation.purging)."""
        return self.sha256 == ""

    @property
    def is_readable(self):
        """Whether its text and facts may be shown, compared and brought back."""
        return not (self.is_emptied or self._hides("text"))

    @property
    def is_comparable(self):
        """Whether what it changed may be shown: its text, and the one before it."""
        return self.is_readable and (self.parent is None or self.parent.is_readable)

    @property
    def why_unreadable(self):
        """Why its text is not shown, in words; empty when it is."""
        if self.is_emptied:
            return gettext("The text of this revision was removed for good, for legal reasons.")
        return "" if self.is_readable else gettext("A moderator has hidden the text of this revision.")

    @property
    def shown_author(self):
        """Who wrote it, as everybody may know: a user, None for the first edition, or a HiddenAuthor."""
        return HiddenAuthor() if self._hides("author") else self.author

    @property
    def shown_summary(self):
        """What was said of it, as everybody may read it."""
        return gettext("summary hidden by a moderator") if self._hides("summary") else self.summary

    def _hides(self, part):
        mark = getattr(self, "mark", None)
        return mark is not None and getattr(mark, f"{part}_hidden")


# The tags that actions give to revisions: what a reader sees, and what it means.
TAGS = {
    "merged": (_("merged"), _("Joined with an edit that somebody else saved meanwhile")),
    "undo": (_("undo"), _("Takes an earlier edit back and keeps later ones")),
    "restored": (_("restored"), _("Makes an old revision current again")),
    "rollback": (_("rollback"), _("Takes back the newest edits of one person")),
    "manual-revert": (_("manual return"), _("Says the same as an earlier revision")),
    "moved": (_("moved"), _("Gives the page another title")),
    "title-added": (_("title added"), _("Gives the page one more title, which leads to it")),
    "title-removed": (_("title removed"), _("Takes a title from the page")),
    "again": (_("written again"), _("Writes a page again that was deleted")),
    "proposal": (_("proposal"), _("Waited for a review, and was accepted")),
}


class RevisionMark(models.Model):
    """What may change about a revision after it was made.

    An edit `awaits_patrol` until somebody has looked at it; nobody has to look at what Trusted members write.
    It is `reverted` when what it changed was taken back later.
    """

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="mark", verbose_name=_("revision"))
    awaits_patrol = models.BooleanField(_("awaits patrol"), default=False)
    reverted = models.BooleanField(_("taken back"), default=False)
    patrolled_by = reference(settings.AUTH_USER_MODEL, _("patrolled by"), optional=True)
    patrolled_at = models.DateTimeField(_("patrolled"), null=True, blank=True)
    text_hidden = models.BooleanField(_("text hidden"), default=False)
    summary_hidden = models.BooleanField(_("summary hidden"), default=False)
    author_hidden = models.BooleanField(_("author hidden"), default=False)

    class Meta:
        verbose_name = _("revision mark")
        verbose_name_plural = _("revision marks")
        indexes = [
            models.Index(fields=["revision"], condition=Q(awaits_patrol=True), name="mark_awaits_patrol"),
            models.Index(fields=["revision"], condition=Q(reverted=True), name="mark_reverted"),
        ]

    def __str__(self):
        return str(self.revision)
