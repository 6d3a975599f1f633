"""Exceptions of actions that were refused. Nothing was written.

Each message tells people what happened and what to do. `status` is that of the HTTP response
(wiki.middleware.RefusalMiddleware).
"""


class NotReached(Exception):
    """A reader has not come to the page that has this title: `title` as typed, and the `page`."""

    def __init__(self, title, page):
        super().__init__(title)
        self.title, self.page = title, page


class Refused(Exception):
    """The state of the wiki does not allow this action."""

    status = 409


class NotAllowed(Refused):
    """This person may not do this."""

    status = 403


class TooFast(Refused):
    """This person has done this too often in a short time."""

    status = 429


class TooSlow(Refused):
    """The database was stopped, because this would take it too long."""

    status = 503


class InputRefused(Refused):
    """The input is invalid. Where its form is shown again, the status is 200, as for any invalid form."""

    status = 422


class BodyRefused(InputRefused):
    """The text of a page is invalid."""


class EditConflict(Refused):
    """Somebody saved in between: `current` is their revision, `merge` (facts.merging.Merge) both edits."""

    def __init__(self, reason, current, merge=None):
        super().__init__(reason)
        self.current = current
        self.merge = merge


class TitleTaken(Refused):
    """Another page has this title: `title` is its Title, `current` its current revision."""

    def __init__(self, reason, title):
        super().__init__(reason)
        self.title = title
        self.current = title.page.current


class ImportRefused(InputRefused):
    """None of the pages was imported. `faults` are the reasons (wiki.actions.imports.Fault)."""

    def __init__(self, faults):
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
