"""What a mass roll-back would do: all that a member wrote in a span of time, taken back page by page."""

from dataclasses import dataclass, field
from itertools import groupby

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.facts.kinds import KINDS
from wiki.facts.merging import merge_contents
from wiki.models import Page
from wiki.queries.titles.retitling import Retitling, titles_back

MOST_PAGES = 500  # rolled back at once: a request must end


class Outcome(models.TextChoices):
    """What becomes of a page."""

    ROLL_BACK = "roll-back", gettext_lazy("back to what it said before")
    UNDO = "undo", gettext_lazy("without these edits, but with later ones by others")
    RETITLE = "retitle", gettext_lazy("back to its titles")
    DELETE = "delete", gettext_lazy("deleted: nobody else has written it")
    NOTHING = "nothing", gettext_lazy("as it is: these edits were taken back already")
    LEAVE = "leave", gettext_lazy("left as it is: somebody has to look at it")


@dataclass(frozen=True)
class PagePlan:
    """What becomes of one page: the revisions that are `undone`, and what it says then.

    `kept` are revisions that can't be taken out, and `why` says so. `titles` come back too.
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
    """Yield a PagePlan for each live page that `member` wrote from `since` on, before `until`, if given.

    Each page is looked at when its plan is asked for: others may have been saved until then. The newest
    come first: what was written at the title of a page that was moved away goes before that page comes back.
    """
    written = edits_in(member, since, until).order_by("-page").values_list("page", flat=True)
    for key in list(written.distinct()):
        yield plan_page(Page.objects.select_related("current").get(pk=key), member, since, until)


def plan_page(page, member, since=None, until=None):
    """Return the PagePlan of one page: each run of edits by `member` is taken out, the newest first.

    A run stays that others have changed since in the same places, and so does the beginning of a page that
    others have written. A page that was deleted began anew when it was written again: what it said before
    does not come back.
    """
    history = list(page.revisions.without_texts().order_by("-number"))
    bad = {
        one.number
        for one in history
        if one.author_id == member.pk
        and (since is None or one.created_at >= since)
        and (until is None or one.created_at < until)
    }
    begun = next((one.number for one in history if "again" in one.tags), history[-1].number)
    if bad.issuperset(one.number for one in history if one.number >= begun):
        return PagePlan(page, Outcome.DELETE, [one for one in history if one.number in bad])
    now = page.current.body, _known(page, page.current.facts)
    content, undone, kept, why = now, [], [], []
    for run in _runs(history, bad):
        without, reason = _without(page, run, content, begun)
        if reason:
            kept, why = kept + run, [*why, reason]
        else:
            content, undone = without, undone + run
    titles = titles_back(page, history, {one.number for one in undone})
    outcome = _outcome(undone, content == now, titles, is_newest=page.current in undone)
    return PagePlan(page, outcome, undone, kept, " ".join(dict.fromkeys(why)), *content, titles)


def edits_in(member, since=None, until=None):
    """Return the revisions that `member` made from the moment `since` on and before `until`, if given."""
    found = member.revisions.filter(page__deleted_at=None)
    found = found.filter(created_at__gte=since) if since else found
    return found.filter(created_at__lt=until) if until else found


def pages_written(member, since=None, until=None):
    """Return how many live pages `member` wrote in that span."""
    return edits_in(member, since, until).values("page").distinct().count()


def _runs(history, bad):
    """Return the bad revisions of a history in lists of neighbours."""
    return [list(run) for is_bad, run in groupby(history, lambda one: one.number in bad) if is_bad]


def _without(page, run, content, begun):
    """Return `content` without what a run of edits did, and nothing; or None and why it has to stay."""
    if run[0].number < begun:
        return content, ""
    if run[-1].number <= begun:
        return None, _("This member began the page, and others have written it too.")
    before = _revision(page, run[-1].parent_id)
    if not before.is_readable:
        return None, _("What the page said before can't be read any more.")
    before = before.body, _known(page, before.facts)
    if run[0].pk == page.current_id:
        return before, ""
    after = _revision(page, run[0].pk)
    merge = merge_contents(KINDS[page.kind], (after.body, _known(page, after.facts)), content, before)
    if merge.clashes or after.is_emptied:
        return None, _("Others changed the same places later.")
    return (merge.body, merge.facts), ""


def _outcome(undone, is_same, titles, *, is_newest):
    if not undone:
        return Outcome.LEAVE
    if is_same:
        return Outcome.RETITLE if titles else Outcome.NOTHING
    return Outcome.ROLL_BACK if is_newest and _is_one_run(undone) else Outcome.UNDO


def _is_one_run(revisions):
    return revisions[0].number - revisions[-1].number == len(revisions) - 1


def _revision(page, pk):
    return page.revisions.select_related("mark").get(pk=pk)


def _known(page, facts):
    return KINDS[page.kind].known(facts)
