import core.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('contracts', '0001_initial'),
        ('core', '0002_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Return',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('edition', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('preparing', 'In preparation'), ('sealed', 'Sealed')], default='preparing', max_length=12)),
                    ('restricted_to', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('restricted_signed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('restricted_signed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sealed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('sealed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                    ('council_copy', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('provider_copy', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                ],
                options={
                    'ordering': ['-from_on', 'contract__name', '-edition'],
                    'constraints': [models.UniqueConstraint(fields=('contract', 'from_on', 'until_on', 'edition'), name='return_once', violation_error_message='There is a return for this contract, period and edition already.'), models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('from_on'))), name='return_period', violation_error_message='A period ends after it starts.'), models.CheckConstraint(condition=models.Q(models.Q(('fingerprint', ''), ('sealed_at', None), ('sealed_by', None), ('state', 'preparing')), models.Q(('restricted_signed_at__isnull', False), ('sealed_at__isnull', False), ('sealed_by__isnull', False), ('state', 'sealed'), models.Q(('fingerprint', ''), _negated=True)), _connector='OR'), name='return_sealed', violation_error_message='A sealed return has its signatures and its fingerprint.'), models.CheckConstraint(condition=models.Q(models.Q(('restricted_signed_at', None), ('restricted_signed_by', None)), models.Q(('restricted_signed_at__isnull', False), ('restricted_signed_by__isnull', False)), _connector='OR'), name='return_restricted_signed', violation_error_message='A signature has when and by whom.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='ReturnFigure',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('in_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='reporting.return')),
                    ('key', models.CharField(max_length=40)),
                    ('section', models.PositiveSmallIntegerField()),
                    ('position', models.PositiveSmallIntegerField()),
                    ('label', models.CharField(max_length=200)),
                    ('definition', models.TextField()),
                    ('unit', models.CharField(choices=[('people', 'people'), ('packages', 'packages'), ('visits', 'visits'), ('minutes', 'hours and minutes'), ('days', 'days'), ('workers', 'workers'), ('records', 'records')], max_length=12)),
                    ('value', models.BigIntegerField()),
                    ('earlier', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='oldest first', size=None)),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(fields=('in_return', 'key'), name='return_figure_once', violation_error_message='The return has this figure already.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='CountedRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('figure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counted', to='reporting.returnfigure')),
                    ('reference', models.CharField(max_length=12)),
                    ('record_id', models.UUIDField()),
                    ('individual_id', models.UUIDField(null=True)),
                    ('amount', models.IntegerField(default=1)),
                    ('words', models.CharField(blank=True, max_length=200)),
                ],
                options={
                    'ordering': ['id'],
                    'constraints': [models.UniqueConstraint(fields=('figure', 'record_id'), name='counted_once', violation_error_message='A figure counts a record once.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='ReturnEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.return')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField()),
                    ('edition', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('preparing', 'In preparation'), ('sealed', 'Sealed')], default='preparing', max_length=12)),
                    ('restricted_to', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('restricted_signed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('restricted_signed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sealed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('sealed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('fingerprint', models.CharField(blank=True, editable=False, max_length=64)),
                    ('council_copy', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('provider_copy', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='ReturnSection',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('in_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='reporting.return')),
                    ('number', models.PositiveSmallIntegerField(choices=[(1, 'People supported'), (2, 'Complaints and compliments'), (3, 'Incidents, accidents and safeguarding'), (4, 'Supervision'), (5, 'Training and development'), (6, 'Starters'), (7, 'Leavers'), (8, 'Sickness'), (9, 'Reviews, updates and audits'), (10, 'Assessments and risk assessments')])),
                    ('narrative', models.TextField(blank=True)),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('in_return', 'number'), name='return_section_once', violation_error_message='The return has this section already.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='ReturnSectionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reporting.returnsection')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('in_return', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reporting.return')),
                    ('number', models.PositiveSmallIntegerField(choices=[(1, 'People supported'), (2, 'Complaints and compliments'), (3, 'Incidents, accidents and safeguarding'), (4, 'Supervision'), (5, 'Training and development'), (6, 'Starters'), (7, 'Leavers'), (8, 'Sickness'), (9, 'Reviews, updates and audits'), (10, 'Assessments and risk assessments')])),
                    ('narrative', models.TextField(blank=True)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ]),
    ]
