"""Builders of people and pages for tests. All have fixed names, and nothing is random.

Alice moderates, Bob is a member and Dana administers; Charlie has no account. "The Orchard" is an
invented show.
"""

from datetime import UTC, datetime
from types import SimpleNamespace

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection

from tests.copies import written_once
from wiki.actions.imports import import_pages
from wiki.actions.pages.editing import create_page, edit_page
from wiki.actions.search.indexing import write_title_parts
from wiki.exchange.files import AuthoredRevision
from wiki.facts.references import look_up
from wiki.models import Page, Proposal, Title, User
from wiki.queries.viewers import viewer_of
from wiki.text.progress import parse_progress, write_cookie
from wiki.text.titles import title_key

CHARLIE = AnonymousUser()


def alice():
    """Return Alice, a moderator."""
    return somebody("Alice", "Moderators")


def bob():
    """Return Bob, a member."""
    return somebody("Bob")


def dana():
    """Return Dana, an administrator."""
    return somebody("Dana", "Administrators")


def somebody(name, *groups):
    """Return the person of that name, who is in `groups`; the same person each time."""
    user = User.objects.filter(username=name).first()
    if user is None:
        user = User.objects.create_user(name, f"{name.lower()}@example.org", "apple-pie-for-tea")
        user.groups.set(Group.objects.filter(name__in=groups))
    return user


def cited(*places):
    """Return sources for a value or a row; each place is a source page, or (page, locator)."""
    pairs = [place if isinstance(place, tuple) else (place, "") for place in places]
    sources = [{"source": page.uid} | ({"locator": words} if words else {}) for page, words in pairs]
    return {"sources": sources} if sources else {}


def value(content, *places, **more):
    """Return one value of a fact, with its sources."""
    return {"value": content} | cited(*places) | more


def row(row_id, *places, **columns):
    """Return one row of a fact that repeats, with its sources."""
    return {"id": row_id} | columns | cited(*places)


def write(title, kind="article", *, by=None, body="", facts=None, **more):
    """Return a new page as the database has it, or the Proposal of one that must be reviewed."""
    saved = create_page(title, kind, by=by or bob(), body=body, facts=facts or {}, **more)
    return saved if isinstance(saved, Proposal) else again(saved.page)


def crowd(kind, count, model=None, **columns):
    """Write `count` pages of one kind at once; actions would write them one by one."""
    pages = Page.objects.bulk_create([Page(uid=f"{kind}-{number}", kind=kind) for number in range(count)])
    titles = [(page, page.uid.replace("-", " ")) for page in pages]
    Title.objects.bulk_create([Title(page=page, key=title, text=title) for page, title in titles])
    write_title_parts(pages)
    if model:
        model.objects.bulk_create([model(page=page, **columns) for page in pages])
    return pages


def write_again(page, **said):
    """Write a deleted page anew at its title, and return what comes of it."""
    return create_page(str(page), page.kind, **said)


def change(page, *, by=None, body=None, facts=None, **more):
    """Return the revision of an edit on top of the current one; what is not given stays."""
    base = again(page).current
    return edit_page(
        page,
        by=by or bob(),
        base=base,
        body=base.body if body is None else body,
        facts=base.facts if facts is None else facts,
        **more,
    )


def change_fact(page, name, fact, **more):
    """Return the revision of an edit that sets one fact, or takes it away with None."""
    facts = {**again(page).current.facts, name: fact}
    return change(page, facts={name: fact for name, fact in facts.items() if fact is not None}, **more)


def again(page):
    """Return `page` as the database has it now, with its current revision."""
    return Page.objects.select_related("current").get(pk=page.pk)


def rename(page, title):
    """Give `page` another title; what it was called before still leads to it."""
    page.titles.update(is_current=False)
    Title.objects.create(page=page, key=title_key(title), text=title)
    write_title_parts([page])


