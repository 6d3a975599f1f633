"""Parses HTML responses as a browser does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# An address with one of these runs a script, or holds a page of its own.
BAD_SCHEMES = ("javascript:", "data:", "vbscript:")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self):
        return "".join(self.parts)

    def __getitem__(self, name):
        return self.attributes.get(name, "")


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.elements, self.open = [], []

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        places = [place for place, element in enumerate(self.open) if element.tag == tag]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data):
        for element in self.open:
            element.parts.append(data)


def elements(response, tag=None, **attributes):
    """Return the elements of an answer, in order; `class_` asks for one of several classes."""
    wanted_class = attributes.pop("class_", None)
    return [
        element
        for element in _read(response)
        if (tag is None or element.tag == tag)
        and (wanted_class is None or wanted_class in element["class"].split())
        and all(element.attributes.get(name) == value for name, value in attributes.items())
    ]


def _read(response):
    """Read an answer once, however often it is looked at."""
    if not hasattr(response, "elements_read"):
        reader = _Reader()
        reader.feed(response.content.decode())
        response.elements_read = reader.elements
    return response.elements_read


def text_of(response, tag="body", **attributes):
    """Return the words of the first such element, or nothing."""
    found = elements(response, tag, **attributes)
    return " ".join(found[0].text.split()) if found else ""


def links(response):
    """Return the addresses of all links, in order."""
    return [element["href"] for element in elements(response, "a") if element["href"]]


def typed(response, name):
    """Return what stands in the field of that name, as a browser would show it."""
    field = next(
        one for one in elements(response) if one["name"] == name and one.tag in ("input", "textarea")
    )
    # A browser drops the line break after <textarea>, and Django writes one there.
    return field["value"] if field.tag == "input" else field.text.removeprefix("\n").removeprefix("\r\n")


def form_fields(response):
    """Return {name: [values]} that a browser would send for the form of the main part, without a button."""
    fields, select = {}, ""
    for one in elements(response):
        if one.tag == "select":
            select = one["name"]
        elif one.tag == "option" and "selected" in one.attributes:
            fields.setdefault(select, []).append(one.attributes.get("value", one.text))
        elif one.tag == "textarea" and one["name"]:
            fields.setdefault(one["name"], []).append(one.text.removeprefix("\n"))
        elif one.tag == "input" and one["name"] and _is_sent(one):
            fields.setdefault(one["name"], []).append(one.attributes.get("value", _unsaid(one)))
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def _unsaid(box):
    return "on" if box["type"] in ("checkbox", "radio") else ""


def _is_sent(box):
    if box["type"] in ("checkbox", "radio"):
        return "checked" in box.attributes
    return box["type"] not in ("submit", "button")


def inline_code(response):
    """Return what our content policy would refuse: scripts and styles that stand in the page itself."""
    return [fault for element in elements(response) for fault in _faults(element)]


def _faults(element):
    if element.tag == "style" or (element.tag == "script" and (element.text.strip() or not element["src"])):
        yield f"<{element.tag}>{element.text[:80]}"
    for name, value in element.attributes.items():
        if name == "style" or name.startswith("on"):
            yield f"<{element.tag} {name}={value[:80]!r}>"
        if name in ("href", "src", "action", "formaction") and value.strip().lower().startswith(BAD_SCHEMES):
            yield f"<{element.tag} {name}={value[:80]!r}>"
