"""The history: insert-only revisions that hold words and facts together."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.pages import Page


class RevisionQuerySet(models.QuerySet):
    def without_texts(self):
        """For lists: neither bodies nor facts are loaded."""
        return self.defer("body", "facts")

    def for_lists(self):
        """With author and parent, and without any texts."""
        found = self.select_related("author", "parent").without_texts()
        return found.defer("parent__body", "parent__facts")

    def narrowed(self, *, hide_minor=False, **wanted):
        """Those that have everything that is `wanted`; what is empty asks for nothing."""
        asked = {name: value for name, value in wanted.items() if value}
        return self.filter(**asked, **({"minor": False} if hide_minor else {}))

    def get_by_natural_key(self, uid, number):
        return self.get(page__uid=uid, number=number)


class Revision(models.Model):
    """A page as somebody left it. A trigger in the database refuses to change one.

    An empty author is the first edition: what the wiki was loaded with. `size` is in bytes,
    of body and facts together; `sha256` is of the same.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="revisions", verbose_name=_("page"))
    number = models.PositiveIntegerField(_("number"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("parent")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
        verbose_name=_("author"),
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    created_at = models.DateTimeField(_("saved"))
    summary = models.CharField(_("summary"), max_length=500, blank=True)
    minor = models.BooleanField(_("minor edit"), default=False)
    body = models.TextField(_("text"), blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    tags = models.JSONField(_("tags"), default=list, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-pk"]
        permissions = [("patrol_revision", "Can mark revisions as patrolled")]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="revision_number_unique_per_page")
        ]
        indexes = [
            models.Index(fields=["-created_at"], name="revision_newest"),
            models.Index(fields=["author", "-created_at"], name="revision_newest_of_author"),
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
    def can_be_undone(self):
        """Whether something stood before that could come back; a change of title is undone by another."""
        return self.parent is not None and self.sha256 != self.parent.sha256


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
}


class RevisionMark(models.Model):
    """What may change about a revision after it was made."""

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="mark", verbose_name=_("revision"))
    patrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("patrolled by"),
    )
    patrolled_at = models.DateTimeField(_("patrolled"), null=True, blank=True)
    text_hidden = models.BooleanField(_("text hidden"), default=False)
    summary_hidden = models.BooleanField(_("summary hidden"), default=False)
    author_hidden = models.BooleanField(_("author hidden"), default=False)

    class Meta:
        verbose_name = _("revision mark")
        verbose_name_plural = _("revision marks")

    def __str__(self):
        return str(self.revision)
