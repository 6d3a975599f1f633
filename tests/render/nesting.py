"""Reads HTML as a strict reader would, and says what is wrong with it."""

from html.parser import HTMLParser

VOID = {"br", "hr"}
INLINE = {"a", "br", "code", "em", "strong", "s", "sup", "summary"}
ONLY_WORDS_IN = {"p", "h2", "h3", "h4", "h5", "h6", "summary", "a", "em", "strong", "s", "sup", "code"}
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "table": {"thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
}


class Reader(HTMLParser):
    """After `feed` and `close`: `faults` in plain words, and `shown`, the words outside of `<details>`."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults = []
        self.ids = set()
        self.targets = []
        self.open = []
        self.shown = []

    def handle_starttag(self, tag, attrs):
        parent = self.open[-1] if self.open else ""
        if parent in ONLY_WORDS_IN and tag not in INLINE:
            self.faults.append(f"<{tag}> in <{parent}>")
        if parent in CHILDREN and tag not in CHILDREN[parent]:
            self.faults.append(f"<{tag}> straight in <{parent}>")
        if tag == "a" and "a" in self.open:
            self.faults.append("a link in a link")
        for name, value in attrs:
            self._read_attribute(tag, name, value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, words):
        if "details" not in self.open:
            self.shown.append(words)
        if self.open and self.open[-1] in CHILDREN and words.strip():
            self.faults.append(f"words straight in <{self.open[-1]}>")

    def handle_comment(self, words):
        self.faults.append(f"a comment is left: {words}")

    def close(self):
        super().close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]
        if "" in self.ids:
            self.faults.append("an empty id")

    def _read_attribute(self, tag, name, value):
        if name.startswith("on") or name == "style":
            self.faults.append(f"the attribute {name}")
        if name == "id" and value in self.ids:
            self.faults.append(f"the id {value} twice")
        if name == "id":
            self.ids.add(value)
        if name in ("href", "src"):
            self._read_address(value)

    def _read_address(self, value):
        scheme = value.strip().partition(":")[0].casefold()
        if ":" in value.partition("/")[0] and scheme not in ("http", "https", "mailto"):
            self.faults.append(f"the address {value}")
        if value.startswith(("#note-", "#cite-", "#spoiler-")):
            self.targets.append(value[1:])


def read(html):
    """Return the Reader of `html`; a link to a note, use or spoiler that isn't there is a fault as well."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.faults += [f"nothing has the id {target}" for target in reader.targets if target not in reader.ids]
    return reader
