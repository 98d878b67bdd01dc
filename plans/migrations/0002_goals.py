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
        ('casework', '0003_packages'),
        ('contracts', '0001_contracts'),
        ('core', '0002_shared_records'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0001_support_plan'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Achievement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('qualification', 'Gained a qualification'), ('course', 'Started a course'), ('job', 'Started a job'), ('volunteering', 'Started volunteering'), ('home', 'Found a home, or avoided losing one'), ('other', 'Something else')], max_length=20)),
                    ('description', models.CharField(max_length=300)),
                    ('achieved_on', models.DateField()),
                    ('evidence', models.CharField(max_length=300, verbose_name='how we know')),
                    ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-achieved_on', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='Goal',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('state', models.CharField(choices=[('active', 'Working on it'), ('paused', 'Paused'), ('achieved', 'Achieved'), ('partly', 'Partly achieved'), ('changed', 'Replaced by another goal'), ('abandoned', 'No longer wanted')], default='active', max_length=10)),
                    ('state_on', models.DateField(blank=True, editable=False, null=True)),
                    ('grew_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.goal')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='AchievementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('qualification', 'Gained a qualification'), ('course', 'Started a course'), ('job', 'Started a job'), ('volunteering', 'Started volunteering'), ('home', 'Found a home, or avoided losing one'), ('other', 'Something else')], max_length=20)),
                    ('description', models.CharField(max_length=300)),
                    ('achieved_on', models.DateField()),
                    ('evidence', models.CharField(max_length=300, verbose_name='how we know')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.achievement')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('goal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goal')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='achievement',
                name='goal',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='plans.goal'),
            ), migrations.CreateModel(
                name='GoalEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('state', models.CharField(choices=[('active', 'Working on it'), ('paused', 'Paused'), ('achieved', 'Achieved'), ('partly', 'Partly achieved'), ('changed', 'Replaced by another goal'), ('abandoned', 'No longer wanted')], default='active', max_length=10)),
                    ('state_on', models.DateField(blank=True, editable=False, null=True)),
                    ('grew_from', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goal')),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.goal')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='GoalRating',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('value', models.PositiveSmallIntegerField()),
                    ('rated_on', models.DateField()),
                    ('rated_by', models.CharField(choices=[('person', 'The person'), ('worker', 'The worker'), ('together', 'Both together')], max_length=10)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['rated_on', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='GoalWording',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('words', models.CharField(max_length=300, verbose_name="the person's words")),
                    ('why', models.TextField(blank=True, verbose_name='why it matters')),
                    ('how_we_know', models.TextField(blank=True, verbose_name='how we will know')),
                    ('pace', models.CharField(blank=True, choices=[('small steps', 'In small steps'), ('steady', 'Steadily'), ('soon', 'As soon as possible'), ('as it comes', 'Flexible, some weeks not at all')], max_length=12, verbose_name='the pace they chose')),
                    ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('social support', 'Social support'), ('housing', 'Housing'), ('training', 'Education and training'), ('vocational', 'Work and volunteering'), ('money', 'Money and benefits'), ('health', 'Health and wellbeing'), ('daily living', 'Daily living'), ('community', 'Community, faith and culture')], max_length=20), blank=True, default=list, size=None)),
                    ('no_outcome_reason', models.CharField(blank=True, max_length=300)),
                    ('target_on', models.DateField(blank=True, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('taken_out_on', models.DateField(blank=True, editable=False, null=True)),
                    ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='plans.goal')),
                    ('life_domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.lifedomain')),
                    ('outcomes', models.ManyToManyField(blank=True, related_name='+', to='casework.agreedoutcome')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['position', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='GoalRatingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('value', models.PositiveSmallIntegerField()),
                    ('rated_on', models.DateField()),
                    ('rated_by', models.CharField(choices=[('person', 'The person'), ('worker', 'The worker'), ('together', 'Both together')], max_length=10)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.goalrating')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wording', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goalwording')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='goalrating',
                name='wording',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='plans.goalwording'),
            ), migrations.CreateModel(
                name='GoalOutcomeLinkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('agreedoutcome', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.agreedoutcome')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('goalwording', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goalwording')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Step',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('text', models.CharField(max_length=300)),
                    ('responsible', models.CharField(blank=True, max_length=80)),
                    ('by_on', models.DateField(blank=True, null=True)),
                    ('done_on', models.DateField(blank=True, null=True)),
                    ('dropped_on', models.DateField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wording', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='plans.goalwording')),
                ],
                options={
                    'ordering': ['position', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='StepEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('text', models.CharField(max_length=300)),
                    ('responsible', models.CharField(blank=True, max_length=80)),
                    ('by_on', models.DateField(blank=True, null=True)),
                    ('done_on', models.DateField(blank=True, null=True)),
                    ('dropped_on', models.DateField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.step')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('wording', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goalwording')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='GoalWordingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('words', models.CharField(max_length=300, verbose_name="the person's words")),
                    ('why', models.TextField(blank=True, verbose_name='why it matters')),
                    ('how_we_know', models.TextField(blank=True, verbose_name='how we will know')),
                    ('pace', models.CharField(blank=True, choices=[('small steps', 'In small steps'), ('steady', 'Steadily'), ('soon', 'As soon as possible'), ('as it comes', 'Flexible, some weeks not at all')], max_length=12, verbose_name='the pace they chose')),
                    ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('social support', 'Social support'), ('housing', 'Housing'), ('training', 'Education and training'), ('vocational', 'Work and volunteering'), ('money', 'Money and benefits'), ('health', 'Health and wellbeing'), ('daily living', 'Daily living'), ('community', 'Community, faith and culture')], max_length=20), blank=True, default=list, size=None)),
                    ('no_outcome_reason', models.CharField(blank=True, max_length=300)),
                    ('target_on', models.DateField(blank=True, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('taken_out_on', models.DateField(blank=True, editable=False, null=True)),
                    ('goal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goal')),
                    ('life_domain', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.lifedomain')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.goalwording')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.supportplan')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='goalwording',
                name='plan',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goal_wordings', to='plans.supportplan'),
            ), migrations.AddConstraint(
                model_name='goal',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'active'), ('state_on__isnull', False), _connector='OR'), name='goal_state_day', violation_error_message='Enter the date of the change.'),
            ), migrations.AddConstraint(
                model_name='goal',
                constraint=models.CheckConstraint(condition=models.Q(('grew_from', models.F('id')), _negated=True), name='goal_not_from_itself', violation_error_message='A goal cannot follow on from itself.'),
            ), migrations.AddConstraint(
                model_name='achievement',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='achievement_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='achievement',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('description', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), name='achievement_evidence', violation_error_message='Enter what was achieved and the evidence.'),
            ), migrations.AddConstraint(
                model_name='goalrating',
                constraint=models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', 10)), name='rating_range', violation_error_message='Rating must be between 0 and 10.'),
            ), migrations.AddConstraint(
                model_name='goalrating',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='rating_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='step',
                constraint=models.UniqueConstraint(fields=('wording', 'text'), name='step_once', violation_error_message='This step is already in the list.'),
            ), migrations.AddConstraint(
                model_name='goalwording',
                constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='goal_words', violation_error_message="Enter the goal in the person's own words."),
            ), migrations.AddConstraint(
                model_name='goalwording',
                constraint=models.UniqueConstraint(fields=('plan', 'goal'), name='goal_once_a_version', violation_error_message='This goal is already in the plan.'),
            ), migrations.CreateModel(
                name='GoalOutcomeLink',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('plans.goalwording_outcomes',),
            )],
        ),
    ]
