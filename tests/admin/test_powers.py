"""Who may do what: every power of the site and of the admin, tried by every role.

An answer is a status, with + where something was written and - where nothing was. A power of the admin that
is in no table fails: whoever adds one says here who has it.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.admin.test_roles import NAMES, OF_A_MODEL
from tests.builders import alice, bob, change, dana, everything, somebody, write, write_episode
from tests.doors import browser_of, orchard, staff
from tests.markup import form_fields
from wiki.actions.moderation.blocks import ban_site, block_member
from wiki.actions.moderation.deletion import delete_page
from wiki.actions.moderation.protection import protect_page
from wiki.actions.moderation.reports import report_problem
from wiki.actions.pages.editing import edit_page
from wiki.actions.titles.moving import add_title
from wiki.models import Casting

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Answers to a visitor, a blocked member, a member, a trusted member, a moderator and an administrator.
MEMBERS = "403- 403- 302+ 302+ 302+ 302+"
TRUSTED = "403- 403- 403- 302+ 302+ 302+"
EVERYBODY = "302+ 302+ 302+ 302+ 302+ 302+"
AUTHOR = "404- 404- 404- 404- 403- 403-"  # none of them is
DECIDERS = "404- 404- 404- 404- 302+ 302+"
STAFF = "302- 302- 302- 302- 302+ 302+"
ADMINISTRATORS = "302- 302- 302- 302- 403- 302+"

OF_THE_SITE = {
    MEMBERS: "edit write edit-under-review restore move add-title remove-title",
    TRUSTED: "edit-protected",
    EVERYBODY: "report",
    AUTHOR: "withdraw",
    DECIDERS: "accept reject",
}
OF_THE_ADMIN = {
    STAFF: """
        page_add page_change show_change season_change episode_change casting_change character_change
        source_change page_take-off page_bring-back revision_patrol revision_roll-back revision_hide
        user_rename block_add block_end bannedsite_add bannedsite_end protection_add protection_end
        proposal_accept report_change""",
    # What became of each page is told in the answer.
    STAFF.replace("302+", "200+"): "user_roll-back",
    ADMINISTRATORS: "user_change",
}
TABLE = {
    name: answers
    for powers in (OF_THE_SITE, OF_THE_ADMIN)
    for answers, said in powers.items()
    for name in said.split()
}
# All that is known of a person are rows, which are edited on the page: nothing can be changed there.
WITHOUT_FACTS = {"person_change", "actor_change"}
WHY = {"reason": "Bees"}


@pytest.fixture
def world():
    """The Orchard, and something to do with each power. Willow has proposed, Vera has written nonsense."""
    made, by = orchard(), staff(alice())
    made.episode = write_episode(made.season, 1)
    made.first = made.article.current
    change(made.article, by=somebody("Vera"), body="Bees.")
    add_title(made.article, by=bob(), title="The old gate")
    made.newest = change(made.article, by=somebody("Vera"), body="Bees, bees.")
    made.protected, made.reviewed, made.gone = (write(title) for title in ("The gate", "The well", "Gone"))
    protect_page(made.protected, by=by, what="edit", level="trusted", **WHY)
    protect_page(made.reviewed, by=by, what="edit", level="review", **WHY)
    delete_page(made.gone, by=by, **WHY)
    proposed = {"base": made.reviewed.current, "body": "Deep.", "facts": {}}
    made.proposal = edit_page(made.reviewed, by=somebody("Willow"), **proposed)
    made.block = block_member(somebody("Wasp"), by=by, **WHY)
    made.site = ban_site("bees.example", by=by, **WHY)
    made.report = report_problem(made.article, by=None, title="The gate", kind="other", words="It leans.")
    return made


def on_the_site(world):
    """Yield (power, address, what is posted)."""
    title, newest = str(world.article), world.newest.pk
    yield "edit", reverse("page-edit", args=[title]), {"base": newest, "body": "Trees."}
    yield "write", reverse("page-edit", args=["New"]), {"kind": "article", "body": "Trees."}
    for power, page in (("edit-protected", world.protected), ("edit-under-review", world.reviewed)):
        sent = {"base": page.current_id, "body": "Trees."}
        yield power, reverse("page-edit", args=[str(page)]), sent
    yield "restore", reverse("revision", args=[world.first.pk]), {"base": newest}
    for step, new in (("move", "Elsewhere"), ("add", "Also"), ("remove", "The old gate")):
        power = step if step == "move" else f"{step}-title"
        yield power, reverse("page-move", args=[title]), {"action": step, "title": new}
    yield "report", reverse("report"), {"kind": "wrong", "title": "x", "words": "It leans."}
    deciding = WHY | {"changed_at": world.proposal.changed_at.isoformat()}
    for power in ("withdraw", "accept", "reject"):
        yield power, reverse("proposal", args=[world.proposal.pk]), {"action": power} | deciding


def in_the_admin(world):
    """Yield (power, the row if there is one, what is posted beside what the form shows)."""
    vera, ends = somebody("Vera"), WHY | {"until": "7"}
    yield "page_add", None, {"title": "New", "kind": "article", "body": "Trees."}
    yield "page_change", world.article, {"body": "Trees."}
    yield "show_change", world.show.show, {"genre": "Comedy"}
    yield "season_change", world.season.season, {"number": "2"}
    yield "episode_change", world.episode.episode, {"number": "2"}
    yield "casting_change", Casting.objects.get(row="ada"), {"note": "Sells apples"}
    yield "character_change", world.pip.character, {"full_name": "Pip Rosemary Russet"}
    yield "source_change", world.times.source, {"publisher": "The Times"}
    yield "page_take-off", world.article, WHY
    yield "page_bring-back", world.gone, WHY
    yield "revision_patrol", world.newest, {}
    yield "revision_roll-back", world.newest, {}
    yield "revision_hide", world.first, WHY | {"summary": "on"}
    yield "user_roll-back", vera, WHY | {"span": "everything"}
    yield "user_rename", vera, WHY | {"name": "Renamed"}
    yield "user_change", vera, {"groups": [Group.objects.get(name="Trusted").pk]}
    yield "block_add", None, ends | {"member": "Vera"}
    yield "block_end", world.block, WHY
    yield "bannedsite_add", None, WHY | {"host": "wasps.example"}
    yield "bannedsite_end", world.site, WHY
    yield "protection_add", None, ends | {"title": "Ada Marsh", "what": "edit", "level": "review"}
    yield "protection_end", world.protected.protections.get(), WHY
    yield "proposal_accept", world.proposal, {"changed_at": world.proposal.changed_at.isoformat()}
    yield "report_change", world.report, {"outcome": "mended", "answer": "It stands."}


def posts(world, browser):
    """Return [(power, address, what is posted)]: in the admin, with all that its form shows to `browser`."""
    found = list(on_the_site(world))
    for power, row, sent in in_the_admin(world):
        address = reverse(f"admin:wiki_{power}", args=[row.pk] if row else [])
        shown = form_fields(browser.get(address)) if power.endswith("_change") else {}
        found.append((power, address, shown | sent))
    return found


def attempt(browser, address, sent, before):
    """Post, say what came of it, and take it back."""
    with transaction.atomic():
        status = browser.post(address, sent).status_code
        answer = f"{status}{'-' if everything() == before else '+'}"
        transaction.set_rollback(True)
    for cache in caches.all():
        cache.clear()  # the keys of what was taken back come again
    return answer


def test_every_power_answers_each_role_as_the_table_says(world):
    members = [somebody("Wasp"), somebody("Mia"), somebody("Tara", "Trusted"), alice(), staff(dana())]
    browsers = [Client(), *map(browser_of, members)]
    tried, before = posts(world, browsers[-1]), everything()
    wrong = {}
    for power, address, sent in tried:
        answers = " ".join(attempt(browser, address, sent, before) for browser in browsers)
        if answers != TABLE[power]:
            wrong[power] = f"{answers}, not {TABLE[power]}"
    assert wrong == {}
    assert {power for power, _address, _sent in tried} == TABLE.keys()


def test_every_power_of_the_admin_is_in_the_table():
    steps = {name.removeprefix("admin:wiki_") for name in NAMES if name.startswith("admin:wiki_")}
    own = {step for step in steps if step.rpartition("_")[2] not in OF_A_MODEL}
    request = RequestFactory().post("/")
    request.user = staff(dana())
    usual = {
        f"{model._meta.model_name}_{step}"
        for model, model_admin in admin.site._registry.items()
        for step in ("add", "change", "delete")
        if getattr(model_admin, f"has_{step}_permission")(request)
    }
    assert own | usual == {name for said in OF_THE_ADMIN.values() for name in said.split()} | WITHOUT_FACTS
