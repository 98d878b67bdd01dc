import core.clock
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('contracts', '0004_price_and_calls'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('workforce', '0002_way_in'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='OnCallShift',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('cut_reason', models.CharField(blank=True, max_length=200, verbose_name='why it ended early')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['starts_at', 'id'],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('struck_at', None)), expressions=[('contract', '='), (models.Func(models.F('starts_at'), models.F('ends_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='on_call_once', violation_error_message='Somebody is on call for some of this time already.'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='on_call_times', violation_error_message='Being on call ends after it starts.'), models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='on_call_struck', violation_error_message='Say why this entry is struck through.')],
                },
            ),
            migrations.CreateModel(
                name='OnCallShiftEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('cut_reason', models.CharField(blank=True, max_length=200, verbose_name='why it ended early')),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.oncallshift')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
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
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('worker', '='), ('weekday', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='working_pattern_once', violation_error_message='The working hours of this weekday are set for some of these days already.'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='working_pattern_dates', violation_error_message='The end must be after the start.'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='working_pattern_times', violation_error_message='Working hours end after they begin, on the same day.'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='working_pattern_weekday', violation_error_message='A week has seven days.')],
                },
            ),
            migrations.CreateModel(
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
            ),
            migrations.AddField(
                model_name='worker',
                name='employment',
                field=models.CharField(choices=[('employed', 'Employed'), ('bank', 'Bank'), ('agency', 'Agency')], default='employed', max_length=10),
            ),
            migrations.AddField(
                model_name='workerevent',
                name='employment',
                field=models.CharField(choices=[('employed', 'Employed'), ('bank', 'Bank'), ('agency', 'Agency')], default='employed', max_length=10),
            ),
        ]),
    ]
