"""Changes of titles become columns of revisions, and links remember how their mark names its show.

Until now only summaries said how a page was moved; they are read here for the last time. The trigger that
keeps revisions from changing has to go meanwhile. Afterwards it guards the new columns too.
"""

import re

from django.db import migrations, models

FIXED = ["page_id", "number", "parent_id", "author_id", "accepted_by_id", "created_at", "minor", "tags"]
EMPTIED = ["body", "facts", "summary", "size", "sha256"]
TITLES = ["old_title", "new_title"]
# A long summary was cut, but the first title in it is whole.
SUMMARIES = {
    "moved": ["Moved from “(?P<old>{title})” to “(?P<new>{title})”(?:: |\\Z)", "Moved from “(?P<old>{title})” to “"],
    "title-added": ["Added the title “(?P<new>{title})”(?:: |\\Z)"],
    "title-removed": ["Removed the title “(?P<old>{title})”(?:: |\\Z)"],
}


def drop_trigger(apps, schema_editor):
    table = "" if schema_editor.connection.vendor == "sqlite" else " ON wiki_revision"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS wiki_revision_insert_only{table}")


def add_trigger(apps, schema_editor):
    guard(schema_editor, EMPTIED + TITLES)


def add_former_trigger(apps, schema_editor):
    guard(schema_editor, EMPTIED)


def guard(schema_editor, emptied_columns):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    same, empty = ("IS", "'{}'") if is_sqlite else ("IS NOT DISTINCT FROM", "'{}'::jsonb")
    differs = " OR ".join(f"NOT (NEW.{column} {same} OLD.{column})" for column in FIXED + emptied_columns)
    kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in FIXED)
    texts = " AND ".join(f"NEW.{column} = ''" for column in emptied_columns if column not in ("facts", "size"))
    emptied = f"{texts} AND NEW.facts = {empty} AND NEW.size = 0 AND {kept}"
    when = f"({differs}) AND NOT ({emptied})"
    refuses = (
        f"WHEN {when} BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END"
        if is_sqlite
        else f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION wiki_revision_never_changes()"
    )
    schema_editor.execute(f"CREATE TRIGGER wiki_revision_insert_only BEFORE UPDATE ON wiki_revision {refuses}")


def read_summaries(apps, schema_editor):
    alias = schema_editor.connection.alias
    revisions = apps.get_model("wiki", "Revision").objects.using(alias).exclude(summary="")
    titles = apps.get_model("wiki", "Title").objects.using(alias)
    told = revisions.filter(tags__icontains="moved") | revisions.filter(tags__icontains="title-")
    for pk, page, tags, summary in told.values_list("pk", "page", "tags", "summary").iterator():
        # A title may contain quotation marks, so the titles of the page are tried first.
        known = sorted(titles.filter(page=page).values_list("text", flat=True), key=len, reverse=True)
        title = "|".join([*map(re.escape, known), ".+?"])
        patterns = [pattern.format(title=title) for tag in tags for pattern in SUMMARIES.get(tag, [])]
        matches = (re.match(pattern, summary, re.DOTALL) for pattern in patterns)
        if match := next(filter(None, matches), None):
            named = {f"{name}_title": text[:255] for name, text in match.groupdict().items()}
            revisions.filter(pk=pk).update(**named)


def read_keys(apps, schema_editor):
    alias = schema_editor.connection.alias
    links = apps.get_model("wiki", "PageLink").objects.using(alias)
    shows = apps.get_model("wiki", "Show").objects.using(alias)
    for pk, key in shows.values_list("pk", "key"):
        links.filter(show=pk).update(show_key=key)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0012_records_and_summaries")]

    operations = [
        migrations.RunPython(drop_trigger, add_former_trigger),
        migrations.AddField(
            model_name="revision",
            name="old_title",
            field=models.CharField(blank=True, db_default="", default="", max_length=255, verbose_name="old title"),
        ),
        migrations.AddField(
            model_name="revision",
            name="new_title",
            field=models.CharField(blank=True, db_default="", default="", max_length=255, verbose_name="new title"),
        ),
        migrations.RunPython(read_summaries, migrations.RunPython.noop),
        migrations.RunPython(add_trigger, drop_trigger),
        migrations.AddField(
            model_name="pagelink",
            name="show_key",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=60, verbose_name="key of the show"
            ),
        ),
        migrations.AddIndex(
            model_name="pagelink",
            index=models.Index(
                condition=models.Q(("show_key", ""), _negated=True), fields=["show_key"], name="link_show_key"
            ),
        ),
        migrations.RunPython(read_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="journalentry",
            name="action",
            field=models.CharField(
                choices=[
                    ("patrol", "patrolled"),
                    ("roll_back", "rolled back"),
                    ("delete", "deleted"),
                    ("restore", "brought back"),
                    ("hide", "hid"),
                    ("show", "showed again"),
                    ("protect", "protected"),
                    ("unprotect", "ended the protection of"),
                    ("block", "blocked"),
                    ("unblock", "ended the block of"),
                    ("ban_site", "banned links to"),
                    ("allow_site", "allowed links again to"),
                    ("accept", "accepted a proposal for"),
                    ("reject", "rejected a proposal for"),
                    ("answer", "answered a report about"),
                    ("rename", "renamed"),
                    ("vacate", "moved the deleted page"),
                    ("groups", "changed the groups of"),
                    ("purge", "removed for good, for legal reasons, from"),
                ],
                max_length=12,
                verbose_name="what",
            ),
        ),
    ]
