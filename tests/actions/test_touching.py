"""Every act touches the pages whose reading page looks different afterwards, and no others.

The oracle renders every page before and after each act. An act that the rules of
wiki.queries.pages.dependents forget, or one that is not in this table, fails here.
"""

import ast
import re
from contextlib import suppress
from operator import eq

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory

from tests.actions.worlds import orchard_with_everything
from tests.builders import (
    again,
    alice,
    authored,
    bob,
    change,
    change_fact,
    dana,
    row,
    somebody,
    touched,
    value,
    write,
    write_again,
)
from wiki.actions.history.revisions import hide_revision, patrol
from wiki.actions.imports import import_pages
from wiki.actions.moderation.blocks import allow_site, ban_site, block_member, lift_block
from wiki.actions.moderation.deletion import delete_page, restore_page
from wiki.actions.moderation.proposals import accept, amend, reject, withdraw
from wiki.actions.moderation.protection import end_protection, protect_page, protect_title
from wiki.actions.moderation.purging import purge, purge_proposal, purge_report
from wiki.actions.moderation.reports import answer_report, report_problem
from wiki.actions.moderation.roll_back import roll_back, roll_back_member
from wiki.actions.pages.editing import restore_revision
from wiki.actions.pages.public_state import rebuild_pages
from wiki.actions.people.accounts import (
    change_groups,
    close_account,
    end_sessions,
    promote_if_ready,
    rename_member,
    welcome_member,
)
from wiki.actions.titles.moving import add_title, move_page, remove_title
from wiki.models import (
    BannedSite,
    Block,
    Level,
    Page,
    Proposal,
    Protected,
    Protection,
    Report,
    Revision,
    SiteVersion,
    Title,
)
from wiki.queries.viewers import Viewer
from wiki.refusals import NotReached
from wiki.text.progress import FULL, SAFE
from wiki.views.pages.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STRIP = re.compile(r'<section class="progress".*?</section>', re.DOTALL)
IN_LISTS = "It is red.[@orchard-times] [[Category:Fruit]]"
LINK = "[a](https://plays.example/{})"
# Bounds on needless touches: rules are plain on purpose where precise ones would cost queries.
CAST = 4  # all in a cast, and characters related to them, count as neighbours and as played by somebody else
NAMED = 8  # all pages that name another count as if it was hidden or shown
SEASONS = 1  # every season of a show counts as the next one
SHOW = 1
EVERY_PAGE = 1000  # an operator does this once, for the whole wiki


def why():
    return {"by": dana(), "reason": "x"}


def edit_fact(page, name, fact):
    change_fact(page, name, fact, by=dana())


def season(world, **facts):
    """Change facts of the first season; None takes one away."""
    changed = again(world.first).current.facts | facts
    change(world.first, by=dana(), facts={name: fact for name, fact in changed.items() if fact is not None})


def cast(world, *rows):
    edit_fact(world.first, "casting", [*again(world.first).current.facts["casting"], *rows])


def proposal(page=None, title="", number=1):
    """Return a waiting proposal of Vera's: her new links are reviewed."""
    body = LINK.format(number)
    vera = somebody("Vera")
    return change(page, by=vera, body=body) if page else write(title, by=vera, body=body)


def accepted(waiting):
    accept(waiting, by=dana(), changed_at=waiting.changed_at)


def vandalise(world):
    vic = somebody("Vic")
    change(world.apple, by=vic, body="Rubbish [[The Orchard season 2]]")
    move_page(world.dawn, by=vic, title="Rubbish", keep_old=False)
    write("Daybreak", by=vic, body="More rubbish")


