"""Blocks, protections, banned sites, and the journal of moderation."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import reference
from wiki.models.pages import MAX_TITLE_LENGTH, Page
from wiki.models.revisions import Revision

MAX_REASON_LENGTH = 500


class ExpiringQuerySet(models.QuerySet):
    def in_force(self):
        """Leave out rows that have expired."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))


class BlockQuerySet(ExpiringQuerySet):
    def in_force(self):
        return super().in_force().filter(lifted_at=None)

    def with_state(self):
        """Add `is_in_force` to each block."""
        return self.annotate(is_in_force=Exists(Block.objects.in_force().filter(pk=OuterRef("pk"))))


class Block(models.Model):
    """Stops a member from editing some `pages`, or any page. Reported when the member tries to edit."""

    member = reference(settings.AUTH_USER_MODEL, _("member"), related_name="blocks")
    by = reference(settings.AUTH_USER_MODEL, _("blocked by"))
    reason = models.CharField(_("reason"), max_length=MAX_REASON_LENGTH)
    pages = models.ManyToManyField(
        Page,
        blank=True,
        related_name="+",
        verbose_name=_("pages"),
        help_text=_("Leave empty to block the member everywhere."),
    )
    created_at = models.DateTimeField(_("since"))
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("ended early"), null=True, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["-pk"]
        permissions = [("block_member", "Can block members")]

    def __str__(self):
        return str(self.member)


class Protected(models.TextChoices):
    """What a protection restricts."""

    EDIT = "edit", _("editing")
    MOVE = "move", _("moving")
    CREATE = "create", _("creating")


class Level(models.TextChoices):
    """Who can still do it. With REVIEW, edits by members who are not trusted wait for a review."""

    MEMBERS = "members", _("all members")
    REVIEW = "review", _("all members, after a review")
    TRUSTED = "trusted", _("trusted members")
    MODERATORS = "moderators", _("moderators")


class Protection(models.Model):
    """Restricts who may edit or move a page, or create one with a title; no row, no restriction."""

    page = reference(Page, _("page"), on_delete=models.CASCADE, optional=True, related_name="protections")
    key = models.CharField(_("key of the title"), max_length=600, blank=True)
    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH, blank=True)
    what = models.CharField(_("protected against"), max_length=6, choices=Protected)
    level = models.CharField(_("allowed for"), max_length=10, choices=Level)
    by = reference(settings.AUTH_USER_MODEL, _("protected by"))
    reason = models.CharField(_("reason"), max_length=MAX_REASON_LENGTH)
    created_at = models.DateTimeField(_("since"))
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = ExpiringQuerySet.as_manager()

    class Meta:
        verbose_name = _("protection")
        verbose_name_plural = _("protections")
        ordering = ["-pk"]
        permissions = [
            ("protect_page", "Can protect pages and titles"),
            ("edit_trusted_page", "Can change what is protected for trusted members, and needs no review"),
            ("edit_protected_page", "Can change what is protected for moderators"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "what"], condition=Q(key=""), name="protection_unique_per_page"
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="protection_unique_per_title"),
            models.CheckConstraint(
                condition=Q(page=None, what="create") & ~Q(key="")
                | Q(page__isnull=False, what__in=["edit", "move"], key=""),
                name="protection_of_page_or_title",
            ),
        ]

    def __str__(self):
        return self.title or str(self.page)


class BannedSite(models.Model):
    """A site that new links may not lead to. Its subdomains are banned too."""

    host = models.CharField(_("site"), max_length=253, unique=True)
    by = reference(settings.AUTH_USER_MODEL, _("by"))
    reason = models.CharField(_("reason"), max_length=MAX_REASON_LENGTH)
    created_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("banned site")
        verbose_name_plural = _("banned sites")
        ordering = ["host"]
        permissions = [("ban_site", "Can ban links to a site")]

    def __str__(self):
        return self.host


class JournalAction(models.TextChoices):
    """What was done; the label is part of a sentence in the journal."""

    PATROL = "patrol", _("patrolled")
    ROLL_BACK = "roll_back", _("rolled back")
    DELETE = "delete", _("deleted")
    RESTORE = "restore", _("restored")
    HIDE = "hide", _("hid")
    SHOW = "show", _("showed again")
    PROTECT = "protect", _("protected")
    UNPROTECT = "unprotect", _("ended the protection of")
    BLOCK = "block", _("blocked")
    UNBLOCK = "unblock", _("ended the block of")
    BAN_SITE = "ban_site", _("banned links to")
    ALLOW_SITE = "allow_site", _("allowed links again to")
    ACCEPT = "accept", _("accepted a proposal for")
    REJECT = "reject", _("rejected a proposal for")
    ANSWER = "answer", _("answered a report about")
    RENAME = "rename", _("renamed")
    VACATE = "vacate", _("moved the deleted page")
    GROUPS = "groups", _("changed the groups of")
    PURGE = "purge", _("permanently removed, for legal reasons, from")


class JournalEntry(models.Model):
    """Who did what, to what, when and why. A trigger in the database allows no change.

    `title` names the target as it was called then; `details` holds codes (wiki.queries.moderation.journal).
    Without a user, the operator did it on the command line. Only moderators see private entries.
    """

    created_at = models.DateTimeField(_("time"))
    by = reference(settings.AUTH_USER_MODEL, _("user"), optional=True)
    action = models.CharField(_("action"), max_length=12, choices=JournalAction)
    page = reference(Page, _("page"), optional=True)
    member = reference(settings.AUTH_USER_MODEL, _("member"), optional=True)
    revision = reference(Revision, _("revision"), optional=True)
    title = models.CharField(_("target"), max_length=MAX_TITLE_LENGTH, blank=True)
    reason = models.CharField(_("reason"), max_length=MAX_REASON_LENGTH, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    private = models.BooleanField(_("private"), default=False)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-pk"]
        permissions = [("view_private_journal", "Can read private entries of the journal")]
        indexes = [
            models.Index(fields=["action", "-id"], name="journal_by_action"),
            models.Index(fields=["page", "-id"], name="journal_of_page"),
        ]

    def __str__(self):
        return f"{self.get_action_display()} {self.title}"
