"""How titles stand in addresses."""


class TitleConverter:
    """A title as the rest of an address, spaces as `_`. Django quotes what needs it."""

    regex = r"[\s\S]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value.replace(" ", "_")