# What is done, and how many other pages it may touch that look the same afterwards.
WRITING = [
    ("create_page", 0, lambda world: write("Nobody", by=dana(), body="A new page. [[Apple]]")),
    ("create_page", 0, lambda world: write("Apple (film)", by=dana(), body="[[Category:Fruit]]")),
    ("create_page", 0, lambda world: write("Category:Films", "category", by=dana())),
    ("create_page", SHOW, lambda world: new_episode(world)),
    ("create_page", SEASONS, lambda world: new_season(world)),
    ("create_page", 0, lambda world: new_character(world)),
    ("create_page", 0, lambda world: write("Dot Hill", "person", by=dana())),
    ("edit_page", 0, lambda world: change(world.apple, by=dana(), body="Round and red. [[Category:Trees]]")),
    ("edit_page", 0, lambda world: change(world.apple, by=dana(), body="[@post] [[Category:New]] [[Guide]]")),
    ("edit_page", 0, lambda world: season(world, released=value("2031-04", world.times))),
    ("edit_page", SHOW, lambda world: season(world, status=value("released"))),
    ("edit_page", 0, lambda world: season(world, premise=value("Trees grow."))),
    ("edit_page", 0, lambda world: season(world, episode_count=value(8))),
    ("edit_page", CAST, lambda world: season(world, number=value(7))),
    ("edit_page", CAST, lambda world: season(world, number=value(1))),
    ("edit_page", CAST + SEASONS, lambda world: season(world, show=value(world.meadow.uid))),
    ("edit_page", CAST + SEASONS, lambda world: season(world, show=value(world.show.uid))),
    (
        "edit_page",
        CAST,
        lambda world: cast(world, row("cleo", actor=world.cleo.uid, character=world.pip.uid)),
    ),
    ("edit_page", CAST, lambda world: cast(world, row("new", character={"name": "A dog"}))),
    ("edit_page", CAST, lambda world: season(world, casting=again(world.first).current.facts["casting"][1:])),
    (
        "edit_page",
        0,
        lambda world: season(world, credits=[row("w", job="director", person=world.writer.uid)]),
    ),
    ("edit_page", 0, lambda world: season(world, credits=None, ordered=value("2030"))),
    ("edit_page", 0, lambda world: edit_fact(world.noon, "title", value("High noon"))),
    ("edit_page", 0, lambda world: edit_fact(world.noon, "premise", value("It is hot."))),
    ("edit_page", 0, lambda world: edit_fact(world.noon, "number", value(5))),
    ("edit_page", 0, lambda world: edit_fact(world.noon, "season", value(world.second.uid))),
    ("edit_page", 0, lambda world: edit_fact(world.noon, "runtime", value(30))),
    ("edit_page", 0, lambda world: edit_fact(world.show, "creator", value(world.cleo.uid))),
    ("edit_page", 0, lambda world: edit_fact(world.show, "network", value("Elm TV", world.post))),
    ("edit_page", 0, lambda world: edit_fact(world.show, "key", value("the-orchard"))),
    ("edit_page", 0, lambda world: edit_fact(world.show, "credits", None)),
    ("edit_page", 0, lambda world: edit_fact(world.pip, "school", {"value": {"name": "Home"}})),
    ("edit_page", 0, lambda world: edit_fact(world.pip, "full_name", value("Philippa Russet"))),
    ("edit_page", 0, lambda world: edit_fact(world.pip, "relationships", [relation(world.quince, "parent")])),
    ("edit_page", 0, lambda world: edit_fact(world.pip, "relationships", [relation(world.quince, "friend")])),
    ("edit_page", 0, lambda world: edit_fact(world.nan, "relationships", None)),
    ("edit_page", 0, lambda world: edit_fact(world.nan, "relationships", [relation(world.pip, "friend")])),
    ("edit_page", 0, lambda world: edit_fact(world.post, "key", value("morning-post"))),
    ("edit_page", 0, lambda world: edit_fact(world.post, "publisher", value("Elm Press"))),
    (
        "edit_page",
        0,
        lambda world: edit_fact(world.pip, "statements", [row("s", label="Pet", value=world.nan.uid)]),
    ),
]
TITLES = [
    ("move_page", CAST, lambda world: move_page(world.ada, title="Ada Swamp", by=dana())),
    (
        "move_page",
        CAST,
        lambda world: move_page(world.pip, title="Pip R.", by=dana(), keep_old=False),
    ),
    ("move_page", SEASONS, lambda world: move_page(world.first, title="Season one", by=dana())),
    ("move_page", 0, lambda world: move_page(world.dawn, title="Daybreak", by=dana())),
    ("move_page", 0, lambda world: move_page(world.show, title="An Orchard", by=dana())),
    ("move_page", 0, lambda world: move_page(world.times, title="The Daily Orchard", by=dana())),
    ("move_page", 0, lambda world: move_page(world.school, title="Oak School", by=dana())),
    ("move_page", 0, lambda world: move_page(world.fruit, title="Category:Fruits", by=dana())),
    ("move_page", 0, lambda world: move_page(world.apple, title="apple", by=dana())),
    ("move_page", 0, lambda world: move_page(world.apple_song, title="Pear (song)", by=dana())),
    ("add_title", 0, lambda world: add_title(world.school, title="Nobody at all", by=dana())),
    ("remove_title", 0, lambda world: remove_title(world.school, title="Elm School", by=dana())),
]
DELETION = [
    ("delete_page", 0, lambda world: delete_page(world.apple, **why())),
    ("restore_page", 0, lambda world: restore_page(world.apple, **why())),
    ("delete_page", SEASONS, lambda world: delete_page(world.first, **why())),
    ("restore_page", SEASONS, lambda world: restore_page(world.first, **why())),
    ("delete_page", CAST, lambda world: delete_page(world.pip, **why())),
    ("restore_page", CAST, lambda world: restore_page(world.pip, **why())),
    ("delete_page", CAST, lambda world: delete_page(world.ada, **why())),
    ("restore_page", CAST, lambda world: restore_page(world.ada, **why())),
    ("delete_page", 0, lambda world: delete_page(world.dusk, **why())),
    ("restore_page", 0, lambda world: restore_page(world.dusk, **why())),
    ("delete_page", 0, lambda world: delete_page(world.show, **why())),
    ("restore_page", 0, lambda world: restore_page(world.show, **why())),
    ("delete_page", 0, lambda world: delete_page(world.times, **why())),
    ("restore_page", 0, lambda world: restore_page(world.times, **why())),
    ("delete_page", 0, lambda world: delete_page(world.guide, **why())),
    ("create_page", 0, lambda world: write_again(world.guide, by=dana(), body="[[Noon]]", facts={})),
    ("restore_revision", 0, lambda world: restored(world.apple)),
]
MODERATION = [
    ("edit_page", 0, lambda world: change(world.trees, by=somebody("Vic"), body="Rubbish [[Pip]]")),
    ("roll_back", 0, lambda world: roll_back(world.trees, by=dana(), author=somebody("Vic"))),
    ("create_page", 0, vandalise),
    ("roll_back_member", 2, lambda world: roll_back_member(somebody("Vic"), **why())),
    ("edit_page", 0, lambda world: proposal(world.guide, number=1)),
    ("amend", 0, lambda world: amend(waiting(), by=somebody("Vera"), body="[[Dusk]]", facts={})),
    ("accept", 0, lambda world: accepted(waiting())),
    ("create_page", 0, lambda world: proposal(title="A gate", number=2)),
    ("accept", 0, lambda world: accepted(waiting())),
    ("reject", 0, lambda world: reject(proposal(world.guide, number=3), **why())),
    ("withdraw", 0, lambda world: withdraw(proposal(world.guide, number=4), by=somebody("Vera"))),
    ("purge_proposal", 0, lambda world: purge_proposal(Proposal.objects.first(), reason="x")),
    ("patrol", 0, lambda world: patrol(unpatrolled(), by=dana())),
    ("edit_page", 0, lambda world: change(world.noon, by=dana(), body="The sun is high.")),
    ("hide_revision", 0, lambda world: hide_revision(again(world.noon).current, parts=["author"], **why())),
    (
        "hide_revision",
        0,
        lambda world: hide_revision(world.noon.current, parts=["text"], **why()),
    ),
    ("purge", 0, lambda world: purge(world.noon, [world.noon.current], reason="x")),
    ("rename_member", 0, lambda world: rename_member(somebody("Vera"), name="Violet", **why())),
    ("close_account", 0, lambda world: close_account(somebody("Violet"), by=somebody("Violet"))),
    (
        "protect_page",
        0,
        lambda world: protect_page(world.noon, what=Protected.EDIT, level=Level.TRUSTED, **why()),
    ),
    ("end_protection", 0, lambda world: end_protection(Protection.objects.get(), **why())),
    ("protect_title", 0, lambda world: protect_title("Buy pills", level=Level.TRUSTED, **why())),
    ("block_member", 0, lambda world: block_member(bob(), **why())),
    ("lift_block", 0, lambda world: lift_block(Block.objects.get(), **why())),
    ("ban_site", 0, lambda world: ban_site("spam.example", **why())),
    ("allow_site", 0, lambda world: allow_site(BannedSite.objects.get(), **why())),
    ("report_problem", 0, lambda world: reported(world)),
    (
        "answer_report",
        0,
        lambda world: answer_report(Report.objects.get(), by=dana(), outcome="mended", answer="x"),
    ),
    ("purge_report", 0, lambda world: purge_report(Report.objects.get(), reason="x")),
    ("change_groups", 0, lambda world: change_groups(bob(), ["Trusted"], by=dana())),
    ("promote_if_ready", 0, lambda world: promote_if_ready(alice())),
    ("welcome_member", 0, lambda world: welcome_member("Rose", "x")),
    ("end_sessions", 0, lambda world: end_sessions(bob())),
    (
        "import_pages",
        EVERY_PAGE,
        lambda world: import_pages([authored("imported", title="Imported")]),
    ),
    ("rebuild_pages", EVERY_PAGE, lambda world: rebuild_pages(Page.objects.all())),
]
HIDING = [
    ("edit_page", bound, lambda world, name=name, fact=fact: edit_fact(getattr(world, name), "reveal", fact))
    for name, bound in (
        *(("apple", 0), ("fruit", 0), ("school", 0), ("times", 0), ("noon", SHOW), ("writer", 0)),
        *(("pip", CAST), ("ada", CAST), ("first", SEASONS + CAST), ("show", 0)),
    )
    for fact in (value("S1"), value("everybody"))
]
HIDING += [
    ("edit_page", 0, lambda world: change(world.apple, by=dana(), body=f"Round.\n\n>!S1E1: {IN_LISTS}!<")),
    ("edit_page", 0, lambda world: change(world.apple, by=dana(), body=f"Round.\n\n{IN_LISTS}")),
    ("edit_page", 2, lambda world: change(world.nan, by=dana(), body=f"Short.\n\n{IN_LISTS}")),  # unmarked
    ("edit_page", NAMED, lambda world: edit_fact(world.nan, "reveal", value("everybody"))),
    ("edit_page", NAMED, lambda world: edit_fact(world.nan, "reveal", None)),
    (
        "edit_page",
        1,
        lambda world: edit_fact(world.nan, "other_names", [row("n", name="N") | {"from": "S1"}]),
    ),
    ("add_title", 0, lambda world: add_title(world.school, title="Nobody at all", until=2001, by=dana())),
    ("move_page", 0, lambda world: move_page(world.school, title="Nobody at all", by=dana())),
]
GROUPS = {
    "writing": WRITING,
    "titles": TITLES,
    "deletion": DELETION,
    "moderation": MODERATION,
    "hiding": HIDING,
}
# Visitors are told nothing of sessions; and Alice, a moderator, is not promoted.
UNSEEN = {"end_sessions", "promote_if_ready"}
# No act of a person: clock and locks, parts of acts, and nothing that a page could show.
NO_ACTS = {
    *("at", "now", "lock_rows", "lock_names", "lock_pages", "lock_wiki", "record", "forget_session"),
    *("act", "shows_change", "append_revision", "mark", "mark_patrolled", "mark_reverted", "reverted_by"),
    *("write_reach", "write_reaches"),
    *("clear_public_state", "empty_typed", "refuse_unknown_base", "write", "write_links"),
    *("write_public_state", "index_pages", "pages_naming", "write_title_parts"),
    *("merge", "retitle", "write_titles", "pages_placed_by", "write_places", "write_reveals"),
    *("set_progress", "take_over_cookie"),
}


