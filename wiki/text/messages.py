"""Messages for people. Pure code makes them in English; wiki.wording translates them when they are shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """An English sentence with `%(name)s` places, and the values for them.

    A sentence that depends on a number has a `plural`, and that number is the value `count`.
    """

    text: str
    plural: str
    values: tuple[tuple[str, str | int], ...]

    def __str__(self) -> str:
        values = dict(self.values)
        text = self.plural if self.plural and values["count"] != 1 else self.text
        return text % {name: f"{value:,}" if isinstance(value, int) else value for name, value in self.values}


class MessageError(ValueError):
    """Something can't be accepted. `message` is the reason."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def gettext_noop(text: str, **values: str | int) -> Message:
    """Return a Message. `makemessages` finds its text by the name of this function."""
    return Message(text, "", tuple(values.items()))


def ngettext_noop(text: str, plural: str, *, count: int, **values: str | int) -> Message:
    """Return a Message about a number of things; `makemessages` finds both texts."""
    return Message(text, plural, (("count", count), *values.items()))
