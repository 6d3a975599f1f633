"""People and groups in the admin: an administrator says who is in which group."""

import pytest
from django.contrib.auth.models import Group

from tests.builders import alice, bob, change, dana, everything, first_edition, somebody, write
from tests.doors import browser_of, staff
from tests.markup import elements, form_fields, links, text_of, typed
from wiki.actions.moderation.blocks import block_member
from wiki.models import JournalEntry, User

pytestmark = pytest.mark.each_database


def address_of(user):
    return f"/admin/wiki/user/{user.pk}/change/"


def group(name):
    return Group.objects.get(name=name)


def test_an_administrator_changes_the_groups_of_somebody(administrator):
    answer = administrator.post(address_of(bob()), {"groups": [group("Trusted").pk, group("Moderators").pk]})
    assert answer.status_code == 302
    assert set(bob().groups.values_list("name", flat=True)) == {"Trusted", "Moderators"}
    assert bob().is_staff


def test_former_moderators_can_not_open_the_admin(administrator):
    User.objects.filter(pk=alice().pk).update(is_staff=True)
    administrator.post(address_of(alice()), {"groups": []})
    assert not alice().is_staff
    assert not alice().groups.exists()
    assert browser_of(alice()).get("/admin/").status_code == 302


def test_a_superuser_may_do_so_too():
    browser = browser_of(User.objects.create_superuser("Root", "root@example.org", "x"))
    assert browser.post(address_of(bob()), {"groups": [group("Trusted").pk]}).status_code == 302
    assert bob().groups.get() == group("Trusted")


def test_nothing_else_about_somebody_can_be_changed(administrator):
    before = User.objects.filter(pk=bob().pk).values().get()
    sent = {"groups": [], "username": "Bert", "email": "x@example.org", "is_superuser": "on", "password": "x"}
    administrator.post(address_of(bob()), sent | {"is_staff": "on", "is_active": ""})
    assert User.objects.filter(pk=before["id"]).values().get() == before


def test_a_moderator_looks_but_changes_no_group(moderator):
    bob()
    before = everything()
    answer = moderator.get(address_of(bob()))
    assert answer.status_code == 200
    assert "groups" not in form_fields(answer)
    assert moderator.post(address_of(bob()), {"groups": [group("Administrators").pk]}).status_code == 403
    assert moderator.post(address_of(alice()), {"groups": [group("Administrators").pk]}).status_code == 403
    assert everything() == before
    assert not bob().groups.exists()


@pytest.mark.parametrize("groups", [["999"], ["x"], ["0", "-1"]])
def test_a_group_that_does_not_exist_is_refused_in_words(administrator, groups):
    answer = administrator.post(address_of(bob()), {"groups": groups})
    assert answer.status_code == 200
    assert elements(answer, "ul", class_="errorlist")
    assert not bob().groups.exists()


def test_passwords_are_shown_to_nobody(administrator):
    html = administrator.get(address_of(bob())).content.decode()
    assert bob().password not in html
    assert not elements(administrator.get(address_of(bob())), "input", type="password")


def test_people_are_found_by_name_and_by_email(administrator):
    bob()
    for words in ("bob", "bob@example.org"):
        assert (
            text_of(administrator.get("/admin/wiki/user/", {"q": words}), "p", class_="paginator")
            == "1 member"
        )


def test_groups_are_read_only_even_for_a_superuser():
    browser = browser_of(User.objects.create_superuser("Root", "root@example.org", "x"))
    address = f"/admin/auth/group/{group('Members').pk}/change/"
    before = list(Group.objects.order_by("pk").values_list("name", "permissions"))
    assert browser.get(address).status_code == 200
    assert not form_fields(browser.get(address)).get("permissions")
    assert browser.post(address, {"name": "Masters", "permissions": []}).status_code == 403
    assert browser.get("/admin/auth/group/add/").status_code == 403
    assert list(Group.objects.order_by("pk").values_list("name", "permissions")) == before


def vandal():
    """Return Vera, who has spoilt a page and moved another."""
    vera = somebody("Vera")
    change(first_edition("Pip Russet", body="As loaded."), body="Rubbish.", by=vera)
    write("Buy pills", by=vera)
    return vera


def roll_back_of(user):
    return f"/admin/wiki/user/{user.pk}/roll-back/"


@pytest.mark.slow
def test_the_list_shows_edits_and_blocks(moderator, django_assert_max_num_queries):
    page = write("Pip Russet")
    for number in range(12):
        change(page, body=f"Words {number}", by=somebody(f"Bob{number}"))
    block_member(somebody("Bob3"), by=alice(), reason="x")
    with django_assert_max_num_queries(9):
        answer = moderator.get("/admin/wiki/user/")
    assert [one.text for one in elements(answer, "td", class_="field-edits")].count("1") == 13
    assert len(elements(answer, "img", src="/static/admin/img/icon-yes.svg", alt="True")) >= 1


def test_the_page_of_a_member_shows_their_record_and_leads_to_actions(moderator):
    vera = vandal()
    block = block_member(vera, by=alice(), reason="Rubbish")
    answer = moderator.get(address_of(vera))
    words = text_of(answer, "section")
    assert "2 edits" in words
    assert "No proposals waiting for review" in words
    assert "Blocked now" in words
    assert "Rubbish" in words
    assert {"/admin/wiki/block/add/?member=Vera", roll_back_of(vera)} <= set(links(answer))
    assert f"/admin/wiki/block/{block.pk}/change/" in links(answer)
    assert "vera@example.org" not in answer.content.decode()
    own = links(moderator.get(address_of(alice())))
    assert not [one for one in own if "roll-back" in one or "member=" in one]


