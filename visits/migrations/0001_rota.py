import core.clock
import core.migration_operations
import core.sql
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
        ('pghistory', '0007_auto_20250421_0444'),
        ('workforce', '0001_staff'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='CalendarFeedEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('fingerprint', models.CharField(editable=False, max_length=64)),
                    ('read_on', models.DateField(blank=True, editable=False, help_text='the last day on which it was read', null=True)),
                    ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PlannedVisit',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('face to face', 'Face to face'), ('telephone', 'Telephone'), ('video', 'Video call'), ('text', 'Text messages')], default='face to face', max_length=20)),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('local_on', models.GeneratedField(db_persist=True, expression=core.sql.LondonDay('starts_at'), output_field=models.DateField())),
                    ('out_of_hours_reason', models.CharField(blank=True, max_length=200)),
                    ('what_for', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('daily living', 'Practical tasks and daily living'), ('medication', 'Medication: prompting, prescriptions'), ('money', 'Money, budgeting, benefits'), ('health', 'Health services'), ('social', 'Social and universal services'), ('leisure', 'Leisure and recreation'), ('relationships', 'Relationships'), ('employment', 'Employment'), ('training', 'Education and training'), ('volunteering', 'Volunteering'), ('planning', 'Care-planning meeting'), ('healthy living', 'Healthy living'), ('travel', 'Travel training'), ('problem solving', 'Problem solving'), ('positive risk', 'Positive risk taking'), ('crisis', 'Support in crisis, distress or self-harm')], max_length=20), blank=True, default=list, size=None)),
                    ('recurrence_on', models.DateField(blank=True, help_text='the date in the recurrence, also when the visit was moved', null=True)),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('logged', 'Logged'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                    ('arrived_at', models.DateTimeField(blank=True, editable=False, help_text='when the worker said so', null=True)),
                    ('left_at', models.DateTimeField(blank=True, editable=False, help_text='when the worker said so', null=True)),
                ],
                options={
                    'ordering': ['starts_at', 'id'],
                },
            ), migrations.CreateModel(
                name='PlannedVisitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('face to face', 'Face to face'), ('telephone', 'Telephone'), ('video', 'Video call'), ('text', 'Text messages')], default='face to face', max_length=20)),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('local_on', models.GeneratedField(db_persist=True, expression=core.sql.LondonDay('starts_at'), output_field=models.DateField())),
                    ('out_of_hours_reason', models.CharField(blank=True, max_length=200)),
                    ('what_for', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('daily living', 'Practical tasks and daily living'), ('medication', 'Medication: prompting, prescriptions'), ('money', 'Money, budgeting, benefits'), ('health', 'Health services'), ('social', 'Social and universal services'), ('leisure', 'Leisure and recreation'), ('relationships', 'Relationships'), ('employment', 'Employment'), ('training', 'Education and training'), ('volunteering', 'Volunteering'), ('planning', 'Care-planning meeting'), ('healthy living', 'Healthy living'), ('travel', 'Travel training'), ('problem solving', 'Problem solving'), ('positive risk', 'Positive risk taking'), ('crisis', 'Support in crisis, distress or self-harm')], max_length=20), blank=True, default=list, size=None)),
                    ('recurrence_on', models.DateField(blank=True, help_text='the date in the recurrence, also when the visit was moved', null=True)),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('logged', 'Logged'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                    ('arrived_at', models.DateTimeField(blank=True, editable=False, help_text='when the worker said so', null=True)),
                    ('left_at', models.DateTimeField(blank=True, editable=False, help_text='when the worker said so', null=True)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RecurringVisit',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('kind', models.CharField(choices=[('face to face', 'Face to face'), ('telephone', 'Telephone'), ('video', 'Video call'), ('text', 'Text messages')], default='face to face', max_length=20)),
                    ('repeats', models.CharField(max_length=100)),
                    ('begins', models.TimeField()),
                    ('minutes', models.PositiveSmallIntegerField()),
                    ('what_for', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('daily living', 'Practical tasks and daily living'), ('medication', 'Medication: prompting, prescriptions'), ('money', 'Money, budgeting, benefits'), ('health', 'Health services'), ('social', 'Social and universal services'), ('leisure', 'Leisure and recreation'), ('relationships', 'Relationships'), ('employment', 'Employment'), ('training', 'Education and training'), ('volunteering', 'Volunteering'), ('planning', 'Care-planning meeting'), ('healthy living', 'Healthy living'), ('travel', 'Travel training'), ('problem solving', 'Problem solving'), ('positive risk', 'Positive risk taking'), ('crisis', 'Support in crisis, distress or self-harm')], max_length=20), blank=True, default=list, size=None)),
                    ('out_of_hours_reason', models.CharField(blank=True, max_length=200)),
                    ('ended_reason', models.CharField(blank=True, max_length=200)),
                    ('made_until_on', models.DateField(blank=True, editable=False, null=True)),
                ],
                options={
                    'ordering': ['from_on', 'begins', 'id'],
                },
            ), migrations.CreateModel(
                name='RecurringVisitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('kind', models.CharField(choices=[('face to face', 'Face to face'), ('telephone', 'Telephone'), ('video', 'Video call'), ('text', 'Text messages')], default='face to face', max_length=20)),
                    ('repeats', models.CharField(max_length=100)),
                    ('begins', models.TimeField()),
                    ('minutes', models.PositiveSmallIntegerField()),
                    ('what_for', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('daily living', 'Practical tasks and daily living'), ('medication', 'Medication: prompting, prescriptions'), ('money', 'Money, budgeting, benefits'), ('health', 'Health services'), ('social', 'Social and universal services'), ('leisure', 'Leisure and recreation'), ('relationships', 'Relationships'), ('employment', 'Employment'), ('training', 'Education and training'), ('volunteering', 'Volunteering'), ('planning', 'Care-planning meeting'), ('healthy living', 'Healthy living'), ('travel', 'Travel training'), ('problem solving', 'Problem solving'), ('positive risk', 'Positive risk taking'), ('crisis', 'Support in crisis, distress or self-harm')], max_length=20), blank=True, default=list, size=None)),
                    ('out_of_hours_reason', models.CharField(blank=True, max_length=200)),
                    ('ended_reason', models.CharField(blank=True, max_length=200)),
                    ('made_until_on', models.DateField(blank=True, editable=False, null=True)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='CalendarFeed',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('fingerprint', models.CharField(editable=False, max_length=64, unique=True)),
                    ('read_on', models.DateField(blank=True, editable=False, help_text='the last day on which it was read', null=True)),
                    ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at'],
                },
            ), migrations.AddField(
                model_name='calendarfeed',
                name='worker',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.worker'),
            ), migrations.AddField(
                model_name='calendarfeedevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='calendarfeedevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.calendarfeed'),
            ), migrations.AddField(
                model_name='calendarfeedevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='calendarfeedevent',
                name='worker',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker'),
            ), migrations.AddField(
                model_name='plannedvisit',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='plannedvisit',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='plannedvisit',
                name='worker',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.worker'),
            ), migrations.AddField(
                model_name='plannedvisitevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='plannedvisitevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='plannedvisitevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.plannedvisit'),
            ), migrations.AddField(
                model_name='plannedvisitevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='plannedvisitevent',
                name='worker',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker'),
            ), migrations.AddField(
                model_name='recurringvisit',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='recurringvisit',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='recurringvisit',
                name='worker',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.worker'),
            ), migrations.AddField(
                model_name='plannedvisitevent',
                name='recurring_visit',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.recurringvisit'),
            ), migrations.AddField(
                model_name='plannedvisit',
                name='recurring_visit',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='visits.recurringvisit'),
            ), migrations.AddField(
                model_name='recurringvisitevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='recurringvisitevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='recurringvisitevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.recurringvisit'),
            ), migrations.AddField(
                model_name='recurringvisitevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='recurringvisitevent',
                name='worker',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker'),
            ), migrations.AddConstraint(
                model_name='calendarfeed',
                constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('worker',), name='calendar_feed_one_unrevoked', violation_error_message='There is already a calendar link. Turn it off first.'),
            ), migrations.AddIndex(
                model_name='recurringvisit',
                index=models.Index(fields=['package', 'from_on'], name='recurring_visit_of_package'),
            ), migrations.AddConstraint(
                model_name='recurringvisit',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='recurring_visit_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='recurringvisit',
                constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 5), ('minutes__lte', 720)), name='recurring_visit_minutes', violation_error_message='A visit must last between 5 minutes and 12 hours.'),
            ), migrations.AddConstraint(
                model_name='recurringvisit',
                constraint=models.CheckConstraint(condition=models.Q(('repeats', ''), _negated=True), name='recurring_visit_repeats', violation_error_message='Choose the days on which the visits repeat.'),
            ), migrations.AddIndex(
                model_name='plannedvisit',
                index=models.Index(fields=['worker', 'local_on'], name='planned_of_worker'),
            ), migrations.AddIndex(
                model_name='plannedvisit',
                index=models.Index(fields=['package', 'local_on'], name='planned_of_package'),
            ), migrations.AddIndex(
                model_name='plannedvisit',
                index=models.Index(condition=models.Q(('state', 'planned')), fields=['starts_at'], name='planned_to_begin'),
            ), migrations.AddIndex(
                model_name='plannedvisit',
                index=models.Index(condition=models.Q(('state', 'planned')), fields=['ends_at'], name='planned_to_log'),
            ), migrations.AddConstraint(
                model_name='plannedvisit',
                constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='planned_visit_times', violation_error_message='The end time must be after the start time.'),
            ), migrations.AddConstraint(
                model_name='plannedvisit',
                constraint=models.CheckConstraint(condition=models.Q(('left_at', None), ('arrived_at', None), ('left_at__gte', models.F('arrived_at')), _connector='OR'), name='planned_visit_left_after_arriving', violation_error_message='You cannot leave a visit before you arrive.'),
            ), migrations.AddConstraint(
                model_name='plannedvisit',
                constraint=models.UniqueConstraint(fields=('recurring_visit', 'recurrence_on'), name='planned_visit_once_a_date', violation_error_message='A visit is already planned for this date.'),
            ), migrations.AddConstraint(
                model_name='plannedvisit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('recurrence_on', None), ('recurring_visit', None)), models.Q(('recurrence_on__isnull', False), ('recurring_visit__isnull', False)), _connector='OR'), name='planned_visit_of_recurrence', violation_error_message='A repeating visit needs its date.'),
            )],
        ),
    ]
