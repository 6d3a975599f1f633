"""Messages for people. Pure code makes them in English; wiki.wording translates them when they are shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """An English sentence with `%(name)s` places, and the values for them."""

    text: str
    values: tuple[tuple[str, str | int], ...]

    def __str__(self) -> str:
        values = {name: f"{value:,}" if isinstance(value, int) else value for name, value in self.values}
        return self.text % values


class MessageError(ValueError):
    """Something can't be accepted. `message` is the reason."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def gettext_noop(text: str, **values: str | int) -> Message:
    """Return a Message. `makemessages` finds its text by the name of this function."""
    return Message(text, tuple(values.items()))
