"""One revision as it was, and making it current again."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.builders import again, change, everything, first_edition, row, write
from tests.markup import elements, form_fields, links, text_of


@pytest.fixture
def poem():
    """A page with two revisions: `old` and what is current."""
    page = write("Poem", body="Roses", facts={"statements": [row("s1", label="Lines", value={"name": "4"})]})
    page.old = page.current
    change(page, body="Violets", facts={})
    return again_with(page)


def again_with(page):
    fresh = again(page)
    fresh.old = page.old
    return fresh


def restore(browser, revision, **sent):
    return browser.post(f"/revision/{revision.pk}", sent)


def test_a_revision_shows_the_page_as_it_was_with_its_facts(client, poem):
    answer = client.get(f"/revision/{poem.old.pk}")
    assert answer.status_code == 200
    assert text_of(answer, "h1") == "Poem, revision 1"
    assert "Roses" in text_of(answer, "main")
    assert "Violets" not in text_of(answer, "main")
    assert "Lines 4" in text_of(answer, "aside")
    assert f"/diff/{poem.old.pk}/{poem.current_id}" in links(answer)
    assert f"/revision/{poem.current_id}" in links(answer)


def test_the_newest_revision_says_that_it_is_current(client, member, poem):
    for browser in (client, member):
        answer = browser.get(f"/revision/{poem.current_id}")
        assert "the current revision" in text_of(answer, "main")
        assert not [one for one in elements(answer, "button") if "Restore" in one.text]


def test_the_first_edition_has_no_author_and_no_changes(client):
    page = first_edition("Loaded")
    answer = client.get(f"/revision/{page.current_id}")
    assert "Initial import" in text_of(answer, "main")
    assert not [link for link in links(answer) if "/diff/" in link]


def test_only_who_may_edit_is_offered_to_restore(client, member, poem):
    address = f"/revision/{poem.old.pk}"
    assert not elements(client.get(address), "input", name="base")
    assert not client.get(address).cookies
    assert form_fields(member.get(address))["base"] == [str(poem.current_id)]


def test_restoring_makes_words_and_facts_current_again_as_a_new_revision(member, poem):
    answer = restore(member, poem.old, base=poem.current_id)
    assert (answer.status_code, answer["Location"]) == (302, "/wiki/Poem")
    newest = again(poem).current
    assert (newest.number, newest.body, newest.facts) == (3, "Roses", poem.old.facts)
    assert (newest.summary, newest.tags) == ("Restored revision 1", ["restored"])
    assert (newest.author.username, newest.parent) == ("Bob", poem.current)
    assert "Revision 1 is current again." in text_of(member.get("/wiki/Poem"), "div", class_="messages")


def test_what_a_post_says_of_the_summary_is_not_read(member, poem):
    """No form asks for it, so nobody has looked whether it can be saved."""
    restore(member, poem.old, base=poem.current_id, summary="a\0b")
    assert again(poem).current.summary == "Restored revision 1"


def test_who_restores_too_fast_is_asked_to_wait(member, poem, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "save_new": "1/m/user"}
    cache.clear()
    assert restore(member, poem.old, base=poem.current_id).status_code == 302
    answer = restore(member, poem.current, base=again(poem).current_id)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Try again in 60 seconds" in text_of(answer, "main")
    assert again(poem).current.number == 3


def test_a_visitor_may_not_restore(client, poem):
    before = everything()
    answer = restore(client, poem.old, base=poem.current_id)
    assert answer.status_code == 403
    assert "Log in first." in text_of(answer, "main")
    assert everything() == before


def test_restoring_on_top_of_what_is_not_current_is_refused_in_words(member, poem):
    other = write("Other").current_id
    for base in ("", "0", "nonsense", "9" * 30, other, poem.old.pk):
        answer = restore(member, poem.old, base=base)
        assert answer.status_code == 409
        assert "Somebody else saved" in text_of(answer, "main"), base
        assert f"/revision/{poem.old.pk}" in links(answer)
    assert again(poem).current == poem.current


def test_restoring_what_is_current_already_saves_nothing(member, poem):
    answer = restore(member, poem.current, base=poem.current_id)
    assert answer["Location"] == "/wiki/Poem"
    assert "No changes" in text_of(member.get("/wiki/Poem"), "div", class_="messages")
    assert again(poem).current == poem.current


def test_what_may_not_stand_any_more_is_refused_in_words(member, orchard):
    season = write("Second", "season", facts={"show": {"value": orchard.show.uid}, "number": {"value": 2}})
    old = season.current
    change(season, facts=old.facts | {"number": {"value": 3}})
    write("Third", "season", facts={"show": {"value": orchard.show.uid}, "number": {"value": 2}})
    answer = restore(member, old, base=again(season).current_id)
    assert answer.status_code == 422
    assert "already has a page for the season" in text_of(answer, "main")


@pytest.mark.parametrize("number", ["0", "1", "999999999999999999", "9" * 25, "1x", "-1", "%D9%A3", ""])
def test_what_is_no_revision_answers_404(client, member, number):
    assert client.get(f"/revision/{number}").status_code == 404
    assert member.post(f"/revision/{number}", {"base": "1"}).status_code in (404, 405)


def test_a_revision_of_a_deleted_page_is_not_shown(client, member, poem):
    poem.deleted_at = timezone.now()
    poem.save()
    assert client.get(f"/revision/{poem.old.pk}").status_code == 404
    assert restore(member, poem.old, base=poem.current_id).status_code == 404
    assert client.get(f"/diff/{poem.old.pk}/{poem.current_id}").status_code == 404


def test_an_old_revision_asks_the_database_no_more_than_the_page(
    client, orchard, django_assert_max_num_queries
):
    change(orchard.season, body="New words.")
    with django_assert_max_num_queries(10):
        client.get(f"/revision/{orchard.season.current_id}")
