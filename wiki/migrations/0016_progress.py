"""How far members have watched, and to which show and point each page belongs."""

import django.db.models.deletion
import wiki.models.fields
from django.conf import settings
from django.db import migrations, models

SEASON, END_OF_SEASON = 1000, 999


def write_places(apps, schema_editor):
    """Write `about` and `point` of the pages that there are."""
    Show, Season, Episode, Character = (
        apps.get_model("wiki", name) for name in ("Show", "Season", "Episode", "Character")
    )
    places = {}  # (show, point) by the primary key of the page
    for pk, page in Show.objects.values_list("pk", "page"):
        places[page] = pk, None
    for page, show, number in Season.objects.values_list("page", "show", "number"):
        places[page] = show, number * SEASON + END_OF_SEASON
    for page, show, season, number in Episode.objects.values_list(
        "page", "season__show", "season__number", "number"
    ):
        places[page] = show, season * SEASON + number
    for page, first in Character.objects.exclude(first_appearance=None).values_list("page", "first_appearance"):
        if first in places:
            places[page] = places[first][0], None
    Page = apps.get_model("wiki", "Page")
    pages = [Page(pk=page, about_id=show, point=point) for page, (show, point) in places.items()]
    Page.objects.bulk_update(pages, ["about", "point"], batch_size=100)


class Migration(migrations.Migration):

    dependencies = [
        ('wiki', '0015_indexes_for_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='page',
            name='about',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wiki.show', verbose_name='show'),
        ),
        migrations.AddField(
            model_name='page',
            name='point',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='point'),
        ),
        migrations.CreateModel(
            name='WatchedTo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('point', wiki.models.fields.PointField(verbose_name='point')),
                ('show', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wiki.show', verbose_name='show')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='watched', to=settings.AUTH_USER_MODEL, verbose_name='member')),
            ],
            options={
                'verbose_name': 'progress',
                'verbose_name_plural': 'progress',
                'constraints': [models.UniqueConstraint(fields=('user', 'show'), name='watched_once_per_show')],
            },
        ),
        migrations.RunPython(write_places, migrations.RunPython.noop, elidable=True),
    ]
