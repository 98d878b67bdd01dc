import core.clock
import core.migration_operations
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('casework', '0002_people'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0003_comments'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='MeasureScore',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('ons4', 'Personal wellbeing (ONS4)'), ('dialog', 'DIALOG'), ('reqol-10', 'ReQoL-10'), ('swemwbs', 'SWEMWBS'), ('recovery star', 'Recovery Star')], max_length=20)),
                    ('version', models.CharField(blank=True, max_length=40)),
                    ('has_licence', models.BooleanField(default=False)),
                    ('taken_on', models.DateField()),
                    ('answered_by', models.CharField(choices=[('person', 'The person'), ('worker', 'The worker'), ('together', 'Both together')], max_length=10)),
                    ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                    ('satisfied', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='satisfied with life')),
                    ('worthwhile', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='things done are worthwhile')),
                    ('happy', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='happy yesterday')),
                    ('anxious', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='anxious yesterday')),
                    ('individual', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['taken_on', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='MeasureScoreEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('ons4', 'Personal wellbeing (ONS4)'), ('dialog', 'DIALOG'), ('reqol-10', 'ReQoL-10'), ('swemwbs', 'SWEMWBS'), ('recovery star', 'Recovery Star')], max_length=20)),
                    ('version', models.CharField(blank=True, max_length=40)),
                    ('has_licence', models.BooleanField(default=False)),
                    ('taken_on', models.DateField()),
                    ('answered_by', models.CharField(choices=[('person', 'The person'), ('worker', 'The worker'), ('together', 'Both together')], max_length=10)),
                    ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                    ('satisfied', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='satisfied with life')),
                    ('worthwhile', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='things done are worthwhile')),
                    ('happy', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='happy yesterday')),
                    ('anxious', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='anxious yesterday')),
                    ('individual', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.measurescore')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RatingPreference',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('wants_ratings', models.BooleanField()),
                    ('individual', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='RatingPreferenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('wants_ratings', models.BooleanField()),
                    ('individual', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.ratingpreference')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='measurescore',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='measure_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='measurescore',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ons4'), _negated=True), models.Q(('score', None), models.Q(('satisfied__isnull', False), ('worthwhile__isnull', False), ('happy__isnull', False), ('anxious__isnull', False), _connector='OR')), _connector='OR'), name='measure_ons4', violation_error_message='Answer at least one of the four questions.'),
            ), migrations.AddConstraint(
                model_name='measurescore',
                constraint=models.CheckConstraint(condition=models.Q(('kind', 'ons4'), models.Q(('score__isnull', False), ('has_licence', True), models.Q(('version', ''), _negated=True), ('anxious', None), ('happy', None), ('satisfied', None), ('worthwhile', None)), _connector='OR'), name='measure_score', violation_error_message='Enter the version and the score, and confirm the licence.'),
            ), migrations.AddConstraint(
                model_name='measurescore',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('satisfied', None), ('satisfied__lte', 10), _connector='OR'), models.Q(('worthwhile', None), ('worthwhile__lte', 10), _connector='OR'), models.Q(('happy', None), ('happy__lte', 10), _connector='OR'), models.Q(('anxious', None), ('anxious__lte', 10), _connector='OR')), name='measure_range', violation_error_message='Answers must be between 0 and 10.'),
            )],
        ),
    ]
