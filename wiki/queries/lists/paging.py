"""Pages of a list. The rows of a long list are never counted."""

from django.core.paginator import Page, Paginator

ROWS_ON_A_PAGE = 50
MAX_PAGES = 1000  # a later page would make the database pass over too many rows


def page_of(rows, asked, size=ROWS_ON_A_PAGE):
    """Return a Page of `rows`, a queryset or a list. `asked` is its number, but may be anything typed.

    A page that does not exist gives the first one.
    """
    typed = asked or ""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1
    number = number if 1 <= number <= MAX_PAGES else 1
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    if not found and number > 1:
        return page_of(rows, "1", size)
    paginator = Paginator(rows, size)
    paginator.count = min(
        start + len(found), MAX_PAGES * size
    )  # at least so many: one row shows the next page
    return Page(found[:size], number, paginator)
