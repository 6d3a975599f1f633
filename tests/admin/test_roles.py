"""Who may look at what: every address, for every role. Who may do what stands in tests/admin/test_powers.py.

An address that is in no table fails: whoever adds one says here who may open it.
"""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.builders import alice, bob, dana, somebody
from tests.doors import browser_of, orchard, staff
from wiki.actions.history.revisions import patrol
from wiki.actions.moderation.blocks import ban_site, block_member
from wiki.actions.moderation.protection import protect_page
from wiki.actions.moderation.reports import report_problem
from wiki.models import Proposal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Answers to a visitor, a member, a trusted member, a moderator and an administrator.
EVERYBODY = "200 200 200 200 200"
LOGGED_IN = "302 200 200 200 200"
LOGGED_OUT = "200 302 302 302 302"
ELSEWHERE = "301 301 301 301 301"
NEEDS_MORE = "302 302 302 302 302"  # a log-in, a password again, or another step before it
NOT_SET_UP = "302 404 404 404 404"
POST_ONLY = "405 405 405 405 405"
INCOMPLETE = "400 400 400 400 400"
DECIDERS = "404 404 404 200 200"
STAFF = "302 302 302 200 200"
STAFF_POST_ONLY = "302 302 302 405 405"
ADMINISTRATORS = "302 302 302 403 200"
NOBODY = "302 302 302 403 403"

ADDRESSES = {
    EVERYBODY: """
        home shows episodes characters actors categories pages search page-read page-raw page-history
        page-links revision diff recent journal styleguide report report-answer user preferences
        source-code healthz unmarked
        account_inactive account_reset_password account_reset_password_done account_reset_password_from_key
        account_reset_password_from_key_done account_email_verification_sent account_confirm_email""",
    LOGGED_IN: """
        page-edit marks proposals reports account account-sessions account-download account-close
        account_logout account_reauthenticate account_email account_change_password mfa_index""",
    LOGGED_OUT: "account_login account_signup",
    ELSEWHERE: "category",
    NEEDS_MORE: """
        account_set_password account_confirm_login_code mfa_authenticate mfa_reauthenticate mfa_activate_totp
        mfa_generate_recovery_codes""",
    NOT_SET_UP: "mfa_deactivate_totp mfa_view_recovery_codes mfa_download_recovery_codes",
    POST_ONLY: "preview progress",
    INCOMPLETE: "compare",
    "403 200 200 200 200": "suggest",
    "302 403 200 200 200": "page-move",  # this page is protected so
    "302 403 403 302 302": "admin:login",
    DECIDERS: "proposal",
    STAFF: """
        admin:index admin:app_list admin:password_change admin:password_change_done admin:jsi18n
        admin:wiki_user_roll-back admin:wiki_user_rename admin:wiki_page_take-off admin:wiki_page_bring-back
        admin:wiki_block_end admin:wiki_bannedsite_end admin:wiki_protection_end admin:wiki_revision_hide""",
    STAFF_POST_ONLY: """
        admin:logout admin:wiki_proposal_accept admin:wiki_revision_patrol admin:wiki_revision_roll-back""",
    NOBODY: "admin:autocomplete admin:view_on_site",
}
# All lists and rows of the admin are for staff, but for those; and nothing is deleted there, ever.
MAY_ADD = {"page", "block", "bannedsite", "protection"}
FOR_ADMINISTRATORS = {"group"}
OF_A_MODEL = {"changelist", "change", "history", "add", "delete"}


@pytest.fixture
def world():
    """Arguments of addresses, by what they need; Willow has done all that can be looked at."""
    pages, willow = orchard(), somebody("Willow")
    page = pages.article
    moment = timezone.now()
    said = {"kind": "article", "cause": "first", "created_at": moment, "changed_at": moment}
    proposal = Proposal.objects.create(page=page, base=page.current, author=willow, **said)
    protect_page(page, by=alice(), what="move", level="trusted", reason="Often moved")
    patrol(page.current, by=alice())
    block_member(somebody("Vera"), by=alice(), reason="Bees")
    ban_site("bees.example", by=alice(), reason="Bees")
    report = report_problem(page, by=None, title=str(page), kind="other", words="It leans.")
    title = [str(page)]
    return {
        **dict.fromkeys(
            ["page-read", "page-edit", "page-raw", "page-history", "page-move", "page-links"], title
        ),
        "category": ["Fruit"],
        "user": ["Bob"],
        "revision": [page.current_id],
        "diff": [page.current_id] * 2,
        "proposal": [proposal.pk],
        "report-answer": [report.token],
        "admin:app_list": ["wiki"],
        "account_confirm_email": ["no-such-key"],
        "account_reset_password_from_key": ["1", "no-such-key"],
    }


@pytest.fixture
def browsers():
    people = (bob(), somebody("Tara", "Trusted"), staff(alice()), staff(dana()))
    return [Client(), *map(browser_of, people)]


def names(patterns, space=""):
    """Yield the name of every address."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            yield space + pattern.name


NAMES = sorted(set(names(get_resolver().url_patterns)))
TABLE = {name: answers for answers, said in ADDRESSES.items() for name in said.split()}
MODELS = {f"admin:{model._meta.label_lower.replace('.', '_')}": model for model in admin.site._registry}


def expected(name):
    """Return the answers in the tables to an address of that name."""
    if name in TABLE:
        return TABLE[name]
    model, _dash, step = name.rpartition("_")
    kind = MODELS[model]._meta.model_name
    assert step in OF_A_MODEL
    if step == "delete" or (step == "add" and kind not in MAY_ADD):
        return NOBODY
    return ADMINISTRATORS if kind in FOR_ADMINISTRATORS else STAFF


def arguments(name, world):
    """Return the arguments of the address of that name, or None where there is nothing to look at."""
    if name in world or (not name.startswith("admin:wiki_") and not name.startswith("admin:auth_")):
        return world.get(name, [])
    model, _dash, step = name.rpartition("_")
    if step in ("changelist", "add"):
        return []
    row = MODELS[model]._default_manager.order_by("pk").first()
    return [row.pk] if row else None


def test_every_address_answers_each_role_as_the_table_says(world, browsers):
    wrong = {}
    for name in NAMES:
        found = arguments(name, world)
        if name == "admin:view_on_site" or found is None:
            continue
        address = reverse(name, args=found)
        query = {"app_label": "wiki"} if name == "admin:autocomplete" else {}
        answers = " ".join(str(browser.get(address, query).status_code) for browser in browsers)
        if answers != expected(name):
            wrong[name] = f"{answers}, not {expected(name)}"
    assert wrong == {}


def test_the_tables_name_only_existing_urls():
    assert TABLE.keys() <= set(NAMES)
