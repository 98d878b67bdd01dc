import core.clock
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('workforce', '0001_initial'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Ceiling',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('minutes_a_week', models.PositiveIntegerField()),
                    ('reason', models.CharField(max_length=200)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ceilings', to='workforce.worker')),
                ],
                options={
                    'ordering': ['from_on'],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('worker', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='ceiling_once', violation_error_message='A ceiling is set for some of these days already.'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='ceiling_dates', violation_error_message='The end must be after the start.'), models.CheckConstraint(condition=models.Q(('minutes_a_week__lte', 3600)), name='ceiling_range', violation_error_message='A ceiling is at most sixty hours a week.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='ceiling_reason', violation_error_message='Give the reason for the ceiling.')],
                },
            ),
            migrations.CreateModel(
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
            ),
            migrations.CreateModel(
                name='TrainingCourse',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=120, unique=True)),
                    ('is_required', models.BooleanField(default=False)),
                    ('valid_months', models.PositiveSmallIntegerField(blank=True, help_text='none: it does not lapse', null=True)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='TrainingCourseEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=120)),
                    ('is_required', models.BooleanField(default=False)),
                    ('valid_months', models.PositiveSmallIntegerField(blank=True, help_text='none: it does not lapse', null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.trainingcourse')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TrainingDone',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('done_on', models.DateField()),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.trainingcourse')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='workforce.worker')),
                ],
                options={
                    'ordering': ['-done_on'],
                    'constraints': [models.UniqueConstraint(fields=('worker', 'course', 'done_on'), name='training_done_once', violation_error_message='This training is recorded for that day already.')],
                },
            ),
            migrations.CreateModel(
                name='TrainingDoneEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('done_on', models.DateField()),
                    ('course', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.trainingcourse')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.trainingdone')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='worker',
                name='areas',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='towns where they work', size=None),
            ),
            migrations.AddField(
                model_name='worker',
                name='gender',
                field=models.CharField(blank=True, choices=[('female', 'Woman'), ('male', 'Man'), ('other', 'Another way')], max_length=10),
            ),
            migrations.AddField(
                model_name='worker',
                name='languages',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='besides English', size=None),
            ),
            migrations.AddField(
                model_name='workerevent',
                name='areas',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='towns where they work', size=None),
            ),
            migrations.AddField(
                model_name='workerevent',
                name='gender',
                field=models.CharField(blank=True, choices=[('female', 'Woman'), ('male', 'Man'), ('other', 'Another way')], max_length=10),
            ),
            migrations.AddField(
                model_name='workerevent',
                name='languages',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='besides English', size=None),
            ),
        ]),
    ]
