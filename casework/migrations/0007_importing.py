import core.clock
import core.migration_operations
import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('casework', '0006_access'),
        ('contracts', '0001_contracts'),
        ('core', '0002_shared_records'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Imported',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('sheet', models.CharField(max_length=20)),
                    ('key', models.CharField(max_length=120)),
                    ('record_id', models.UUIDField()),
                ],
            ), migrations.CreateModel(
                name='ImportedEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('sheet', models.CharField(max_length=20)),
                    ('key', models.CharField(max_length=120)),
                    ('record_id', models.UUIDField()),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ImportRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sheet', models.CharField(max_length=20)),
                    ('number', models.PositiveIntegerField(help_text='as in the spreadsheet')),
                    ('key', models.CharField(blank=True, max_length=120)),
                    ('cells', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('outcome', models.CharField(choices=[('error', 'Cannot be imported'), ('new', 'New'), ('change', 'Changes a record'), ('same', 'No change'), ('duplicate', 'Possible duplicate')], max_length=10)),
                    ('problems', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                    ('is_same', models.BooleanField(blank=True, help_text='the person is the likely one; none: not decided', null=True)),
                    ('record_id', models.UUIDField(blank=True, null=True)),
                    ('before', models.JSONField(blank=True, encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                    ('done_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['id'],
                },
            ), migrations.CreateModel(
                name='ImportRun',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('state', models.CharField(choices=[('checking', 'Checking'), ('checked', 'Checked, nothing imported yet'), ('running', 'Importing'), ('done', 'Imported'), ('undone', 'Undone'), ('failed', 'Could not be read')], default='checking', max_length=10)),
                    ('rows_total', models.PositiveIntegerField(default=0)),
                    ('rows_done', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'ordering': ['-recorded_at'],
                },
            ), migrations.CreateModel(
                name='ImportRunEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('state', models.CharField(choices=[('checking', 'Checking'), ('checked', 'Checked, nothing imported yet'), ('running', 'Importing'), ('done', 'Imported'), ('undone', 'Undone'), ('failed', 'Could not be read')], default='checking', max_length=10)),
                    ('rows_total', models.PositiveIntegerField(default=0)),
                    ('rows_done', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='imported',
                name='contract',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract'),
            ), migrations.AddField(
                model_name='imported',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='importedevent',
                name='contract',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract'),
            ), migrations.AddField(
                model_name='importedevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='importedevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.imported'),
            ), migrations.AddField(
                model_name='importedevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='importrun',
                name='contract',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract'),
            ), migrations.AddField(
                model_name='importrun',
                name='document',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document'),
            ), migrations.AddField(
                model_name='importrun',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='importrow',
                name='run',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='casework.importrun'),
            ), migrations.AddField(
                model_name='importedevent',
                name='run',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.importrun'),
            ), migrations.AddField(
                model_name='imported',
                name='run',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.importrun'),
            ), migrations.AddField(
                model_name='importrunevent',
                name='contract',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract'),
            ), migrations.AddField(
                model_name='importrunevent',
                name='document',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document'),
            ), migrations.AddField(
                model_name='importrunevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='importrunevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.importrun'),
            ), migrations.AddField(
                model_name='importrunevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='importrow',
                name='likely',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual'),
            ), migrations.AddConstraint(
                model_name='importrun',
                constraint=models.CheckConstraint(condition=models.Q(('rows_done__lte', models.F('rows_total'))), name='import_rows', violation_error_message='There cannot be more rows imported than there are.'),
            ), migrations.AddIndex(
                model_name='imported',
                index=models.Index(fields=['record_id'], name='imported_record'),
            ), migrations.AddConstraint(
                model_name='imported',
                constraint=models.UniqueConstraint(fields=('contract', 'sheet', 'key'), name='imported_once', violation_error_message='This reference has already been imported.'),
            ), migrations.AddIndex(
                model_name='importrow',
                index=models.Index(fields=['run', 'outcome'], name='import_row_outcome'),
            ), migrations.AddConstraint(
                model_name='importrow',
                constraint=models.UniqueConstraint(fields=('run', 'sheet', 'number'), name='import_row_once', violation_error_message='This row has already been read.'),
            )],
        ),
    ]
