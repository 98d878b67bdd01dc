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
        ('visits', '0002_log'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='CouncilResponse',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('accepted_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('done', models.TextField(blank=True, max_length=5000, verbose_name='what was done')),
                    ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('reminders', models.PositiveSmallIntegerField(default=0, editable=False)),
                ],
                options={
                    'ordering': ['accepted_at', 'id'],
                },
            ), migrations.CreateModel(
                name='CouncilResponseEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('accepted_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('done', models.TextField(blank=True, max_length=5000, verbose_name='what was done')),
                    ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('reminders', models.PositiveSmallIntegerField(default=0, editable=False)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Escalation',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('cause', models.CharField(choices=[('pressed', 'A worker called for help'), ('act now', 'Urgent concern from a visit'), ('overdue', 'A worker has not checked in as safe')], max_length=10)),
                    ('state', models.CharField(choices=[('open', 'No one has answered yet'), ('answered', 'Being dealt with'), ('closed', 'Closed')], default='open', max_length=10)),
                    ('round', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('notified_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('done', models.TextField(blank=True, max_length=5000, verbose_name='what was done')),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='EscalationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('cause', models.CharField(choices=[('pressed', 'A worker called for help'), ('act now', 'Urgent concern from a visit'), ('overdue', 'A worker has not checked in as safe')], max_length=10)),
                    ('state', models.CharField(choices=[('open', 'No one has answered yet'), ('answered', 'Being dealt with'), ('closed', 'Closed')], default='open', max_length=10)),
                    ('round', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('notified_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('done', models.TextField(blank=True, max_length=5000, verbose_name='what was done')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='EscalationStep',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('contact', models.CharField(choices=[('on call', 'On-call senior'), ('manager', 'Manager'), ('duty team', "The Council's duty team"), ('emergency', '999'), ('worker', 'Worker'), ('other', 'Someone else')], max_length=10, verbose_name='who was rung')),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('number', models.CharField(blank=True, max_length=30)),
                    ('began_at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('notified', 'Alerted by text and in Casework'), ('no answer', 'No answer'), ('answered', 'Answered'), ('taken', 'Accepted the call in Casework'), ('joined', 'Called for help again')], max_length=10)),
                    ('cause', models.CharField(blank=True, choices=[('pressed', 'A worker called for help'), ('act now', 'Urgent concern from a visit'), ('overdue', 'A worker has not checked in as safe')], help_text='why a worker joined a running call for help', max_length=10)),
                    ('conversation', models.TextField(blank=True, max_length=5000, verbose_name='what was said')),
                ],
                options={
                    'ordering': ['began_at', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='EscalationStepEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('contact', models.CharField(choices=[('on call', 'On-call senior'), ('manager', 'Manager'), ('duty team', "The Council's duty team"), ('emergency', '999'), ('worker', 'Worker'), ('other', 'Someone else')], max_length=10, verbose_name='who was rung')),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('number', models.CharField(blank=True, max_length=30)),
                    ('began_at', models.DateTimeField()),
                    ('outcome', models.CharField(choices=[('notified', 'Alerted by text and in Casework'), ('no answer', 'No answer'), ('answered', 'Answered'), ('taken', 'Accepted the call in Casework'), ('joined', 'Called for help again')], max_length=10)),
                    ('cause', models.CharField(blank=True, choices=[('pressed', 'A worker called for help'), ('act now', 'Urgent concern from a visit'), ('overdue', 'A worker has not checked in as safe')], help_text='why a worker joined a running call for help', max_length=10)),
                    ('conversation', models.TextField(blank=True, max_length=5000, verbose_name='what was said')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='LoneWorkingCheck',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('state', models.CharField(choices=[('running', 'On a visit'), ('asked', 'Overdue: worker asked to check in'), ('called', 'Overdue: on-call senior alerted'), ('over', 'Finished')], default='running', max_length=10)),
                    ('due_at', models.DateTimeField(help_text='when the worker is due to check in as safe')),
                    ('no_signal_expected', models.BooleanField(default=False, help_text='recorded by the worker before the visit')),
                    ('asked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('ended_how', models.CharField(blank=True, choices=[('safe', 'The worker checked in as safe'), ('logged', 'The visit was logged'), ('confirmed', 'Someone has spoken to the worker'), ('accompanied', 'Two workers on the visit'), ('called off', 'The visit was cancelled or not face to face')], max_length=20)),
                    ('words', models.CharField(blank=True, max_length=300, verbose_name='what the worker said')),
                ],
                options={
                    'ordering': ['due_at', 'id'],
                },
            ), migrations.CreateModel(
                name='LoneWorkingCheckEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('state', models.CharField(choices=[('running', 'On a visit'), ('asked', 'Overdue: worker asked to check in'), ('called', 'Overdue: on-call senior alerted'), ('over', 'Finished')], default='running', max_length=10)),
                    ('due_at', models.DateTimeField(help_text='when the worker is due to check in as safe')),
                    ('no_signal_expected', models.BooleanField(default=False, help_text='recorded by the worker before the visit')),
                    ('asked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('ended_how', models.CharField(blank=True, choices=[('safe', 'The worker checked in as safe'), ('logged', 'The visit was logged'), ('confirmed', 'Someone has spoken to the worker'), ('accompanied', 'Two workers on the visit'), ('called off', 'The visit was cancelled or not face to face')], max_length=20)),
                    ('words', models.CharField(blank=True, max_length=300, verbose_name='what the worker said')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Alert',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('level', models.CharField(choices=[('today', 'Same-day alert'), ('now', 'Act now')], max_length=5)),
                    ('state', models.CharField(choices=[('open', 'Not yet picked up'), ('accepted', 'Picked up'), ('closed', 'Closed')], default='open', max_length=10)),
                    ('accepted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('done', models.TextField(blank=True, max_length=5000, verbose_name='what was done')),
                    ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('reminders', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('accepted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('closed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='AlertEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('level', models.CharField(choices=[('today', 'Same-day alert'), ('now', 'Act now')], max_length=5)),
                    ('state', models.CharField(choices=[('open', 'Not yet picked up'), ('accepted', 'Picked up'), ('closed', 'Closed')], default='open', max_length=10)),
                    ('accepted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('done', models.TextField(blank=True, max_length=5000, verbose_name='what was done')),
                    ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('reminders', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('closed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.alert')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='AlertVisit',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('alert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alert_visits', to='visits.alert')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='AlertVisitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('alert', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.alert')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.alertvisit')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='councilresponse',
                name='accepted_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='councilresponse',
                name='alert',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='council_response', to='visits.alert'),
            ), migrations.AddField(
                model_name='councilresponse',
                name='closed_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='councilresponse',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='councilresponseevent',
                name='accepted_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='councilresponseevent',
                name='alert',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.alert'),
            ), migrations.AddField(
                model_name='councilresponseevent',
                name='closed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='councilresponseevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='councilresponseevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.councilresponse'),
            ), migrations.AddField(
                model_name='councilresponseevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='escalation',
                name='answered_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='escalation',
                name='caller',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='escalation',
                name='contact',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.contactentry'),
            ), migrations.AddField(
                model_name='escalation',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='escalation',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='escalationevent',
                name='answered_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='escalationevent',
                name='caller',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='escalationevent',
                name='contact',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.contactentry'),
            ), migrations.AddField(
                model_name='escalationevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='escalationevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='escalationevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.escalation'),
            ), migrations.AddField(
                model_name='escalationevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='escalationstep',
                name='escalation',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='visits.escalation'),
            ), migrations.AddField(
                model_name='escalationstep',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='escalationstep',
                name='user',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='escalationstepevent',
                name='escalation',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.escalation'),
            ), migrations.AddField(
                model_name='escalationstepevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='escalationstepevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.escalationstep'),
            ), migrations.AddField(
                model_name='escalationstepevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='escalationstepevent',
                name='user',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='loneworkingcheck',
                name='escalation',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lone_working_checks', to='visits.escalation'),
            ), migrations.AddField(
                model_name='loneworkingcheck',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='loneworkingcheckevent',
                name='escalation',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.escalation'),
            ), migrations.AddField(
                model_name='loneworkingcheckevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='loneworkingcheckevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.loneworkingcheck'),
            ), migrations.AddField(
                model_name='loneworkingcheckevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='loneworkingcheckevent',
                name='planned',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.plannedvisit'),
            ), migrations.AddField(
                model_name='loneworkingcheck',
                name='planned',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='lone_working_check', to='visits.plannedvisit'),
            ), migrations.AddField(
                model_name='escalationevent',
                name='planned',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.plannedvisit'),
            ), migrations.AddField(
                model_name='escalation',
                name='planned',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.plannedvisit'),
            ), migrations.AddField(
                model_name='escalationevent',
                name='visit',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='escalation',
                name='visit',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='alertvisitevent',
                name='visit',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='alertvisit',
                name='visit',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.visit'),
            ), migrations.AddConstraint(
                model_name='alert',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('package',), name='alert_one_open', violation_error_message='There is already an open alert about this person.'),
            ), migrations.AddConstraint(
                model_name='alert',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='alert_accepted', violation_error_message='An alert that was picked up needs the time and the person.'),
            ), migrations.AddConstraint(
                model_name='alert',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None), ('closed_by', None), ('done', '')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'closed'), models.Q(('done', ''), _negated=True)), _connector='OR'), name='alert_closed', violation_error_message='Enter what was done.'),
            ), migrations.AddConstraint(
                model_name='councilresponse',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('done', '')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), models.Q(('done', ''), _negated=True)), _connector='OR'), name='council_response_closed', violation_error_message='Enter what was done.'),
            ), migrations.AddConstraint(
                model_name='escalationstep',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'answered'), _negated=True), models.Q(('conversation', ''), _negated=True), _connector='OR'), name='escalation_step_conversation', violation_error_message='Enter what was said.'),
            ), migrations.AddConstraint(
                model_name='escalationstep',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'joined'), models.Q(('cause', ''), _negated=True)), models.Q(models.Q(('outcome', 'joined'), _negated=True), ('cause', '')), _connector='OR'), name='escalation_step_cause', violation_error_message='Only a further call for help has a cause, and it always has one.'),
            ), migrations.AddIndex(
                model_name='loneworkingcheck',
                index=models.Index(condition=models.Q(('state', 'over'), _negated=True), fields=['due_at'], name='check_running'),
            ), migrations.AddConstraint(
                model_name='loneworkingcheck',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'over'), _negated=True), ('ended_at', None), ('ended_how', '')), models.Q(('ended_at__isnull', False), ('state', 'over'), models.Q(('ended_how', ''), _negated=True)), _connector='OR'), name='check_over', violation_error_message='Select how you know that the worker is safe.'),
            ), migrations.AddConstraint(
                model_name='loneworkingcheck',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('asked', 'called')), _negated=True), ('asked_at__isnull', False), _connector='OR'), name='check_asked', violation_error_message='The worker is asked before anyone else is alerted.'),
            ), migrations.AddConstraint(
                model_name='loneworkingcheck',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'called'), _negated=True), ('escalation__isnull', False), _connector='OR'), name='check_called', violation_error_message='Only an escalation alerts other people.'),
            ), migrations.AddConstraint(
                model_name='loneworkingcheck',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_how', 'confirmed'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='check_confirmed_words', violation_error_message='Enter what the worker said.'),
            ), migrations.AddIndex(
                model_name='escalation',
                index=models.Index(condition=models.Q(('state', 'open')), fields=['notified_at'], name='escalation_open'),
            ), migrations.AddConstraint(
                model_name='escalation',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('package',), name='escalation_one_running', violation_error_message='There is already an open call for help about this person.'),
            ), migrations.AddConstraint(
                model_name='escalation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('state', 'open')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state', 'answered')), models.Q(('answered_at', None), ('answered_by', None), ('state', 'closed')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state', 'closed')), _connector='OR'), name='escalation_answered', violation_error_message='A call that was accepted needs the time and the person.'),
            ), migrations.AddConstraint(
                model_name='escalation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None), ('done', '')), models.Q(('closed_at__isnull', False), ('state', 'closed'), models.Q(('done', ''), _negated=True)), _connector='OR'), name='escalation_closed', violation_error_message='Enter what was done.'),
            ), migrations.AddConstraint(
                model_name='alertvisit',
                constraint=models.UniqueConstraint(fields=('alert', 'visit'), name='alert_visit_once', violation_error_message='This visit is already part of the alert.'),
            ), migrations.AddField(
                model_name='contactentry',
                name='alert',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='visits.alert'),
            ), migrations.AddField(
                model_name='contactentryevent',
                name='alert',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.alert'),
            )],
        ),
    ]