def relation(page, kind):
    return row(f"to-{page.uid[:4]}", kind=kind, other=page.uid)


def new_episode(world):
    write("Night", "episode", by=dana(), facts={"season": value(world.first.uid), "number": value(3)})


def new_season(world):
    facts = {"show": value(world.show.uid), "number": value(3), "casting": [row("b", actor=world.ben.uid)]}
    write("The Orchard season 3", "season", by=dana(), facts=facts)


def new_character(world):
    facts = {"school": value(world.school.uid), "relationships": [relation(world.quince, "child")]}
    write("Little Pip", "character", by=dana(), facts=facts)


def waiting():
    return Proposal.objects.get(state="waiting")


def unpatrolled():
    write("Nothing yet", by=bob())
    return Revision.objects.filter(mark__awaits_patrol=True).latest("pk")


def restored(page):
    page = again(page)
    restore_revision(page.revisions.get(number=1), by=dana(), base=page.current)


def reported(world):
    report_problem(world.noon, by=bob(), title="Noon", kind="wrong", words="No.")


class Look:
    """The reading page of a title for a visitor, empty if it is hidden, and what the database answered.

    The strip, which asks how far somebody has watched, is apart: it follows the version of shows.
    """

    def __init__(self, text, sight):
        self.text, self.questions = text, []
        visitor = RequestFactory().get("/")
        visitor.user = AnonymousUser()
        visitor.viewer, content = Viewer(visitor.user, sight), ""
        with connection.execute_wrapper(self._note), suppress(NotReached):
            content = read(visitor, text.replace(" ", "_")).content.decode()
        self.strip = STRIP.findall(content)
        self.content = STRIP.sub("", content).split()
        self.answers = list(self._ask())

    def _note(self, execute, sql, params, many, context):
        self.questions.append((sql, params))
        return execute(sql, params, many, context)

    def _ask(self):
        """Yield the answer to each question, as it is now."""
        with connection.cursor() as cursor:
            yield from (_rows(cursor, *question) for question in self.questions)

    def is_the_same(self, text):
        """Whether the page would look the same now: it is made of nothing but these answers."""
        return self.text == text and all(map(eq, self._ask(), self.answers))


