"""The four groups, and what each may do."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITED_IN_THE_ADMIN = ("page", "show", "season", "casting", "character", "person", "actor", "source")
READ_IN_THE_ADMIN = (
    *EDITED_IN_THE_ADMIN, "title", "pagelink", "revision", "revisionmark", "relationship", "statement", "citation",
    "user",
)
MODERATOR = [
    "roll_back_page",
    "patrol_revision",
    "add_page",
    *(f"change_{model}" for model in EDITED_IN_THE_ADMIN),
    *(f"view_{model}" for model in READ_IN_THE_ADMIN),
]
GROUPS = {
    "Members": [],
    "Trusted": [],
    "Moderators": MODERATOR,
    "Administrators": [*MODERATOR, "change_user", "view_group"],
}


def make_groups(apps, schema_editor):
    # Django makes permissions when all migrations are done; the groups need them now.
    alias = schema_editor.connection.alias
    for app in ("wiki", "auth"):
        create_permissions(installed_apps.get_app_config(app), verbosity=0, using=alias)
    permissions = apps.get_model("auth", "Permission").objects.using(alias)
    permissions = permissions.filter(content_type__app_label__in=["wiki", "auth"])
    for name, codenames in GROUPS.items():
        group, _made = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=name)
        group.permissions.set(permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("wiki", "0001_first_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
