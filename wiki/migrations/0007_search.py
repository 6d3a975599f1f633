"""The table of what pages are found by, and the full-text index of the database over it.

Entries are written by wiki/actions/search.py. A wiki from before gets its entries from `manage.py rebuild`.
"""

import django.db.models.deletion
from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

_DROP_OLD = "INSERT INTO wiki_search (wiki_search, rowid, title, names, text) VALUES ('delete', OLD.page_id, OLD.title, OLD.names, OLD.text);"
_ADD_NEW = "INSERT INTO wiki_search (rowid, title, names, text) VALUES (NEW.page_id, NEW.title, NEW.names, NEW.text);"
SQLITE = [
    """CREATE VIRTUAL TABLE wiki_search USING fts5 (
        title, names, text, content='wiki_searchentry', content_rowid='page_id',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3'
    )""",
    f"CREATE TRIGGER wiki_search_insert AFTER INSERT ON wiki_searchentry BEGIN {_ADD_NEW} END",
    f"CREATE TRIGGER wiki_search_delete AFTER DELETE ON wiki_searchentry BEGIN {_DROP_OLD} END",
    f"CREATE TRIGGER wiki_search_update AFTER UPDATE ON wiki_searchentry BEGIN {_DROP_OLD} {_ADD_NEW} END",
]

# PostgreSQL takes "Truth/Dare" for the name of a file and "a.b" for one of a host: signs become spaces first.
_SIGNS = """!"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~¡«·»¿–—‘’“”…"""
_QUOTED = _SIGNS.replace("'", "''")
_VECTOR = " || ".join(
    f"setweight(to_tsvector('wiki_words', translate({column}, '{_QUOTED}', '{' ' * len(_SIGNS)}')), '{weight}')"
    for column, weight in (("title", "A"), ("names", "B"), ("text", "C"))
)
POSTGRESQL = [
    # English stems, as SQLite has them, but no stop words: "Who are you?" may be a title.
    "CREATE TEXT SEARCH DICTIONARY wiki_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION wiki_words (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION wiki_words ALTER MAPPING REPLACE english_stem WITH wiki_stem",
    # A server without its contrib modules finds "café" only when the accent is typed.
    """DO $$ BEGIN
        CREATE EXTENSION IF NOT EXISTS unaccent;
        ALTER TEXT SEARCH CONFIGURATION wiki_words
            ALTER MAPPING FOR word, hword, hword_part WITH unaccent, wiki_stem;
    EXCEPTION WHEN undefined_file OR feature_not_supported OR insufficient_privilege THEN NULL;
    END $$""",
    f"ALTER TABLE wiki_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
    "CREATE INDEX wiki_search ON wiki_searchentry USING gin (vector)",
]
DROP = {
    "sqlite": [
        *(f"DROP TRIGGER wiki_search_{change}" for change in ("insert", "delete", "update")),
        "DROP TABLE wiki_search",
    ],
    "postgresql": [
        "ALTER TABLE wiki_searchentry DROP COLUMN vector",
        "DROP TEXT SEARCH CONFIGURATION wiki_words",
        "DROP TEXT SEARCH DICTIONARY wiki_stem",
    ],
}


def add_index(apps, schema_editor):
    _execute(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def drop_index(apps, schema_editor):
    _execute(schema_editor, DROP)


def add_permission(apps, schema_editor):
    # Django makes permissions when all migrations are done; the groups need them now.
    alias = schema_editor.connection.alias
    create_permissions(installed_apps.get_app_config("wiki"), verbosity=0, using=alias)
    permission = apps.get_model("auth", "Permission").objects.using(alias).get(
        content_type__app_label="wiki", codename="view_searchentry"
    )
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=["Moderators", "Administrators"]):
        group.permissions.add(permission)


def _execute(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0006_permissions_of_every_kind")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="search_entry", to="wiki.page", verbose_name="page")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("names", models.TextField(blank=True, verbose_name="other names")),
                ("text", models.TextField(blank=True, verbose_name="text")),
            ],
            options={"verbose_name": "search entry", "verbose_name_plural": "search entries"},
        ),
        migrations.RunPython(add_index, drop_index),
        migrations.RunPython(add_permission, migrations.RunPython.noop),
    ]
