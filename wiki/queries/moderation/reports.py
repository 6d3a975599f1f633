"""Reports of problems: how a new one begins, and all of a member."""

from wiki.models import MAX_TITLE_LENGTH, Report, ReportKind
from wiki.queries.pages.strip import strip_of
from wiki.queries.titles.lookup import find_title, key_or_none
from wiki.queries.visibility import knows_page, knows_title


def report_begun(viewer, asked):
    """Return the first values of a report, from `asked`, which may have a title, a kind and a section.

    With a spoiler, it says how far the reader has watched. Raises NotReached if they may not know the title.
    """
    text = asked.get("title", "")
    title = find_title(viewer.sight, text) if key_or_none(text) else None
    begun = {name: asked.get(name, "").replace("\0", "")[:MAX_TITLE_LENGTH] for name in ("kind", "section")}
    begun["title"] = str(title.page) if title else text.replace("\0", "")[:MAX_TITLE_LENGTH]
    strip = strip_of(viewer, title.page) if title and begun["kind"] == ReportKind.SPOILER else None
    return begun | ({"progress": strip.words} if strip and strip.point is not None else {})


def page_reported(sight, report):
    """Return the live page of a Report, or None if its title is one that a reader may not know."""
    page = report.page
    if page is None or page.deleted_at or not knows_page(sight, page):
        return None
    title = page.titles.select_related("page").filter(key=key_or_none(report.title)).first()
    return page if title is None or knows_title(sight, title) else None


def reports_of(member):
    """Return the reports by `member`, newest first."""
    return Report.objects.filter(by=member).order_by("-pk")
