"""What an editing form begins with: the page as it is, a section of it, or the page less one edit."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from wiki.facts.changes import Change, fact_changes
from wiki.facts.kinds import KINDS
from wiki.facts.merging import merge_contents
from wiki.facts.references import uids_in
from wiki.queries.history.revisions import edit_of
from wiki.queries.pages.documents import document_of
from wiki.queries.titles.names import names_of
from wiki.render.document import TooComplex
from wiki.render.sections import section_of


@dataclass(frozen=True)
class Opening:
    """Words, facts and summary that a form begins with. `refusal` says why it is not what was asked for.

    `undo` is the revision that is taken back, `section` the anchor of the one section that is edited and
    `heading` its words.
    """

    body: str = ""
    facts: dict = field(default_factory=dict)
    summary: str = ""
    undo: str = ""
    section: str = ""
    heading: str = ""
    refusal: str = ""


def opening(page, base, undo="", section=""):
    """Return the Opening of an edit of the revision `base`, None for a new page.

    `undo` and `section` may be anything typed. The same is returned each time for the same revisions.
    """
    if base is None:
        return Opening()
    if undo:
        return _without(page, base, undo)
    if section:
        return _one_section(base, section)
    return Opening(base.body, base.facts)


def _without(page, base, undo):
    """Take one edit back and keep all later ones: a merge of what came after with what was before it.

    (MediaWiki's undo is defined the same.)
    """
    undone = edit_of(page, undo)
    if undone is None or undone.number > base.number:
        return _refused(base, _("This page has no such edit, so there is nothing to undo."))
    if undone.parent is None:
        words = _("This edit wrote the page, so nothing stood before it that could come back.")
        return _refused(base, words)
    if not undone.is_comparable:
        words = _(
            "A moderator has hidden this edit, or the one before it, so it can't be undone. "
            "Below is the page as it is now: change it by hand."
        )
        return _refused(base, words)
    if undone.sha256 == undone.parent.sha256:
        return _refused(base, _("This edit changed no words and no facts. To change a title, move the page."))
    kind = KINDS[page.kind]
    sides = [(one.body, kind.known(one.facts)) for one in (undone, base, undone.parent)]
    merge = merge_contents(kind, *sides)
    if merge.clashes:
        words = _(
            "Later edits changed the same places, so this edit can't be undone on its own. "
            "Below is the page as it is now: change it by hand, or restore an older revision."
        )
        return _refused(base, words)
    if (merge.body, merge.facts) == sides[1]:
        return _refused(base, _("Nothing of this edit is left on the page, so there is nothing to undo."))
    summary = _("Undid revision %(number)s") % {"number": undone.number}
    return Opening(merge.body, merge.facts, summary, undo=str(undone.pk))


def _one_section(base, anchor):
    try:
        place = section_of(base.body, anchor)
    except TooComplex:
        place = None
    if place is None:
        return _refused(base, _("There is no such section. Below is the whole page."))
    heading = next(one.text for one in document_of(base).headings if one.anchor == anchor)
    return Opening(base.body[place].rstrip(), base.facts, f"{heading}: ", section=anchor, heading=heading)


def _refused(base, words):
    return Opening(base.body, base.facts, refusal=words)


@dataclass(frozen=True)
class ShownClash:
    """A FactClash in words: each line says what theirs (`before`) and mine (`after`) have."""

    key: str
    lines: list[Change]
    may_be_both: bool


def shown_clashes(kind, merge):
    """Return the ShownClashes of the facts of a Merge."""
    sides = [
        [_as_facts(kind, clash.name, holder) for holder in (clash.theirs, clash.mine)]
        for clash in merge.fact_clashes
    ]
    uids = {uid for pair in sides for facts in pair for uid in uids_in(kind, facts)}
    names = names_of(uids).by_uid if uids else {}
    return [
        ShownClash(clash.key, fact_changes(kind, *pair, names), clash.may_be_both)
        for clash, pair in zip(merge.fact_clashes, sides, strict=True)
    ]


def _as_facts(kind, name, holder):
    if holder is None:
        return {}
    return {name: [holder] if kind.rows_named(name) else holder}
