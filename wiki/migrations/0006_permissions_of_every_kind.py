"""Moderators and administrators see the tables that came with 0005, and edit episodes."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

CODENAMES = [
    "change_episode",
    *(f"view_{model}" for model in ("episode", "appearance", "credit", "identifier", "othername")),
]


def add_permissions(apps, schema_editor):
    # Django makes permissions when all migrations are done; the groups need them now.
    alias = schema_editor.connection.alias
    create_permissions(installed_apps.get_app_config("wiki"), verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    added = permissions.filter(content_type__app_label="wiki", codename__in=CODENAMES)
    for group in apps.get_model("auth", "Group").objects.using(alias).filter(name__in=["Moderators", "Administrators"]):
        group.permissions.add(*added)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0005_every_kind")]

    operations = [migrations.RunPython(add_permissions, migrations.RunPython.noop)]
