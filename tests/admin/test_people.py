"""People and groups in the admin: an administrator says who is in which group."""

import pytest
from django.contrib.auth.models import Group

from tests.builders import alice, bob, everything
from tests.doors import browser_of
from tests.markup import elements, form_fields, text_of
from wiki.models import User


def address_of(user):
    return f"/admin/wiki/user/{user.pk}/change/"


def group(name):
    return Group.objects.get(name=name)


def test_an_administrator_changes_the_groups_of_somebody(administrator):
    answer = administrator.post(address_of(bob()), {"groups": [group("Trusted").pk, group("Moderators").pk]})
    assert answer.status_code == 302
    assert set(bob().groups.values_list("name", flat=True)) == {"Trusted", "Moderators"}
    assert bob().is_staff


def test_who_is_no_moderator_any_more_can_not_open_the_admin(administrator):
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
            text_of(administrator.get("/admin/wiki/user/", {"q": words}), "p", class_="paginator") == "1 user"
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
