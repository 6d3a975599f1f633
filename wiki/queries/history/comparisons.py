"""Compares two contents of a page."""

import hashlib
from dataclasses import dataclass
from types import SimpleNamespace

from django.core.cache import caches

from wiki.facts.changes import Change, fact_changes
from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in
from wiki.queries.titles.names import names_of
from wiki.text.diffs import DIFF_VERSION, DiffRow, compare_texts
from wiki.text.progress import FULL

_NOTHING = SimpleNamespace(body="", facts={})  # the content of a page before its first revision


@dataclass(frozen=True)
class Comparison:
    """The differences between two contents: of facts line by line, of text block by block."""

    facts: list[Change]
    words: list[DiffRow]

    @property
    def changed_words(self):
        return [row for row in self.words if row.kind not in ("same", "folded")]

    @property
    def is_empty(self):
        return not self.facts and not self.changed_words


def compare(kind, old, new):
    """Return the Comparison of two contents of a page of that kind; `old` may be None.

    Anything with `body` and `facts` is a content: a revision, a proposal, an Opening.
    """
    return compare_all([(kind, old, new)])[0]


def compare_all(changes):
    """Return the Comparison of each of `changes`, which are (kind, old, new) as for compare, in one query."""
    changes = [(KINDS[kind], old or _NOTHING, new) for kind, old, new in changes]
    uids = {uid for kind, *sides in changes for side in sides for uid in uids_in(kind, side.facts)}
    names = names_of(FULL, uids).by_uid
    return [
        Comparison(fact_changes(kind, old.facts, new.facts, names), _compared_words(old.body, new.body))
        for kind, old, new in changes
    ]


def _compared_words(old, new):
    """Return the DiffRows of two texts. A cached result never goes stale."""
    digests = (hashlib.sha256(text.encode()).hexdigest() for text in (old, new))
    key = ":".join(["diff", str(DIFF_VERSION), *digests])
    return caches["comparisons"].get_or_set(key, lambda: compare_texts(old, new))
