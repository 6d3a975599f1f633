"""The table in which workers share the counters of rate limits, unless another cache is set."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", "wiki_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("wiki", "0003_revisions_are_insert_only")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
