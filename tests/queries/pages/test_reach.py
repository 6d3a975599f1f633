"""How far the whole content of a page goes, beyond what a reader has watched."""

import pytest

from tests.builders import again, change, first_edition, garden, orchard, reader, row, value, write
from wiki.models import Revision
from wiki.queries.pages.reach import furthest_hidden
from wiki.text.points import NEVER
from wiki.text.progress import FULL, SAFE

pytestmark = pytest.mark.django_db


def reach(body, sight=SAFE, **facts):
    orchard()
    page = write("Treasure", body=body, facts=facts)
    return furthest_hidden(sight, page, [page.current])


def test_it_goes_to_the_latest_mark_that_a_reader_has_not_come_to():
    statements = [row("r1", label="Found", value={"name": "Gold"}, **{"from": "S1E3"})]
    body = ">!S1E2: Gold!< >!S2: Silver!<"
    assert reach(body, statements=statements) == {None: 2999}
    page = Revision.objects.latest("pk").page
    assert furthest_hidden(reader(orchard="s1e2"), page, [page.current]) == {None: 2999}
    assert furthest_hidden(reader(orchard="s2"), page, [page.current]) == {}


@pytest.mark.parametrize(
    "body",
    [
        "| A cell |\n| --- |\n| b | >!S1E2: A cell too many!< |",
        "Words.\n\n[^unused]: A note >!S1E2: that no text uses!<.",
        "Words.\n\n[^unused]: ::: spoiler S1E2\n    A box\n    :::",
    ],
)
def test_a_spoiler_that_is_never_rendered_goes_beyond_every_reader_who_wants_anything_hidden(body):
    assert reach(body, reader(orchard="s1e1")) == {None: NEVER}
    page = Revision.objects.latest("pk").page
    assert furthest_hidden(reader(orchard="s3"), page, [page.current]) == {None: NEVER}
    assert furthest_hidden(FULL, page, [page.current]) == {}


def test_marks_of_each_show_go_as_far_as_they_say():
    """A mark that names the show of its page is like one that names none. An unknown show is not reached."""
    world, second = orchard(), garden()
    page = write("Apples", "character", facts={"first_appearance": value(world.season.uid)})
    named = {"from": "S3E1", "show": second.show.uid}
    statements = [row("r1", label="Found", value={"name": "Gold"}) | named]
    body = ">!S1E2: a!< >!orchard S2: b!< >!garden S1E1: c!<"
    revision = change(page, body=body, facts={**page.current.facts, "statements": statements})
    page = again(page)
    assert furthest_hidden(SAFE, page, [revision]) == {None: 2999, second.show.show: 3001}
    assert furthest_hidden(reader(orchard="s2"), page, [revision]) == {second.show.show: 3001}
    revision = change(page, body=f"{body} >!nowhere S1E1: d!<")
    assert furthest_hidden(SAFE, page, [revision]) == {None: NEVER, second.show.show: 3001}


def test_a_note_that_no_text_uses_and_that_hides_nothing_goes_nowhere():
    assert reach("Words.\n\n[^unused]: A note.") == {}


def test_a_text_that_can_not_be_compiled_goes_beyond_every_reader_who_wants_anything_hidden():
    page = first_edition("Maze", body="Words.")
    deep = "".join(f">!S1E1: {number} " for number in range(60))
    old = Revision(page=page, number=2, body=deep, facts={}, sha256="deep")
    assert furthest_hidden(SAFE, page, [old]) == {None: NEVER}
    assert furthest_hidden(FULL, page, [old]) == {}
