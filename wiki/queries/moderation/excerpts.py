"""The beginning of each edit in a list, so that moderators can judge it without opening it."""

from dataclasses import dataclass

from wiki.facts.changes import Change
from wiki.models import Proposal, Revision
from wiki.queries.history.comparisons import compare_all
from wiki.queries.moderation.proposals import compared_with
from wiki.text.diffs import DiffRow

_MOST_FACTS = 3
_MOST_ROWS = 3
_MOST_BYTES = 60_000  # of both sides together; longer ones are compared only when opened


@dataclass(frozen=True)
class Excerpt:
    """The first changes of facts and text. `more` says if there are others, or the texts are too long."""

    facts: list[Change]
    words: list[DiffRow]
    more: bool

    @property
    def is_empty(self):
        return not (self.facts or self.words or self.more)


def excerpts_of(revisions):
    """Return {primary key: Excerpt} of revisions, in two queries."""
    pks = [revision.pk for revision in revisions]
    whole = Revision.objects.filter(pk__in=pks).select_related("page", "mark", "parent__mark")
    comparable = [revision for revision in whole if revision.is_comparable]
    return _excerpts(pks, {edit.pk: (edit.page.kind, edit.parent, edit) for edit in comparable})


def excerpts_of_proposals(proposals):
    """Return {primary key: Excerpt} of proposals, in two queries."""
    pks = [proposal.pk for proposal in proposals]
    whole = Proposal.objects.filter(pk__in=pks).select_related("page__current__mark", "base__mark")
    return _excerpts(pks, {edit.pk: (edit.kind, compared_with(edit), edit) for edit in whole})


def _excerpts(pks, changes):
    """Compare the short ones of `changes`: {primary key: (kind, old revision or None, new one)}."""
    short = {
        pk: change
        for pk, change in changes.items()
        if sum(len(side.body.encode()) for side in change[1:] if side) <= _MOST_BYTES
    }
    excerpts = dict.fromkeys(pks, Excerpt([], [], more=True))
    for pk, comparison in zip(short, compare_all(short.values()), strict=True):
        facts, rows = comparison.facts, comparison.changed_words
        more = len(facts) > _MOST_FACTS or len(rows) > _MOST_ROWS
        excerpts[pk] = Excerpt(facts[:_MOST_FACTS], rows[:_MOST_ROWS], more)
    return excerpts
