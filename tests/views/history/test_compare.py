"""From two revisions that were chosen in a history to their comparison."""

import pytest

from tests.builders import change, write
from tests.markup import text_of


def test_the_older_of_two_revisions_comes_first_however_they_were_chosen(client):
    page = write("Poem", body="Roses")
    new = change(page, body="Violets")
    for old_choice, new_choice in ((page.current_id, new.pk), (new.pk, page.current_id)):
        answer = client.get("/compare", {"old": old_choice, "new": new_choice})
        assert (answer.status_code, answer["Location"]) == (302, f"/diff/{page.current_id}/{new.pk}")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?old={0}",
        "?old={0}&new={0}",
        "?old={0}&new=999999",
        "?old={0}&new={1}",
        "?old=x&new=%00",
        "?new=²",
    ],
)
def test_what_can_not_be_compared_is_refused_in_words(client, asked):
    pair = write("Poem").current_id, write("Song").current_id
    answer = client.get("/compare" + asked.format(*pair))
    assert answer.status_code == 400
    assert "Choose two different revisions of the same page" in text_of(answer)


def test_choosing_writes_nothing_and_sets_no_cookie(client, member):
    assert not client.get("/compare").cookies
    assert member.post("/compare").status_code == 405
