"""Pages of a list and its filters. The rows of a long list are never counted."""

from dataclasses import dataclass

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
    window = list(rows[start : start + size + 1])
    if not window and number > 1:
        return page_of(rows, "1", size)
    paginator = Paginator(rows, size)
    # There are at least so many: one row more shows that there is a next page.
    paginator.count = min(start + len(window), MAX_PAGES * size)
    return Page(window[:size], number, paginator)


@dataclass(frozen=True)
class Facet:
    """One filter. `choices` are (value, words); `chosen` is one of the values, or empty."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Listing:
    """A page of a list, and what the list may be filtered by."""

    page: Page
    facets: list[Facet]

    @property
    def is_filtered(self):
        return any(facet.chosen for facet in self.facets)


def facet_of(asked, name, label, choices):
    """Return the Facet of that name. `asked` is a mapping of anything typed; other values choose nothing."""
    choices = list(dict(choices).items())
    return Facet(name, label, choices, asked[name] if asked.get(name) in dict(choices) else "")
