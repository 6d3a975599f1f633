"""The database refuses to change the journal; groups get their new powers; old edits wait for patrol as before.

A revision may now be emptied, text, facts and summary together, for legal reasons (wiki.actions.moderation.purging).
"""

from importlib import import_module

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

revisions = import_module("wiki.migrations.0003_revisions_are_insert_only")

JOURNAL = [
    "created_at", "by_id", "action", "page_id", "member_id", "revision_id", "title", "reason", "details", "private",
]
EMPTIED = ("body", "facts", "summary", "size", "sha256")
TRUSTED = ["edit_trusted_page", "skip_patrol"]
MODERATORS = [
    *TRUSTED, "edit_protected_page", "protect_page", "delete_page", "hide_revision", "block_member", "rename_member",
    "ban_site", "decide_proposal", "answer_report", "view_private_journal",
    *(f"view_{model}" for model in ("block", "protection", "bannedsite", "journalentry", "proposal", "report")),
]


def sqlite_trigger(table, columns, words, unless=""):
    differs = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
    return f"""CREATE TRIGGER {table}_insert_only BEFORE UPDATE ON {table} WHEN ({differs}){unless}
    BEGIN SELECT RAISE(ABORT, '{words}'); END"""


def postgresql_trigger(table, columns, function, unless=""):
    differs = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    return f"""CREATE TRIGGER {table}_insert_only BEFORE UPDATE ON {table}
    FOR EACH ROW WHEN (({differs}){unless}) EXECUTE FUNCTION {function}()"""


def add_triggers(apps, schema_editor):
    fixed = [column for column in revisions.COLUMNS if column not in EMPTIED]
    vendor = schema_editor.connection.vendor
    same = "IS" if vendor == "sqlite" else "IS NOT DISTINCT FROM"
    kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in fixed)
    emptied = "NEW.body = '' AND NEW.summary = '' AND NEW.size = 0 AND NEW.sha256 = ''"
    if vendor == "sqlite":
        unless = f" AND NOT ({emptied} AND NEW.facts = '{{}}' AND {kept})"
        schema_editor.execute("DROP TRIGGER wiki_revision_insert_only")
        schema_editor.execute(
            sqlite_trigger("wiki_revision", revisions.COLUMNS, "a revision never changes", unless)
        )
        schema_editor.execute(sqlite_trigger("wiki_journalentry", JOURNAL, "the journal never changes"))
        return
    unless = f" AND NOT ({emptied} AND NEW.facts = '{{}}'::jsonb AND {kept})"
    schema_editor.execute("DROP TRIGGER wiki_revision_insert_only ON wiki_revision")
    schema_editor.execute(
        postgresql_trigger("wiki_revision", revisions.COLUMNS, "wiki_revision_never_changes", unless)
    )
    schema_editor.execute(
        """CREATE FUNCTION wiki_journal_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the journal never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
    )
    schema_editor.execute(postgresql_trigger("wiki_journalentry", JOURNAL, "wiki_journal_never_changes"))


def let_old_edits_wait(apps, schema_editor):
    """Edits by members that nobody has patrolled wait for it; a mark says so now."""
    alias = schema_editor.connection.alias
    revision, mark = (apps.get_model("wiki", name).objects.using(alias) for name in ("Revision", "RevisionMark"))
    waiting = revision.exclude(author=None).filter(mark__patrolled_at=None)
    mark.filter(revision__in=waiting).update(awaits_patrol=True)
    unmarked = waiting.filter(mark=None).values_list("pk", flat=True)
    mark.bulk_create(
        (mark.model(revision_id=pk, awaits_patrol=True) for pk in unmarked.iterator()), batch_size=500
    )


def add_permissions(apps, schema_editor):
    # Django makes permissions when all migrations are done; the groups need them now.
    alias = schema_editor.connection.alias
    create_permissions(installed_apps.get_app_config("wiki"), verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    groups = apps.get_model("auth", "Group").objects.using(alias)
    given = {"Trusted": TRUSTED, "Moderators": MODERATORS, "Administrators": MODERATORS}
    for name, codenames in given.items():
        added = permissions.filter(content_type__app_label="wiki", codename__in=codenames)
        groups.get(name=name).permissions.add(*added)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0010_moderation")]

    operations = [
        migrations.RunPython(add_triggers, migrations.RunPython.noop),
        migrations.RunPython(let_old_edits_wait, migrations.RunPython.noop),
        migrations.RunPython(add_permissions, migrations.RunPython.noop),
    ]
