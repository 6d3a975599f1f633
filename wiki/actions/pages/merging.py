"""Merges an edit with what others have saved since its base."""

from dataclasses import replace

from wiki.actions.pages.conflicts import SAVED_MEANWHILE, TOGETHER
from wiki.facts.checking import FactsInvalid
from wiki.facts.merging import merge_contents
from wiki.queries.pages.preparation import prepare
from wiki.refusals import BodyRefused, EditConflict


def merge(edit, page):
    """Return `edit`, an Edit, as an edit of the current revision of `page`, with what others have changed.

    Raises EditConflict if both changed the same, BodyRefused or FactsInvalid if the two don't fit together.
    """
    base, current, mine = edit.base, page.current, edit.content
    if current.sha256 == base.sha256:
        return replace(edit, page=page, base=current)
    start, theirs = ((revision.body, mine.kind.known(revision.facts)) for revision in (base, current))
    merged = merge_contents(mine.kind, start, theirs, (mine.body, mine.facts), edit.choices)
    if merged.clashes:
        raise EditConflict(SAVED_MEANWHILE, current, merged)
    try:
        content = prepare(page, merged.body, merged.facts)
    except BodyRefused as refusal:
        raise BodyRefused(f"{TOGETHER} {refusal}") from refusal
    except FactsInvalid as refusal:
        raise FactsInvalid({"facts": [str(TOGETHER)]} | refusal.errors) from refusal
    return replace(edit, page=page, base=current, content=content, tags=(*edit.tags, "merged"))
