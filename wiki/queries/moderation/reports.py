"""Reports of problems: the page of a new one, one by its token, all of a member."""

from wiki.models import MAX_TITLE_LENGTH, Report
from wiki.queries.titles.lookup import find_title, key_or_none


def title_to_report(sight, text):
    """Return the current title of the page called `text`, or `text` itself, made fit for a form field.

    Raises NotReached if the reader may not know the title.
    """
    title = find_title(sight, text) if key_or_none(text) else None
    return str(title.page) if title else text.replace("\0", "")[:MAX_TITLE_LENGTH]


def report_with(token):
    """Return the report with that token, or None."""
    return Report.objects.select_related("page").filter(token=token).first()


def reports_of(member):
    """Return the reports by `member`, newest first."""
    return Report.objects.filter(by=member).order_by("-pk")
