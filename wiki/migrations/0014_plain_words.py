"""Names of columns, help texts and choices in plain words. Nothing changes in the database."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import wiki.models.fields
import wiki.models.people
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('wiki', '0013_titles_on_revisions'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='identifier',
            options={'ordering': ['position'], 'verbose_name': 'external ID', 'verbose_name_plural': 'external IDs'},
        ),
        migrations.AlterModelOptions(
            name='statement',
            options={'ordering': ['position'], 'verbose_name': 'other fact', 'verbose_name_plural': 'other facts'},
        ),
        migrations.AlterModelOptions(
            name='user',
            options={'permissions': [('rename_member', 'Can rename accounts with abusive names')], 'verbose_name': 'member', 'verbose_name_plural': 'members'},
        ),
        migrations.AlterField(
            model_name='appearance',
            name='shown_from',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='hide until'),
        ),
        migrations.AlterField(
            model_name='appearance',
            name='shown_until',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='show until'),
        ),
        migrations.AlterField(
            model_name='block',
            name='lifted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='ended early'),
        ),
        migrations.AlterField(
            model_name='block',
            name='pages',
            field=models.ManyToManyField(blank=True, help_text='Leave empty to block the member everywhere.', related_name='+', to='wiki.page', verbose_name='pages'),
        ),
        migrations.AlterField(
            model_name='casting',
            name='shown_from',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='hide until'),
        ),
        migrations.AlterField(
            model_name='casting',
            name='shown_until',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='show until'),
        ),
        migrations.AlterField(
            model_name='character',
            name='first_appearance',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wiki.page', verbose_name='first appearance'),
        ),
        migrations.AlterField(
            model_name='character',
            name='first_appearance_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='first appearance'),
        ),
        migrations.AlterField(
            model_name='citation',
            name='locator',
            field=models.CharField(blank=True, max_length=300, verbose_name='page, time or section'),
        ),
        migrations.AlterField(
            model_name='credit',
            name='shown_from',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='hide until'),
        ),
        migrations.AlterField(
            model_name='credit',
            name='shown_until',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='show until'),
        ),
        migrations.AlterField(
            model_name='episode',
            name='premise',
            field=wiki.models.fields.PremiseField(blank=True, help_text='One line without spoilers for this episode.', max_length=300, verbose_name='premise'),
        ),
        migrations.AlterField(
            model_name='identifier',
            name='address',
            field=wiki.models.fields.AddressField(max_length=500, verbose_name='web address (URL)'),
        ),
        migrations.AlterField(
            model_name='identifier',
            name='shown_from',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='hide until'),
        ),
        migrations.AlterField(
            model_name='identifier',
            name='shown_until',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='show until'),
        ),
        migrations.AlterField(
            model_name='journalentry',
            name='action',
            field=models.CharField(choices=[('patrol', 'patrolled'), ('roll_back', 'rolled back'), ('delete', 'deleted'), ('restore', 'restored'), ('hide', 'hid'), ('show', 'showed again'), ('protect', 'protected'), ('unprotect', 'ended the protection of'), ('block', 'blocked'), ('unblock', 'ended the block of'), ('ban_site', 'banned links to'), ('allow_site', 'allowed links again to'), ('accept', 'accepted a proposal for'), ('reject', 'rejected a proposal for'), ('answer', 'answered a report about'), ('rename', 'renamed'), ('vacate', 'moved the deleted page'), ('groups', 'changed the groups of'), ('purge', 'permanently removed, for legal reasons, from')], max_length=12, verbose_name='action'),
        ),
        migrations.AlterField(
            model_name='journalentry',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AlterField(
            model_name='journalentry',
            name='created_at',
            field=models.DateTimeField(verbose_name='time'),
        ),
        migrations.AlterField(
            model_name='journalentry',
            name='private',
            field=models.BooleanField(default=False, verbose_name='private'),
        ),
        migrations.AlterField(
            model_name='journalentry',
            name='reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='journalentry',
            name='title',
            field=models.CharField(blank=True, max_length=255, verbose_name='target'),
        ),
        migrations.AlterField(
            model_name='othername',
            name='shown_from',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='hide until'),
        ),
        migrations.AlterField(
            model_name='othername',
            name='shown_until',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='show until'),
        ),
        migrations.AlterField(
            model_name='page',
            name='deleted_reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='reason for deletion'),
        ),
        migrations.AlterField(
            model_name='pagelink',
            name='shown_from',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='hide until'),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='cause',
            field=models.CharField(choices=[('protected', 'edits of this page are reviewed first'), ('first', 'first edits of new members are reviewed'), ('links', 'edits that add links to other sites are reviewed')], max_length=10, verbose_name='why it waits'),
        ),
        migrations.AlterField(
            model_name='protection',
            name='level',
            field=models.CharField(choices=[('members', 'all members'), ('review', 'all members, after a review'), ('trusted', 'trusted members'), ('moderators', 'moderators')], max_length=10, verbose_name='allowed for'),
        ),
        migrations.AlterField(
            model_name='protection',
            name='what',
            field=models.CharField(choices=[('edit', 'editing'), ('move', 'moving'), ('create', 'creating')], max_length=6, verbose_name='protected against'),
        ),
        migrations.AlterField(
            model_name='relationship',
            name='other',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wiki.character', verbose_name='other character'),
        ),
        migrations.AlterField(
            model_name='relationship',
            name='other_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='other character'),
        ),
        migrations.AlterField(
            model_name='relationship',
            name='shown_from',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='hide until'),
        ),
        migrations.AlterField(
            model_name='relationship',
            name='shown_until',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='show until'),
        ),
        migrations.AlterField(
            model_name='report',
            name='kind',
            field=models.CharField(choices=[('spoiler', 'Unmarked spoiler'), ('wrong', 'Wrong fact'), ('person', 'About a real person'), ('copyright', 'Copyright'), ('abuse', 'Abuse or harassment'), ('other', 'Something else')], max_length=10, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='report',
            name='outcome',
            field=models.CharField(blank=True, choices=[('mended', 'fixed'), ('nothing', 'no action needed'), ('repeated', 'already known')], max_length=10, verbose_name='outcome'),
        ),
        migrations.AlterField(
            model_name='report',
            name='words',
            field=models.TextField(max_length=2000, verbose_name='description'),
        ),
        migrations.AlterField(
            model_name='revisionmark',
            name='reverted',
            field=models.BooleanField(default=False, verbose_name='reverted'),
        ),
        migrations.AlterField(
            model_name='season',
            name='premise',
            field=wiki.models.fields.PremiseField(blank=True, help_text='One line without spoilers for this season.', max_length=300, verbose_name='premise'),
        ),
        migrations.AlterField(
            model_name='show',
            name='key',
            field=wiki.models.fields.KeyField(help_text='Typed in spoiler marks, such as orchard', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Use only lower-case letters, digits and hyphens.')], verbose_name='key'),
        ),
        migrations.AlterField(
            model_name='source',
            name='accessed',
            field=wiki.models.fields.PreciseDateField(blank=True, help_text='2023-08-03, 2023-08 or 2023', max_length=10, verbose_name='date accessed'),
        ),
        migrations.AlterField(
            model_name='source',
            name='address',
            field=wiki.models.fields.AddressField(blank=True, max_length=500, verbose_name='web address (URL)'),
        ),
        migrations.AlterField(
            model_name='source',
            name='key',
            field=wiki.models.fields.KeyField(help_text='Typed in citations, such as annual-2024', max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Use only lower-case letters, digits and hyphens.')], verbose_name='key'),
        ),
        migrations.AlterField(
            model_name='source',
            name='type',
            field=models.CharField(blank=True, choices=[('article', 'Article'), ('interview', 'Interview'), ('press release', 'Press release'), ('episode', 'Episode'), ('book', 'Book'), ('social media', 'Social media')], max_length=14, verbose_name='type'),
        ),
        migrations.AlterField(
            model_name='statement',
            name='shown_from',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='hide until'),
        ),
        migrations.AlterField(
            model_name='statement',
            name='shown_until',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='show until'),
        ),
        migrations.AlterField(
            model_name='title',
            name='shown_from',
            field=wiki.models.fields.PointField(blank=True, null=True, verbose_name='hide until'),
        ),
        migrations.AlterField(
            model_name='user',
            name='username',
            field=models.CharField(error_messages={'unique': 'This name is already taken.'}, max_length=60, unique=True, validators=[wiki.models.people.check_plain_letters, django.core.validators.RegexValidator('^\\w[\\w.-]*\\Z', 'A name begins with a letter or digit; after it come letters, digits, dots and hyphens.')], verbose_name='name'),
        ),
        migrations.AlterConstraint(
            model_name='episode',
            name='episode_number_unique_per_season',
            constraint=models.UniqueConstraint(fields=('season', 'number'), name='episode_number_unique_per_season', violation_error_message='This season already has a page for the episode with this number.'),
        ),
        migrations.AlterConstraint(
            model_name='season',
            name='season_number_unique_per_show',
            constraint=models.UniqueConstraint(fields=('show', 'number'), name='season_number_unique_per_show', violation_error_message='This show already has a page for the season with this number.'),
        ),
        migrations.AlterConstraint(
            model_name='user',
            name='user_name_unique_in_any_case',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_name_unique_in_any_case', violation_error_message='This name is already taken.'),
        ),
    ]
