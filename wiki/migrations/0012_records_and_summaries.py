"""An index of the edits that were taken back, for the records of members, and one of summaries, to search in."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wiki', '0011_moderators_powers'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['summary'], name='revision_summaries'),
        ),
        migrations.AddIndex(
            model_name='revisionmark',
            index=models.Index(condition=models.Q(('reverted', True)), fields=['revision'], name='mark_reverted'),
        ),
    ]
