"""Who may come into the admin, and what can be done nowhere in it."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from tests.builders import bob, everything
from tests.doors import browser_of, staff
from tests.markup import elements, links, text_of, typed
from wiki.models import BannedSite, Block, Page, Protection, User

MODELS = list(admin.site._registry)
# What is neither a row of a page nor a page is not the moderators' business to change.
CHANGED = {"Page", "Show", "Season", "Casting", "Character", "Person", "Actor", "Source"}


@pytest.fixture
def superuser():
    """The browser of somebody whom nothing is denied."""
    return browser_of(User.objects.create_superuser("Root", "root@example.org", "x"))


def address_of(model, view, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=arguments)


def test_a_visitor_is_sent_to_our_own_log_in(client):
    answer = client.get("/admin/")
    assert answer["Location"] == "/admin/login/?next=/admin/"
    login = client.get(answer["Location"])
    assert login.status_code == 302
    assert login["Location"].startswith("/accounts/login/?next=")
    client.force_login(staff(bob()))


def test_a_moderator_who_logs_in_there_comes_to_the_admin(client, moderator):
    login = client.get("/admin/login/?next=/admin/")["Location"]
    answer = client.post(login, {"login": "Alice", "password": "apple-pie-for-tea"})
    assert client.get(answer["Location"], follow=True).status_code == 200
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("address", ["/admin/", "/admin/wiki/page/", "/admin/wiki/revision/1/roll-back/"])
def test_a_member_gets_nowhere(address):
    member = browser_of(bob())
    for answer in (member.get(address), member.post(address)):
        assert answer.status_code in (302, 403)
    assert member.get(address, follow=True).status_code == 403


def test_staff_without_a_group_sees_nothing_to_do():
    browser = browser_of(staff(bob()))
    assert browser.get("/admin/").status_code == 200
    assert not [link for link in links(browser.get("/admin/")) if link.startswith("/admin/wiki/")]
    assert browser.get("/admin/wiki/page/").status_code == 403


def test_the_index_lists_what_a_moderator_works_with(moderator):
    found = set(links(moderator.get("/admin/")))
    assert {f"/admin/wiki/{name}/" for name in ("page", "season", "casting", "revision", "user")} <= found
    assert "/admin/auth/group/" not in found


@pytest.mark.slow
def test_every_list_can_be_searched_for_anything(superuser, orchard):
    for search in ("orchard", "'\"%_\\", "\0", "a" * 3000, "مرحبا", "S1E1 1 -1"):
        for model in MODELS:
            assert superuser.get(address_of(model, "changelist"), {"q": search}).status_code == 200, model


@pytest.mark.slow
def test_every_filter_of_every_list_works_and_none_could_delete_or_change_many_rows(superuser, orchard):
    for model in MODELS:
        address = address_of(model, "changelist")
        list_ = superuser.get(address)
        assert list_.status_code == 200, address
        assert not [link for link in links(list_) if "/delete/" in link], address
        assert not elements(list_, "select", name="action"), address
        assert not elements(list_, "input", class_="action-select"), address
        # A choice may be linked from two places, and "?" asks for the list as it came.
        for choice in {link for link in links(list_) if link.startswith("?")} - {"?"}:
            assert superuser.get(address + choice).status_code == 200, address + choice


@pytest.mark.slow
@pytest.mark.parametrize("name", ["page", "revision", "casting", "season", "user"])
def test_an_odd_query_does_no_harm(moderator, name):
    for query in ("nonsense=1", "p=99", "p=x", "o=1.99.-2", "kind__exact=x", "id__exact=x", "all="):
        answer = moderator.get(f"/admin/wiki/{name}/?{query}", follow=True)
        assert answer.status_code in (200, 400), query


@pytest.mark.slow
def test_nothing_is_deleted_anywhere(superuser, orchard):
    before = everything()
    for model in MODELS:
        keys = list(model._default_manager.values_list("pk", flat=True)[:1]) or [1]
        assert superuser.get(address_of(model, "delete", *keys)).status_code in (302, 403)
        assert superuser.post(address_of(model, "delete", *keys), {"post": "yes"}).status_code in (302, 403)
        sent = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
        assert superuser.post(address_of(model, "changelist"), sent).status_code in (200, 302, 403)
    assert everything() == before


@pytest.mark.slow
def test_nothing_is_added_but_pages_and_what_moderators_begin(superuser, orchard):
    before = everything()
    for model in set(MODELS) - {Page, Block, BannedSite, Protection}:
        assert superuser.get(address_of(model, "add")).status_code == 403
        assert superuser.post(address_of(model, "add"), {}).status_code == 403
    assert everything() == before


def test_a_moderator_changes_pages_and_their_facts_and_nothing_else(moderator, orchard):
    before = everything()
    for model in MODELS:
        pk = model._default_manager.values_list("pk", flat=True).first()
        if pk and model.__name__ not in CHANGED:
            assert moderator.post(address_of(model, "change", pk), {"summary": "x"}).status_code == 403
    assert everything() == before


@pytest.mark.parametrize("pk", ["999999", "x", "_5F", "9" * 30, "%00"])
def test_a_row_that_does_not_exist_is_said_in_words(superuser, pk):
    for model in MODELS:
        for view in ("change", "history"):
            address = f"{address_of(model, 'changelist')}{pk}/{view}/"
            assert superuser.get(address).status_code in (302, 404), address


def test_a_change_without_a_token_is_refused(orchard):
    strict = browser_of(
        staff(User.objects.create_superuser("Root", "r@example.org", "x")), enforce_csrf_checks=True
    )
    before = everything()
    address = f"/admin/wiki/page/{orchard.article.pk}/change/"
    assert strict.post(address, {"body": "x", "base": orchard.article.current_id}).status_code == 403
    assert everything() == before


def test_each_row_of_a_page_leads_to_the_page(moderator, orchard):
    for page in (orchard.season.season, orchard.ada.person, orchard.article):
        model = page._meta.model_name
        answer = moderator.get(f"/admin/wiki/{model}/{page.pk}/change/")
        [seen] = [one["href"] for one in elements(answer, "a", class_="viewsitelink")]
        landed = moderator.get(seen, follow=True)
        assert landed.status_code == 200
        assert landed.wsgi_request.path.startswith("/wiki/")


def test_addresses_of_what_is_not_there_do_not_exist():
    with pytest.raises(NoReverseMatch):
        reverse("admin:account_emailaddress_changelist")
    with pytest.raises(NoReverseMatch):
        reverse("admin:sessions_session_changelist")


def test_a_search_comes_back_as_typed(moderator, orchard):
    answer = moderator.get("/admin/wiki/page/", {"q": '"><script>'})
    assert typed(answer, "q") == '"><script>'
    assert "0" in text_of(answer, "p", class_="paginator") or "0" in text_of(answer, "body")