def _rows(cursor, sql, params):
    cursor.execute(sql, params)
    return cursor.fetchall()


def looks(before, sight):
    """Return the look of every live page, by uid. A page whose answers are the same is not rendered again."""
    titles = Title.objects.filter(is_current=True, page__deleted_at=None).values_list("page__uid", "text")
    return {
        uid: before[uid] if uid in before and before[uid].is_the_same(text) else Look(text, sight)
        for uid, text in titles
    }


def current_revisions():
    return dict(Page.objects.values_list("uid", "current"))


class Oracle:
    """Compares what an act touched with what looks different."""

    def __init__(self, sight):
        self.sight = sight
        self.looks = looks({}, sight)

    def faults_of(self, name, needless, act):
        before, counts, revisions = self.looks, touched(), current_revisions()
        version = SiteVersion.objects.get()
        act()
        self.looks, now = looks(before, self.sight), touched()
        yield from self._stale(name, before, version)
        edited = {uid for uid, pk in current_revisions().items() if revisions.get(uid) != pk}
        both = before.keys() & self.looks.keys()
        different = {uid for uid in both if before[uid].content != self.looks[uid].content}
        different |= before.keys() - self.looks.keys() & now.keys()  # no answer with them holds
        bumped = {uid for uid in before.keys() & now.keys() if now[uid] != counts[uid]}
        titles = {page.uid: str(page) for page in Page.objects.prefetch_related("titles")}
        if missed := different - bumped:
            yield f"{name} does not touch {sorted(titles[uid] for uid in missed)}"
        surplus = bumped - different - edited
        if len(surplus) > needless:
            yield f"{name} touches for nothing {sorted(titles[uid] for uid in surplus)}"

    def _stale(self, name, before, version):
        """Yield which answers to visitors would be given again although they are out of date."""
        now, both = SiteVersion.objects.get(), before.keys() & self.looks.keys()
        if now.changes == version.changes and name not in UNSEEN:
            yield f"{name} leaves lists as they were"
        if now.shows == version.shows and any(before[uid].strip != self.looks[uid].strip for uid in both):
            yield f"{name} leaves strips as they were"


# Together, the marked groups take each rule's way through both databases.
ON_EACH_DATABASE = ("titles", "moderation", "hiding")


@pytest.mark.parametrize(
    "group",
    [
        pytest.param(group, marks=[pytest.mark.each_database] if group in ON_EACH_DATABASE else [])
        for group in GROUPS
    ],
)
def test_every_act_touches_the_pages_that_look_different_and_hardly_any_other(group):
    world = orchard_with_everything()
    oracle = Oracle(SAFE if group == "hiding" else FULL)
    faults = [
        f"{number}: {fault}"
        for number, (name, needless, act) in enumerate(GROUPS[group])
        for fault in oracle.faults_of(name, needless, lambda act=act: act(world))
    ]
    assert not faults, "\n".join(faults)


def test_every_act_is_tried():
    tried = {name for group in GROUPS.values() for name, _needless, _act in group}
    assert public_functions() - NO_ACTS - tried == set()
    assert NO_ACTS - public_functions() == set()


def public_functions():
    """Return the names of the public functions that the modules of wiki/actions/ define."""
    modules = (settings.BASE_DIR / "wiki" / "actions").rglob("*.py")
    nodes = [node for module in modules for node in ast.parse(module.read_text()).body]
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}
