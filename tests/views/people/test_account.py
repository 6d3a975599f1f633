"""Your account: one page that leads to all that can be done with it."""

from tests.builders import bob
from tests.markup import elements, links, text_of


def test_it_leads_to_everything_and_every_link_works(member):
    found = [link for link in links(member.get("/accounts/")) if not link.startswith("#")]
    everything = {
        "/user/Bob",
        "/preferences",
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
    }
    assert everything | {"/accounts/sessions/", "/accounts/download/", "/accounts/close/"} <= set(found)
    for address in found:
        if address.startswith(("/accounts/", "/preferences")):
            assert member.get(address).status_code == 200, address


def test_it_says_where_mail_goes_and_whether_the_second_step_is_on(member):
    words = text_of(member.get("/accounts/"), "main")
    assert "bob@example.org" in words
    assert "Off. Turn it on" in words
    bob().authenticator_set.create(type="totp", data={})
    assert "On. You need a code" in text_of(member.get("/accounts/"), "main")


def test_every_page_of_an_account_leads_back_to_it(member):
    for address in ("email/", "password/change/", "reauthenticate/", "sessions/", "close/", "2fa/"):
        answer = member.get(f"/accounts/{address}")
        assert text_of(answer, "nav", class_="crumbs") == "Your account", address
    assert not elements(member.get("/accounts/"), "nav", class_="crumbs")


def test_the_head_of_every_page_leads_to_ones_page_and_account(member):
    found = links(member.get("/"))
    assert {"/user/Bob", "/accounts/"} <= set(found)


def test_a_visitor_is_led_to_log_in_and_comes_back(client):
    answer = client.get("/accounts/")
    assert answer["Location"] == "/accounts/login/?next=/accounts/"
    bob()
    sent = {"login": "Bob", "password": "apple-pie-for-tea", "next": "/accounts/"}
    assert client.post("/accounts/login/", sent)["Location"] == "/accounts/"


def test_a_visitor_has_no_link_to_an_account(client):
    assert "/accounts/" not in links(client.get("/"))


def test_on_pages_of_accounts_the_log_in_does_not_lead_back_to_them(client):
    assert "/accounts/login/" in links(client.get("/accounts/password/reset/"))
