"""Finds the pages that facts name, and leaves out those that are gone."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from wiki.models import Page

_TYPED = ("show", "season", "episode", "character", "person", "source")


@dataclass(frozen=True)
class Known:
    """A page that facts may name: its kind, its primary key, and that of its typed row, if it has one."""

    kind: str
    page: int
    row: int | None

    def is_a(self, model):
        """Return whether a fact that names a row of `model` may name this page."""
        return model is Page or self.kind == model._meta.model_name

    def key_in(self, model):
        """Return the primary key of the page's row in `model`, or None if it has none there."""
        if model is Page:
            return self.page
        return self.row if self.is_a(model) else None


def look_up(uids):
    """Return {uid: Known} of the pages with these uids, in one query."""
    pages = Page.objects.filter(uid__in=uids).annotate(row=Coalesce(*(f"{name}__pk" for name in _TYPED)))
    return {uid: Known(*columns) for uid, *columns in pages.values_list("uid", "kind", "pk", "row")}


def uids_in(kind, facts):
    """Return the uids of all pages that facts in normal form name, including sources."""
    return {uid for entry in kind.entries(facts) for uid in entry.uids}


def marked_uids(kind, facts):
    """Return {uid: marks} of the pages that facts name. A mark is (uid of a show or "", start).

    A page that something without a mark names has no marks.
    """
    marks = defaultdict(set)
    for entry in kind.entries(facts):
        start = entry.points[0]
        for uid in entry.uids:
            marks[uid].add((entry.json.get("show", ""), start) if start else None)
    return {uid: set() if None in found else found for uid, found in marks.items()}


def texts_in(facts):
    """Yield every text in `facts`, which may be of any shape: they need not be checked yet."""
    if isinstance(facts, str):
        yield facts
    elif isinstance(facts, dict | list):
        for part in facts.values() if isinstance(facts, dict) else facts:
            yield from texts_in(part)


def sources_in(kind, facts):
    """Return each (uid, locator) that facts cite, once, in the order of the facts."""
    return list(dict.fromkeys(source for entry in kind.entries(facts) for source in entry.sources))


def without_pages(kind, facts, gone):
    """Return `facts` without the values and sources that name pages with the uids in `gone`.

    A row is left out if all pages that it names are gone.
    """
    left = {name: fact for name, fact in facts.items() if name not in kind.names}
    for entry in kind.entries(facts):
        naming = [part for part, field, _value in entry.values if field.is_relation]
        lost = [part for part, uid in entry.pages.items() if uid in gone]
        if lost and lost == naming:
            continue
        kept = {name: part for name, part in entry.json.items() if name not in lost}
        if "sources" in kept:
            kept["sources"] = [source for source in kept["sources"] if source["source"] not in gone]
            if not kept["sources"]:
                del kept["sources"]
        if entry.row:
            left.setdefault(entry.fact, []).append(kept)
        else:
            left[entry.fact] = kept
    return left
