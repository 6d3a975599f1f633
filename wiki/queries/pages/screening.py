"""What is looked at before an edit is saved: where its links lead, and whether it must wait for a review."""

from django.conf import settings
from django.utils.translation import gettext as _

from wiki.models import BannedSite, PageLink, Proposal
from wiki.models.pages import MAX_TARGET_LENGTH, LinkKind
from wiki.permissions import first_edits_wait, is_newcomer, needs_review, sentence
from wiki.refusals import Refused, ReviewNeeded
from wiki.text.hosts import clean_host, with_parents


def refuse_banned_sites(page, content):
    """Raise Refused when a Content has a new link to a banned site; one that stands on `page` may stay."""
    hosts = filter(None, map(clean_host, new_addresses(page, content)))
    candidates = {name for host in hosts for name in with_parents(host)}
    banned = BannedSite.objects.filter(host__in=candidates).first() if candidates else None
    if banned:
        words = _("Links to %(site)s are not allowed here. The reason: %(reason)s Take the link out.")
        raise Refused(words % {"site": banned.host, "reason": sentence(banned.reason)})


def refuse_unreviewed(by, page, content, *, key=""):
    """Raise ReviewNeeded when what `by` writes on `page`, or under a new title with that `key`, must wait."""
    if cause := cause_of_review(by, page if page.pk else None, key=key):
        raise ReviewNeeded(cause)
    if settings.WIKI_REVIEW_NEW_LINKS and is_newcomer(by) and new_addresses(page, content):
        raise ReviewNeeded(Proposal.Cause.LINKS)


def cause_of_review(by, page=None, *, key=""):
    """Return why all that `by` writes there, on `page` or under a new title, must wait, or None.

    It is a Proposal.Cause.
    """
    if needs_review(by, page, key):
        return Proposal.Cause.PROTECTED
    return Proposal.Cause.FIRST if first_edits_wait(by) else None


def new_addresses(page, content):
    """Return the addresses outside the wiki that a Content names, in words or facts, and `page` does not."""
    wanted = set(content.document.external_links) | _addresses_in(content.facts)
    if not wanted or page.pk is None or page.deleted_at:
        return wanted
    linked = PageLink.objects.filter(page=page, kind=LinkKind.EXTERNAL).values_list("target_key", flat=True)
    there = set(linked) | _addresses_in(page.current.facts)
    return {
        address for address in wanted if address[:MAX_TARGET_LENGTH] not in there and address not in there
    }


def _addresses_in(facts):
    if isinstance(facts, str):
        return {facts} if facts.lower().startswith(("http://", "https://")) else set()
    parts = facts.values() if isinstance(facts, dict) else facts if isinstance(facts, list) else ()
    return {address for part in parts for address in _addresses_in(part)}
