import core.clock
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=80, unique=True)),
                ],
                options={
                    'ordering': ['name'],
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Worker',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workers', to='workforce.team')),
                    ('job_title', models.CharField(default='Support worker', max_length=80)),
                    ('started_on', models.DateField()),
                    ('left_on', models.DateField(blank=True, help_text='last day', null=True)),
                    ('leaving_reason', models.CharField(blank=True, choices=[('another job', 'Another job'), ('retired', 'Retired'), ('end of contract', 'Contract of employment ended'), ('dismissed', 'Dismissed'), ('personal', 'Personal reasons'), ('not known', 'Not known')], max_length=30)),
                    ('induction_completed_on', models.DateField(blank=True, null=True)),
                    ('dbs_checked_on', models.DateField(blank=True, null=True)),
                    ('contracts', models.ManyToManyField(help_text='where this worker can be allocated', related_name='+', to='contracts.contract')),
                    ('specialisms', models.ManyToManyField(blank=True, related_name='+', to='contracts.lifedomain')),
                ],
                options={
                    'ordering': ['user__full_name', 'id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('started_on')), _connector='OR'), name='worker_dates', violation_error_message='A worker leaves after starting.'), models.CheckConstraint(condition=models.Q(models.Q(('leaving_reason', ''), ('left_on', None)), models.Q(('left_on__isnull', False), models.Q(('leaving_reason', ''), _negated=True)), _connector='OR'), name='worker_leaving_reason', violation_error_message='Give the reason for leaving with the last day.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='Absence',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='workforce.worker')),
                    ('kind', models.CharField(choices=[('sickness', 'Sickness'), ('leave', 'Annual leave'), ('training', 'Training'), ('other', 'Other absence')], max_length=20)),
                    ('reason', models.CharField(blank=True, max_length=200)),
                ],
                options={
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('worker', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='absence_once', violation_error_message='An absence is recorded for some of these days already.'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='absence_dates', violation_error_message='The end must be after the start.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='AbsenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.absence')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                    ('kind', models.CharField(choices=[('sickness', 'Sickness'), ('leave', 'Annual leave'), ('training', 'Training'), ('other', 'Other absence')], max_length=20)),
                    ('reason', models.CharField(blank=True, max_length=200)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='ContractedHours',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracted_hours', to='workforce.worker')),
                    ('minutes_a_week', models.PositiveIntegerField()),
                ],
                options={
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('worker', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='contracted_hours_once', violation_error_message='Contracted hours are set for some of these days already.'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='contracted_hours_dates', violation_error_message='The end must be after the start.'), models.CheckConstraint(condition=models.Q(('minutes_a_week__gt', 0), ('minutes_a_week__lte', 3600)), name='contracted_hours_range', violation_error_message='Contracted hours are between a minute and sixty hours a week.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='ContractedHoursEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.contractedhours')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                    ('minutes_a_week', models.PositiveIntegerField()),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='TeamEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.team')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=80)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='WorkerContract',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('workforce.worker_contracts',),
            ),
            migrations.CreateModel(
                name='WorkerContractEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('worker', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                    ('contract', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='WorkerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.worker')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('team', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.team')),
                    ('job_title', models.CharField(default='Support worker', max_length=80)),
                    ('started_on', models.DateField()),
                    ('left_on', models.DateField(blank=True, help_text='last day', null=True)),
                    ('leaving_reason', models.CharField(blank=True, choices=[('another job', 'Another job'), ('retired', 'Retired'), ('end of contract', 'Contract of employment ended'), ('dismissed', 'Dismissed'), ('personal', 'Personal reasons'), ('not known', 'Not known')], max_length=30)),
                    ('induction_completed_on', models.DateField(blank=True, null=True)),
                    ('dbs_checked_on', models.DateField(blank=True, null=True)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='WorkerSpecialism',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('workforce.worker_specialisms',),
            ),
            migrations.CreateModel(
                name='WorkerSpecialismEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('worker', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                    ('lifedomain', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.lifedomain')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ]),
    ]
