"""Every change of a table is a migration; the squashed ones make what those that they replace make."""

import os
from contextlib import nullcontext

import environ
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.timezone import now

from tests.postgres import another_database
from wiki.text.points import NEVER

pytestmark = pytest.mark.slow

SQUASHED = ("wiki", "0001_squashed_0012_records_and_summaries")
TABLES = ("wiki_", "auth_", "django_content_type", "django_session")
# What Django knows nothing of: triggers, functions, indexes by hand and the dictionary of search.
BY_HAND = {
    "sqlite": [
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE%'"
    ],
    "postgresql": [
        "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'wiki%'",
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'wiki%'",
        "SELECT table_name, column_name, generation_expression FROM information_schema.columns"
        " WHERE table_name LIKE 'wiki%'",
        "SELECT cfgname, dictname, maptokentype FROM pg_ts_config_map"
        " JOIN pg_ts_config ON pg_ts_config.oid = mapcfg JOIN pg_ts_dict ON pg_ts_dict.oid = mapdict"
        " WHERE cfgname = 'wiki_words'",
    ],
}
POWERS = """
    SELECT auth_group.name, app_label, codename FROM auth_group_permissions
    JOIN auth_group ON auth_group.id = group_id
    JOIN auth_permission ON auth_permission.id = permission_id
    JOIN django_content_type ON django_content_type.id = content_type_id
"""
PERMISSIONS = """
    SELECT app_label, model, codename, name FROM auth_permission
    JOIN django_content_type ON django_content_type.id = content_type_id
    WHERE app_label IN ('wiki', 'auth')
"""


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_has_a_name_of_its_own():
    names = [file.stem for file in (settings.BASE_DIR / "wiki" / "migrations").glob("0*.py")]
    assert names
    assert [name for name in names if "_auto_" in name] == []


@pytest.fixture
def another(tmp_path, django_db_blocker):
    """A connection to an empty database of the same kind."""
    url = os.environ.get("DATABASE_URL")
    with (
        another_database(url, "upgraded") if url else nullcontext(f"sqlite:///{tmp_path}/db") as database_url
    ):
        options = connection.settings_dict | environ.Env.db_url_config(database_url)
        connections.databases["another"] = options | {"OPTIONS": connection.settings_dict["OPTIONS"]}
        try:
            with django_db_blocker.unblock():
                yield connections["another"]
        finally:
            connections["another"].close()
            del connections.databases["another"], connections["another"]


@pytest.mark.django_db
def test_a_wiki_in_use_becomes_what_a_new_wiki_is(another):
    """It has some of the migrations that are squashed now, and goes on with them."""
    originals = MigrationExecutor(another)
    originals.loader = MigrationLoader(another, replace_migrations=False)
    originals.migrate([("wiki", "0008_revisions_of_a_member")])
    upgrade = MigrationExecutor(another)
    upgrade.migrate([node for node in upgrade.loader.graph.leaf_nodes() if node[0] == "wiki"])
    assert SQUASHED in MigrationExecutor(another).loader.applied_migrations
    made, wanted = made_in(another), made_in(connection)
    assert (made - wanted, wanted - made) == (set(), set())


WITH_TITLES = ("wiki", "0013_titles_on_revisions")
LONG, QUOTED = "a" * 250, "A” to “B"
SUMMARIES = [
    ("Moved from “A” to “B”", "A", "B"),
    (f"Moved from “{QUOTED}” to “C”: shorter", QUOTED, "C"),
    (f"Moved from “{LONG}” to “{'b' * 250}"[:500], LONG, ""),
]


def migrate(database, target):
    """Migrate to `target`; return its models, by name."""
    executor = MigrationExecutor(database)
    executor.migrate([target])
    apps = executor.loader.project_state([target]).apps
    return {model.__name__: model.objects.using(database.alias) for model in apps.get_models()}


@pytest.mark.django_db
def test_titles_are_read_from_summaries_and_revisions_are_guarded_both_ways(another):
    models = migrate(another, SQUASHED)
    page = models["Page"].create(uid="a", kind="article", touched=0)
    models["Title"].create(page=page, key=QUOTED.casefold(), text=QUOTED, is_current=True)
    for number, (summary, _old, _new) in enumerate(SUMMARIES, start=1):
        columns = {"page": page, "number": number, "summary": summary, "tags": ["moved"], "created_at": now()}
        models["Revision"].create(**columns, body="x", facts={}, size=1, sha256="s")
    revisions = migrate(another, WITH_TITLES)["Revision"].order_by("number")
    assert list(revisions.values_list("summary", "old_title", "new_title")) == SUMMARIES
    for target in (WITH_TITLES, SQUASHED, WITH_TITLES):
        revision = migrate(another, target)["Revision"].filter(number=1)
        with pytest.raises(DatabaseError, match="a revision never changes"), transaction.atomic("another"):
            revision.update(summary="Changed")
    migrate(another, SQUASHED)["Revision"].update(body="", summary="", size=0, sha256="")


@pytest.mark.django_db
@pytest.mark.each_database
def test_edits_from_before_go_beyond_every_point_if_their_page_may_have_marks(another):
    models = migrate(another, ("wiki", "0016_progress"))
    dated = [{"id": "r1", "from": "S1"}]
    for uid, body, facts in (
        ("plain", "Words", {"statements": [{"id": "r1"}]}),
        ("inline", "A line >!S1: Gold!<", {}),
        ("box", "::: Spoiler S1\nGold\n:::", {}),
        ("row", "Words", {"statements": dated}),
        ("premise", "Words", {"premise": {"value": "Gold"}}),
        ("episode", "Words", {}),
    ):
        page = models["Page"].create(uid=uid, kind="episode" if uid == "episode" else "article")
        for number, content in enumerate([{"body": body, "facts": facts}, {"body": "Words", "facts": {}}], 1):
            columns = {"page": page, "number": number, "created_at": now(), "size": 1, "sha256": "s"}
            models["Revision"].create(**columns, **content)
    models["RevisionMark"].create(revision=models["Revision"].first(), awaits_patrol=True)
    marks = migrate(another, ("wiki", "0018_revision_reach"))["RevisionMark"]
    hidden = marks.filter(reach=NEVER).values_list("revision__page__uid", "revision__number")
    marked = ("inline", "box", "row", "premise", "episode")
    assert set(hidden) == {(uid, number) for uid in marked for number in (1, 2)}
    assert list(marks.filter(awaits_patrol=True).values_list("reach", flat=True)) == [NEVER]


def made_in(database):
    """Return a line for all that migrations made in a database: columns, constraints, triggers and rows."""
    with database.cursor() as cursor:
        names = [name for name in database.introspection.table_names(cursor) if name.startswith(TABLES)]
        lines = {f"{name}: {line}" for name in names for line in made_as(database, cursor, name)}
        for question in (*BY_HAND[database.vendor], POWERS, PERMISSIONS):
            cursor.execute(question)
            lines |= set(map(str, cursor.fetchall()))
    return lines


def made_as(database, cursor, table):
    """Yield the columns and constraints of a table."""
    for column in database.introspection.get_table_description(cursor, table):
        yield (column.name, column.type_code, column.display_size, column.null_ok, column.default)
    yield from database.introspection.get_constraints(cursor, table).values()
