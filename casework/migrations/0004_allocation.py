import core.clock
import core.migration_operations
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
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
                name='Allocation',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('kind', models.CharField(choices=[('lead', 'Lead worker'), ('buddy', 'Buddy worker'), ('cover', 'Cover')], max_length=10)),
                ],
                options={
                    'ordering': ['from_on'],
                },
            ), migrations.CreateModel(
                name='AllocationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('kind', models.CharField(choices=[('lead', 'Lead worker'), ('buddy', 'Buddy worker'), ('cover', 'Cover')], max_length=10)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='DeclaredRelation',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('declared_on', models.DateField()),
                    ('words', models.CharField(help_text='for example: neighbour, cousin', max_length=200)),
                    ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('withdrawn_reason', models.TextField(blank=True)),
                ],
            ), migrations.CreateModel(
                name='DeclaredRelationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('declared_on', models.DateField()),
                    ('words', models.CharField(help_text='for example: neighbour, cousin', max_length=200)),
                    ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('withdrawn_reason', models.TextField(blank=True)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='allocation',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='allocation',
                name='worker',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.worker'),
            ), migrations.AddField(
                model_name='allocationevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='allocationevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.allocation'),
            ), migrations.AddField(
                model_name='allocationevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='allocationevent',
                name='worker',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker'),
            ), migrations.AddField(
                model_name='declaredrelation',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='declaredrelation',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='declaredrelation',
                name='withdrawn_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='declaredrelationevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='declaredrelationevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.declaredrelation'),
            ), migrations.AddField(
                model_name='declaredrelationevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='declaredrelationevent',
                name='user',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='declaredrelationevent',
                name='withdrawn_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='declaredrelationevent',
                name='individual',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='declaredrelation',
                name='individual',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='allocationevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='allocation',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='allocations', to='casework.supportpackage'),
            ), migrations.AddIndex(
                model_name='declaredrelation',
                index=models.Index(condition=models.Q(('withdrawn_at', None)), fields=['user'], name='declared_relation_in_force'),
            ), migrations.AddConstraint(
                model_name='declaredrelation',
                constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('user', 'individual'), name='declared_relation_once', violation_error_message='This connection is already declared.'),
            ), migrations.AddConstraint(
                model_name='declaredrelation',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='declared_relation_withdrawn', violation_error_message='Enter why the connection is withdrawn.'),
            ), migrations.AddIndex(
                model_name='allocation',
                index=models.Index(fields=['worker', 'from_on'], name='allocation_of_worker'),
            ), migrations.AddConstraint(
                model_name='allocation',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('package', '='), ('worker', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='allocation_worker_once', violation_error_message='This worker is already allocated to this person on some of these days.'),
            ), migrations.AddConstraint(
                model_name='allocation',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'lead')), expressions=[('package', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='allocation_one_lead', violation_error_message='There is already a lead worker on some of these days.'),
            ), migrations.AddConstraint(
                model_name='allocation',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='allocation_dates', violation_error_message='The end must be after the start.'),
            )],
        ),
    ]
