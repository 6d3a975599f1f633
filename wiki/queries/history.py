"""The history of a page: its revisions, one of them, and two compared."""

from dataclasses import dataclass

from wiki.facts.changes import Change, fact_changes
from wiki.facts.kinds import KINDS
from wiki.facts.references import uids_in
from wiki.models import Revision
from wiki.queries.names import names_of
from wiki.text.diffs import Row, compare_texts


@dataclass(frozen=True)
class Comparison:
    """What changed from one revision to another: facts line by line, words block by block."""

    facts: list[Change]
    words: list[Row]

    @property
    def words_differ(self):
        return any(row.kind not in ("same", "folded") for row in self.words)

    @property
    def is_empty(self):
        return not self.facts and not self.words_differ


def revisions_of(page):
    """Return the revisions of `page`, newest first, without their texts."""
    found = page.revisions.select_related("author", "parent", "mark").without_texts()
    return found.defer("parent__body", "parent__facts").order_by("-number")


def find_revision(pk):
    """Return a revision with page, author and parent; raises Revision.DoesNotExist."""
    return Revision.objects.select_related("page", "author", "parent").get(pk=pk, page__deleted_at=None)


def revision_of(page, pk):
    """Return the revision of `page` with that primary key, or None; `pk` may be anything typed."""
    text = str(pk or "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return page.revisions.filter(pk=int(text)).first()


def next_revision(revision):
    """Return the revision that came after this one, or None."""
    return revision.page.revisions.filter(number=revision.number + 1).without_texts().first()


def compare(kind_name, old_body, old_facts, new_body, new_facts):
    """Return the Comparison of two contents of a page of that kind."""
    kind = KINDS[kind_name]
    uids = uids_in(kind, old_facts) | uids_in(kind, new_facts)
    names = names_of(uids).by_uid if uids else {}
    return Comparison(fact_changes(kind, old_facts, new_facts, names), compare_texts(old_body, new_body))
