"""The only module that decides what a reader may see. How far they have watched is a Sight.

A row, link or title belongs to the show that its mark names, or else to the show of its page, which is the
only show of the wiki for a page that is not about one (Sight.home).
"""

from django.db.models import Q

from wiki.facts.timeline import with_ends
from wiki.models import PageLink, Title, TitlePart
from wiki.text.points import point_before

_MARKS = ("from", "until", "show")


def shown_rows(sight, model):
    """Return the rows of `model`, a Row, that a reader may see."""
    return model.objects.filter(_shown(sight, model.owner_path), _not_ended(sight, model.owner_path))


def shown_links(sight, **conditions):
    """Return the links from live pages that a reader may see."""
    return PageLink.objects.filter(_shown(sight, "page", "show_key"), page__deleted_at=None, **conditions)


def public_titles(**conditions):
    """Return the titles of live pages that everybody may see."""
    return Title.objects.filter(shown_from=None, page__deleted_at=None, **conditions)


def public_title_parts(**conditions):
    """Return the parts of titles of live pages that everybody may see."""
    return TitlePart.objects.filter(title__shown_from=None, title__page__deleted_at=None, **conditions)


def sight_on(sight, page):
    """Return the PageSight of a page."""
    return sight.on(page.about_id or sight.home)


def visible_facts(kind, facts, sight, point=None, *, keeps_hidden=False):
    """Return `facts` without the rows that a reader may not see; the others lose their marks.

    `sight` is the PageSight of their page, `point` the end of the season or episode that it is about. The
    premise of one is seen by those who have watched everything before it. With `keeps_hidden`, hidden rows
    stay, with their marks.
    """
    visible = {}
    for name, fact in facts.items():
        if rows := kind.rows_named(name):
            visible[name] = [
                {part: value for part, value in row.items() if part not in _MARKS} if sees else row
                for row, sees in _with_sight(rows, fact, sight)
                if sees or keeps_hidden
            ]
        elif name != "premise" or sees_premise(sight, point):
            visible[name] = fact
    return visible


def sees_premise(sight, point):
    """Return whether the premise of the season or episode that ends at `point` is shown with a PageSight."""
    return point is None or sight.reaches(point_before(point))


def public_prose(document):
    """Return the public text of a Document in one line, without headings."""
    headings = {heading.text for heading in document.headings if heading.start is None}
    return " ".join(line for line in document.text.split("\n") if line not in headings)


def _with_sight(rows, listed, sight):
    """Yield each row of a fact, as JSON with its end, and whether the reader sees it."""
    for row in with_ends(rows, listed):
        yield row, sight.sees_row(row.get("show"), *rows.entry(row).points)


def _shown(sight, owner, show_key=""):
    """Return the condition of rows whose start a reader has reached; `owner` is the lookup of the page."""
    if sight.hides_nothing:
        return Q()
    shown = Q(shown_from=None)
    for show in sight.points:
        shown |= _of_show(sight, show, owner, show_key) & Q(shown_from__lte=sight.point(show))
    return shown


def _not_ended(sight, owner):
    """Return the condition of rows whose end a reader has not reached."""
    if sight.hides_nothing:
        return Q(shown_until=None)
    going_on = Q()
    for show, point in sight.points.items():
        going_on &= ~(_of_show(sight, show, owner) & Q(shown_until__isnull=False, shown_until__lte=point))
    return going_on


def _of_show(sight, show, owner, show_key=""):
    """Return the condition of rows that belong to a show: by their own mark, or by that of their page."""
    unnamed = Q(show=None, **({show_key: ""} if show_key else {}))
    of_page = Q(**{f"{owner}__about": show})
    if show == sight.home:
        of_page |= Q(**{f"{owner}__about": None})
    return Q(show=show) | unnamed & of_page
