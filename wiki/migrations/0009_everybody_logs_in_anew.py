"""Every session ends: those begun before log-ins were listed are in no list, and could not be ended elsewhere."""

from django.db import migrations


def end_every_session(apps, schema_editor):
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("sessions", "0001_initial"), ("wiki", "0008_revisions_of_a_member")]

    operations = [migrations.RunPython(end_every_session, migrations.RunPython.noop)]
