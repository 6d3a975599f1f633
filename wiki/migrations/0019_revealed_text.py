"""The texts by which readers find what they have come to, and the full-text index of the database over them.

Like search entries, they are written by wiki/actions/search. A wiki from before gets them from `manage.py rebuild`.
"""

from importlib import import_module

import django.db.models.deletion
import wiki.models.fields
from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

search = import_module("wiki.migrations.0007_search")

_DROP_OLD = "INSERT INTO wiki_revealed (wiki_revealed, rowid, text) VALUES ('delete', OLD.id, OLD.text);"
_ADD_NEW = "INSERT INTO wiki_revealed (rowid, text) VALUES (NEW.id, NEW.text);"
SQLITE = [
    """CREATE VIRTUAL TABLE wiki_revealed USING fts5 (
        text, content='wiki_revealedtext', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
    )""",
    f"CREATE TRIGGER wiki_revealed_insert AFTER INSERT ON wiki_revealedtext BEGIN {_ADD_NEW} END",
    f"CREATE TRIGGER wiki_revealed_delete AFTER DELETE ON wiki_revealedtext BEGIN {_DROP_OLD} END",
    f"CREATE TRIGGER wiki_revealed_update AFTER UPDATE ON wiki_revealedtext BEGIN {_DROP_OLD} {_ADD_NEW} END",
]
_WORDS = f"translate(text, '{search._QUOTED}', '{' ' * len(search._SIGNS)}')"
POSTGRESQL = [
    f"ALTER TABLE wiki_revealedtext ADD COLUMN vector tsvector GENERATED ALWAYS AS (to_tsvector('wiki_words', {_WORDS})) STORED",
    "CREATE INDEX wiki_revealed ON wiki_revealedtext USING gin (vector)",
]
DROP = {
    "sqlite": [
        *(f"DROP TRIGGER wiki_revealed_{change}" for change in ("insert", "delete", "update")),
        "DROP TABLE wiki_revealed",
    ],
    "postgresql": ["ALTER TABLE wiki_revealedtext DROP COLUMN vector"],
}


def add_index(apps, schema_editor):
    search._execute(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def drop_index(apps, schema_editor):
    search._execute(schema_editor, DROP)


def add_permission(apps, schema_editor):
    # Django makes permissions when all migrations are done; the groups need them now.
    alias = schema_editor.connection.alias
    create_permissions(installed_apps.get_app_config("wiki"), verbosity=0, using=alias)
    permission = apps.get_model("auth", "Permission").objects.using(alias).get(
        content_type__app_label="wiki", codename="view_revealedtext"
    )
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=["Moderators", "Administrators"]):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0018_revision_reach")]

    operations = [
        migrations.CreateModel(
            name="RevealedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("show", models.CharField(blank=True, max_length=90, verbose_name="show")),
                ("shown_from", wiki.models.fields.PointField(verbose_name="hide until")),
                ("shown_until", wiki.models.fields.PointField(blank=True, null=True, verbose_name="show until")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("page", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wiki.page", verbose_name="page")),
            ],
            options={"verbose_name": "revealed text", "verbose_name_plural": "revealed texts"},
        ),
        migrations.RunPython(add_index, drop_index),
        migrations.RunPython(add_permission, migrations.RunPython.noop),
    ]
