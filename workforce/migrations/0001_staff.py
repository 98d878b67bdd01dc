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
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=80, unique=True)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['name'],
                },
            ), migrations.CreateModel(
                name='TeamEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=80)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.team')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Worker',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('job_title', models.CharField(default='Support worker', max_length=80)),
                    ('employment', models.CharField(choices=[('employed', 'Employed'), ('bank', 'Bank'), ('agency', 'Agency')], default='employed', max_length=10)),
                    ('started_on', models.DateField()),
                    ('left_on', models.DateField(blank=True, help_text='last day', null=True)),
                    ('leaving_reason', models.CharField(blank=True, choices=[('another job', 'Another job'), ('retired', 'Retired'), ('end of contract', 'Contract of employment ended'), ('dismissed', 'Dismissed'), ('personal', 'Personal reasons'), ('not known', 'Not known')], max_length=30)),
                    ('gender', models.CharField(blank=True, choices=[('female', 'Woman'), ('male', 'Man'), ('other', 'Self-described')], max_length=10)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='other than English', size=None)),
                    ('areas', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='towns where they work', size=None)),
                    ('induction_completed_on', models.DateField(blank=True, null=True)),
                    ('dbs_checked_on', models.DateField(blank=True, null=True)),
                    ('contracts', models.ManyToManyField(help_text='where this worker can be allocated', related_name='+', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('specialisms', models.ManyToManyField(blank=True, related_name='+', to='contracts.lifedomain')),
                    ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workers', to='workforce.team')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['user__full_name', 'id'],
                },
            ), migrations.CreateModel(
                name='WorkerContractEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('contract', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('worker', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='WorkerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('job_title', models.CharField(default='Support worker', max_length=80)),
                    ('employment', models.CharField(choices=[('employed', 'Employed'), ('bank', 'Bank'), ('agency', 'Agency')], default='employed', max_length=10)),
                    ('started_on', models.DateField()),
                    ('left_on', models.DateField(blank=True, help_text='last day', null=True)),
                    ('leaving_reason', models.CharField(blank=True, choices=[('another job', 'Another job'), ('retired', 'Retired'), ('end of contract', 'Contract of employment ended'), ('dismissed', 'Dismissed'), ('personal', 'Personal reasons'), ('not known', 'Not known')], max_length=30)),
                    ('gender', models.CharField(blank=True, choices=[('female', 'Woman'), ('male', 'Man'), ('other', 'Self-described')], max_length=10)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='other than English', size=None)),
                    ('areas', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='towns where they work', size=None)),
                    ('induction_completed_on', models.DateField(blank=True, null=True)),
                    ('dbs_checked_on', models.DateField(blank=True, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.worker')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('team', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.team')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='WorkerSpecialismEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('lifedomain', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.lifedomain')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('worker', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='worker',
                constraint=models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('started_on')), _connector='OR'), name='worker_dates', violation_error_message='The leaving date must not be before the start date.'),
            ), migrations.AddConstraint(
                model_name='worker',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('leaving_reason', ''), ('left_on', None)), models.Q(('left_on__isnull', False), models.Q(('leaving_reason', ''), _negated=True)), _connector='OR'), name='worker_leaving_reason', violation_error_message='Choose the reason for leaving.'),
            ), migrations.CreateModel(
                name='WorkerContract',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('workforce.worker_contracts',),
            ), migrations.CreateModel(
                name='WorkerSpecialism',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('workforce.worker_specialisms',),
            )],
        ),
    ]
