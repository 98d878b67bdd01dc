import core.clock
import core.migration_operations
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('casework', '0005_hospital'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('purpose', models.CharField(choices=[('see plan', 'See my plan'), ('see visits', 'See when visits are planned')], max_length=20)),
                    ('given_at', models.DateTimeField()),
                    ('given_how', models.CharField(help_text='in the portal, or how and to whom the person said it', max_length=120)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ],
            ), migrations.CreateModel(
                name='ConsentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('purpose', models.CharField(choices=[('see plan', 'See my plan'), ('see visits', 'See when visits are planned')], max_length=20)),
                    ('given_at', models.DateTimeField()),
                    ('given_how', models.CharField(help_text='in the portal, or how and to whom the person said it', max_length=120)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RecordAccess',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('path', models.CharField(max_length=300)),
                    ('about_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='Representative',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('relation', models.CharField(max_length=80)),
                ],
            ), migrations.CreateModel(
                name='RepresentativeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('relation', models.CharField(max_length=80)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='AccessGrant',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('reason', 'Opened with a reason'), ('inspection', 'Inspection by the Council')], max_length=20)),
                    ('reason', models.TextField()),
                    ('from_at', models.DateTimeField()),
                    ('until_at', models.DateTimeField()),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='AccessGrantEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('reason', 'Opened with a reason'), ('inspection', 'Inspection by the Council')], max_length=20)),
                    ('reason', models.TextField()),
                    ('from_at', models.DateTimeField()),
                    ('until_at', models.DateTimeField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.accessgrant')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='consent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='consentevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='consentevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.consent'),
            ), migrations.AddField(
                model_name='consentevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='accessgrantevent',
                name='individual',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='accessgrant',
                name='individual',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='recordaccess',
                name='grant',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.accessgrant'),
            ), migrations.AddField(
                model_name='recordaccess',
                name='individual',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accesses', to='casework.individual'),
            ), migrations.AddField(
                model_name='recordaccess',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='representative',
                name='individual',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='representatives', to='casework.individual'),
            ), migrations.AddField(
                model_name='representative',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='representative',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='consentevent',
                name='representative',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.representative'),
            ), migrations.AddField(
                model_name='consent',
                name='representative',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='casework.representative'),
            ), migrations.AddField(
                model_name='representativeevent',
                name='individual',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='representativeevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='representativeevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.representative'),
            ), migrations.AddField(
                model_name='representativeevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='representativeevent',
                name='user',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddIndex(
                model_name='accessgrant',
                index=models.Index(fields=['user', 'until_at'], name='grant_of_user'),
            ), migrations.AddConstraint(
                model_name='accessgrant',
                constraint=models.CheckConstraint(condition=models.Q(('until_at__gt', models.F('from_at'))), name='grant_times', violation_error_message='Access must end after it begins.'),
            ), migrations.AddConstraint(
                model_name='accessgrant',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='grant_reason', violation_error_message='Give the reason for opening this record.'),
            ), migrations.AddIndex(
                model_name='recordaccess',
                index=models.Index(fields=['individual', '-recorded_at'], name='record_access_of_person'),
            ), migrations.AddIndex(
                model_name='recordaccess',
                index=django.contrib.postgres.indexes.GinIndex(fields=['about_ids'], name='record_access_about'),
            ), migrations.AddConstraint(
                model_name='recordaccess',
                constraint=models.CheckConstraint(condition=models.Q(('about_ids__len__gt', 0)), name='record_access_about_something', violation_error_message='An access log entry must say what was opened.'),
            ), migrations.AddConstraint(
                model_name='representative',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('individual', '='), ('user', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='representative_once', violation_error_message='This person is already a representative.'),
            ), migrations.AddConstraint(
                model_name='representative',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='representative_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='consent',
                constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('representative', 'purpose'), name='consent_once', violation_error_message='This consent has already been given.'),
            ), migrations.AddConstraint(
                model_name='consent',
                constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='consent_dates', violation_error_message='Consent cannot be withdrawn before it was given.'),
            )],
        ),
    ]
