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
        ('contracts', '0001_contracts'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='KeyworkerUpdate',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('state', models.CharField(choices=[('due', 'Due'), ('sent', 'Sent, not yet acknowledged'), ('acknowledged', 'Acknowledged'), ('expired', 'Not needed')], default='due', max_length=15)),
                    ('how_it_is', models.TextField(blank=True, verbose_name='how things are')),
                    ('progress', models.TextField(blank=True, verbose_name='progress with goals')),
                    ('what_changed', models.TextField(blank=True, verbose_name='what has changed, and any concerns')),
                    ('next_weeks', models.TextField(blank=True, verbose_name='plans for the next few weeks')),
                    ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('acknowledged_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('answer', models.TextField(blank=True, verbose_name="the keyworker's reply")),
                    ('acknowledged_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recipient', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('submitted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('terms', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.terms')),
                ],
                options={
                    'ordering': ['due_on', 'id'],
                },
            ), migrations.CreateModel(
                name='KeyworkerUpdateEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('state', models.CharField(choices=[('due', 'Due'), ('sent', 'Sent, not yet acknowledged'), ('acknowledged', 'Acknowledged'), ('expired', 'Not needed')], default='due', max_length=15)),
                    ('how_it_is', models.TextField(blank=True, verbose_name='how things are')),
                    ('progress', models.TextField(blank=True, verbose_name='progress with goals')),
                    ('what_changed', models.TextField(blank=True, verbose_name='what has changed, and any concerns')),
                    ('next_weeks', models.TextField(blank=True, verbose_name='plans for the next few weeks')),
                    ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('acknowledged_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('answer', models.TextField(blank=True, verbose_name="the keyworker's reply")),
                    ('acknowledged_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.keyworkerupdate')),
                    ('recipient', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('terms', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.terms')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('asked_by', models.CharField(choices=[('contract', 'Agreed when we accepted the referral'), ('person', 'The person'), ('carer', 'The carer'), ('keyworker', 'The keyworker'), ('provider', 'The provider')], default='contract', max_length=10)),
                    ('state', models.CharField(choices=[('due', 'Due'), ('conducted', 'Done, not yet shared'), ('shared', 'Shared with the keyworker'), ('expired', 'Not needed')], default='due', max_length=10)),
                    ('outcome', models.TextField(blank=True)),
                    ('participants', models.CharField(blank=True, max_length=300)),
                    ('conducted_on', models.DateField(blank=True, null=True)),
                    ('shared_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('terms', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.terms')),
                ],
                options={
                    'ordering': ['due_on', 'id'],
                },
            ), migrations.CreateModel(
                name='ReviewEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('asked_by', models.CharField(choices=[('contract', 'Agreed when we accepted the referral'), ('person', 'The person'), ('carer', 'The carer'), ('keyworker', 'The keyworker'), ('provider', 'The provider')], default='contract', max_length=10)),
                    ('state', models.CharField(choices=[('due', 'Due'), ('conducted', 'Done, not yet shared'), ('shared', 'Shared with the keyworker'), ('expired', 'Not needed')], default='due', max_length=10)),
                    ('outcome', models.TextField(blank=True)),
                    ('participants', models.CharField(blank=True, max_length=300)),
                    ('conducted_on', models.DateField(blank=True, null=True)),
                    ('shared_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.review')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('terms', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.terms')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddIndex(
                model_name='keyworkerupdate',
                index=models.Index(condition=models.Q(('state', 'due')), fields=['due_on'], name='update_due'),
            ), migrations.AddConstraint(
                model_name='keyworkerupdate',
                constraint=models.UniqueConstraint(fields=('package', 'due_on'), name='update_once', violation_error_message='There is already an update due on that day.'),
            ), migrations.AddConstraint(
                model_name='keyworkerupdate',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'due')), fields=('package',), name='update_one_due', violation_error_message='There is already an update due.'),
            ), migrations.AddConstraint(
                model_name='keyworkerupdate',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['due', 'expired']), ('submitted_at', None), ('submitted_by', None)), models.Q(('state__in', ['sent', 'acknowledged']), ('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='update_submitted', violation_error_message='A sent update needs a sender and a time.'),
            ), migrations.AddConstraint(
                model_name='keyworkerupdate',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_by', None), models.Q(('state', 'acknowledged'), _negated=True)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False), ('state', 'acknowledged')), _connector='OR'), name='update_acknowledged', violation_error_message='An acknowledgement needs a name and a time.'),
            ), migrations.AddConstraint(
                model_name='keyworkerupdate',
                constraint=models.CheckConstraint(condition=models.Q(('met_on', None), ('expired_on', None), _connector='OR'), name='update_met_or_expired', violation_error_message='A task that is done cannot be closed as not needed.'),
            ), migrations.AddIndex(
                model_name='review',
                index=models.Index(condition=models.Q(('state', 'due')), fields=['due_on'], name='review_due'),
            ), migrations.AddConstraint(
                model_name='review',
                constraint=models.UniqueConstraint(fields=('package', 'due_on'), name='review_once', violation_error_message='There is already a review due on that day.'),
            ), migrations.AddConstraint(
                model_name='review',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('conducted_on', None), ('state__in', ['due', 'expired'])), models.Q(('conducted_on__isnull', False), ('state__in', ['conducted', 'shared'])), _connector='OR'), name='review_conducted', violation_error_message='A completed review needs its date.'),
            ), migrations.AddConstraint(
                model_name='review',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('shared_at', None), models.Q(('state', 'shared'), _negated=True)), models.Q(('shared_at__isnull', False), ('state', 'shared')), _connector='OR'), name='review_shared', violation_error_message='A shared review needs the time it was shared.'),
            ), migrations.AddConstraint(
                model_name='review',
                constraint=models.CheckConstraint(condition=models.Q(('met_on', None), ('expired_on', None), _connector='OR'), name='review_met_or_expired', violation_error_message='A task that is done cannot be closed as not needed.'),
            )],
        ),
    ]
