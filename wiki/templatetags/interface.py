"""Template tags and filters of the interface: icons, monograms and form controls."""

import re
import unicodedata
import zlib
from itertools import dropwhile, takewhile
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path

from wiki.figures.qr_code import qr_code
from wiki.models import TAGS
from wiki.queries.visibility import hides_edit
from wiki.text.devices import device_words
from wiki.text.points import point_label
from wiki.wording import point_words

register = template.Library()
register.filter("qr_code", qr_code)  # draws words, for figures/qr_code.html
register.filter("device", device_words)
register.filter("hides", hides_edit)
register.filter("point_label", point_label)
register.filter("point_words", point_words)
_HUES = 8  # the number of .hue-<n> classes in static/wiki/hswiki.css
_IN_BRACKETS = re.compile(r"\([^)]*\)")


@register.simple_tag
def icon(name):
    """Draw templates/icons/<name>.svg. It is hidden from screen readers, so it needs text beside it."""
    return render_to_string(f"icons/{name}.svg")


@register.simple_tag(takes_context=True)
def canonical_address(context):
    """Return the address of this page without its query, absolute if WIKI_ADDRESS is set.

    It ignores the host of the request, because a page has the same content for everyone.
    """
    return settings.WIKI_ADDRESS.rstrip("/") + escape_uri_path(context["request"].path)


@register.filter
def split_at_colon(words):
    """Return the two parts of `words`, before and after its first colon."""
    return words.partition(":")[::2]


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
    """Return the hue of a name, 1 to 8. It is the same on every machine."""
    key = unicodedata.normalize("NFC", str(name)).casefold()
    return zlib.crc32(key.encode("utf-8", "replace")) % _HUES + 1


@register.filter
def season_hue(number):
    """Return the hue of a season by its number. It skips hue 6, which marks the current leaf."""
    return (1, 2, 3, 4, 5, 7, 8)[(number - 1) % 7]


@register.filter
def domain(address):
    """Return the domain of a web address: "https://www.example.org/a" is "example.org"."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


@register.filter
def tag_words(tag):
    """Return the label and the explanation of a tag. An unknown tag is its own label."""
    return TAGS.get(tag, (tag, ""))


@register.filter
def magnitude(number):
    """Return a number without its sign."""
    return abs(number)


@register.simple_tag
def address_is_confirmed_first():
    """Return whether members must confirm their email address before they log in."""
    return settings.ACCOUNT_EMAIL_VERIFICATION == "mandatory"


@register.simple_tag
def control(field, autocomplete=""):
    """Draw the control of a bound field, without a placeholder."""
    attributes = {"placeholder": False}
    if autocomplete:
        attributes["autocomplete"] = autocomplete
    return field.as_widget(attrs=attributes)


def _first_letter(word):
    """Return the first letter or digit of a word as a capital, with the marks that follow it, or ""."""
    characters = dropwhile(lambda character: not character.isalnum(), word)
    first = next(characters, "")
    capital = first.upper()
    marks = takewhile(lambda character: unicodedata.category(character).startswith("M"), characters)
    return (capital if len(capital) == 1 else first) + "".join(marks)
