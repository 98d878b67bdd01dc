import core.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('casework', '0001_initial'),
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='SupportPlan',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('offered', 'With the person'), ('in force', 'Agreed and in force'), ('declined', 'Not agreed'), ('superseded', 'Replaced by a newer plan')], default='draft', max_length=12)),
                    ('matters_to_me', models.TextField(blank=True, verbose_name='what matters to me')),
                    ('support_me_best', models.TextField(blank=True, verbose_name='how best to support me')),
                    ('took_part', models.TextField(blank=True, verbose_name='who took part and how')),
                    ('agreed_on', models.DateField(blank=True, editable=False, null=True)),
                    ('agreed_how', models.CharField(blank=True, choices=[('portal', 'By the person, signed in'), ('in person', 'In person'), ('telephone', 'By telephone'), ('paper', 'On paper')], max_length=12)),
                ],
                options={
                    'ordering': ['-version'],
                    'constraints': [models.UniqueConstraint(fields=('package', 'version'), name='plan_version_once', violation_error_message='There is a plan of this version already.'), models.UniqueConstraint(condition=models.Q(('state', 'in force')), fields=('package',), name='plan_one_in_force', violation_error_message='A plan is in force for this package already.'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'offered'])), fields=('package',), name='plan_one_open', violation_error_message='A new plan is being written already.'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_on', None), ('agreed_how', '')), models.Q(('agreed_on__isnull', False), models.Q(('agreed_how', ''), _negated=True)), _connector='OR'), name='plan_agreed', violation_error_message='An agreement has its day and how it was given.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'in force'), _negated=True), ('agreed_on__isnull', False), _connector='OR'), name='plan_in_force_agreed', violation_error_message='A plan is in force once it is agreed.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='Goal',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='plans.supportplan')),
                    ('words', models.CharField(max_length=300, verbose_name="the person's words")),
                    ('life_domain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.lifedomain')),
                    ('no_outcome_reason', models.CharField(blank=True, max_length=300)),
                    ('target_on', models.DateField(blank=True, null=True)),
                    ('state', models.CharField(choices=[('active', 'Working on it'), ('achieved', 'Achieved'), ('let go', 'Let go')], default='active', max_length=10)),
                    ('closed_on', models.DateField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('outcomes', models.ManyToManyField(blank=True, related_name='+', to='casework.agreedoutcome')),
                ],
                options={
                    'ordering': ['position', 'recorded_at', 'id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_on', None), ('state', 'active')), models.Q(models.Q(('state', 'active'), _negated=True), ('closed_on__isnull', False)), _connector='OR'), name='goal_closed', violation_error_message='A goal that is no longer worked on has the day.'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='goal_words', violation_error_message="Write the goal in the person's words.")],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='GoalEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.goal')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.supportplan')),
                    ('words', models.CharField(max_length=300, verbose_name="the person's words")),
                    ('life_domain', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.lifedomain')),
                    ('no_outcome_reason', models.CharField(blank=True, max_length=300)),
                    ('target_on', models.DateField(blank=True, null=True)),
                    ('state', models.CharField(choices=[('active', 'Working on it'), ('achieved', 'Achieved'), ('let go', 'Let go')], default='active', max_length=10)),
                    ('closed_on', models.DateField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='GoalRating',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='plans.goal')),
                    ('value', models.PositiveSmallIntegerField()),
                    ('rated_on', models.DateField()),
                    ('rated_by', models.CharField(choices=[('person', 'The person'), ('worker', 'The worker'), ('together', 'Both together')], max_length=10)),
                ],
                options={
                    'ordering': ['rated_on', 'recorded_at', 'id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('value__gte', 0), ('value__lte', 10)), name='rating_range', violation_error_message='A rating is between 0 and 10.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='GoalRatingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.goalrating')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('goal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goal')),
                    ('value', models.PositiveSmallIntegerField()),
                    ('rated_on', models.DateField()),
                    ('rated_by', models.CharField(choices=[('person', 'The person'), ('worker', 'The worker'), ('together', 'Both together')], max_length=10)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='GoalServes',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('plans.goal_outcomes',),
            ),
            migrations.CreateModel(
                name='GoalServesEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('goal', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goal')),
                    ('agreedoutcome', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.agreedoutcome')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='PlanComment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='plans.supportplan')),
                    ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.goal')),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('words', models.TextField()),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='comment_words', violation_error_message='Write what you want to say.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='PlanCommentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.plancomment')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.supportplan')),
                    ('goal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goal')),
                    ('author', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('words', models.TextField()),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Step',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='plans.goal')),
                    ('text', models.CharField(max_length=300)),
                    ('who', models.CharField(blank=True, max_length=80)),
                    ('by_on', models.DateField(blank=True, null=True)),
                    ('done_on', models.DateField(blank=True, null=True)),
                    ('dropped_on', models.DateField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['position', 'recorded_at', 'id'],
                    'constraints': [models.UniqueConstraint(fields=('goal', 'text'), name='step_once', violation_error_message='This step is there already.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='StepEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.step')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('goal', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goal')),
                    ('text', models.CharField(max_length=300)),
                    ('who', models.CharField(blank=True, max_length=80)),
                    ('by_on', models.DateField(blank=True, null=True)),
                    ('done_on', models.DateField(blank=True, null=True)),
                    ('dropped_on', models.DateField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='SupportPlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.supportplan')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('offered', 'With the person'), ('in force', 'Agreed and in force'), ('declined', 'Not agreed'), ('superseded', 'Replaced by a newer plan')], default='draft', max_length=12)),
                    ('matters_to_me', models.TextField(blank=True, verbose_name='what matters to me')),
                    ('support_me_best', models.TextField(blank=True, verbose_name='how best to support me')),
                    ('took_part', models.TextField(blank=True, verbose_name='who took part and how')),
                    ('agreed_on', models.DateField(blank=True, editable=False, null=True)),
                    ('agreed_how', models.CharField(blank=True, choices=[('portal', 'By the person, signed in'), ('in person', 'In person'), ('telephone', 'By telephone'), ('paper', 'On paper')], max_length=12)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ]),
    ]
