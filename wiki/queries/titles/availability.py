"""Whether a page may be created or moved at a title: taken, deleted, or kept for another kind."""

from django.utils.translation import gettext as _

from wiki.facts.kinds import KINDS, PREFIXES, prefixed_kind
from wiki.models import Title
from wiki.refusals import InputRefused, Refused, TitleTaken


def refuse_taken(key):
    """Raise TitleTaken when a page has a title with this key, and Refused when that page is deleted."""
    taken = Title.objects.select_related("page__current").filter(key=key).first()
    if taken and taken.page.deleted_at:
        raise Refused(_("A deleted page keeps this title. Choose another one."))
    if taken:
        raise TitleTaken(_("A page with this title already exists."), taken)


def refuse_deleted(page):
    """Raise Refused when `page` is deleted."""
    if page.deleted_at:
        raise Refused(_("This page is deleted, so nothing was changed. Reason: ") + page.deleted_reason)


def refuse_wrong_kind(key, kind):
    """Raise InputRefused when a page of that kind can't have a title with this key."""
    if kind not in KINDS:
        raise InputRefused(_("Choose the kind of page."))
    prefix = PREFIXES.get(kind, "")
    if prefix and prefixed_kind(key) != kind:
        raise InputRefused(_("The title of a page of this kind begins with %(prefix)s") % {"prefix": prefix})
    if not prefix and prefixed_kind(key):
        raise InputRefused(_("Only pages of those kinds have titles with Category:, File: or Help:."))
    if prefix and key == prefix.casefold():
        raise InputRefused(_("Enter a name after %(prefix)s") % {"prefix": prefix})
