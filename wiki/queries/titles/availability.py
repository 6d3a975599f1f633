"""Refuses titles that are taken or don't fit the kind of the page."""

from django.utils.translation import gettext as _

from wiki.facts.kinds import KINDS, PREFIXES, prefixed_kind
from wiki.models import Title
from wiki.refusals import InputRefused, Refused, TitleTaken


def refuse_taken(key):
    """Raise TitleTaken if a page has a title with this key, and Refused if that page is deleted."""
    title = Title.objects.select_related("page__current").filter(key=key).first()
    if title and title.page.deleted_at:
        raise Refused(_("A deleted page has this title. Choose another one."))
    if title:
        raise TitleTaken(_("A page with this title already exists."), title)


def refuse_deleted(page):
    """Raise Refused if `page` is deleted."""
    if page.deleted_at:
        raise Refused(_("This page is deleted, so nothing was changed. Reason: ") + page.deleted_reason)


def refuse_wrong_kind(key, kind):
    """Raise InputRefused if a page of that kind can't have a title with this key."""
    if kind not in KINDS:
        raise InputRefused(_("Choose the kind of page."))
    prefix = PREFIXES.get(kind, "")
    if prefix and prefixed_kind(key) != kind:
        raise InputRefused(_("The title must begin with %(prefix)s") % {"prefix": prefix})
    if not prefix and prefixed_kind(key):
        raise InputRefused(_("Only pages of these kinds have titles with Category:, File: or Help:."))
    if prefix and key == prefix.casefold():
        raise InputRefused(_("Enter a name after %(prefix)s") % {"prefix": prefix})
