"""Requests to moderators: proposed edits, and reports of problems."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wiki.models.fields import reference
from wiki.models.moderation import MAX_REASON_LENGTH
from wiki.models.pages import MAX_TITLE_LENGTH, Page, PageKind
from wiki.models.revisions import Revision

MAX_REPORT_LENGTH = 2000


class ProposalState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Proposal(models.Model):
    """An edit or a new page that waits for review. It is not a revision until it is accepted.

    It edits the revision `base`, and waits because of its `cause`. Its author may change it while it waits;
    accepting it saves `revision`.
    """

    class Cause(models.TextChoices):
        PROTECTED = "protected", _("edits of this page are reviewed first")
        FIRST = "first", _("first edits of new members are reviewed")
        LINKS = "links", _("edits that add links to other sites are reviewed")

    page = reference(Page, _("page"), on_delete=models.CASCADE, optional=True, related_name="proposals")
    title = models.CharField(_("title of a new page"), max_length=MAX_TITLE_LENGTH, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=PageKind)
    base = reference(Revision, _("base"), optional=True)
    author = reference(settings.AUTH_USER_MODEL, _("author"), related_name="proposals")
    body = models.TextField(_("text"), blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    summary = models.CharField(_("summary"), max_length=500, blank=True)
    minor = models.BooleanField(_("minor edit"), default=False)
    cause = models.CharField(_("why it waits"), max_length=10, choices=Cause)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    reason = models.CharField(_("reason"), max_length=MAX_REASON_LENGTH, blank=True)
    created_at = models.DateTimeField(_("proposed"))
    changed_at = models.DateTimeField(_("changed"))
    decided_by = reference(settings.AUTH_USER_MODEL, _("decided by"), optional=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    revision = reference(Revision, _("revision"), optional=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["pk"]
        permissions = [("decide_proposal", "Can accept and reject proposals")]
        indexes = [models.Index(fields=["state", "id"], name="proposal_waiting")]

    def __str__(self):
        return self.title or str(self.page)

    @property
    def is_waiting(self):
        return self.state == ProposalState.WAITING


class ReportKind(models.TextChoices):
    SPOILER = "spoiler", _("Unmarked spoiler")
    WRONG = "wrong", _("Wrong fact")
    PERSON = "person", _("About a real person")
    COPYRIGHT = "copyright", _("Copyright")
    ABUSE = "abuse", _("Abuse or harassment")
    OTHER = "other", _("Something else")


class ReportOutcome(models.TextChoices):
    MENDED = "mended", _("fixed")
    NOTHING = "nothing", _("no action needed")
    REPEATED = "repeated", _("already known")


def new_token():
    """Return a secret token for the URL where the reporter finds the answer."""
    return secrets.token_urlsafe(18)


class Report(models.Model):
    """A problem that a member or visitor reported. It is open until it has an outcome."""

    page = reference(Page, _("page"), on_delete=models.CASCADE, optional=True, related_name="reports")
    title = models.CharField(_("about"), max_length=MAX_TITLE_LENGTH)
    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind)
    section = models.CharField(_("section"), max_length=MAX_TITLE_LENGTH, blank=True)
    progress = models.CharField(_("had watched"), max_length=100, blank=True)
    words = models.TextField(_("description"), max_length=MAX_REPORT_LENGTH)
    by = reference(settings.AUTH_USER_MODEL, _("reported by"), optional=True)
    token = models.CharField(_("token"), max_length=24, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("reported"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=ReportOutcome, blank=True)
    answer = models.TextField(_("answer"), max_length=MAX_REPORT_LENGTH, blank=True)
    answered_by = reference(settings.AUTH_USER_MODEL, _("answered by"), optional=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        permissions = [("answer_report", "Can answer reports")]
        indexes = [models.Index(fields=["outcome", "id"], name="report_open")]

    def __str__(self):
        return self.title
