"""What templates need to draw the interface: icons, monograms, controls of forms."""

import re
import unicodedata
import zlib
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path

from wiki.figures import qr_code as drawing
from wiki.models.revisions import TAGS
from wiki.text.devices import device_names

register = template.Library()
_HUES = 8  # as many as there are .hue-<n> in static/wiki/hswiki.css
_IN_BRACKETS = re.compile(r"\([^)]*\)")


@register.simple_tag
def icon(name):
    """Draw templates/icons/<name>.svg. It is hidden from screen readers, so words stand beside it."""
    return render_to_string(f"icons/{name}.svg")


@register.simple_tag(takes_context=True)
def canonical_address(context):
    """Return the address of this page without its query; whole where the settings name the wiki's address.

    The address that the browser has used does not count: a page has one content, whoever asks for it.
    """
    return settings.WIKI_ADDRESS.rstrip("/") + escape_uri_path(context["request"].path)


@register.filter
def initials(name):
    """Return one or two letters for a monogram: "Ada Moss" is "AM", "Ada" is "A"."""
    shown = _IN_BRACKETS.sub(" ", str(name)).strip() or str(name)
    words = unicodedata.normalize("NFC", shown).split()
    letters = [letter for word in words if (letter := _first_letter(word))]
    if not letters:
        return "?"
    return letters[0] if len(letters) == 1 else letters[0] + letters[-1]


@register.filter
def hue(name):
    """Return the hue of a name, 1 to 8: the same today, tomorrow and on every machine."""
    key = unicodedata.normalize("NFC", str(name)).casefold()
    return zlib.crc32(key.encode("utf-8", "replace")) % _HUES + 1


@register.filter
def season_hue(number):
    """Return the hue of a season by its number, in a round of seven: the sixth marks where one is."""
    return (1, 2, 3, 4, 5, 7, 8)[(number - 1) % 7]


@register.filter
def domain(address):
    """Return where an address on the web leads: "https://www.example.org/a" is "example.org"."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


@register.filter
def tag_words(tag):
    """Return a tag of a revision in words, and what it means; a tag that nobody explained is its own word."""
    return TAGS.get(tag, (tag, ""))


@register.filter
def magnitude(number):
    """Return a number without its sign, for words that say the sign themselves."""
    return abs(number)


@register.filter
def device(user_agent):
    """Return "Firefox · Windows" for what a browser says of itself; unknown words stay as they are."""
    return " · ".join(name for name in device_names(user_agent) if name) or user_agent


@register.filter
def qr_code(words):
    """Return the QR code of `words`, for figures/qr_code.html."""
    return drawing.qr_code(words)


@register.simple_tag
def address_is_confirmed_first():
    """Return whether nobody logs in, and so edits, before their email address is confirmed."""
    return settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory"


@register.simple_tag
def control(field, autocomplete=""):
    """Draw the control of a bound field. Its label says what it is, so it has no placeholder."""
    attributes = {"placeholder": False}
    if autocomplete:
        attributes["autocomplete"] = autocomplete
    return field.as_widget(attrs=attributes)


def _first_letter(word):
    for position, character in enumerate(word):
        if character.isalnum():
            end = position + 1
            while end < len(word) and unicodedata.category(word[end]).startswith("M"):
                end += 1
            capital = character.upper()
            return (capital if len(capital) == 1 else character) + word[position + 1 : end]
    return ""
