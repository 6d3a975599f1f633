"""Why an act was not done. Nothing was written, and the caller still has what was typed.

The message of each says what happened and what to do. `code` tells programs, and `status` is the status
of the HTTP answer that shows it (wiki.views.site.refusals).
"""


class Refused(Exception):
    """The state of the wiki does not allow this act."""

    code = "refused"
    status = 409


class NotAllowed(Refused):
    """This person may not do this."""

    code = "not-allowed"
    status = 403


class TooFast(Refused):
    """This person has done this too often in a short time."""

    code = "too-fast"
    status = 429


class TooSlow(Refused):
    """The database was stopped, because this would take it too long."""

    code = "too-slow"
    status = 503


class InputRefused(Refused):
    """What was typed can't be accepted as it is. The form comes back with the message beside it."""

    code = "input"
    status = 422


class BodyRefused(InputRefused):
    """The text of a page can't be saved as it is."""

    code = "body"


class EditConflict(Refused):
    """Somebody saved in between: `current` is their revision, `merge` (facts.merging.Merge) both edits."""

    code = "conflict"

    def __init__(self, reason, current, merge=None):
        super().__init__(reason)
        self.current = current
        self.merge = merge


class Overtaken(Refused):
    """Other people saved first, each time that this was tried. Trying again will do."""

    code = "overtaken"


class TitleTaken(Refused):
    """Another page has this title: `title` is its Title, `current` its current revision."""

    code = "title-taken"

    def __init__(self, reason, title):
        super().__init__(reason)
        self.title = title
        self.current = title.page.current


class ImportRefused(InputRefused):
    """None of the pages was imported. `faults` are the reasons (wiki.actions.imports.Fault)."""

    code = "import"

    def __init__(self, faults):
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
