"""Why an action was not done. Nothing was written; what was typed is still with the caller."""


class Refused(Exception):
    """The action was not done; the message says why and what to do."""


class EditConflict(Refused):
    """Somebody saved in between: `current` is theirs."""

    def __init__(self, reason, current):
        super().__init__(reason)
        self.current = current


class TitleTaken(Refused):
    """Another page has this title: `title` is it."""

    def __init__(self, reason, title):
        super().__init__(reason)
        self.title = title


class BodyRefused(Refused):
    """The text can't be saved as it is."""
