"""The first page of the admin: what waits, since when, and what was done."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import builders
from tests.builders import alice, bob, change, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, links, text_of
from wiki.actions.history.revisions import patrol
from wiki.actions.moderation.deletion import delete_page
from wiki.models import Proposal, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return browser_of(staff(alice()))


def desk(browser):
    return text_of(browser.get("/admin/"), "ul", class_="desk")


def propose(title="Tree"):
    now = timezone.now() - timedelta(hours=2)
    return Proposal.objects.create(
        title=title, kind="article", author=bob(), cause="first", created_at=now, changed_at=now
    )


def test_an_empty_desk_says_that_nothing_waits(moderator):
    assert desk(moderator).count("none waiting") == 3
    assert "No actions yet." in moderator.get("/admin/").content.decode()


def test_the_desk_counts_what_waits_and_leads_to_it(moderator):
    write("Tree", body="One.")
    propose("Leaf")
    assert "1 edit to patrol" in desk(moderator)
    assert "1 proposal oldest: 2 hours ago" in desk(moderator)
    assert "2 new members" in desk(moderator)
    assert "/admin/wiki/revision/?patrolled=no" in links(moderator.get("/admin/"))


def test_each_number_is_that_of_the_list_to_which_it_leads(moderator):
    write("Tree")
    delete_page(write("Gone"), by=alice(), reason="Nothing but a test")
    old = somebody("Olive")
    User.objects.filter(pk=old.pk).update(date_joined=timezone.now() - timedelta(days=8))
    User.objects.filter(pk=somebody("Left").pk).update(is_active=False)
    propose("Leaf")
    links = [one for one in elements(moderator.get("/admin/"), "a") if one.text.split()[0].isdigit()]
    counted = [one for one in links if one["href"].startswith("/admin/")]
    assert [one.text for one in counted][::3] == ["1 edit to patrol", "2 new members"]
    for one in counted:
        listed = text_of(moderator.get(one["href"]), "p", class_="paginator")
        assert listed.split()[0] == one.text.split()[0], one["href"]


def test_the_desk_counts_the_pages_with_marks_and_those_that_nobody_has_marked(moderator):
    write("Ada", "character", body="A lead.\n\nMore.")
    write("Ben", "character", body="A lead.\n\nMore, >!S1E2: and more!<, >!S1E3: and more!<.")
    assert "1 unmarked page 1 page has marks" in desk(moderator)
    assert {"/special/unmarked", "/special/marks"} <= {*links(moderator.get("/admin/"))}


def test_edits_by_trusted_members_need_no_patrol(moderator):
    write("Tree", by=somebody("Tara", "Trusted"))
    assert "0 edits to patrol" in desk(moderator)


def test_the_desk_lists_recent_actions_with_their_reasons(moderator):
    page = write("Tree", body="One.")
    patrol(page.current, by=builders.dana())
    delete_page(page, by=builders.dana(), reason="Nothing but a test")
    done = [one.text for one in elements(moderator.get("/admin/"), "li") if "deleted" in one.text]
    assert ["Dana deleted Tree" in " ".join(one.split()) for one in done] == [True]
    assert "Nothing but a test" in done[0]


@pytest.mark.slow
def test_the_desk_takes_as_many_queries_however_much_waits(moderator):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            moderator.get("/admin/")
        return len(queries)

    asked()
    before = asked()
    for number in range(12):
        write(f"Page {number}", by=somebody(f"Member{number}"))
        propose(f"New {number}")
    assert asked() == before


def test_a_member_does_not_see_the_desk():
    assert browser_of(bob()).get("/admin/").status_code == 302


def test_staff_need_two_step_verification_if_the_settings_require_it(moderator, settings):
    settings.WIKI_STAFF_SECOND_STEP = True
    answer = moderator.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/")
    assert "two-step verification" in answer.content.decode()


def test_the_list_shows_the_change_and_author_of_each_edit(moderator):
    page = write("Tree", "character", body="An apple tree.")
    change(page, body="A pear tree.", facts={"full_name": builders.value("Tree")})
    text = moderator.get("/admin/wiki/revision/?patrolled=no").content.decode()
    assert "<ins>pear</ins>" in text or "pear" in text
    assert "Full name:" in text
    assert "2 edits" in text
    assert User.objects.get(username="Bob").revisions.count() == 2


def test_a_button_leads_back_to_the_filtered_list(moderator):
    page = write("Tree", body="One.")
    answer = moderator.get("/admin/wiki/revision/?patrolled=no")
    (button,) = [one for one in elements(answer, "button") if "patrol/" in one["formaction"]]
    assert moderator.post(button["formaction"]).url == "/admin/wiki/revision/?patrolled=no"
    assert not page.current.mark.__class__.objects.filter(awaits_patrol=True).exists()


def test_moderation_is_listed_before_content(moderator):
    titles = [one.text.strip() for one in elements(moderator.get("/admin/"), "a", class_="section")]
    assert titles == ["Moderation", "Content"]
    listed = links(moderator.get("/admin/"))
    assert listed.index("/admin/wiki/journalentry/") < listed.index("/admin/wiki/actor/")


def test_a_revision_names_its_author_and_leads_to_their_edits(moderator):
    page = write("Tree", body="One.", by=builders.bob())
    opened = moderator.get(f"/admin/wiki/revision/{page.current_id}/change/")
    assert "here for" in text_of(opened, "p", class_="whose")
    assert "/admin/wiki/block/add/?member=Bob" in links(opened)
    member = moderator.get(f"/admin/wiki/user/{builders.bob().pk}/change/")
    edits = f"/admin/wiki/revision/?author={builders.bob().pk}"
    assert edits in links(member)
    assert "Tree · 1" in text_of(moderator.get(edits), "main")
