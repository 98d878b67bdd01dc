import core.clock
import core.migration_operations
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('workforce', '0001_staff'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Ceiling',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('minutes_a_week', models.PositiveIntegerField()),
                    ('reason', models.CharField(max_length=200)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['from_on'],
                },
            ), migrations.CreateModel(
                name='ContractedHours',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('minutes_a_week', models.PositiveIntegerField()),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='ContractedHoursEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('minutes_a_week', models.PositiveIntegerField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.contractedhours')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='contractedhours',
                name='worker',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracted_hours', to='workforce.worker'),
            ), migrations.CreateModel(
                name='CeilingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('minutes_a_week', models.PositiveIntegerField()),
                    ('reason', models.CharField(max_length=200)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.ceiling')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='ceiling',
                name='worker',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ceilings', to='workforce.worker'),
            ), migrations.CreateModel(
                name='WorkingPattern',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                    ('starts', models.TimeField()),
                    ('ends', models.TimeField()),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='patterns', to='workforce.worker')),
                ],
                options={
                    'ordering': ['weekday', 'from_on'],
                },
            ), migrations.CreateModel(
                name='WorkingPatternEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                    ('starts', models.TimeField()),
                    ('ends', models.TimeField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.workingpattern')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='contractedhours',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('worker', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='contracted_hours_once', violation_error_message='Contracted hours are already set for some of these days.'),
            ), migrations.AddConstraint(
                model_name='contractedhours',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='contracted_hours_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='contractedhours',
                constraint=models.CheckConstraint(condition=models.Q(('minutes_a_week__gt', 0), ('minutes_a_week__lte', 3600)), name='contracted_hours_range', violation_error_message='Contracted hours must be more than 0 and at most 60 a week.'),
            ), migrations.AddConstraint(
                model_name='ceiling',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('worker', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='ceiling_once', violation_error_message='A cap is already set for some of these days.'),
            ), migrations.AddConstraint(
                model_name='ceiling',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='ceiling_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='ceiling',
                constraint=models.CheckConstraint(condition=models.Q(('minutes_a_week__lte', 3600)), name='ceiling_range', violation_error_message='A cap can be at most 60 hours a week.'),
            ), migrations.AddConstraint(
                model_name='ceiling',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='ceiling_reason', violation_error_message='Enter the reason for the cap.'),
            ), migrations.AddConstraint(
                model_name='workingpattern',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('worker', '='), ('weekday', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='working_pattern_once', violation_error_message='Working hours are already set for this weekday on some of these days.'),
            ), migrations.AddConstraint(
                model_name='workingpattern',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='working_pattern_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='workingpattern',
                constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='working_pattern_times', violation_error_message='Working hours must end after they start, on the same day.'),
            ), migrations.AddConstraint(
                model_name='workingpattern',
                constraint=models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='working_pattern_weekday', violation_error_message='Choose a day of the week.'),
            )],
        ),
    ]
