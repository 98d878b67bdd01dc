import core.clock
import core.functions
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('casework', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0001_initial'),
        ('workforce', '0001_initial'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='PlannedVisit',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.worker')),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('local_on', models.GeneratedField(db_persist=True, expression=core.functions.LondonDay('starts_at'), output_field=models.DateField())),
                    ('out_of_hours_reason', models.CharField(blank=True, max_length=200)),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('logged', 'Logged'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                ],
                options={
                    'ordering': ['starts_at', 'id'],
                    'indexes': [models.Index(fields=['worker', 'local_on'], name='planned_of_worker'), models.Index(fields=['package', 'local_on'], name='planned_of_package')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='planned_visit_times', violation_error_message='A visit ends after it starts.')],
                },
            ),
            migrations.CreateModel(
                name='Visit',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.worker')),
                    ('planned', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.plannedvisit')),
                    ('happened', models.CharField(choices=[('yes', 'It happened'), ('no answer', 'No answer'), ('declined', 'The person declined'), ('cancelled by person', 'Cancelled by the person'), ('cancelled by us', 'Cancelled by us'), ('unsafe', 'Not safe to go on')], max_length=20)),
                    ('kind', models.CharField(choices=[('face to face', 'Face to face'), ('telephone', 'Telephone'), ('video', 'Video call'), ('text', 'Text messages')], max_length=15)),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField()),
                    ('local_on', models.GeneratedField(db_persist=True, expression=core.functions.LondonDay('started_at'), output_field=models.DateField())),
                    ('minutes', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.Extract(models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('ended_at'), '-', models.F('started_at')), models.DurationField()), 'epoch'), '/', models.Value(60)), models.IntegerField()), output_field=models.IntegerField())),
                    ('support_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('daily living', 'Practical tasks and daily living'), ('medication', 'Medication: prompting, prescriptions'), ('money', 'Money, budgeting, benefits'), ('health', 'Health services'), ('social', 'Social and universal services'), ('leisure', 'Leisure and recreation'), ('relationships', 'Relationships'), ('employment', 'Employment'), ('training', 'Education and training'), ('volunteering', 'Volunteering'), ('planning', 'Care-planning meeting'), ('healthy living', 'Healthy living'), ('travel', 'Travel training'), ('problem solving', 'Problem solving'), ('positive risk', 'Positive risk taking'), ('crisis', 'Support in crisis, distress or self-harm')], max_length=20), blank=True, default=list, size=None)),
                    ('notes', models.TextField(max_length=20000, verbose_name='what happened')),
                    ('next_step', models.CharField(blank=True, max_length=300)),
                    ('sign', models.CharField(blank=True, choices=[('relapse', 'Early sign of relapse'), ('deterioration', 'Getting worse'), ('improvement', 'Getting better')], max_length=15)),
                    ('sign_words', models.TextField(blank=True)),
                    ('urgency', models.CharField(blank=True, choices=[('noticed', 'Noticed: it can wait for the next update'), ('today', 'Tell them today'), ('now', 'Act now: I have spoken to somebody')], max_length=10)),
                    ('hospital_reason', models.CharField(blank=True, help_text='why during a hospital stay', max_length=200)),
                ],
                options={
                    'ordering': ['-started_at', 'id'],
                    'indexes': [models.Index(fields=['package', '-local_on'], name='visit_of_package'), models.Index(fields=['worker', '-local_on'], name='visit_of_worker'), models.Index(fields=['local_on'], name='visit_by_day')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ended_at__gte', models.F('started_at'))), name='visit_times', violation_error_message='The visit ended before it started: check the two times.'), models.CheckConstraint(condition=models.Q(models.Q(('sign', ''), ('urgency', '')), models.Q(models.Q(('sign', ''), _negated=True), models.Q(('urgency', ''), _negated=True)), _connector='OR'), name='visit_sign', violation_error_message='Say how urgent the sign is.'), models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='visit_struck', violation_error_message='Say why this entry is struck through.')],
                },
            ),
            migrations.CreateModel(
                name='GoalWork',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goal_work', to='visits.visit')),
                    ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.goal')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('visit', 'goal'), name='goal_work_once', violation_error_message='This goal is named already.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='GoalWorkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.goalwork')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('visit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit')),
                    ('goal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goal')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='PlannedVisitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.plannedvisit')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('local_on', models.GeneratedField(db_persist=True, expression=core.functions.LondonDay('starts_at'), output_field=models.DateField())),
                    ('out_of_hours_reason', models.CharField(blank=True, max_length=200)),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('logged', 'Logged'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='VisitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.visit')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                    ('planned', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.plannedvisit')),
                    ('happened', models.CharField(choices=[('yes', 'It happened'), ('no answer', 'No answer'), ('declined', 'The person declined'), ('cancelled by person', 'Cancelled by the person'), ('cancelled by us', 'Cancelled by us'), ('unsafe', 'Not safe to go on')], max_length=20)),
                    ('kind', models.CharField(choices=[('face to face', 'Face to face'), ('telephone', 'Telephone'), ('video', 'Video call'), ('text', 'Text messages')], max_length=15)),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField()),
                    ('local_on', models.GeneratedField(db_persist=True, expression=core.functions.LondonDay('started_at'), output_field=models.DateField())),
                    ('minutes', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.Extract(models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('ended_at'), '-', models.F('started_at')), models.DurationField()), 'epoch'), '/', models.Value(60)), models.IntegerField()), output_field=models.IntegerField())),
                    ('support_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('daily living', 'Practical tasks and daily living'), ('medication', 'Medication: prompting, prescriptions'), ('money', 'Money, budgeting, benefits'), ('health', 'Health services'), ('social', 'Social and universal services'), ('leisure', 'Leisure and recreation'), ('relationships', 'Relationships'), ('employment', 'Employment'), ('training', 'Education and training'), ('volunteering', 'Volunteering'), ('planning', 'Care-planning meeting'), ('healthy living', 'Healthy living'), ('travel', 'Travel training'), ('problem solving', 'Problem solving'), ('positive risk', 'Positive risk taking'), ('crisis', 'Support in crisis, distress or self-harm')], max_length=20), blank=True, default=list, size=None)),
                    ('notes', models.TextField(max_length=20000, verbose_name='what happened')),
                    ('next_step', models.CharField(blank=True, max_length=300)),
                    ('sign', models.CharField(blank=True, choices=[('relapse', 'Early sign of relapse'), ('deterioration', 'Getting worse'), ('improvement', 'Getting better')], max_length=15)),
                    ('sign_words', models.TextField(blank=True)),
                    ('urgency', models.CharField(blank=True, choices=[('noticed', 'Noticed: it can wait for the next update'), ('today', 'Tell them today'), ('now', 'Act now: I have spoken to somebody')], max_length=10)),
                    ('hospital_reason', models.CharField(blank=True, help_text='why during a hospital stay', max_length=200)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ]),
    ]
