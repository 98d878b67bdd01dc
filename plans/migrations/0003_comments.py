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
        ('casework', '0003_packages'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('plans', '0002_goals'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='AnswerDuty',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('read_by_at', models.DateTimeField(help_text='when the on-call senior is alerted if nobody has read it')),
                    ('escalated_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('how', models.TextField(blank=True, max_length=5000, verbose_name='how it was answered, if not here')),
                    ('answered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['read_by_at', 'id'],
                },
            ), migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('section', models.CharField(blank=True, choices=[('matters_to_me', 'What matters to me'), ('who_matters', 'Who matters to me'), ('support_me_best', 'How best to support me'), ('how_i_communicate', 'How I communicate'), ('good_days', 'A good day'), ('bad_days', 'A bad day'), ('early_signs', 'Early signs that things are getting harder'), ('in_a_crisis', 'What helps in a crisis')], max_length=20)),
                    ('words', models.TextField()),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='AnswerDutyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('read_by_at', models.DateTimeField(help_text='when the on-call senior is alerted if nobody has read it')),
                    ('escalated_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('how', models.TextField(blank=True, max_length=5000, verbose_name='how it was answered, if not here')),
                    ('answered_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.answerduty')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('comment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.comment')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='answerduty',
                name='comment',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer_duty', to='plans.comment'),
            ), migrations.AddField(
                model_name='comment',
                name='goal',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.goal'),
            ), migrations.CreateModel(
                name='CommentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('section', models.CharField(blank=True, choices=[('matters_to_me', 'What matters to me'), ('who_matters', 'Who matters to me'), ('support_me_best', 'How best to support me'), ('how_i_communicate', 'How I communicate'), ('good_days', 'A good day'), ('bad_days', 'A bad day'), ('early_signs', 'Early signs that things are getting harder'), ('in_a_crisis', 'What helps in a crisis')], max_length=20)),
                    ('words', models.TextField()),
                    ('author', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.comment')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('goal', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goal')),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.supportplan')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='comment',
                name='plan',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.supportplan'),
            ), migrations.AddIndex(
                model_name='answerduty',
                index=models.Index(condition=models.Q(('escalated_at', None), ('met_on', None)), fields=['read_by_at'], name='answer_duty_open'),
            ), migrations.AddConstraint(
                model_name='answerduty',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('how', ''), ('met_on', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('met_on__isnull', False)), _connector='OR'), name='answer_duty_answered', violation_error_message='An answer needs the time and who gave it.'),
            ), migrations.AddConstraint(
                model_name='answerduty',
                constraint=models.CheckConstraint(condition=models.Q(('met_on', None), ('expired_on', None), _connector='OR'), name='answer_duty_met_or_expired', violation_error_message='A task that is done cannot be closed as not needed.'),
            ), migrations.AddIndex(
                model_name='comment',
                index=models.Index(fields=['package', 'recorded_at'], name='comment_of_package'),
            ), migrations.AddConstraint(
                model_name='comment',
                constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='comment_words', violation_error_message='Enter your comment.'),
            ), migrations.AddConstraint(
                model_name='comment',
                constraint=models.CheckConstraint(condition=models.Q(('section', ''), ('goal', None), _connector='OR'), name='comment_about_one', violation_error_message='A comment is about a section of the plan or a goal, not both.'),
            )],
        ),
    ]
