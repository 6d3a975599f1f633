"""Why an action was not done. Nothing was written; what was typed is still with the caller."""

from django.utils.translation import gettext as _


class Refused(Exception):
    """The action was not done; the message says why and what to do."""


class EditConflict(Refused):
    """Somebody saved in between: `current` is theirs, `merge` (facts.merging.Merge) what both would make."""

    def __init__(self, reason, current, merge=None):
        super().__init__(reason)
        self.current = current
        self.merge = merge


class Overtaken(Refused):
    """Others were quicker, each time that it was tried. Trying again will do."""


class TitleTaken(Refused):
    """Another page has this title: `title` is it, `current` what the page says."""

    def __init__(self, reason, title):
        super().__init__(reason)
        self.title = title
        self.current = title.page.current


class BodyRefused(Refused):
    """The text can't be saved as it is."""


class ReviewNeeded(Refused):
    """Somebody has to look at it first, for a `cause` (Proposal.Cause): it can be proposed."""

    def __init__(self, cause):
        super().__init__(cause.label)
        self.cause = cause


def refuse_without_reason(reason):
    """Raise Refused for no reason: whoever looks for what is gone is told why."""
    if not reason.strip():
        raise Refused(_("Say why. Everyone can read it."))
