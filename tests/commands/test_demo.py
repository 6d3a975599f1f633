"""`manage.py demo`: an invented wiki with a week behind it, in which something of each kind waits."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.doors import browser_of
from wiki.models import JournalEntry, Page, Proposal, Report, Revision, User
from wiki.queries.moderation.desk import desk
from wiki.queries.site.integrity import check_pages

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def said(capsys):
    call_command("demo")
    return capsys.readouterr().out


@pytest.mark.slow
def test_the_desk_has_something_of_each_kind_to_do(said):
    waiting = desk(User.objects.get(username="demo-moderator"))
    assert [waiting[name]["count"] for name in ("edits", "proposals", "reports")] == [4, 2, 1]
    assert [user.username for user in waiting["new_members"]] == ["demo-newcomer"]
    assert JournalEntry.objects.count() == 1
    assert browser_of(User.objects.get(username="demo-moderator")).get("/admin/").status_code == 200


@pytest.mark.slow
def test_its_week_lies_behind_and_is_consistent(said):
    edits = Revision.objects.exclude(author=None).order_by("pk")
    moments = list(edits.values_list("created_at", flat=True))
    assert moments == sorted(moments)
    assert all(0 < (timezone.now() - moment).total_seconds() < 8 * 24 * 3600 for moment in moments)
    assert [faults for _count, faults in check_pages() if faults] == []


@pytest.mark.slow
def test_it_names_the_three_accounts_and_their_password(said, client):
    for name in ("demo-moderator", "demo-editor", "demo-newcomer"):
        assert name in said
    password = said.split(" is ")[1].split(".")[0]
    assert client.login(username="demo-editor", password=password)


@pytest.mark.slow
def test_a_second_time_changes_nothing(said):
    before = Page.objects.count(), Revision.objects.count(), Proposal.objects.count(), Report.objects.count()
    call_command("demo")
    assert before == (
        Page.objects.count(),
        Revision.objects.count(),
        Proposal.objects.count(),
        Report.objects.count(),
    )
