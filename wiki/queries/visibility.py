"""The only module that decides what a reader may see. How far they have watched is a Sight.

A row, link or title belongs to the show that its mark names, or else to the show of its page, which is the
only show of the wiki for a page that is not about one (Sight.home).
"""

from django.db.models import BooleanField, Case, Exists, Func, IntegerField, OuterRef, Q, When

from wiki.facts.kind import REVEAL
from wiki.facts.timeline import with_ends
from wiki.models import Page, PageLink, RevealedText, Title
from wiki.text.points import point_before
from wiki.text.progress import NOTHING

_MARKS = ("from", "until", "show")


def shown_page(sight, owner=""):
    """Return the condition that the page at the lookup `owner` is live and that a reader may know of it."""
    prefix = f"{owner}__" if owner else ""
    return Q(**{f"{prefix}deleted_at": None}) & _page_reached(sight, prefix)


def page_is_shown(sight):
    """Return shown_page of the page of a row as a condition that the database checks row by row.

    Use it for the first few of many rows: for a join, SQLite would first make a Bloom filter of all pages.
    """
    return Exists(Page.objects.filter(shown_page(sight), pk=OuterRef("page")))


def shown_rows(sight, model):
    """Return the rows of `model`, a Row, that a reader may see."""
    owner = model.owner_path
    return model.objects.filter(
        _shown(sight, owner), _not_ended(sight, owner), _page_reached(sight, f"{owner}__")
    )


def shown_links(sight, **conditions):
    """Return the links from live pages that a reader may see."""
    return PageLink.objects.filter(
        _shown(sight, "page", show_key="show_key"), shown_page(sight, "page"), **conditions
    )


def revealed_texts(sight):
    """Return the RevealedTexts of live pages for a reader; none for who has said nothing, without a query."""
    texts = RevealedText.objects.filter(shown_page(sight, "page"))
    if sight.hides_nothing or not sight.watched:
        return texts.filter(shown_until=None) if sight.hides_nothing else texts.none()
    point = Case(
        When(show="", then=_Point(sight, "page__about", "page__about")),
        *(When(show__in=[f"{one.key}/", f"/{one.uid}"], then=sight.point(one.show)) for one in sight.watched),
        default=NOTHING,
    )
    return texts.filter(Q(shown_until=None) | Q(shown_until__gt=point), shown_from__lte=point)


def shown_title(sight, owner=""):
    """Return the condition that a reader may know the title at the lookup `owner`, and that it has a page."""
    prefix = f"{owner}__" if owner else ""
    return _shown(sight, f"{prefix}page", prefix) & shown_page(sight, f"{prefix}page")


def shown_titles(sight, **conditions):
    """Return the titles of live pages that a reader may know."""
    return Title.objects.filter(shown_title(sight), **conditions)


def hidden_titles(sight):
    """Return the titles of hidden pages that a reader may not know. There are few in most wikis."""
    return Title.objects.filter(page__in=hidden_pages(sight))


def hidden_pages(sight, pages=None):
    """Return those of `pages`, or of all live ones, that a reader may not know of; there are few."""
    hidden = (Page.objects.live() if pages is None else pages).exclude(shown_from=None)
    return hidden.none() if sight.hides_nothing else hidden.exclude(_page_reached(sight, ""))


def knows_title(sight, title):
    """Return whether a reader may know a Title, whose page is loaded."""
    show = title.show_id or title.page.about_id or sight.home
    return sight.sees(show, title.shown_from) and knows_page(sight, title.page)


def knows_page(sight, page):
    """Return whether a reader may know of a page."""
    return sight.sees(page.shown_show_id or page.about_id or sight.home, page.shown_from)


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
        elif name != REVEAL and (name != "premise" or sees_premise(sight, point)):
            visible[name] = fact
    return visible


def sees_premise(sight, point):
    """Return whether the premise of the season or episode that ends at `point` is shown with a PageSight."""
    return point is None or sight.reaches(point_before(point))


