import core.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('casework', '0007_package_dates_and_review'),
        ('contracts', '0002_way_in'),
        ('core', '0002_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0001_initial'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='GoalLine',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('state', models.CharField(choices=[('active', 'Working on it'), ('paused', 'Paused'), ('achieved', 'Achieved'), ('partly', 'Partly achieved'), ('changed', 'Changed into another'), ('let go', 'Let go')], default='active', max_length=10)),
                    ('state_on', models.DateField(blank=True, editable=False, null=True)),
                    ('grew_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.goalline')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state', 'active'), ('state_on__isnull', False), _connector='OR'), name='goal_state_day', violation_error_message='What became of a goal has its day.'), models.CheckConstraint(condition=models.Q(('grew_from', models.F('id')), _negated=True), name='goal_not_from_itself', violation_error_message='A goal does not grow out of itself.')],
                },
            ),
            migrations.CreateModel(
                name='Achievement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('qualification', 'A qualification gained'), ('course', 'A course begun'), ('job', 'A job begun'), ('volunteering', 'Volunteering begun'), ('home', 'A home found or kept'), ('other', 'Something else')], max_length=20)),
                    ('what', models.CharField(max_length=300)),
                    ('achieved_on', models.DateField()),
                    ('evidence', models.CharField(max_length=300, verbose_name='how we know')),
                    ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='plans.goalline')),
                ],
                options={
                    'ordering': ['-achieved_on', 'recorded_at', 'id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='achievement_struck', violation_error_message='Say why this entry is struck through.'), models.CheckConstraint(condition=models.Q(models.Q(('what', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), name='achievement_evidence', violation_error_message='Say what was achieved and how we know.')],
                },
            ),
            migrations.CreateModel(
                name='AchievementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('qualification', 'A qualification gained'), ('course', 'A course begun'), ('job', 'A job begun'), ('volunteering', 'Volunteering begun'), ('home', 'A home found or kept'), ('other', 'Something else')], max_length=20)),
                    ('what', models.CharField(max_length=300)),
                    ('achieved_on', models.DateField()),
                    ('evidence', models.CharField(max_length=300, verbose_name='how we know')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.achievement')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('line', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goalline')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='GoalLineEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('state', models.CharField(choices=[('active', 'Working on it'), ('paused', 'Paused'), ('achieved', 'Achieved'), ('partly', 'Partly achieved'), ('changed', 'Changed into another'), ('let go', 'Let go')], default='active', max_length=10)),
                    ('state_on', models.DateField(blank=True, editable=False, null=True)),
                    ('grew_from', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goalline')),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.goalline')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='MeasureScore',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('ons4', 'Personal wellbeing (ONS4)'), ('dialog', 'DIALOG'), ('reqol-10', 'ReQoL-10'), ('swemwbs', 'SWEMWBS'), ('recovery star', 'Recovery Star')], max_length=20)),
                    ('version', models.CharField(blank=True, max_length=40)),
                    ('licence_held', models.BooleanField(default=False)),
                    ('taken_on', models.DateField()),
                    ('given_by', models.CharField(choices=[('person', 'The person'), ('worker', 'The worker'), ('together', 'Both together')], max_length=10)),
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
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='measure_struck', violation_error_message='Say why this entry is struck through.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ons4'), _negated=True), models.Q(('score', None), models.Q(('satisfied__isnull', False), ('worthwhile__isnull', False), ('happy__isnull', False), ('anxious__isnull', False), _connector='OR')), _connector='OR'), name='measure_ons4', violation_error_message='Answer at least one of the four questions.'), models.CheckConstraint(condition=models.Q(('kind', 'ons4'), models.Q(('score__isnull', False), ('licence_held', True), models.Q(('version', ''), _negated=True), ('anxious', None), ('happy', None), ('satisfied', None), ('worthwhile', None)), _connector='OR'), name='measure_score', violation_error_message='A licensed measure has its version, its licence and its score.'), models.CheckConstraint(condition=models.Q(models.Q(('satisfied', None), ('satisfied__lte', 10), _connector='OR'), models.Q(('worthwhile', None), ('worthwhile__lte', 10), _connector='OR'), models.Q(('happy', None), ('happy__lte', 10), _connector='OR'), models.Q(('anxious', None), ('anxious__lte', 10), _connector='OR')), name='measure_range', violation_error_message='An answer is between 0 and 10.')],
                },
            ),
            migrations.CreateModel(
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
                    ('licence_held', models.BooleanField(default=False)),
                    ('taken_on', models.DateField()),
                    ('given_by', models.CharField(choices=[('person', 'The person'), ('worker', 'The worker'), ('together', 'Both together')], max_length=10)),
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
            ),
            migrations.CreateModel(
                name='Participant',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('role', models.CharField(choices=[('person', 'The person'), ('representative', 'Representative'), ('advocate', 'Advocate'), ('carer', 'Carer, family or friend'), ('keyworker', 'Keyworker'), ('worker', 'Support worker'), ('other', 'Somebody else')], max_length=20)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('how', models.TextField(verbose_name='how they took part')),
                    ('words', models.TextField(blank=True, verbose_name='their own words')),
                    ('left_out_on', models.DateField(blank=True, editable=False, null=True)),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='plans.supportplan')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('role', 'person'), models.Q(('name', ''), _negated=True), _connector='OR'), name='participant_named', violation_error_message='Say who it was.')],
                },
            ),
            migrations.CreateModel(
                name='ParticipantEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('role', models.CharField(choices=[('person', 'The person'), ('representative', 'Representative'), ('advocate', 'Advocate'), ('carer', 'Carer, family or friend'), ('keyworker', 'Keyworker'), ('worker', 'Support worker'), ('other', 'Somebody else')], max_length=20)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('how', models.TextField(verbose_name='how they took part')),
                    ('words', models.TextField(blank=True, verbose_name='their own words')),
                    ('left_out_on', models.DateField(blank=True, editable=False, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.participant')),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.supportplan')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PlanPaper',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('full', 'The whole plan'), ('plain', 'In plain words'), ('easy-read', 'Easy to read, with pictures')], max_length=12)),
                    ('document', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='plans.supportplan')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('document', None)), fields=('plan', 'kind'), name='plan_paper_asked_once', violation_error_message='This paper is being made already.')],
                },
            ),
            migrations.CreateModel(
                name='PlanPaperEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('full', 'The whole plan'), ('plain', 'In plain words'), ('easy-read', 'Easy to read, with pictures')], max_length=12)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.planpaper')),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.supportplan')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='RatingWish',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('wants_ratings', models.BooleanField()),
                    ('individual', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='RatingWishEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('wants_ratings', models.BooleanField()),
                    ('individual', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.ratingwish')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
        ]),
        migrations.RemoveConstraint(
            model_name='goal',
            name='goal_closed',
        ),
        migrations.RemoveConstraint(
            model_name='supportplan',
            name='plan_agreed',
        ),
        migrations.RemoveConstraint(
            model_name='supportplan',
            name='plan_in_force_agreed',
        ),
        migrations.RenameField(
            model_name='supportplan',
            old_name='agreed_how',
            new_name='answered_how',
        ),
        migrations.AlterField(
            model_name='supportplan',
            name='answered_how',
            field=models.CharField(blank=True, choices=[('portal', 'By the person, signed in'), ('signature', "Signed on the worker's device"), ('in person', 'Said in person'), ('telephone', 'Said by telephone'), ('paper', 'On paper, the scan is kept')], max_length=12),
        ),
        migrations.RenameField(
            model_name='supportplan',
            old_name='agreed_on',
            new_name='answered_on',
        ),
        migrations.RenameField(
            model_name='supportplanevent',
            old_name='agreed_how',
            new_name='answered_how',
        ),
        migrations.AlterField(
            model_name='supportplanevent',
            name='answered_how',
            field=models.CharField(blank=True, choices=[('portal', 'By the person, signed in'), ('signature', "Signed on the worker's device"), ('in person', 'Said in person'), ('telephone', 'Said by telephone'), ('paper', 'On paper, the scan is kept')], max_length=12),
        ),
        migrations.RenameField(
            model_name='supportplanevent',
            old_name='agreed_on',
            new_name='answered_on',
        ),
        AtOnce([
            migrations.AddField(
                model_name='goal',
                name='how_we_know',
                field=models.TextField(blank=True, verbose_name='how we shall know'),
            ),
            migrations.AddField(
                model_name='goal',
                name='needs',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('social support', 'Social support'), ('housing', 'Housing'), ('training', 'Education and training'), ('vocational', 'Work and volunteering'), ('money', 'Money and benefits'), ('health', 'Health and wellbeing'), ('daily living', 'Daily living'), ('community', 'Community, faith and culture')], max_length=20), blank=True, default=list, size=None),
            ),
            migrations.AddField(
                model_name='goal',
                name='pace',
                field=models.CharField(blank=True, choices=[('small steps', 'In small steps'), ('steady', 'Steadily'), ('soon', 'As soon as we can'), ('as it comes', 'As it comes, some weeks not at all')], max_length=12, verbose_name='the pace they chose'),
            ),
            migrations.AddField(
                model_name='goal',
                name='taken_out_on',
                field=models.DateField(blank=True, editable=False, null=True),
            ),
            migrations.AddField(
                model_name='goal',
                name='why',
                field=models.TextField(blank=True, verbose_name='why it matters'),
            ),
            migrations.AddField(
                model_name='goalevent',
                name='how_we_know',
                field=models.TextField(blank=True, verbose_name='how we shall know'),
            ),
            migrations.AddField(
                model_name='goalevent',
                name='needs',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('social support', 'Social support'), ('housing', 'Housing'), ('training', 'Education and training'), ('vocational', 'Work and volunteering'), ('money', 'Money and benefits'), ('health', 'Health and wellbeing'), ('daily living', 'Daily living'), ('community', 'Community, faith and culture')], max_length=20), blank=True, default=list, size=None),
            ),
            migrations.AddField(
                model_name='goalevent',
                name='pace',
                field=models.CharField(blank=True, choices=[('small steps', 'In small steps'), ('steady', 'Steadily'), ('soon', 'As soon as we can'), ('as it comes', 'As it comes, some weeks not at all')], max_length=12, verbose_name='the pace they chose'),
            ),
            migrations.AddField(
                model_name='goalevent',
                name='taken_out_on',
                field=models.DateField(blank=True, editable=False, null=True),
            ),
            migrations.AddField(
                model_name='goalevent',
                name='why',
                field=models.TextField(blank=True, verbose_name='why it matters'),
            ),
            migrations.AddField(
                model_name='plancomment',
                name='section',
                field=models.CharField(blank=True, choices=[('matters_to_me', 'What matters to me'), ('who_matters', 'Who matters to me'), ('support_me_best', 'How best to support me'), ('how_i_communicate', 'How I communicate'), ('good_days', 'A good day'), ('bad_days', 'A bad day'), ('early_signs', 'Early signs that things are getting harder'), ('in_a_crisis', 'What helps in a crisis')], max_length=20),
            ),
            migrations.AddField(
                model_name='plancommentevent',
                name='section',
                field=models.CharField(blank=True, choices=[('matters_to_me', 'What matters to me'), ('who_matters', 'Who matters to me'), ('support_me_best', 'How best to support me'), ('how_i_communicate', 'How I communicate'), ('good_days', 'A good day'), ('bad_days', 'A bad day'), ('early_signs', 'Early signs that things are getting harder'), ('in_a_crisis', 'What helps in a crisis')], max_length=20),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='answer_words',
                field=models.TextField(blank=True, verbose_name='what the person said with it'),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='bad_days',
                field=models.TextField(blank=True, verbose_name='a bad day'),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='early_signs',
                field=models.TextField(blank=True, verbose_name='early signs that things are getting harder'),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='good_days',
                field=models.TextField(blank=True, verbose_name='a good day'),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='how_i_communicate',
                field=models.TextField(blank=True, verbose_name='how I communicate'),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='in_a_crisis',
                field=models.TextField(blank=True, verbose_name='what helps in a crisis'),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='own_words',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('matters_to_me', 'What matters to me'), ('who_matters', 'Who matters to me'), ('support_me_best', 'How best to support me'), ('how_i_communicate', 'How I communicate'), ('good_days', 'A good day'), ('bad_days', 'A bad day'), ('early_signs', 'Early signs that things are getting harder'), ('in_a_crisis', 'What helps in a crisis')], max_length=20), blank=True, default=list, size=None),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='scan',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document'),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='signature',
                field=models.TextField(blank=True, editable=False),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='statement',
                field=models.CharField(blank=True, max_length=300, verbose_name='what they said, word for word'),
            ),
            migrations.AddField(
                model_name='supportplan',
                name='who_matters',
                field=models.TextField(blank=True, verbose_name='who matters to me'),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='answer_words',
                field=models.TextField(blank=True, verbose_name='what the person said with it'),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='bad_days',
                field=models.TextField(blank=True, verbose_name='a bad day'),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='early_signs',
                field=models.TextField(blank=True, verbose_name='early signs that things are getting harder'),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='good_days',
                field=models.TextField(blank=True, verbose_name='a good day'),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='how_i_communicate',
                field=models.TextField(blank=True, verbose_name='how I communicate'),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='in_a_crisis',
                field=models.TextField(blank=True, verbose_name='what helps in a crisis'),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='own_words',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('matters_to_me', 'What matters to me'), ('who_matters', 'Who matters to me'), ('support_me_best', 'How best to support me'), ('how_i_communicate', 'How I communicate'), ('good_days', 'A good day'), ('bad_days', 'A bad day'), ('early_signs', 'Early signs that things are getting harder'), ('in_a_crisis', 'What helps in a crisis')], max_length=20), blank=True, default=list, size=None),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='scan',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document'),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='signature',
                field=models.TextField(blank=True, editable=False),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='statement',
                field=models.CharField(blank=True, max_length=300, verbose_name='what they said, word for word'),
            ),
            migrations.AddField(
                model_name='supportplanevent',
                name='who_matters',
                field=models.TextField(blank=True, verbose_name='who matters to me'),
            ),
            migrations.AddConstraint(
                model_name='plancomment',
                constraint=models.CheckConstraint(condition=models.Q(('section', ''), ('goal', None), _connector='OR'), name='comment_about_one', violation_error_message='A comment is about a part of the plan or about a goal.'),
            ),
            migrations.AddConstraint(
                model_name='supportplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_how', ''), ('answered_on', None)), models.Q(('answered_on__isnull', False), models.Q(('answered_how', ''), _negated=True)), _connector='OR'), name='plan_answered', violation_error_message='An answer has its day and how it was given.'),
            ),
            migrations.AddConstraint(
                model_name='supportplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'in force'), _negated=True), ('answered_on__isnull', False), _connector='OR'), name='plan_in_force_agreed', violation_error_message='A plan is in force once it is agreed.'),
            ),
            migrations.AddConstraint(
                model_name='supportplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_how', 'signature'), _negated=True), models.Q(('signature', ''), _negated=True), _connector='OR'), name='plan_signature', violation_error_message='The signature is missing.'),
            ),
            migrations.AddField(
                model_name='goal',
                name='line',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='plans.goalline'),
            ),
            migrations.AddField(
                model_name='goalevent',
                name='line',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goalline'),
            ),
            migrations.AddConstraint(
                model_name='goal',
                constraint=models.UniqueConstraint(fields=('plan', 'line'), name='goal_once_a_version', violation_error_message='This goal is in the plan already.'),
            ),
        ]),
    ]
