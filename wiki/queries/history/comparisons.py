"""Compares two contents of a page."""

import hashlib
from dataclasses import dataclass

from django.core.cache import caches

from wiki.facts.changes import Change, fact_changes
from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in
from wiki.queries.titles.names import names_of
from wiki.text.diffs import DIFF_VERSION, DiffRow, compare_texts


@dataclass(frozen=True)
class Comparison:
    """The differences between two contents: of facts line by line, of text block by block."""

    facts: list[Change]
    words: list[DiffRow]

    @property
    def words_differ(self):
        return any(row.kind not in ("same", "folded") for row in self.words)

    @property
    def is_empty(self):
        return not self.facts and not self.words_differ


def compare(kind_name, old, new):
    """Return the Comparison of two contents of a page of that kind; `old` may be None.

    Anything with `body` and `facts` is a content: a revision, a proposal, an Opening.
    """
    kind = KINDS[kind_name]
    old_body, old_facts = (old.body, old.facts) if old else ("", {})
    names = names_of(uids_in(kind, old_facts) | uids_in(kind, new.facts)).by_uid
    return Comparison(fact_changes(kind, old_facts, new.facts, names), compared_words(old_body, new.body))


def compared_words(old, new):
    """Return the DiffRows of two texts. A cached result never goes stale."""
    digests = (hashlib.sha256(text.encode()).hexdigest() for text in (old, new))
    key = ":".join(["diff", str(DIFF_VERSION), *digests])
    return caches["comparisons"].get_or_set(key, lambda: compare_texts(old, new))
