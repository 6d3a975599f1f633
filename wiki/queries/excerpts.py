"""The beginning of what each edit of a list changed, so that it can be judged without opening it."""

from dataclasses import dataclass

from wiki.facts.changes import Change, fact_changes
from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in
from wiki.models import Revision
from wiki.queries.history import compared_words
from wiki.queries.names import names_of
from wiki.text.diffs import Row

MOST_FACTS = 3
MOST_ROWS = 3
MOST_BYTES = 60_000  # of both sides together; longer ones are opened to be compared


@dataclass(frozen=True)
class Excerpt:
    """The first changes of facts and of words; `more` says that there are others, or that it is too long."""

    facts: list[Change]
    words: list[Row]
    more: bool

    @property
    def is_empty(self):
        return not (self.facts or self.words or self.more)


def excerpts_of(revisions):
    """Map the primary key of each revision to the Excerpt of what it changed, in two queries."""
    pks = [revision.pk for revision in revisions]
    whole = list(Revision.objects.filter(pk__in=pks).select_related("page", "mark", "parent__mark"))
    short = [one for one in whole if one.is_comparable and one.size + _size_before(one) <= MOST_BYTES]
    uids = {uid for one in short for facts in _facts_of(one) for uid in uids_in(KINDS[one.page.kind], facts)}
    names = names_of(uids).by_uid if uids else {}
    made = {one.pk: _excerpt(one, names) for one in short}
    return {pk: made.get(pk, Excerpt([], [], more=True)) for pk in pks}


def _excerpt(revision, names):
    before = revision.parent.body if revision.parent else ""
    facts = fact_changes(KINDS[revision.page.kind], *_facts_of(revision), names)
    rows = [row for row in compared_words(before, revision.body) if row.kind not in ("same", "folded")]
    more = len(facts) > MOST_FACTS or len(rows) > MOST_ROWS
    return Excerpt(facts[:MOST_FACTS], rows[:MOST_ROWS], more)


def _facts_of(revision):
    return (revision.parent.facts if revision.parent else {}), revision.facts


def _size_before(revision):
    return revision.parent.size if revision.parent else 0
