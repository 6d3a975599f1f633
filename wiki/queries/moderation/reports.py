"""Problems that were reported: which page one is about, one by its token, all of one member."""

from wiki.models import Report
from wiki.models.pages import MAX_TITLE_LENGTH
from wiki.queries.titles.lookup import find_title
from wiki.text.titles import BadTitle


def page_meant(text):
    """Return the page, deleted or not, that `text` is a title of, or None: it may be anything typed."""
    try:
        title = find_title(text)
    except BadTitle:
        return None
    return title.page if title else None


def place_meant(text):
    """Return the title of the page that `text` means, or `text` itself, as it can stand in a form."""
    page = page_meant(text)
    return str(page) if page else text.replace("\0", "")[:MAX_TITLE_LENGTH]


def report_with(token):
    """Return the report that has this token, or None."""
    return Report.objects.select_related("page").filter(token=token).first()


def reports_of(member):
    """Return what `member` has reported, newest first."""
    return Report.objects.filter(by=member).order_by("-pk")
