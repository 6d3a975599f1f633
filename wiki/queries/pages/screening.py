"""Screens an edit before it is saved: banned sites in it, and whether it must be reviewed first."""

from django.conf import settings
from django.utils.translation import gettext as _

from wiki.facts.references import texts_in
from wiki.models import BannedSite, Proposal
from wiki.permissions.powers import is_newcomer
from wiki.permissions.protection import as_sentence
from wiki.queries.pages.documents import document_of
from wiki.refusals import InputRefused
from wiki.text.hosts import host_of, is_link, with_parents


def refuse_banned_sites(page, content):
    """Raise InputRefused if a Content has a link to a banned site that `page` doesn't have yet."""
    hosts = filter(None, map(host_of, _new_addresses(page, content)))
    candidates = {name for host in hosts for name in with_parents(host)}
    banned = BannedSite.objects.filter(host__in=candidates).first() if candidates else None
    if banned:
        words = _("Links to %(site)s are not allowed here. Reason: %(reason)s Remove the link.")
        raise InputRefused(words % {"site": banned.host, "reason": as_sentence(banned.reason)})


def cause_of_review(rights, content):
    """Return why an edit must be reviewed first, a Proposal.Cause, or None. `rights` is an EditRights."""
    if cause := rights.cause_of_review:
        return cause
    new_links_wait = settings.WIKI_REVIEW_NEW_LINKS and is_newcomer(rights.user)
    return Proposal.Cause.LINKS if new_links_wait and _new_addresses(rights.page, content) else None


def _new_addresses(page, content):
    """Return the external addresses in a Content, in text or facts, that `page` doesn't have yet."""
    addresses = _addresses_in(content.document, content.facts)
    if not addresses or page is None or page.current_id is None or page.deleted_at:
        return addresses
    return addresses - _addresses_in(document_of(page, page.current), page.current.facts)


def _addresses_in(document, facts):
    in_text = {link.url for link in document.external_links}
    return in_text | {text for text in texts_in(facts) if is_link(text)}
