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
        ('visits', '0004_same_day'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='PhoneDevice',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('is_installed', models.BooleanField()),
                    ('unsent', models.PositiveIntegerField(help_text='notes that waited there when it last said so')),
                    ('reported_at', models.DateTimeField()),
                ],
            ), migrations.CreateModel(
                name='PhoneDeviceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('is_installed', models.BooleanField()),
                    ('unsent', models.PositiveIntegerField(help_text='notes that waited there when it last said so')),
                    ('reported_at', models.DateTimeField()),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PhoneEntry',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('entry_id', models.UUIDField(editable=False)),
                    ('text', models.TextField(editable=False, verbose_name='as sent')),
                    ('sha256', models.CharField(editable=False, max_length=64)),
                    ('version', models.PositiveSmallIntegerField(editable=False, help_text='of the note format of the phone')),
                    ('written_at', models.DateTimeField(editable=False, help_text='by the clock of the phone', null=True)),
                    ('question', models.TextField(blank=True)),
                    ('state', models.CharField(choices=[('received', 'Received'), ('saved', 'Saved as a visit'), ('asks', 'Needs checking'), ('settled', 'Sorted')], default='received', max_length=10)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='PhoneEntryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('entry_id', models.UUIDField(editable=False)),
                    ('text', models.TextField(editable=False, verbose_name='as sent')),
                    ('sha256', models.CharField(editable=False, max_length=64)),
                    ('version', models.PositiveSmallIntegerField(editable=False, help_text='of the note format of the phone')),
                    ('written_at', models.DateTimeField(editable=False, help_text='by the clock of the phone', null=True)),
                    ('question', models.TextField(blank=True)),
                    ('state', models.CharField(choices=[('received', 'Received'), ('saved', 'Saved as a visit'), ('asks', 'Needs checking'), ('settled', 'Sorted')], default='received', max_length=10)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='phonedevice',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='phonedeviceevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='phonedeviceevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.phonedevice'),
            ), migrations.AddField(
                model_name='phonedeviceevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='phoneentry',
                name='package',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='phoneentry',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='phoneentryevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='phoneentryevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='phoneentryevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.phoneentry'),
            ), migrations.AddField(
                model_name='phoneentryevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='phoneentryevent',
                name='planned',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.plannedvisit'),
            ), migrations.AddField(
                model_name='phoneentry',
                name='planned',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.plannedvisit'),
            ), migrations.AddField(
                model_name='phoneentryevent',
                name='visit',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='phoneentry',
                name='visit',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.visit'),
            ), migrations.AddIndex(
                model_name='phonedevice',
                index=models.Index(condition=models.Q(('unsent__gt', 0)), fields=['recorded_by'], name='phone_device_waiting'),
            ), migrations.AddIndex(
                model_name='phoneentry',
                index=models.Index(fields=['recorded_by', '-recorded_at'], name='phone_entry_of_sender'),
            ), migrations.AddIndex(
                model_name='phoneentry',
                index=models.Index(condition=models.Q(('state', 'asks')), fields=['package'], name='phone_entry_asking'),
            ), migrations.AddIndex(
                model_name='phoneentry',
                index=models.Index(condition=models.Q(('state', 'received')), fields=['recorded_at'], name='phone_entry_waiting'),
            ), migrations.AddConstraint(
                model_name='phoneentry',
                constraint=models.UniqueConstraint(fields=('recorded_by', 'entry_id', 'sha256'), name='phone_entry_once', violation_error_message='This note has already been received.'),
            ), migrations.AddConstraint(
                model_name='phoneentry',
                constraint=models.UniqueConstraint(fields=('visit',), name='phone_entry_visit_once', violation_error_message='Another note has already been saved as this visit.'),
            ), migrations.AddConstraint(
                model_name='phoneentry',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('question', ''), ('state', 'received'), ('visit', None)), models.Q(('question', ''), ('state', 'saved'), ('visit__isnull', False)), models.Q(('state', 'asks'), ('visit', None), models.Q(('question', ''), _negated=True)), models.Q(('state', 'settled'), models.Q(('question', ''), _negated=True)), _connector='OR'), name='phone_entry_answer', violation_error_message='A note must be saved as a visit or marked as needing a check.'),
            )],
        ),
    ]
