import core.clock
import core.migration_operations
import core.models.document
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('core', '0001_extensions'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='DemoText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.UUIDField(unique=True)),
                    ('number', models.CharField(max_length=30)),
                    ('body', models.TextField()),
                    ('received_at', models.DateTimeField()),
                ],
            ), migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('title', models.CharField(max_length=200)),
                    ('file_name', models.CharField(max_length=200)),
                    ('content_type', models.CharField(max_length=100)),
                    ('size', models.PositiveIntegerField(help_text='bytes')),
                    ('sha256', models.CharField(max_length=64)),
                    ('file', models.FileField(upload_to=core.models.document.random_name)),
                    ('scan_state', models.CharField(choices=[('not scanned', 'Not scanned'), ('clean', 'Clean'), ('refused', 'Refused')], default='not scanned', max_length=20)),
                    ('not_printed', models.TextField(blank=True, help_text='the letters that a PDF made here could not print, by name')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='DocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('title', models.CharField(max_length=200)),
                    ('file_name', models.CharField(max_length=200)),
                    ('content_type', models.CharField(max_length=100)),
                    ('size', models.PositiveIntegerField(help_text='bytes')),
                    ('sha256', models.CharField(max_length=64)),
                    ('file', models.FileField(upload_to=core.models.document.random_name)),
                    ('scan_state', models.CharField(choices=[('not scanned', 'Not scanned'), ('clean', 'Clean'), ('refused', 'Refused')], default='not scanned', max_length=20)),
                    ('not_printed', models.TextField(blank=True, help_text='the letters that a PDF made here could not print, by name')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.document')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='DocumentJob',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=40)),
                    ('key', models.CharField(max_length=120)),
                    ('reference', models.CharField(help_text='for the system status: names nobody', max_length=120)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('began_at', models.DateTimeField()),
                    ('claimed_at', models.DateTimeField(blank=True, null=True)),
                    ('given_up_at', models.DateTimeField(blank=True, null=True)),
                    ('error', models.TextField(blank=True)),
                ],
                options={
                    'ordering': ['began_at', 'id'],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='document_job_once', violation_error_message='This document is being made already.'), models.CheckConstraint(condition=models.Q(('given_up_at', None), models.Q(('claimed_at', None), ('given_up_at__gte', models.F('began_at'))), _connector='OR'), name='document_job_given_up', violation_error_message='A document that was given up is not being made.')],
                },
            ), migrations.CreateModel(
                name='FormDraft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=200)),
                    ('window_id', models.CharField(blank=True, max_length=36)),
                    ('fields', models.JSONField()),
                    ('saved_at', models.DateTimeField()),
                    ('about_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('key', models.CharField(max_length=200, unique=True)),
                    ('channel', models.CharField(choices=[('email', 'Email'), ('text', 'Text message'), ('in app', 'In Casework')], max_length=10)),
                    ('address', models.CharField(blank=True, max_length=254)),
                    ('subject', models.CharField(max_length=200)),
                    ('body', models.TextField()),
                    ('path', models.CharField(blank=True, max_length=300)),
                    ('individual_id', models.UUIDField(blank=True, null=True)),
                    ('about_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                    ('is_urgent', models.BooleanField(default=False, help_text='sent before ordinary messages')),
                    ('state', models.CharField(choices=[('queued', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('withheld', 'Withheld'), ('failed', 'Not delivered')], default='queued', max_length=10)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('claimed_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='StateChange',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('record_kind', models.CharField(max_length=60)),
                    ('record_id', models.UUIDField()),
                    ('verb', models.CharField(max_length=40)),
                    ('from_state', models.CharField(blank=True, max_length=40)),
                    ('to_state', models.CharField(max_length=40)),
                    ('reason', models.TextField(blank=True)),
                    ('about_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='Submission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(help_text='the address of the form: its name and what it is about', max_length=300)),
                    ('form_id', models.UUIDField(help_text='the id made with the form')),
                    ('digest', models.CharField(help_text='SHA-256 of what was typed, in hexadecimal', max_length=64)),
                    ('url', models.CharField(blank=True, help_text='the page that shows what was saved', max_length=300)),
                    ('recorded_at', models.DateTimeField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='SweepRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('on', models.DateField()),
                    ('started_at', models.DateTimeField()),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('done', models.PositiveIntegerField(default=0, help_text='how many rows it changed')),
                    ('error', models.TextField(blank=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['name', '-started_at'], name='sweep_latest'), models.Index(condition=models.Q(('error', ''), _negated=True), fields=['-started_at'], name='sweep_failed')],
                },
            ), migrations.CreateModel(
                name='UnsentForm',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('path', models.CharField(help_text='the address the form was sent to, with its query', max_length=2000)),
                    ('name', models.CharField(help_text='the title of the form, or the words on the button', max_length=200)),
                    ('fields', models.JSONField()),
                    ('files', models.JSONField(default=list)),
                    ('digest', models.CharField(help_text='SHA-256 of address, fields and files, in hexadecimal', max_length=64)),
                    ('stored_at', models.DateTimeField()),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.AddConstraint(
                model_name='document',
                constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0), ('size__lte', 20971520)), name='document_size', violation_error_message='A file must not be empty, and must be 20 MB or smaller.'),
            ), migrations.AddConstraint(
                model_name='document',
                constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='document_fingerprint', violation_error_message="The file's fingerprint is missing."),
            ), migrations.AddConstraint(
                model_name='formdraft',
                constraint=models.UniqueConstraint(fields=('user', 'key', 'window_id'), name='form_draft_once', violation_error_message='This draft is already saved.'),
            ), migrations.AddIndex(
                model_name='message',
                index=models.Index(condition=models.Q(('state__in', ['queued', 'sending'])), fields=['-is_urgent', 'recorded_at'], name='message_to_go'),
            ), migrations.AddIndex(
                model_name='message',
                index=models.Index(condition=models.Q(('channel', 'in app')), fields=['to', '-recorded_at'], name='message_to'),
            ), migrations.AddIndex(
                model_name='message',
                index=models.Index(condition=models.Q(('channel', 'in app'), ('read_at', None)), fields=['to', '-recorded_at'], name='message_unread'),
            ), migrations.AddIndex(
                model_name='message',
                index=django.contrib.postgres.indexes.GinIndex(fields=['about_ids'], name='message_about'),
            ), migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(('channel', 'in app'), models.Q(('address', ''), _negated=True), _connector='OR'), name='message_address', violation_error_message='There is no address to send this message to.'),
            ), migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at', None)), _connector='OR'), name='message_sent_at', violation_error_message='Only a sent message has the time it was sent, and it must have one.'),
            ), migrations.AddConstraint(
                model_name='message',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withheld'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='message_withheld_reason', violation_error_message='Enter the reason for withholding the message.'),
            ), migrations.AddIndex(
                model_name='statechange',
                index=models.Index(fields=['record_id', 'recorded_at'], name='state_change_of_record'),
            ), migrations.AddIndex(
                model_name='statechange',
                index=django.contrib.postgres.indexes.GinIndex(fields=['about_ids'], name='state_change_about'),
            ), migrations.AddIndex(
                model_name='submission',
                index=models.Index(fields=['recorded_at'], name='submission_recorded_at'),
            ), migrations.AddConstraint(
                model_name='submission',
                constraint=models.UniqueConstraint(fields=('user', 'key', 'form_id'), name='submission_once', violation_error_message='You have already saved this form.'),
            ), migrations.AddIndex(
                model_name='unsentform',
                index=models.Index(fields=['stored_at'], name='unsent_form_stored_at'),
            ), migrations.AddConstraint(
                model_name='unsentform',
                constraint=models.UniqueConstraint(fields=('user', 'digest'), name='unsent_form_once', violation_error_message='This is already stored.'),
            )],
        ),
    ]
