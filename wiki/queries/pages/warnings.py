"""Warnings that editors get at preview and after a save, about text and facts that stay hidden."""

from collections import defaultdict

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from wiki.facts.kinds import KINDS
from wiki.models import PageKind, Season, Show
from wiki.text.points import END_OF_SEASON, NEVER, SEASON, point_label
from wiki.wording import translated

_OF_A_SHOW = {PageKind.SHOW, PageKind.SEASON, PageKind.EPISODE, PageKind.CHARACTER}


def warnings_about(page, document, facts):
    """Return sentences about a Document and facts for `page`, which may be unsaved."""
    warnings = [translated(warning) for warning in document.warnings]
    if document.is_partly_unplaced:
        warnings.append(
            _("A spoiler in a table row with too many cells, or in an unused footnote, is not shown.")
        )
    marks = {(piece.show or "", piece.start) for piece in document.pieces}
    for entry in KINDS[page.kind].entries(facts):
        marks |= {(entry.json.get("show", ""), point) for point in entry.points}
    marks = sorted(mark for mark in marks if mark[1] not in (None, NEVER, page.below_lead))
    return [*warnings, *_about_marks(page, marks)] if marks else warnings


def _about_marks(page, marks):
    """Yield sentences about marks on `page`: (key or uid of a show, or "", and a point)."""
    shows = list(Show.objects.filter(page__deleted_at=None).values_list("pk", "key", "page__uid"))
    known = {name: (show, key) for show, key, uid in shows for name in (key, uid)}
    known[""] = page.about_id or (shows[0][0] if len(shows) == 1 else None), ""
    last = Max("episodes__number", filter=Q(episodes__page__deleted_at=None))
    seasons = Season.objects.filter(page__deleted_at=None).annotate(last=last)
    rows = seasons.values_list("show", "number", "status", "episode_count", "last")
    episodes = {(show, number): _episodes_of(*season) for show, number, *season in rows}
    found = defaultdict(list)
    for name, point in marks:
        (show, key), (number, episode) = known.get(name, (None, name)), divmod(point, SEASON)
        if name not in known:
            words = _("No show has the key in these marks, so this stays hidden: %(marks)s.")
        elif show and episodes.get((show, number), -1) < episode % END_OF_SEASON:
            words = _("There is no such episode or season yet. Until then, this stays hidden: %(marks)s.")
        elif len(shows) > 1 and not show and page.kind not in _OF_A_SHOW:
            words = _(
                "Name a show in these marks, such as %(example)s. Without one, this stays hidden: %(marks)s."
            )
        else:
            continue
        found[words].append(f"{key} {point_label(point)}".strip())
    for words, labels in found.items():
        yield words % {"marks": ", ".join(labels), "example": f"{shows[-1][1]} {labels[0]}" if shows else ""}


def _episodes_of(status, count, last):
    """Return how many episodes a season may have: any number if it is released and none is known."""
    may_have = END_OF_SEASON - 1 if status == Season.Status.RELEASED else 0
    return max(count or 0, last or 0) or may_have