def hides_edit(viewer, revision):
    """Return whether an edit goes further than a reader: they see no summary, size or tags of it."""
    mark = getattr(revision, "mark", None)
    if not mark or not mark.reach or viewer.once == revision.page.uid:
        return False
    show = mark.reach_show_id or revision.page.about_id or viewer.sight.home
    return not viewer.sight.sees(show, mark.reach)


def not_minor(sight):
    """Return the condition that an edit is not minor, as far as a reader is told: see hides_edit."""
    if sight.hides_nothing:
        return Q(minor=False)
    if not sight.watched:
        return Q(minor=False) | Q(mark__reach__gt=NOTHING)
    return Q(minor=False) | ~Q(_Reached(sight, "mark__reach", "mark__reach_show", "page__about"))


def public_prose(document):
    """Return the public text of a Document in one line, without headings."""
    headings = {heading.text for heading in document.headings if heading.start is None}
    return " ".join(line for line in document.text.split("\n") if line not in headings)


def at_point(point, comparison="exact"):
    """Return the condition of rows, links and titles with a mark at a point, or "gt" than it."""
    return Q(**{f"shown_from__{comparison}": point})


def _with_sight(rows, listed, sight):
    """Yield each row of a fact, as JSON with its end, and whether the reader sees it."""
    for row in with_ends(rows, listed):
        yield row, sight.sees_row(row.get("show"), *rows.entry(row).points)


def _page_reached(sight, prefix):
    """Return the condition that a reader has come to where a page is shown; `prefix` leads to the page."""
    return _shown(sight, prefix.removesuffix("__"), prefix, show="shown_show")


def _shown(sight, owner, prefix="", *, show="show", show_key=""):
    """Return the condition of rows whose start a reader has reached.

    `owner` is the lookup of the page, `prefix` leads to the row, and `show` is the column with its show.
    """
    if sight.hides_nothing:
        return Q()
    start = f"{prefix}shown_from"
    if not sight.watched:
        return Q(**{start: None})
    return Q(_Reached(sight, start, f"{prefix}{show}", f"{owner}__about" if owner else "about", show_key))


def _not_ended(sight, owner):
    """Return the condition of rows whose end a reader has not reached."""
    if sight.hides_nothing:
        return Q(shown_until=None)
    return Q(_NotReached(sight, "shown_until", "show", f"{owner}__about")) if sight.watched else Q()


class _Point(Func):
    """The point to which a reader has watched the show of a row: that of its mark, or else of its page.

    `show` and `about` are the columns with these shows. A row with a key in the column `show_key`, but no
    show, belongs to a show that is not there. One expression costs a tenth of a condition for each show.
    """

    output_field = IntegerField()

    def __init__(self, sight, *columns):
        super().__init__(*filter(None, columns))
        self.sight = sight

    def as_sql(self, compiler, connection):
        return self.sql(*(compiler.compile(column)[0] for column in self.source_expressions)), []

    def sql(self, show, about, show_key=""):
        """Return the SQL of this expression for that of its columns."""
        page = f"COALESCE({about}, {self.sight.home or 'NULL'})"
        if show_key:
            page = f"CASE WHEN {show_key} = '' THEN {page} END"
        points = (f"WHEN {watched} THEN {self.sight.point(watched)}" for watched in self.sight.points)
        return f"CASE COALESCE({show}, {page}) {' '.join(points)} ELSE {NOTHING} END"


class _Reached(_Point):
    """The condition that `limit`, a column, is null or is at most the _Point.

    It takes half the time of the conditions that Django would build from a _Point.
    """

    output_field = BooleanField()
    comparison = "<="

    def sql(self, limit, *columns):
        return f"({limit} IS NULL OR {limit} {self.comparison} {super().sql(*columns)})"


class _NotReached(_Reached):
    """The condition that `limit`, a column, is null or is greater than the _Point."""

    comparison = ">"
