import core.clock
import core.migration_operations
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('contracts', '0001_contracts'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('visits', '0005_phone'),
        ('workforce', '0001_staff'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='DowntimePack',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('made_on', models.DateField(help_text='the evening')),
                    ('first_on', models.DateField()),
                    ('last_on', models.DateField(help_text='the last day of its visits, itself counted')),
                    ('people_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, help_text='the people it is about', size=None)),
                    ('content', models.BinaryField(help_text='the encrypted file; none: it was deleted', null=True)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField(help_text='bytes')),
                    ('left_out', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, help_text='references of people not printed', size=None)),
                    ('not_printed', models.TextField(blank=True, help_text='the letters that it could not print, by name')),
                    ('emptied_on', models.DateField(blank=True, null=True)),
                    ('written_at', models.DateTimeField(blank=True, help_text='into the folder outside Casework', null=True)),
                ],
                options={
                    'ordering': ['-made_on', '-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='DowntimePackEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('made_on', models.DateField(help_text='the evening')),
                    ('first_on', models.DateField()),
                    ('last_on', models.DateField(help_text='the last day of its visits, itself counted')),
                    ('people_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, help_text='the people it is about', size=None)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField(help_text='bytes')),
                    ('left_out', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, help_text='references of people not printed', size=None)),
                    ('not_printed', models.TextField(blank=True, help_text='the letters that it could not print, by name')),
                    ('emptied_on', models.DateField(blank=True, null=True)),
                    ('written_at', models.DateTimeField(blank=True, help_text='into the folder outside Casework', null=True)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PackPassphrase',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('encrypted', models.TextField()),
                    ('reason', models.CharField(blank=True, help_text='empty: the first', max_length=200, verbose_name='why it was changed')),
                ],
                options={
                    'ordering': ['-recorded_at', '-id'],
                },
            ), migrations.CreateModel(
                name='PackTeam',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                ],
                options={
                    'ordering': ['contract__name', 'team__name'],
                },
            ), migrations.CreateModel(
                name='PackTeamEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PackUse',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('taken', 'Downloaded the pack'), ('passphrase', 'Viewed the passphrase')], max_length=20)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.AddField(
                model_name='downtimepack',
                name='made_for',
                field=models.ForeignKey(blank=True, help_text="the only reader, from whom a wall hides somebody in the team's own pack; none: the team's", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='downtimepack',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='downtimepackevent',
                name='made_for',
                field=models.ForeignKey(blank=True, db_constraint=False, help_text="the only reader, from whom a wall hides somebody in the team's own pack; none: the team's", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='downtimepackevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='downtimepackevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.downtimepack'),
            ), migrations.AddField(
                model_name='downtimepackevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='packpassphrase',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='downtimepackevent',
                name='passphrase',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.packpassphrase'),
            ), migrations.AddField(
                model_name='downtimepack',
                name='passphrase',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.packpassphrase'),
            ), migrations.AddField(
                model_name='packteam',
                name='contract',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract'),
            ), migrations.AddField(
                model_name='packteam',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='packteam',
                name='team',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.team'),
            ), migrations.AddField(
                model_name='packpassphrase',
                name='pack_team',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passphrases', to='visits.packteam'),
            ), migrations.AddField(
                model_name='downtimepackevent',
                name='pack_team',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.packteam'),
            ), migrations.AddField(
                model_name='downtimepack',
                name='pack_team',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packs', to='visits.packteam'),
            ), migrations.AddField(
                model_name='packteamevent',
                name='contract',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract'),
            ), migrations.AddField(
                model_name='packteamevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='packteamevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.packteam'),
            ), migrations.AddField(
                model_name='packteamevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='packteamevent',
                name='team',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.team'),
            ), migrations.AddField(
                model_name='packuse',
                name='pack',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.downtimepack'),
            ), migrations.AddField(
                model_name='packuse',
                name='pack_team',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='visits.packteam'),
            ), migrations.AddField(
                model_name='packuse',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddConstraint(
                model_name='packteam',
                constraint=models.UniqueConstraint(fields=('team', 'contract'), name='pack_team_once', violation_error_message='This team already has packs for this contract.'),
            ), migrations.AddConstraint(
                model_name='downtimepack',
                constraint=models.UniqueConstraint(condition=models.Q(('made_for', None)), fields=('pack_team', 'made_on', 'passphrase'), name='pack_once', violation_error_message="This evening's pack has already been made."),
            ), migrations.AddConstraint(
                model_name='downtimepack',
                constraint=models.CheckConstraint(condition=models.Q(('first_on__gt', models.F('made_on')), ('last_on__gte', models.F('first_on'))), name='pack_days', violation_error_message='A pack must be for days after the evening on which it was made.'),
            ), migrations.AddConstraint(
                model_name='downtimepack',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('emptied_on', None)), models.Q(('content', None), ('emptied_on__isnull', False)), _connector='OR'), name='pack_content', violation_error_message='A pack must have either its file or the date on which the file was deleted.'),
            ), migrations.AddConstraint(
                model_name='packuse',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'taken'), ('pack__isnull', False)), models.Q(('kind', 'passphrase'), ('pack', None)), _connector='OR'), name='pack_use_kind', violation_error_message='Choose the pack that was downloaded.'),
            )],
        ),
    ]