def test_a_member_is_renamed_with_a_reason(moderator):
    rude = somebody("Rude")
    address = f"/admin/wiki/user/{rude.pk}/rename/"
    answer = moderator.post(address, {"name": "Alice", "reason": "A rude name"})
    assert "can&#x27;t be used" in answer.content.decode()
    assert (typed(answer, "name"), typed(answer, "reason")) == ("Alice", "A rude name")
    assert moderator.post(address, {"name": "Rose", "reason": "A rude name"}).status_code == 302
    assert User.objects.get(pk=rude.pk).username == "Rose"


def test_a_preview_shows_the_result_for_each_page_and_writes_nothing(moderator):
    vera = vandal()
    assert "will be rolled back" not in text_of(moderator.get(roll_back_of(vera)))
    before = everything()
    answer = moderator.get(roll_back_of(vera), {"span": "day", "reason": "A vandal"})
    rows = [" ".join(row.text.split()) for row in elements(answer, "tr")][-2:]
    assert rows == [
        "Buy pills 1 Deleted: nobody else has edited it",
        "Pip Russet 1 Back to an older text",
    ]
    assert "2 edits will be rolled back." in text_of(answer, "main")
    assert {**everything(), "Session": []} == {**before, "Session": []}


def test_a_roll_back_does_what_the_preview_showed(moderator):
    vera = vandal()
    left = write("Quince", body="One.", by=vera)
    change(left, body="Two.", by=bob())
    dry = moderator.get(roll_back_of(vera), {"span": "hour", "reason": "A vandal"})
    [doing] = elements(dry, "form", class_="power")
    assert doing["method"] == "post"
    hidden = {one["name"]: one["value"] for one in elements(dry, "input", type="hidden")}
    assert (hidden["span"], hidden["reason"]) == ("own", "A vandal")
    answer = moderator.post(roll_back_of(vera), hidden)
    assert answer.status_code == 200
    words = text_of(answer, "main")
    assert "2 edits were rolled back. 1 page needs a manual check." in words
    assert "This member created the page, and others have edited it too." in words
    assert [one.action for one in JournalEntry.objects.order_by("pk")] == ["delete", "roll_back"]
    assert {one.reason for one in JournalEntry.objects.all()} == {"A vandal"}
    assert f"/admin/wiki/block/add/?member={vera}&reason=A%20vandal" in links(answer)


BAD_SPANS = {
    "no reason": {"reason": ""},
    "no such span": {"span": "ever"},
    "a span without a beginning": {"span": "own"},
    "a span that ends before it begins": {
        "span": "own",
        "since": "2031-01-02",
        "until": "2031-01-01T00:00",
    },
    "no moment": {"span": "own", "since": "soon"},
    "two spans": {"since": "2031-01-02T00:00"},
}


@pytest.mark.parametrize("changed", BAD_SPANS.values(), ids=BAD_SPANS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_bad_input_for_a_roll_back_is_refused_and_kept_in_the_form(moderator, changed, method):
    vera = vandal()
    before = everything()
    sent = {"span": "day", "since": "", "until": "", "reason": "A vandal"} | changed
    answer = getattr(moderator, method)(roll_back_of(vera), sent)
    assert answer.status_code == 200
    assert elements(answer, "ul", class_="errorlist")
    assert typed(answer, "since") == sent["since"]
    assert {**everything(), "Session": []} == {**before, "Session": []}


@pytest.mark.parametrize("who", ["a visitor", "a member", "staff without the power", "the member"])
def test_nobody_else_rolls_back_or_renames(who, client):
    vera = vandal()
    browsers = {
        "a visitor": lambda: client,
        "a member": lambda: browser_of(bob()),
        "staff without the power": lambda: browser_of(staff(somebody("Tara", "Trusted"))),
        "the member": lambda: browser_of(vera),
    }
    browser = browsers[who]()
    before = everything()
    for address in (roll_back_of(vera), f"/admin/wiki/user/{vera.pk}/rename/"):
        sent = {"span": "everything", "reason": "x", "name": "Nice"}
        assert browser.get(address, sent).status_code in (302, 403)
        assert browser.post(address, sent).status_code in (302, 403)
    assert {**everything(), "Session": []} == {**before, "Session": []}


@pytest.mark.parametrize("name", ["email", "password"])
def test_no_address_of_the_list_tells_a_moderator_what_is_private(moderator, name):
    bob()
    for start in ("bob@", "md5", "nobody"):
        for lookup in (name, f"{name}__startswith"):
            assert moderator.get("/admin/wiki/user/", {lookup: start}).status_code == 400


def test_an_administrator_narrows_the_list_by_address_but_never_by_password(administrator):
    bob()
    assert administrator.get("/admin/wiki/user/", {"email__startswith": "bob@"}).status_code == 200
    assert administrator.get("/admin/wiki/user/", {"password__startswith": "md5"}).status_code == 400


def test_the_last_administrator_can_not_leave_by_mistake(administrator):
    answer = administrator.post(address_of(dana()), {"groups": []})
    assert "last administrator" in text_of(answer)
    assert dana().groups.get() == group("Administrators")
