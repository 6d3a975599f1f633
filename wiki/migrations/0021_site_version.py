"""Counters that tell which answers to visitors still hold."""

from django.db import migrations, models


def create_row(apps, schema_editor):
    apps.get_model("wiki", "SiteVersion").objects.create()


class Migration(migrations.Migration):
    dependencies = [("wiki", "0020_unmarked_pages")]

    operations = [
        migrations.CreateModel(
            name="SiteVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("changes", models.PositiveBigIntegerField(default=0, verbose_name="changes")),
                ("shows", models.PositiveBigIntegerField(default=0, verbose_name="changes of shows")),
            ],
            options={"verbose_name": "site version", "verbose_name_plural": "site versions"},
        ),
        migrations.RunPython(create_row, migrations.RunPython.noop),
    ]
