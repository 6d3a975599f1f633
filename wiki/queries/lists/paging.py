"""Pages of a list. The rows of a long list are never counted."""

from dataclasses import dataclass, replace

ROWS_ON_A_PAGE = 50
MAX_PAGES = 1000  # a later page would make the database pass over too many rows


@dataclass(frozen=True)
class ListPage:
    """One page of a list, with the names of Django's Page. `size` is how many rows fit on a page."""

    object_list: list
    number: int
    size: int
    has_next: bool

    def __len__(self):
        return len(self.object_list)

    def __iter__(self):
        return iter(self.object_list)

    @property
    def has_previous(self):
        return self.number > 1

    @property
    def has_other_pages(self):
        return self.has_previous or self.has_next

    @property
    def previous_page_number(self):
        return self.number - 1

    @property
    def next_page_number(self):
        return self.number + 1

    @property
    def start_index(self):
        """The number of the first row in the whole list, from 1."""
        return (self.number - 1) * self.size + 1

    def mapped(self, function):
        """Return this page with the list that `function` makes of its rows."""
        return replace(self, object_list=function(self.object_list))


def page_of(rows, asked, size=ROWS_ON_A_PAGE):
    """Return a ListPage of `rows`, a queryset or a list. `asked` is its number, but may be anything typed.

    A page that does not exist gives the first one.
    """
    typed = asked or ""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1
    number = number if 1 <= number <= MAX_PAGES else 1
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    if not found and number > 1:
        return page_of(rows, "1", size)
    return ListPage(found[:size], number, size, len(found) > size and number < MAX_PAGES)
