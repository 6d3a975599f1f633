"""Pages of a list."""

import pytest

from wiki.queries.lists.paging import MAX_PAGES, page_of

LETTERS = list("abcdefgh")


def test_a_list_is_cut_into_pages():
    first, second, third = (page_of(LETTERS, number, 3) for number in ("1", "2", "3"))
    assert [list(page) for page in (first, second, third)] == [list("abc"), list("def"), list("gh")]
    assert [page.has_previous() for page in (first, second, third)] == [False, True, True]
    assert [page.has_next() for page in (first, second, third)] == [True, True, False]
    assert (second.previous_page_number(), second.next_page_number(), second.start_index()) == (1, 3, 4)


def test_a_list_that_fits_has_one_page():
    assert not page_of(LETTERS, None, 8).has_other_pages()
    assert not page_of([], None, 8).has_other_pages()


@pytest.mark.parametrize("asked", [None, "", "x", "0", "-1", "4", "99999", "²", "1" * 9999, "\0"])
def test_any_other_number_is_the_first_page(asked):
    assert list(page_of(LETTERS, asked, 3)) == list("abc")


def test_a_list_ends_where_the_database_would_pass_over_too_many_rows():
    last = page_of(range(10**6), str(MAX_PAGES), 2)
    assert not last.has_next()
    assert last.number == MAX_PAGES
