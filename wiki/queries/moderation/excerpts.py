"""The beginning of what each edit of a list changed, so that it can be judged without opening it."""

from dataclasses import dataclass

from wiki.facts.changes import Change, fact_changes
from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in
from wiki.models import Proposal, Revision
from wiki.queries.history.comparisons import compared_words
from wiki.queries.moderation.proposals import compared_with
from wiki.queries.titles.names import names_of
from wiki.text.diffs import DiffRow

MOST_FACTS = 3
MOST_ROWS = 3
MOST_BYTES = 60_000  # of both sides together; longer ones are opened to be compared


@dataclass(frozen=True)
class Excerpt:
    """The first changes of facts and of words; `more` says that there are others, or that it is too long."""

    facts: list[Change]
    words: list[DiffRow]
    more: bool

    @property
    def is_empty(self):
        return not (self.facts or self.words or self.more)


def excerpts_of(revisions):
    """Map the primary key of each revision to the Excerpt of what it changed, in two queries."""
    pks = [revision.pk for revision in revisions]
    whole = Revision.objects.filter(pk__in=pks).select_related("page", "mark", "parent__mark")
    return _excerpts(pks, {one.pk: (one.page.kind, one.parent, one) for one in whole if one.is_comparable})


def excerpts_of_proposals(proposals):
    """Map the primary key of each proposal to the Excerpt of what it changes, in two queries."""
    pks = [proposal.pk for proposal in proposals]
    whole = Proposal.objects.filter(pk__in=pks).select_related("page__current__mark", "base__mark")
    return _excerpts(pks, {one.pk: (one.kind, compared_with(one), one) for one in whole})


def _excerpts(pks, changes):
    """Compare those of the `changes`, each (kind, what was before or None, what is after), that are short."""
    short = {pk: change for pk, change in changes.items() if _size(*change[1:]) <= MOST_BYTES}
    uids = {
        uid
        for kind, *both in short.values()
        for facts in _facts(*both)
        for uid in uids_in(KINDS[kind], facts)
    }
    names = names_of(uids).by_uid if uids else {}
    made = {pk: _excerpt(*change, names) for pk, change in short.items()}
    return {pk: made.get(pk, Excerpt([], [], more=True)) for pk in pks}


def _excerpt(kind, old, new, names):
    facts = fact_changes(KINDS[kind], *_facts(old, new), names)
    compared = compared_words(old.body if old else "", new.body)
    rows = [row for row in compared if row.kind not in ("same", "folded")]
    more = len(facts) > MOST_FACTS or len(rows) > MOST_ROWS
    return Excerpt(facts[:MOST_FACTS], rows[:MOST_ROWS], more)


def _facts(old, new):
    return (old.facts if old else {}), new.facts


def _size(old, new):
    return sum(len(one.body.encode()) for one in (old, new) if one)
