"""Plans a mass roll-back: all edits of a member in a span of time, undone page by page."""

from dataclasses import dataclass, field
from itertools import groupby

from django.db import models
from django.utils.translation import gettext as _, gettext_lazy

from wiki.facts.kinds import KINDS
from wiki.facts.merging import merge_contents
from wiki.models import Page
from wiki.queries.titles.lookup import titles_of

MOST_PAGES = 500  # in one roll-back, so that the request ends in time


class Outcome(models.TextChoices):
    """What happens to a page."""

    ROLL_BACK = "roll-back", gettext_lazy("back to an older text")
    UNDO = "undo", gettext_lazy("edits undone, later edits by others kept")
    RETITLE = "retitle", gettext_lazy("titles restored")
    DELETE = "delete", gettext_lazy("deleted: nobody else has edited it")
    NOTHING = "nothing", gettext_lazy("unchanged: these edits are undone already")
    LEAVE = "leave", gettext_lazy("unchanged: check this page by hand")


@dataclass(frozen=True)
class Retitling:
    """Changes that restore the titles of a page: move it `to` one, take some `away`, give some `back`.

    With `keep_old` its present title still redirects to it.
    """

    to: str = ""
    away: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    keep_old: bool = False

    def __bool__(self):
        return bool(self.to or self.away or self.back)

    @property
    def wanted(self):
        """The titles that the page gets."""
        return list(filter(None, (self.to, *self.back)))


@dataclass(frozen=True)
class PagePlan:
    """The plan for one page: the revisions that are `undone`, and the body, facts and titles after that.

    `kept` are revisions that can't be undone, and `why` is the reason in words.
    """

    page: Page
    outcome: Outcome
    undone: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    why: str = ""
    body: str = ""
    facts: dict | None = None
    titles: Retitling = field(default_factory=Retitling)


def plan_mass_roll_back(member, since=None, until=None):
    """Yield a PagePlan for each live page that `member` edited from `since` on, before `until`, if given.

    Each page is read when its plan is asked for, because pages change while others are rolled back. The
    newest come first.
    """
    for pk in list(pages_edited(member, since, until)):
        yield plan_page(pk, member, since, until)


def plan_page(pk, member, since=None, until=None):
    """Return the PagePlan of a page by its primary key: runs of edits by `member` are undone, newest first.

    A run is kept if others have changed the same places since, or if it created a page that others have
    edited. Text from before the page was deleted and created again never comes back.
    """
    page = Page.objects.select_related("current").get(pk=pk)
    history = list(page.revisions.without_texts().order_by("-number"))
    bad = {
        revision.number
        for revision in history
        if revision.author_id == member.pk
        and (since is None or revision.created_at >= since)
        and (until is None or revision.created_at < until)
    }
    again = (revision.number for revision in history if "again" in revision.tags)
    first = next(again, history[-1].number)
    if bad.issuperset(revision.number for revision in history if revision.number >= first):
        return PagePlan(page, Outcome.DELETE, [revision for revision in history if revision.number in bad])
    now = _content(page, page.current)
    content, undone, kept, why = now, [], [], []
    runs = groupby(history, lambda revision: revision.number in bad)
    for run in [list(group) for is_bad, group in runs if is_bad]:
        without, reason = _without(page, run, content, first)
        if reason:
            kept, why = kept + run, [*why, reason]
        else:
            content, undone = without, undone + run
    titles = _titles_back(page, history, {revision.number for revision in undone})
    outcome = _outcome(undone, content == now, titles, is_newest=page.current in undone)
    return PagePlan(page, outcome, undone, kept, " ".join(dict.fromkeys(why)), *content, titles)


def pages_edited(member, since=None, until=None):
    """Return the primary keys, a queryset, of the pages of plan_mass_roll_back."""
    edits = member.revisions.filter(page__deleted_at=None)
    edits = edits.narrowed(created_at__gte=since, created_at__lt=until)
    return edits.order_by("-page").values_list("page", flat=True).distinct()


def _without(page, run, content, first):
    """Return (`content` without a run of edits, ""), or (None, the reason why the run must be kept)."""
    if run[0].number < first:
        return content, ""
    if run[-1].number <= first:
        return None, _("This member created the page, and others have edited it too.")
    revisions = page.revisions.select_related("mark")
    before = revisions.get(pk=run[-1].parent_id)
    if not before.is_readable:
        return None, _("The text before these edits is hidden.")
    if run[0].pk == page.current_id:
        return _content(page, before), ""
    after = revisions.get(pk=run[0].pk)
    merge = merge_contents(KINDS[page.kind], _content(page, after), content, _content(page, before))
    if merge.clashes or after.is_emptied:
        return None, _("Others changed the same places later.")
    return (merge.body, merge.facts), ""


def _outcome(undone, is_same, titles, *, is_newest):
    if not undone:
        return Outcome.LEAVE
    if is_same:
        return Outcome.RETITLE if titles else Outcome.NOTHING
    is_one_run = undone[0].number - undone[-1].number == len(undone) - 1
    return Outcome.ROLL_BACK if is_newest and is_one_run else Outcome.UNDO


def _titles_back(page, history, bad):
    """Return the Retitling that undoes the revisions with the numbers `bad`; `history` is newest first.

    Changes of titles by others stay: a page that somebody else has moved since is not moved again.
    """
    titles = titles_of(page)
    present, current = set(titles.texts.values()), titles.text
    changes = [revision for revision in history if revision.changes_titles]
    by_others = {revision.new_title for revision in changes if revision.number not in bad}
    first_title = [revision.old_title for revision in changes if revision.is_move][-1:]
    added, removed, moves_to = set(), set(), current
    for revision in changes:
        if revision.number in bad:
            added.add(revision.new_title)
            removed.add(revision.old_title)
            if revision.is_move and revision.new_title == moves_to:
                moves_to = revision.old_title
    added -= by_others.union(first_title)
    away = (added & present) - {moves_to, current}
    back = removed - present - added - {moves_to, ""}
    to = "" if moves_to == current else moves_to
    return Retitling(to, tuple(sorted(away)), tuple(sorted(back)), current not in added)


def _content(page, revision):
    return revision.body, KINDS[page.kind].known(revision.facts)
