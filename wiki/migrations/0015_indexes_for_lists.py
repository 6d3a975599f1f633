"""What lists and suggestions look titles up by, and the indexes that keep every list quick in a large wiki."""

import re

import django.db.models.deletion
from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

WORD = re.compile(r"\w+(?:['’]\w+)*")
MAX_PARTS = 16
KINDS = [
    ("show", "show"),
    ("season", "season"),
    ("episode", "episode"),
    ("character", "character"),
    ("person", "person"),
    ("source", "source"),
    ("article", "article"),
    ("category", "category"),
    ("help", "help page"),
]
# PostgreSQL compares these texts with each other; by code point an index finds all that begin with some letters.
COMPARED = {
    "wiki_title": ("key", 600),
    "wiki_pagelink": ("target_key", 600),
    "wiki_source": ("key", 60),
    "wiki_titlepart": ("words", 600),
}


def compare_by_code_point(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, (column, length) in COMPARED.items():
            schema_editor.execute(
                f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar({length}) COLLATE "C"'
            )


def write_parts(apps, schema_editor):
    alias = schema_editor.connection.alias
    titles = apps.get_model("wiki", "Title").objects.using(alias).filter(shown_from=None, page__deleted_at=None)
    part = apps.get_model("wiki", "TitlePart")
    made = []
    for pk, key, is_current, kind in titles.values_list("pk", "key", "is_current", "page__kind"):
        made.append(part(title_id=pk, kind=kind, rank=0 if is_current else 1, words=key))
        for word in list(WORD.finditer(key))[1:MAX_PARTS]:
            made.append(part(title_id=pk, kind=kind, rank=2, words=key[word.start() :]))
    part.objects.using(alias).bulk_create(made, batch_size=1000)


def add_permission(apps, schema_editor):
    # Django makes permissions when all migrations are done; the groups need them now.
    alias = schema_editor.connection.alias
    create_permissions(installed_apps.get_app_config("wiki"), verbosity=0, using=alias)
    permission = apps.get_model("auth", "Permission").objects.using(alias).get(
        content_type__app_label="wiki", codename="view_titlepart"
    )
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=["Moderators", "Administrators"]):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0014_plain_words")]

    operations = [
        migrations.CreateModel(
            name="TitlePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wiki.title", verbose_name="title")),
                ("kind", models.CharField(choices=KINDS, max_length=12, verbose_name="kind")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                ("words", models.CharField(max_length=600, verbose_name="words")),
            ],
            options={"verbose_name": "part of a title", "verbose_name_plural": "parts of titles"},
        ),
        migrations.RunPython(compare_by_code_point, migrations.RunPython.noop),
        migrations.RunPython(write_parts, migrations.RunPython.noop),
        migrations.AddIndex("titlepart", models.Index(fields=["rank", "words"], name="title_part_words")),
        migrations.AddIndex("titlepart", models.Index(fields=["kind", "rank", "words"], name="title_part_of_kind")),
        migrations.AddIndex("page", models.Index(fields=["kind", "id"], name="page_kind")),
        migrations.AddIndex("pagelink", models.Index(fields=["kind", "id"], name="link_newest_of_kind")),
        migrations.AddIndex(
            "pagelink",
            models.Index(
                condition=models.Q(("kind", "category"), ("shown_from", None)),
                fields=["target_key", "page"],
                name="link_category",
            ),
        ),
        migrations.AddIndex("season", models.Index(fields=["-released", "-number", "id"], name="season_newest")),
        migrations.AddIndex("character", models.Index(fields=["school_name"], name="character_school_name")),
        migrations.RunPython(add_permission, migrations.RunPython.noop),
    ]
