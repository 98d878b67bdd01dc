import core.clock
import core.migration_operations
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0021_return_working_days'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('reporting', '0001_returns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='ReturnDue',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('terms', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.terms')),
                ],
                options={
                    'ordering': ['due_on', 'contract__name', 'id'],
                },
            ), migrations.CreateModel(
                name='ReturnDueEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.returndue')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('terms', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.terms')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='returndue',
                constraint=models.UniqueConstraint(fields=('contract', 'from_on'), name='return_due_once', violation_error_message='The return of this period is already due.'),
            ), migrations.AddConstraint(
                model_name='returndue',
                constraint=models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('from_on'))), name='return_due_period', violation_error_message='The period must end after it starts.'),
            ), migrations.AddConstraint(
                model_name='returndue',
                constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('until_on'))), name='return_due_after_period', violation_error_message='A return is due after its period.'),
            ), migrations.AddConstraint(
                model_name='returndue',
                constraint=models.CheckConstraint(condition=models.Q(('met_on', None), ('expired_on', None), _connector='OR'), name='return_due_met_or_expired', violation_error_message='A task that is done cannot be closed as not needed.'),
            )],
        ),
    ]
