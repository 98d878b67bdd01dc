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
        ('contracts', '0001_contracts'),
        ('core', '0002_shared_records'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Return',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('edition', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('preparing', 'In preparation'), ('sealed', 'Sealed')], default='preparing', max_length=12)),
                    ('restricted_signed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('sealed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                    ('council_copy', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('provider_copy', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('restricted_signed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('restricted_to', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sealed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-from_on', 'contract__name', '-edition'],
                },
            ), migrations.CreateModel(
                name='ReturnEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('edition', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('preparing', 'In preparation'), ('sealed', 'Sealed')], default='preparing', max_length=12)),
                    ('restricted_signed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('sealed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('council_copy', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.return')),
                    ('provider_copy', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('restricted_signed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('restricted_to', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sealed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ReturnFigure',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('key', models.CharField(max_length=40)),
                    ('section', models.PositiveSmallIntegerField()),
                    ('position', models.PositiveSmallIntegerField()),
                    ('label', models.CharField(max_length=200)),
                    ('definition', models.TextField()),
                    ('unit', models.CharField(choices=[('people', 'people'), ('packages', 'packages'), ('visits', 'visits'), ('minutes', 'hours and minutes'), ('days', 'days'), ('workers', 'workers'), ('records', 'records')], max_length=12)),
                    ('value', models.BigIntegerField()),
                    ('earlier', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='oldest first', size=None)),
                    ('in_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='reporting.return')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['position'],
                },
            ), migrations.CreateModel(
                name='CountedRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=12)),
                    ('record_id', models.UUIDField()),
                    ('individual_id', models.UUIDField(null=True)),
                    ('amount', models.IntegerField(default=1)),
                    ('words', models.CharField(blank=True, max_length=200)),
                    ('figure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counted', to='reporting.returnfigure')),
                ],
                options={
                    'ordering': ['id'],
                },
            ), migrations.CreateModel(
                name='ReturnSection',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('number', models.PositiveSmallIntegerField(choices=[(1, 'People supported'), (2, 'Complaints and compliments'), (3, 'Incidents, accidents and safeguarding'), (4, 'Supervision'), (5, 'Training and development'), (6, 'Starters'), (7, 'Leavers'), (8, 'Sickness'), (9, 'Reviews, updates and audits'), (10, 'Assessments and risk assessments')])),
                    ('narrative', models.TextField(blank=True)),
                    ('in_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='reporting.return')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['number'],
                },
            ), migrations.CreateModel(
                name='ReturnSectionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('number', models.PositiveSmallIntegerField(choices=[(1, 'People supported'), (2, 'Complaints and compliments'), (3, 'Incidents, accidents and safeguarding'), (4, 'Supervision'), (5, 'Training and development'), (6, 'Starters'), (7, 'Leavers'), (8, 'Sickness'), (9, 'Reviews, updates and audits'), (10, 'Assessments and risk assessments')])),
                    ('narrative', models.TextField(blank=True)),
                    ('in_return', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.return')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.returnsection')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='return',
                constraint=models.UniqueConstraint(fields=('contract', 'from_on', 'until_on', 'edition'), name='return_once', violation_error_message='There is already a return for this contract, period and version.'),
            ), migrations.AddConstraint(
                model_name='return',
                constraint=models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('from_on'))), name='return_period', violation_error_message='The period must end after it starts.'),
            ), migrations.AddConstraint(
                model_name='return',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('fingerprint', ''), ('sealed_at', None), ('sealed_by', None), ('state', 'preparing')), models.Q(('restricted_signed_at__isnull', False), ('sealed_at__isnull', False), ('sealed_by__isnull', False), ('state', 'sealed'), models.Q(('fingerprint', ''), _negated=True)), _connector='OR'), name='return_sealed', violation_error_message='A sealed return needs its signatures and its fingerprint.'),
            ), migrations.AddConstraint(
                model_name='return',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('restricted_signed_at', None), ('restricted_signed_by', None)), models.Q(('restricted_signed_at__isnull', False), ('restricted_signed_by__isnull', False)), _connector='OR'), name='return_restricted_signed', violation_error_message='A signature needs a name and a date.'),
            ), migrations.AddConstraint(
                model_name='returnfigure',
                constraint=models.UniqueConstraint(fields=('in_return', 'key'), name='return_figure_once', violation_error_message='This return already has this figure.'),
            ), migrations.AddConstraint(
                model_name='countedrecord',
                constraint=models.UniqueConstraint(fields=('figure', 'record_id'), name='counted_once', violation_error_message='A figure can count a record only once.'),
            ), migrations.AddConstraint(
                model_name='returnsection',
                constraint=models.UniqueConstraint(fields=('in_return', 'number'), name='return_section_once', violation_error_message='This return already has this section.'),
            )],
        ),
    ]
