"""Converts titles in addresses."""


class TitleConverter:
    """A title as the rest of an address, with `_` for spaces. Django quotes it."""

    regex = r"[\s\S]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value.replace(" ", "_")
