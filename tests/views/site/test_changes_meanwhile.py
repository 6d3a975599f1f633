"""Pages are deleted, moved and renamed between any two queries of an answer: it is never a 500."""

import random
from contextlib import suppress

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.actions.worlds import orchard_with_everything
from tests.builders import alice, bob, dana, somebody
from tests.doors import browser_of
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.people.accounts import rename_member
from wiki.actions.titles.moving import move_page
from wiki.models import Page, Title, User
from wiki.refusals import Refused

pytestmark = pytest.mark.slow

LISTS = ("home", "shows", "episodes", "characters", "actors", "categories", "pages", "recent", "journal")
FACES = ("page-edit", "page-history", "page-links", "page-move", "page-raw")


class Meanwhile:
    """Runs `act` once, after so many queries of a request."""

    def __init__(self, after, act):
        self.left, self.act = after, act

    def __call__(self, execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        self.left -= 1
        if self.left == 0:
            with suppress(Refused):
                self.act()
        return answer


def delete(chance):
    for page in chance.sample(list(Page.objects.live().select_related("current")), 3):
        delete_page(page, by=dana(), reason="Not about the show")


def move(chance):
    for page in chance.sample(list(Page.objects.live().select_related("current")), 3):
        move_page(page, by=dana(), title=f"{page} elsewhere", keep_old=chance.random() < 0.5)


def rename(chance):
    for member in User.objects.exclude(username__in=("Dana", "Alice")):
        rename_member(member, by=dana(), name=f"renamed{member.pk}", reason="Abusive")


def addresses(chance):
    """Yield each list with the step 1, and some faces of a page of each kind with a longer step."""
    others = ["/search?q=orch", "/search?q=aple", "/suggest?q=p", "/wiki/Aple", "/recent?kind=article"]
    yield from ((address, 1) for address in [*map(reverse, LISTS), "/characters/?billing=new", *others])
    by_kind = dict(Title.objects.current().order_by("-pk").values_list("page__kind", "text"))
    for title in by_kind.values():
        yield reverse("page-read", args=[title]), 2
        yield reverse(chance.choice(FACES), args=[title]), 3


def is_reached(browser, address, after, act):
    """Ask for `address` while `act` happens after so many queries; return whether there were as many."""
    meanwhile = Meanwhile(after, act)
    with transaction.atomic():
        with connection.execute_wrapper(meanwhile):
            response = browser.get(address)
        transaction.set_rollback(True)
    caches["documents"].clear()  # the keys of revisions that were rolled back come again
    assert response.status_code < 500, (address, after)
    return meanwhile.left <= 0


def test_no_answer_breaks_when_pages_change_meanwhile(db):
    orchard_with_everything()
    alice(), bob(), somebody("Erin")
    browser, chance = browser_of(dana()), random.Random(12)
    acts = [delete, delete, move, rename]
    for address, step in addresses(chance):
        after = chance.randint(1, step)
        while is_reached(browser, address, after, lambda: chance.choice(acts)(chance)):
            after += chance.randint(1, 2 * step - 1)


CARA = {
    "username": "Cara",
    "email": "cara@example.org",
    "password1": "orchard-wall-42",
    "password2": "orchard-wall-42",
}


def test_two_who_want_one_name_at_once_get_an_answer(db):
    after, statuses = 1, set()
    while True:
        caches["default"].clear()  # the counters of rate limits
        meanwhile = Meanwhile(after, lambda: User.objects.get_or_create(username="Cara"))
        with transaction.atomic():
            with connection.execute_wrapper(meanwhile):
                statuses.add(Client().post("/accounts/signup/", CARA).status_code)
            transaction.set_rollback(True)
        if meanwhile.left > 0:
            break
        after += 1
    assert statuses == {302, 409}


def test_a_rename_is_refused_when_somebody_signs_up_with_that_name_meanwhile(db):
    member, dana_ = bob(), dana()
    for after in range(1, 12):
        signs_up = Meanwhile(after, lambda: User.objects.create_user("cara"))
        with transaction.atomic():
            with connection.execute_wrapper(signs_up), suppress(Refused):
                rename_member(member, by=dana_, name="Cara", reason="Abusive")
            transaction.set_rollback(True)
