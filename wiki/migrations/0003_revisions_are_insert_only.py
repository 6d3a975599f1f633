"""The database itself refuses to change a revision.

Loading the same fixture again writes the same values, which is allowed. Deleting is not
refused: a page can be purged for legal reasons.
"""

from django.db import migrations

COLUMNS = [
    "page_id", "number", "parent_id", "author_id", "accepted_by_id", "created_at", "summary", "minor",
    "body", "facts", "size", "sha256", "tags",
]

SQLITE = """
CREATE TRIGGER wiki_revision_insert_only BEFORE UPDATE ON wiki_revision
WHEN {differs}
BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END
""".format(differs=" OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in COLUMNS))

POSTGRESQL = """
CREATE FUNCTION wiki_revision_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a revision never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER wiki_revision_insert_only BEFORE UPDATE ON wiki_revision
FOR EACH ROW WHEN ({differs}) EXECUTE FUNCTION wiki_revision_never_changes()
""".format(differs=" OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in COLUMNS))


def add_trigger(apps, schema_editor):
    schema_editor.execute({"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor])


def drop_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS wiki_revision_insert_only")
    else:
        schema_editor.execute("DROP FUNCTION IF EXISTS wiki_revision_never_changes CASCADE")


class Migration(migrations.Migration):
    dependencies = [("wiki", "0002_groups")]

    operations = [migrations.RunPython(add_trigger, drop_trigger)]
