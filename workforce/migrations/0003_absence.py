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
        ('workforce', '0002_hours'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Absence',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('kind', models.CharField(choices=[('sickness', 'Sickness'), ('leave', 'Annual leave'), ('training', 'Training'), ('other', 'Other absence')], max_length=20)),
                    ('sickness_reason', models.CharField(blank=True, choices=[('not given', 'Not given'), ('mental health', 'Anxiety, stress, depression'), ('back', 'Back problems'), ('muscles', 'Other muscle, bone or joint problems'), ('infection', 'Cold, cough, flu or other infection'), ('stomach', 'Stomach problems'), ('injury', 'Injury or fracture'), ('pregnancy', 'Related to pregnancy'), ('other', 'Another known reason')], max_length=20, verbose_name='reason for sickness')),
                    ('note', models.CharField(blank=True, help_text="for the worker's own file only", max_length=200)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='AbsenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('kind', models.CharField(choices=[('sickness', 'Sickness'), ('leave', 'Annual leave'), ('training', 'Training'), ('other', 'Other absence')], max_length=20)),
                    ('sickness_reason', models.CharField(blank=True, choices=[('not given', 'Not given'), ('mental health', 'Anxiety, stress, depression'), ('back', 'Back problems'), ('muscles', 'Other muscle, bone or joint problems'), ('infection', 'Cold, cough, flu or other infection'), ('stomach', 'Stomach problems'), ('injury', 'Injury or fracture'), ('pregnancy', 'Related to pregnancy'), ('other', 'Another known reason')], max_length=20, verbose_name='reason for sickness')),
                    ('note', models.CharField(blank=True, help_text="for the worker's own file only", max_length=200)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='workforce.absence')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='absence',
                name='worker',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='workforce.worker'),
            ), migrations.AddConstraint(
                model_name='absence',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('worker', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='absence_once', violation_error_message='An absence is already recorded for some of these days.'),
            ), migrations.AddConstraint(
                model_name='absence',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='absence_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='absence',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'sickness'), models.Q(('sickness_reason', ''), _negated=True)), models.Q(models.Q(('kind', 'sickness'), _negated=True), ('sickness_reason', '')), _connector='OR'), name='absence_sickness_reason', violation_error_message='Only sickness has a reason for sickness, and it must have one.'),
            )],
        ),
    ]
