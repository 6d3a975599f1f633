"""Hosts of addresses, as browsers read them, and the schemes that a link may have."""

import ipaddress
import re
import socket
import stringprep
import unicodedata
from urllib.parse import unquote

# Links in texts, addresses in facts and the check of where links lead all use these.
WEB_SCHEMES = ("http", "https")
SCHEMES = (*WEB_SCHEMES, "mailto")
_LINKED = re.compile(rf"\s*(?:{'|'.join(SCHEMES)}):", re.IGNORECASE)
# Browsers look up labels with nearly any character: none may hide the domain above it.
_NAME = re.compile(r"(?=.{1,253}\Z)(?:[^\s\0#%/:<>?@\[\\\]^|.]{1,63}\.)*[a-z0-9-]{1,63}\Z")
# Browsers drop these anywhere in an address, and take `\` for `/`, however many there are.
_DROPPED = re.compile(r"[\t\r\n]")
_SCHEME = re.compile(r"[\s\0-\x1f]*(?:(?:https?|ftp):)?[/\\]*", re.IGNORECASE)
_MAILTO = re.compile(r"\s*mailto:", re.IGNORECASE)
_AFTER = re.compile(r"[/\\?#]")
_PORT = re.compile(r":\d*\Z")
_DOTS = re.compile("[.。]")  # the other dots become these
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_EMPTY_NUMBER = re.compile(r"\b0x(?![^.])")
# Since IDNA 2008 these letters and joiners are kept in names.
_KEPT = "ßς\u200c\u200d"


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
        names_one = decoded.count("@") == 1 and "," not in decoded and ";" not in decoded
        return _name(_AFTER.split(decoded.partition("@")[2], maxsplit=1)[0]) if names_one else None
    authority = _AFTER.split(_SCHEME.sub("", text, count=1), maxsplit=1)[0]
    host = unquote(_PORT.sub("", authority.rpartition("@")[2])).strip()
    return _ipv6(host) if host.startswith("[") else _name(host)


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


def _name(host):
    signs = unicodedata.normalize("NFKC", host.replace("ẞ", "ß"))
    seen = (sign for sign in signs if sign in _KEPT or not stringprep.in_table_b1(sign))
    mapped = "".join(sign if sign in _KEPT else sign.casefold() for sign in seen)
    labels = _DOTS.split(unicodedata.normalize("NFKC", mapped).rstrip(".。"))
    name = ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in labels
    )
    if not _NAME.match(name):
        return None
    return _ipv4(name) if _NUMBER.fullmatch(name.rpartition(".")[2]) else name


def _ipv4(name):
    """Return a name that ends in a number as an IPv4 address with four decimal numbers, or None."""
    try:  # C knows one to four numbers, decimal, octal or hexadecimal, but not "0x" for 0
        return socket.inet_ntoa(socket.inet_aton(_EMPTY_NUMBER.sub("0", name)))
    except OSError:
        return None


def _ipv6(host):
    number = host.removeprefix("[").removesuffix("]")
    try:
        return None if "%" in number else f"[{ipaddress.IPv6Address(number)}]"
    except ValueError:
        return None
