import core.clock
import core.migration_operations
import core.sql
import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
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
        ('visits', '0001_rota'),
        ('workforce', '0001_staff'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='ContactEntry',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('at', models.DateTimeField()),
                    ('with_whom', models.CharField(choices=[('person', 'The person'), ('family', 'Family or carer'), ('representative', 'Representative or advocate'), ('mental health team', 'Mental health team'), ('council', 'Council'), ('health', 'GP or other health service'), ('other', 'Someone else')], max_length=20)),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='their name')),
                    ('how', models.CharField(choices=[('call', 'Phone call'), ('email', 'Email'), ('text', 'Text message'), ('letter', 'Letter'), ('meeting', 'Meeting'), ('video', 'Video call')], max_length=10)),
                    ('was_reached', models.BooleanField(default=True)),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('about', models.TextField(max_length=20000, verbose_name='what it was about')),
                    ('changed', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                    ('was_crisis', models.BooleanField(default=False, verbose_name='crisis, distress or self-harm')),
                    ('urgency', models.CharField(blank=True, choices=[('now', 'Act now: alert the on-call senior'), ('today', 'Tell the team today'), ('nobody', 'No one else needs to know, because …')], max_length=10)),
                    ('nobody_reason', models.CharField(blank=True, max_length=300, verbose_name='why nobody else needs to know of a crisis')),
                ],
                options={
                    'ordering': ['-at', 'id'],
                },
            ), migrations.CreateModel(
                name='ContactEntryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('at', models.DateTimeField()),
                    ('with_whom', models.CharField(choices=[('person', 'The person'), ('family', 'Family or carer'), ('representative', 'Representative or advocate'), ('mental health team', 'Mental health team'), ('council', 'Council'), ('health', 'GP or other health service'), ('other', 'Someone else')], max_length=20)),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='their name')),
                    ('how', models.CharField(choices=[('call', 'Phone call'), ('email', 'Email'), ('text', 'Text message'), ('letter', 'Letter'), ('meeting', 'Meeting'), ('video', 'Video call')], max_length=10)),
                    ('was_reached', models.BooleanField(default=True)),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('about', models.TextField(max_length=20000, verbose_name='what it was about')),
                    ('changed', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                    ('was_crisis', models.BooleanField(default=False, verbose_name='crisis, distress or self-harm')),
                    ('urgency', models.CharField(blank=True, choices=[('now', 'Act now: alert the on-call senior'), ('today', 'Tell the team today'), ('nobody', 'No one else needs to know, because …')], max_length=10)),
                    ('nobody_reason', models.CharField(blank=True, max_length=300, verbose_name='why nobody else needs to know of a crisis')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='EngagementDuty',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('done', models.CharField(blank=True, choices=[('spoke', 'We spoke with the person'), ('visited', 'Someone else visited'), ('keyworker', 'The keyworker will decide what happens next'), ('welfare check', 'We asked for a welfare check'), ('other', 'Something else')], max_length=20, verbose_name='what was done')),
                    ('words', models.TextField(blank=True, max_length=5000, verbose_name='what the outcome was')),
                ],
                options={
                    'ordering': ['due_on', 'id'],
                },
            ), migrations.CreateModel(
                name='EngagementDutyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('done', models.CharField(blank=True, choices=[('spoke', 'We spoke with the person'), ('visited', 'Someone else visited'), ('keyworker', 'The keyworker will decide what happens next'), ('welfare check', 'We asked for a welfare check'), ('other', 'Something else')], max_length=20, verbose_name='what was done')),
                    ('words', models.TextField(blank=True, max_length=5000, verbose_name='what the outcome was')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='GoalWork',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                ],
            ), migrations.CreateModel(
                name='GoalWorkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Visit',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('outcome', models.CharField(choices=[('yes', 'Took place'), ('no answer', 'No answer'), ('declined', 'Person declined'), ('cancelled by person', 'Cancelled by the person'), ('cancelled by us', 'Cancelled by us'), ('unsafe', 'Not safe to continue')], max_length=20)),
                    ('kind', models.CharField(choices=[('face to face', 'Face to face'), ('telephone', 'Telephone'), ('video', 'Video call'), ('text', 'Text messages')], max_length=15)),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField()),
                    ('local_on', models.GeneratedField(db_persist=True, expression=core.sql.LondonDay('started_at'), output_field=models.DateField())),
                    ('minutes', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.Extract(models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('ended_at'), '-', models.F('started_at')), models.DurationField()), 'epoch'), '/', models.Value(60)), models.IntegerField()), output_field=models.IntegerField())),
                    ('support_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('daily living', 'Practical tasks and daily living'), ('medication', 'Medication: prompting, prescriptions'), ('money', 'Money, budgeting, benefits'), ('health', 'Health services'), ('social', 'Social and universal services'), ('leisure', 'Leisure and recreation'), ('relationships', 'Relationships'), ('employment', 'Employment'), ('training', 'Education and training'), ('volunteering', 'Volunteering'), ('planning', 'Care-planning meeting'), ('healthy living', 'Healthy living'), ('travel', 'Travel training'), ('problem solving', 'Problem solving'), ('positive risk', 'Positive risk taking'), ('crisis', 'Support in crisis, distress or self-harm')], max_length=20), blank=True, default=list, size=None)),
                    ('notes', models.TextField(max_length=20000, verbose_name='what happened')),
                    ('next_step', models.CharField(blank=True, max_length=300)),
                    ('change_noticed', models.CharField(blank=True, choices=[('relapse', 'Early sign of relapse'), ('deterioration', 'Getting worse'), ('improvement', 'Getting better'), ('crisis', 'In crisis, in distress or self-harm')], max_length=15)),
                    ('change_description', models.TextField(blank=True)),
                    ('urgency', models.CharField(blank=True, choices=[('noticed', 'Next keyworker update is soon enough'), ('today', 'Tell the team today'), ('now', 'Act now: alert the on-call senior'), ('nobody', 'No one else needs to know, because …')], max_length=10)),
                    ('nobody_reason', models.CharField(blank=True, max_length=300, verbose_name='why nobody else needs to know of a crisis')),
                    ('hospital_reason', models.CharField(blank=True, help_text='why during a hospital stay', max_length=200)),
                    ('times_from', models.CharField(choices=[('typed', 'Entered by hand'), ('tapped', 'Recorded with the start and finish buttons'), ('plan', 'Confirmed as planned')], default='typed', max_length=10)),
                    ('entry_route', models.CharField(choices=[('here', 'Entered in Casework'), ('phone', 'Written on a phone, sent later'), ('paper', 'Written on paper, entered later')], default='here', max_length=10)),
                    ('written_at', models.DateTimeField(blank=True, help_text='when it was written on paper or a phone; empty if it was entered in Casework', null=True)),
                    ('notice_minutes', models.PositiveIntegerField(blank=True, help_text='how long before its start a visit was cancelled', null=True)),
                    ('place', models.CharField(blank=True, choices=[('home', 'At home'), ('out', 'Out and about'), ('office', 'At our office'), ('ward', 'On a ward'), ('other', 'Somewhere else')], max_length=10)),
                    ('present', models.CharField(blank=True, max_length=200, verbose_name='who else was there')),
                    ('mood', models.TextField(blank=True, max_length=2000, verbose_name='how the person was')),
                    ('quote', models.TextField(blank=True, max_length=5000, verbose_name='what they said, in their words')),
                    ('money_pounds', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                    ('money_words', models.CharField(blank=True, max_length=300, verbose_name='money handled')),
                    ('travel_minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('travel_miles', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                    ('information_given', models.CharField(blank=True, help_text='topic and in which format', max_length=300)),
                    ('excluded_activities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('medication', 'Giving medication'), ('clinical', 'Clinical treatment'), ('social work', 'Decisions that only a social worker can make'), ('transport', 'Driving people without business insurance')], max_length=20), blank=True, default=list, help_text='what was done that the service does not do (T3.4)', size=None)),
                ],
                options={
                    'ordering': ['-started_at', 'id'],
                },
            ), migrations.CreateModel(
                name='VisitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('outcome', models.CharField(choices=[('yes', 'Took place'), ('no answer', 'No answer'), ('declined', 'Person declined'), ('cancelled by person', 'Cancelled by the person'), ('cancelled by us', 'Cancelled by us'), ('unsafe', 'Not safe to continue')], max_length=20)),
                    ('kind', models.CharField(choices=[('face to face', 'Face to face'), ('telephone', 'Telephone'), ('video', 'Video call'), ('text', 'Text messages')], max_length=15)),
                    ('started_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField()),
                    ('local_on', models.GeneratedField(db_persist=True, expression=core.sql.LondonDay('started_at'), output_field=models.DateField())),
                    ('minutes', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast(django.db.models.expressions.CombinedExpression(django.db.models.functions.datetime.Extract(models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('ended_at'), '-', models.F('started_at')), models.DurationField()), 'epoch'), '/', models.Value(60)), models.IntegerField()), output_field=models.IntegerField())),
                    ('support_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('daily living', 'Practical tasks and daily living'), ('medication', 'Medication: prompting, prescriptions'), ('money', 'Money, budgeting, benefits'), ('health', 'Health services'), ('social', 'Social and universal services'), ('leisure', 'Leisure and recreation'), ('relationships', 'Relationships'), ('employment', 'Employment'), ('training', 'Education and training'), ('volunteering', 'Volunteering'), ('planning', 'Care-planning meeting'), ('healthy living', 'Healthy living'), ('travel', 'Travel training'), ('problem solving', 'Problem solving'), ('positive risk', 'Positive risk taking'), ('crisis', 'Support in crisis, distress or self-harm')], max_length=20), blank=True, default=list, size=None)),
                    ('notes', models.TextField(max_length=20000, verbose_name='what happened')),
                    ('next_step', models.CharField(blank=True, max_length=300)),
                    ('change_noticed', models.CharField(blank=True, choices=[('relapse', 'Early sign of relapse'), ('deterioration', 'Getting worse'), ('improvement', 'Getting better'), ('crisis', 'In crisis, in distress or self-harm')], max_length=15)),
                    ('change_description', models.TextField(blank=True)),
                    ('urgency', models.CharField(blank=True, choices=[('noticed', 'Next keyworker update is soon enough'), ('today', 'Tell the team today'), ('now', 'Act now: alert the on-call senior'), ('nobody', 'No one else needs to know, because …')], max_length=10)),
                    ('nobody_reason', models.CharField(blank=True, max_length=300, verbose_name='why nobody else needs to know of a crisis')),
                    ('hospital_reason', models.CharField(blank=True, help_text='why during a hospital stay', max_length=200)),
                    ('times_from', models.CharField(choices=[('typed', 'Entered by hand'), ('tapped', 'Recorded with the start and finish buttons'), ('plan', 'Confirmed as planned')], default='typed', max_length=10)),
                    ('entry_route', models.CharField(choices=[('here', 'Entered in Casework'), ('phone', 'Written on a phone, sent later'), ('paper', 'Written on paper, entered later')], default='here', max_length=10)),
                    ('written_at', models.DateTimeField(blank=True, help_text='when it was written on paper or a phone; empty if it was entered in Casework', null=True)),
                    ('notice_minutes', models.PositiveIntegerField(blank=True, help_text='how long before its start a visit was cancelled', null=True)),
                    ('place', models.CharField(blank=True, choices=[('home', 'At home'), ('out', 'Out and about'), ('office', 'At our office'), ('ward', 'On a ward'), ('other', 'Somewhere else')], max_length=10)),
                    ('present', models.CharField(blank=True, max_length=200, verbose_name='who else was there')),
                    ('mood', models.TextField(blank=True, max_length=2000, verbose_name='how the person was')),
                    ('quote', models.TextField(blank=True, max_length=5000, verbose_name='what they said, in their words')),
                    ('money_pounds', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                    ('money_words', models.CharField(blank=True, max_length=300, verbose_name='money handled')),
                    ('travel_minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('travel_miles', models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True)),
                    ('information_given', models.CharField(blank=True, help_text='topic and in which format', max_length=300)),
                    ('excluded_activities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('medication', 'Giving medication'), ('clinical', 'Clinical treatment'), ('social work', 'Decisions that only a social worker can make'), ('transport', 'Driving people without business insurance')], max_length=20), blank=True, default=list, help_text='what was done that the service does not do (T3.4)', size=None)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='VisitVersion',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('reason', models.CharField(max_length=300)),
                ],
                options={
                    'ordering': ['number'],
                },
            ), migrations.AddField(
                model_name='contactentry',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='contactentry',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='contactentry',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='contactentryevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='contactentryevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='contactentryevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.contactentry'),
            ), migrations.AddField(
                model_name='contactentryevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='contactentryevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='engagementduty',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='engagementduty',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='engagementdutyevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='engagementdutyevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='engagementdutyevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.engagementduty'),
            ), migrations.AddField(
                model_name='engagementdutyevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='goalwork',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='goalwork',
                name='wording',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.goalwording'),
            ), migrations.AddField(
                model_name='goalworkevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='goalworkevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.goalwork'),
            ), migrations.AddField(
                model_name='goalworkevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='goalworkevent',
                name='wording',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goalwording'),
            ), migrations.AddField(
                model_name='visit',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='visit',
                name='planned',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.plannedvisit'),
            ), migrations.AddField(
                model_name='visit',
                name='rating',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.goalrating'),
            ), migrations.AddField(
                model_name='visit',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='visit',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='visit',
                name='worker',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.worker'),
            ), migrations.AddField(
                model_name='goalworkevent',
                name='visit',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='goalwork',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goal_work', to='visits.visit'),
            ), migrations.AddField(
                model_name='engagementdutyevent',
                name='visit',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='engagementduty',
                name='visit',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='visitevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='visitevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='visitevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='visitevent',
                name='planned',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.plannedvisit'),
            ), migrations.AddField(
                model_name='visitevent',
                name='rating',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.goalrating'),
            ), migrations.AddField(
                model_name='visitevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='visitevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='visitevent',
                name='worker',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker'),
            ), migrations.AddField(
                model_name='visitversion',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='visitversion',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='visits.visit'),
            ), migrations.AddIndex(
                model_name='contactentry',
                index=models.Index(fields=['package', '-at'], name='contact_of_package'),
            ), migrations.AddConstraint(
                model_name='contactentry',
                constraint=models.CheckConstraint(condition=models.Q(('about', ''), _negated=True), name='contact_about', violation_error_message='Enter what it was about.'),
            ), migrations.AddConstraint(
                model_name='contactentry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('urgency', ''), ('was_crisis', False)), models.Q(('was_crisis', True), models.Q(('urgency', ''), _negated=True)), _connector='OR'), name='contact_in_crisis', violation_error_message='Select who needs to know about the crisis.'),
            ), migrations.AddConstraint(
                model_name='contactentry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('urgency', 'nobody'), models.Q(('nobody_reason', ''), _negated=True)), models.Q(models.Q(('urgency', 'nobody'), _negated=True), ('nobody_reason', '')), _connector='OR'), name='contact_nobody_reason', violation_error_message='Enter why nobody else needs to know.'),
            ), migrations.AddConstraint(
                model_name='contactentry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='contact_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddIndex(
                model_name='visit',
                index=models.Index(fields=['package', '-local_on'], name='visit_of_package'),
            ), migrations.AddIndex(
                model_name='visit',
                index=models.Index(fields=['worker', '-local_on'], name='visit_of_worker'),
            ), migrations.AddIndex(
                model_name='visit',
                index=models.Index(fields=['local_on'], name='visit_by_day'),
            ), migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('ended_at__gte', models.F('started_at'))), name='visit_times', violation_error_message='The visit ended before it started: check the two times.'),
            ), migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('change_noticed', ''), ('urgency__in', ['', 'nobody'])), models.Q(models.Q(('change_noticed', ''), _negated=True), ('urgency__in', ['noticed', 'today', 'now'])), _connector='OR'), name='visit_change_noticed', violation_error_message='Select who needs to know about the change.'),
            ), migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('support_kinds__contains', ['crisis']), _negated=True), models.Q(('urgency', ''), _negated=True), _connector='OR'), name='visit_in_crisis', violation_error_message='You ticked support in crisis, distress or self-harm: select who needs to know.'),
            ), migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('urgency', 'nobody'), models.Q(('nobody_reason', ''), _negated=True)), models.Q(models.Q(('urgency', 'nobody'), _negated=True), ('nobody_reason', '')), _connector='OR'), name='visit_nobody_reason', violation_error_message='Enter why nobody else needs to know.'),
            ), migrations.AddConstraint(
                model_name='visit',
                constraint=models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('planned',), name='visit_of_planned_once', violation_error_message='This planned visit has already been logged.'),
            ), migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('notice_minutes', None), ('outcome__in', ['cancelled by person', 'cancelled by us']), _connector='OR'), name='visit_notice', violation_error_message='Only a cancelled visit has a notice period.'),
            ), migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry_route', 'here'), ('written_at', None)), models.Q(models.Q(('entry_route', 'here'), _negated=True), ('written_at__isnull', False)), _connector='OR'), name='visit_written', violation_error_message='Enter when it was written.'),
            ), migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('money_pounds', None), models.Q(('money_pounds__gte', 0), models.Q(('money_words', ''), _negated=True)), _connector='OR'), name='visit_money', violation_error_message='Enter what the money was for.'),
            ), migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='visit_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='goalwork',
                constraint=models.UniqueConstraint(fields=('visit', 'wording'), name='goal_work_once', violation_error_message='This goal is already on the list.'),
            ), migrations.AddConstraint(
                model_name='engagementduty',
                constraint=models.UniqueConstraint(condition=models.Q(('expired_on', None), ('met_on', None)), fields=('package',), name='engagement_one_open', violation_error_message='Someone is already following up these missed visits.'),
            ), migrations.AddConstraint(
                model_name='engagementduty',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('done', ''), ('met_on', None), ('words', '')), models.Q(('met_on__isnull', False), models.Q(('done', ''), _negated=True), models.Q(('words', ''), _negated=True)), _connector='OR'), name='engagement_met', violation_error_message='Enter what was done and what the outcome was.'),
            ), migrations.AddConstraint(
                model_name='engagementduty',
                constraint=models.CheckConstraint(condition=models.Q(('met_on', None), ('expired_on', None), _connector='OR'), name='engagement_met_or_expired', violation_error_message='A task that is done cannot be closed as not needed.'),
            ), migrations.AddConstraint(
                model_name='visitversion',
                constraint=models.UniqueConstraint(fields=('visit', 'number'), name='visit_version_once', violation_error_message='This correction has already been saved.'),
            ), migrations.AddConstraint(
                model_name='visitversion',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='visit_version_reason', violation_error_message='Enter the reason for the correction.'),
            )],
        ),
    ]
