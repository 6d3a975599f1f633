"""Names of sites: the part of an address between `https://` and the next slash, as browsers read it."""

import re
from urllib.parse import unquote

# Browsers accept nearly any sign in a part of a name, so no sign may hide the names that it stands under.
_NAME = re.compile(r"(?=.{4,253}\Z)(?:[^\s\0#%/:<>?@\[\\\]^|.]{1,63}\.)+[a-z0-9-]{1,63}\Z")
# Browsers drop these anywhere in an address, and read `\` as `/`, however many there are.
_DROPPED = re.compile(r"[\t\r\n]")
_SCHEME = re.compile(r"\s*(?:(?:https?|ftp|mailto):)?[/\\]*", re.IGNORECASE)
_DOTS = ".。．｡"
_AFTER = re.compile(r"[/\\?#]")
_PORT = re.compile(r":\d*\Z")


def clean_host(text):
    """Return the name of the site in an address or a name, in lower case and ASCII, or None."""
    text = _SCHEME.sub("", _DROPPED.sub("", text), count=1)
    _account, _at, host = _AFTER.split(text, maxsplit=1)[0].rpartition("@")
    try:
        name = unquote(_PORT.sub("", host)).strip().rstrip(_DOTS).encode("idna").decode().lower()
    except UnicodeError:
        return None
    return name if _NAME.match(name) else None


def with_parents(host):
    """Return a name and its parents: a.b.org, b.org, org."""
    parts = host.split(".")
    return {".".join(parts[start:]) for start in range(len(parts))}
