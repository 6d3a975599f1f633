"""How far a reader has watched, and what they may see."""

import pytest
from hypothesis import given, strategies as st

from wiki.render.document import Mark
from wiki.text.points import NEVER, parse_point
from wiki.text.progress import (
    EVERYTHING,
    FULL,
    NOTHING,
    SAFE,
    Sight,
    Watched,
    parse_progress,
    progress_label,
    read_cookie,
    write_cookie,
)

ORCHARD, LILY = 1, 2


def watched_to(orchard, lily=None, **options):
    watched = [Watched(ORCHARD, "orchard", "show-orchard", orchard)]
    watched += [] if lily is None else [Watched(LILY, "lily", "show-lily", lily)]
    return Sight(tuple(watched), **options)


def test_a_reader_sees_what_is_shown_from_a_point_they_have_reached():
    sight = watched_to(2003)
    assert sight.sees(ORCHARD, None)
    assert sight.sees(ORCHARD, 2003)
    assert not sight.sees(ORCHARD, 2004)


def test_a_row_ends_where_its_end_is_reached():
    assert watched_to(2003).sees(ORCHARD, None, 2004)
    assert not watched_to(2004).sees(ORCHARD, None, 2004)


def test_a_show_without_a_word_counts_as_not_started():
    assert not watched_to(2003).sees(LILY, 1001)
    assert watched_to(2003).sees(LILY, None, 1001)


def test_nothing_watched_hides_every_mark():
    assert not SAFE.sees(ORCHARD, 1001)
    assert SAFE.sees(ORCHARD, None)
    assert not watched_to(NOTHING).sees(ORCHARD, 1001)


def test_what_can_not_be_resolved_is_seen_only_with_everything_for_every_show():
    assert not watched_to(EVERYTHING).sees(None, 1001)
    assert watched_to(EVERYTHING).sees(ORCHARD, NEVER - 1)
    assert not watched_to(EVERYTHING, NOTHING).sees(ORCHARD, NEVER), "it may be about the other show"
    assert watched_to(EVERYTHING, EVERYTHING, hides_nothing=True).sees(None, NEVER)
    assert FULL.sees(None, NEVER)


def test_a_mark_without_a_show_belongs_to_the_show_of_the_page():
    sight = watched_to(2003, 1001)
    assert sight.on(ORCHARD).sees(Mark(start=2003))
    assert not sight.on(LILY).sees(Mark(start=2003))
    assert not sight.on(None).sees(Mark(start=1001))


def test_a_mark_may_name_another_show():
    sight = watched_to(2003, 1001)
    assert sight.on(LILY).sees(Mark(show="orchard", start=2003))
    assert not sight.on(ORCHARD).sees(Mark(show="lily", start=2003))
    assert not sight.on(ORCHARD).sees(Mark(show="unknown", start=1001))
    assert sight.on(None).sees_row("show-orchard", 2003, None)
    assert not sight.on(ORCHARD).sees_row("orchard", 1001, None), "a key is not a uid"


def test_a_reader_may_look_as_if_they_had_watched_less_but_never_more():
    assert watched_to(2003).upto(ORCHARD, 1008).points == {ORCHARD: 1008}
    assert watched_to(2003).upto(ORCHARD, 3001).points == {ORCHARD: 2003}


@pytest.mark.parametrize("text", ["s2e3", "s2", "s2e0", "none", "all"])
def test_progress_is_read_and_written(text):
    assert progress_label(parse_progress(text)) == text


@pytest.mark.parametrize("text", ["", "latest", "everything", "s0", "2", "s2e3;", "NONE"])
def test_what_is_no_progress_is_refused(text):
    assert parse_progress(text) is None


def test_a_cookie_has_the_progress_of_each_show():
    progress = {"orchard": parse_point("s2e3"), "lily": EVERYTHING}
    assert write_cookie(progress) == "lily:all.orchard:s2e3"
    assert read_cookie("lily:all.orchard:s2e3") == progress


@pytest.mark.parametrize(
    "cookie",
    ["", "orchard", "orchard:", "orchard:s2e3.", "orchard:S2E3", "orchard:s02", "b:s1.a:s1", "a:s1.a:s2",
     "a:latest", "a\0:s1", "A:s1", "a:s1;b:s1", "a" * 2000 + ":s1",
     ".".join(f"a{number:02}:s1" for number in range(31))],
)  # fmt: skip
def test_a_cookie_that_the_wiki_would_not_write_counts_as_empty(cookie):
    assert read_cookie(cookie) == {}


def test_a_cookie_is_bounded():
    many = {f"show-{number}": 2003 for number in range(100)}
    assert len(read_cookie(write_cookie(many))) == 30
    long = {f"{'x' * 50}{number}": 2003 for number in range(30)}
    assert 10 < len(read_cookie(write_cookie(long))) < 30


@given(st.text())
def test_any_cookie_is_read(cookie):
    progress = read_cookie(cookie)
    assert not progress or write_cookie(progress) == cookie