def authored(uid, kind="article", *, number=1, title="", facts=None, body=""):
    """Return a revision as it stands in a file."""
    day = datetime(2031, 4, number, tzinfo=UTC)
    return AuthoredRevision(uid, kind, number, title or uid, f"Edition {number}", day, facts or {}, body)


def first_edition(title, kind="article", **more):
    """Return a page that was loaded from files: nobody is its author."""
    uid = title_key(title).replace(" ", "-")[:80]
    import_pages([authored(uid, kind, title=title, **more)])
    return again(Page.objects.get(uid=uid))


def touched():
    """Return how often each page was touched, by uid."""
    return dict(Page.objects.values_list("uid", "touched"))


def touched_since(before):
    """Return the uids of the pages that were touched since, or are new."""
    return {uid for uid, count in touched().items() if count != before.get(uid)}


def everything():
    """Return every row of every table of ours, to see that nothing was written."""
    tables = {model.__name__: model._meta for model in apps.get_app_config("wiki").get_models()}
    with connection.cursor() as cursor:
        return {name: _rows(cursor, table) for name, table in tables.items()}


def _rows(cursor, table):
    """Return rows as the database has them: hundreds of tests ask, and querysets take ten times as long."""
    cursor.execute(f'SELECT * FROM "{table.db_table}" ORDER BY "{table.pk.column}"')
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@written_once(bob)
def orchard():
    """Write The Orchard: a show and its season, with who plays whom, and the source that says so."""
    times = write("The Orchard Times", "source", facts={"key": value("orchard-times")})
    show = write("The Orchard", "show", facts={"key": value("orchard")})
    ada, ben = write("Ada Marsh", "person"), write("Ben Frost", "person")
    pip, quince = write("Pip Russet", "character"), write("Mrs Quince", "character")
    facts = {
        "show": value(show.uid),
        "number": value(1),
        "status": value("released", (times, "page 1"), as_of="2031-04"),
        "casting": [
            row("ada", (times, "page 2"), actor=ada.uid, character=pip.uid, billing="new"),
            row("ben", times, actor=ben.uid, character=quince.uid, note="Runs the shop"),
        ],
    }
    season = write("The Orchard season 1", "season", facts=facts, body="[[Pip Russet]] plants a tree.")
    return SimpleNamespace(
        times=times, show=show, ada=ada, ben=ben, pip=pip, quince=quince, season=again(season)
    )


def season_with(count, title="The Orchard season 2", number=2):
    """Write a season with so many people in its cast, who play as many characters; all name a source.

    The Orchard must be there.
    """
    times, show = Page.objects.get(source__key="orchard-times"), Page.objects.get(show__key="orchard")
    cast = [
        row(
            f"r{one}",
            (times, f"page {one}"),
            actor=write(f"{title} actor {one}", "person").uid,
            character=write(f"{title} character {one}", "character").uid,
        )
        for one in range(count)
    ]
    facts = {"show": value(show.uid), "number": value(number), "casting": cast}
    return write(title, "season", facts=facts)


def write_episode(season, number, name="", **facts):
    """Write an episode of a season."""
    return write(
        name or f"Episode {number}",
        "episode",
        facts={"season": value(season.uid), "number": value(number), **facts},
    )


def garden():
    """Write The Garden, a second show, with its season and somebody in it."""
    show = write("The Garden", "show", facts={"key": value("garden")})
    season = write("The Garden season 1", "season", facts={"show": value(show.uid), "number": value(1)})
    fern = write("Fern", "character", facts={"first_appearance": value(season.uid)})
    return SimpleNamespace(show=show, season=season, fern=fern)


def viewer(**watched):
    """Return the Viewer of a visitor who has watched so far, by the keys of shows: `orchard="s1e3"`."""
    return viewer_of(CHARLIE, write_cookie({key: parse_progress(text) for key, text in watched.items()}))


def reader(**watched):
    """Return the Sight of a visitor who has watched so far, by the keys of shows: `orchard="s1e3"`."""
    return viewer(**watched).sight


def known_of(*pages):
    """Return what facts may know of these pages."""
    return look_up([page.uid for page in pages])
