"""The content with which an edit form opens: a page, a section of it, or the page with one edit undone."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from wiki.facts.changes import fact_changes
from wiki.facts.kinds import KINDS
from wiki.facts.merging import merge_contents
from wiki.facts.references import uids_in
from wiki.queries.history.revisions import keys_in
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.names import names_of
from wiki.render.document import TooComplex
from wiki.render.sections import section_of
from wiki.text.progress import FULL


@dataclass(frozen=True)
class Opening:
    """Body, facts and summary with which an edit form opens.

    `undo` is the key of the revision that is undone. `section` is the anchor of the only section in the form,
    and `heading` its heading. `refusal` says why the form does not have what was asked for.
    """

    body: str = ""
    facts: dict = field(default_factory=dict)
    summary: str = ""
    undo: str = ""
    section: str = ""
    heading: str = ""
    refusal: str = ""


def opening(page, base, undo="", section=""):
    """Return the Opening of an edit of the revision `base`, or of a new page if it is None.

    `undo` and `section` are user input. The same revisions always give the same Opening.
    """
    if base is None:
        return Opening()
    if undo:
        return _undoing(page, base, undo)
    if section:
        return _of_section(base, section)
    return Opening(base.body, base.facts)


def _undoing(page, base, undo):
    """Undo one edit and keep all later ones, by a merge as in MediaWiki."""
    edits = page.revisions.select_related("mark", "parent__mark")
    undone = edits.filter(pk__in=keys_in(undo)).first()
    if undone is None or undone.number > base.number:
        return _refused(base, _("This page has no such edit, so there is nothing to undo."))
    if undone.parent is None:
        return _refused(base, _("This edit created the page, so there is no older text to go back to."))
    if not undone.is_comparable:
        words = _(
            "A moderator has hidden this edit, or the one before it, so it can't be undone. "
            "Below is the page as it is now: change it by hand."
        )
        return _refused(base, words)
    if undone.sha256 == undone.parent.sha256:
        return _refused(base, _("This edit changed no text or facts. To change a title, rename the page."))
    kind = KINDS[page.kind]
    revisions = (undone, base, undone.parent)
    start, current, parent = ((revision.body, kind.known(revision.facts)) for revision in revisions)
    merge = merge_contents(kind, start, current, parent)
    if merge.clashes:
        words = _(
            "Later edits changed the same places, so this edit can't be undone on its own. "
            "Below is the page as it is now: change it by hand, or restore an older revision."
        )
        return _refused(base, words)
    if (merge.body, merge.facts) == current:
        return _refused(base, _("Nothing of this edit is left on the page, so there is nothing to undo."))
    summary = _("Undid revision %(number)s") % {"number": undone.number}
    return Opening(merge.body, merge.facts, summary, undo=str(undone.pk))


def _of_section(base, anchor):
    try:
        place = section_of(base.body, anchor, base.page.below_lead)
    except TooComplex:
        place = None
    if place is None:
        return _refused(base, _("There is no such section. Below is the whole page."))
    text = next(heading.text for heading in document_of(base.page, base).headings if heading.anchor == anchor)
    return Opening(base.body[place].rstrip(), base.facts, f"{text}: ", section=anchor, heading=text)


def _refused(base, words):
    return Opening(base.body, base.facts, refusal=words)


def shown_clashes(kind, merge):
    """Return each FactClash of a Merge with its Changes, from their version to the user's own."""
    sides = [
        [_as_facts(kind, clash.name, holder) for holder in (clash.theirs, clash.mine)]
        for clash in merge.fact_clashes
    ]
    names = names_of(FULL, {uid for pair in sides for facts in pair for uid in uids_in(kind, facts)}).by_uid
    return [
        (clash, fact_changes(kind, *pair, names))
        for clash, pair in zip(merge.fact_clashes, sides, strict=True)
    ]


def _as_facts(kind, name, holder):
    if holder is None:
        return {}
    return {name: [holder] if kind.rows_named(name) else holder}
