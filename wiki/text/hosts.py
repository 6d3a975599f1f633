"""Hosts of addresses, as browsers read them, and the schemes that a link may have."""

import re
from urllib.parse import unquote

import ada_url

# Links in texts, addresses in facts and the check of where links lead all use these.
WEB_SCHEMES = ("http", "https")
SCHEMES = (*WEB_SCHEMES, "mailto")
_LINKED = re.compile(rf"\s*(?:{'|'.join(SCHEMES)}):", re.IGNORECASE)
# Browsers drop these anywhere in an address, and take `\` for `/`, however many there are.
_DROPPED = re.compile(r"[\t\r\n]")
_SCHEME = re.compile(r"[\s\0-\x1f]*(?:(?:https?|ftp):)?[/\\]*", re.IGNORECASE)
_MAILTO = re.compile(r"\s*mailto:", re.IGNORECASE)
# Browsers let nearly any sign through, but no top-level domain has one: `example.org;` names no site.
_NAME = re.compile(r"(?=.{1,253}\Z)(?:[^.]{1,63}\.)*(?:[a-z0-9-]{1,63}|\[[0-9a-f:]+\])\Z")


def is_link(text):
    """Whether `text` begins like an address that may be a link."""
    return bool(_LINKED.match(text))


def host_of(address):
    """Return the host of an address or a host name, in ASCII, or None if it has none.

    Addresses are parsed as browsers do: the host of `EXAMPLE.org.`, `https:/a@example.org:80/x` and
    `//ex%61mple。org` is example.org, that of `0x7f.1` is 127.0.0.1. A mailto address must name one person.
    """
    text = _DROPPED.sub("", address)
    if _MAILTO.match(text):
        decoded = unquote(_MAILTO.sub("", text))
        if decoded.count("@") != 1 or "," in decoded or ";" in decoded:
            return None
        text = decoded.partition("@")[2]
    try:
        host = ada_url.URL("http://" + _SCHEME.sub("", text, count=1)).hostname.removesuffix(".")
    except ValueError:
        return None
    return host if _NAME.match(host) else None


def clean_host(text):
    """Return the host of an address or a host name if it can be a site, or None.

    A single label can't: to ban `org` would ban millions of sites.
    """
    host = host_of(text)
    return host if host and ("." in host or ":" in host) else None


def with_parents(host):
    """Return a name and the names of all domains above it: a.b.org, b.org, org."""
    parts = host.split(".")
    return {".".join(parts[start:]) for start in range(len(parts))}
