"""How far each edit goes. Only `rebuild` can tell of older ones: it reads their texts."""

import django.db.models.deletion
import wiki.models.fields
from django.db import migrations, models
from django.db.models import Q

NEVER = 1_000_000
# A page without any of these has no marks. The text of an episode has one that nobody typed.
MARKS = Q(body__contains=">!") | Q(body__icontains="spoiler") | Q(page__kind="episode")
MARKS |= Q(facts__icontains='"from"') | Q(facts__icontains='"until"') | Q(facts__icontains='"premise"')


def hide_edits(apps, schema_editor):
    """Let all edits of pages that may have marks go beyond every point, until `rebuild` has read them."""
    alias = schema_editor.connection.alias
    revisions, marks = (apps.get_model("wiki", name).objects.using(alias) for name in ("Revision", "RevisionMark"))
    hidden = revisions.filter(page__in=revisions.filter(MARKS).values("page")).values_list("pk", flat=True)
    upsert = {"update_conflicts": True, "unique_fields": ["revision"], "update_fields": ["reach"]}
    marks.bulk_create((marks.model(revision_id=pk, reach=NEVER) for pk in hidden), batch_size=1000, **upsert)
    schema_editor.connection.check_constraints()  # else PostgreSQL can't index the column below


class Migration(migrations.Migration):

    dependencies = [
        ('wiki', '0017_hidden_pages'),
    ]

    operations = [
        migrations.AddField(
            model_name='revisionmark',
            name='reach',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='reach'),
        ),
        migrations.AddField(
            model_name='revisionmark',
            name='reach_show',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wiki.show', verbose_name='show of the reach'),
        ),
        migrations.RunPython(hide_edits, migrations.RunPython.noop, elidable=True),
    ]
