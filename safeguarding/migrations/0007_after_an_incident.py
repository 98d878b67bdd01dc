
import core.clock
import core.migration_operations
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0011_runs_that_only_started_others'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('safeguarding', '0006_incidents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Candour',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('applies', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No')], max_length=5)),
                    ('reason', models.TextField(blank=True, verbose_name='why it does not apply')),
                    ('explained_on', models.DateField(blank=True, null=True, verbose_name='explained in person on')),
                    ('apologised_on', models.DateField(blank=True, null=True)),
                    ('written_on', models.DateField(blank=True, null=True, verbose_name='written account and apology sent on')),
                    ('support', models.TextField(blank=True, verbose_name='support that was offered')),
                    ('incident', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='candour', to='safeguarding.incident')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='CandourEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('applies', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No')], max_length=5)),
                    ('reason', models.TextField(blank=True, verbose_name='why it does not apply')),
                    ('explained_on', models.DateField(blank=True, null=True, verbose_name='explained in person on')),
                    ('apologised_on', models.DateField(blank=True, null=True)),
                    ('written_on', models.DateField(blank=True, null=True, verbose_name='written account and apology sent on')),
                    ('support', models.TextField(blank=True, verbose_name='support that was offered')),
                    ('incident', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='safeguarding.incident')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='safeguarding.candour')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='IncidentAction',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('words', models.TextField(verbose_name='what must be done')),
                    ('due_on', models.DateField()),
                    ('done_on', models.DateField(blank=True, null=True)),
                    ('done_words', models.TextField(blank=True, verbose_name='what was done')),
                    ('done_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='safeguarding.incident')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['due_on', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='IncidentActionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('words', models.TextField(verbose_name='what must be done')),
                    ('due_on', models.DateField()),
                    ('done_on', models.DateField(blank=True, null=True)),
                    ('done_words', models.TextField(blank=True, verbose_name='what was done')),
                    ('done_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('incident', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='safeguarding.incident')),
                    ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='safeguarding.incidentaction')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='IncidentNotice',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('recipient', models.CharField(choices=[('council', 'The Council'), ('family', 'Family or carer, if the person agrees'), ('insurer', 'Our insurer'), ('riddor', 'Health and Safety Executive (RIDDOR)'), ('cqc', 'Care Quality Commission'), ('police', 'Police'), ('dbs', 'Disclosure and Barring Service')], max_length=20)),
                    ('applies', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No')], max_length=5)),
                    ('reason', models.TextField(blank=True, verbose_name='why it does not apply, or how the person agreed')),
                    ('basis', models.CharField(blank=True, choices=[('injury', 'A death, a listed injury or a dangerous occurrence: 10 days'), ('absence', 'Somebody cannot work for more than 7 days: 15 days')], max_length=20, verbose_name='what must be reported')),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('notified_at', models.DateTimeField(blank=True, null=True)),
                    ('notified_by', models.CharField(blank=True, max_length=120)),
                    ('notified_how', models.CharField(blank=True, max_length=200, verbose_name='how, and who was spoken to')),
                    ('reference', models.CharField(blank=True, max_length=60, verbose_name='their reference')),
                    ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='safeguarding.incident')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='IncidentNoticeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('recipient', models.CharField(choices=[('council', 'The Council'), ('family', 'Family or carer, if the person agrees'), ('insurer', 'Our insurer'), ('riddor', 'Health and Safety Executive (RIDDOR)'), ('cqc', 'Care Quality Commission'), ('police', 'Police'), ('dbs', 'Disclosure and Barring Service')], max_length=20)),
                    ('applies', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No')], max_length=5)),
                    ('reason', models.TextField(blank=True, verbose_name='why it does not apply, or how the person agreed')),
                    ('basis', models.CharField(blank=True, choices=[('injury', 'A death, a listed injury or a dangerous occurrence: 10 days'), ('absence', 'Somebody cannot work for more than 7 days: 15 days')], max_length=20, verbose_name='what must be reported')),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('notified_at', models.DateTimeField(blank=True, null=True)),
                    ('notified_by', models.CharField(blank=True, max_length=120)),
                    ('notified_how', models.CharField(blank=True, max_length=200, verbose_name='how, and who was spoken to')),
                    ('reference', models.CharField(blank=True, max_length=60, verbose_name='their reference')),
                    ('incident', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='safeguarding.incident')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='safeguarding.incidentnotice')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='IncidentSheet',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('edition', models.CharField(help_text='digest of what the sheet says', max_length=64)),
                    ('document', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='safeguarding.incident')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='IncidentSheetEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('edition', models.CharField(help_text='digest of what the sheet says', max_length=64)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('incident', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='safeguarding.incident')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='safeguarding.incidentsheet')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='candour',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('applies', 'no'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='candour_reason', violation_error_message='Enter why it does not apply.'),
            ), migrations.AddConstraint(
                model_name='candour',
                constraint=models.CheckConstraint(condition=models.Q(('applies', 'yes'), models.Q(('apologised_on', None), ('explained_on', None), ('support', ''), ('written_on', None)), _connector='OR'), name='candour_steps', violation_error_message='Choose “Yes”: something was done already.'),
            ), migrations.AddConstraint(
                model_name='incidentaction',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by', None), ('done_on', None), ('done_words', '')), models.Q(('done_by__isnull', False), ('done_on__isnull', False), models.Q(('done_words', ''), _negated=True)), _connector='OR'), name='incident_action_done', violation_error_message='Enter what was done.'),
            ), migrations.AddConstraint(
                model_name='incidentaction',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='incident_action_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='incidentnotice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('applies', 'no'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='incident_notice_reason', violation_error_message='Enter why it does not apply.'),
            ), migrations.AddConstraint(
                model_name='incidentnotice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('notified_at', None), ('notified_by', ''), ('notified_how', ''), ('reference', '')), models.Q(('applies', 'yes'), ('notified_at__isnull', False), models.Q(('notified_by', ''), _negated=True), models.Q(('notified_how', ''), _negated=True)), _connector='OR'), name='incident_notice_notified', violation_error_message='Enter when they were notified, by whom and how.'),
            ), migrations.AddConstraint(
                model_name='incidentnotice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('applies', 'yes'), ('recipient', 'family'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='incident_notice_consent', violation_error_message='Enter how the person agreed that the family is notified.'),
            ), migrations.AddConstraint(
                model_name='incidentnotice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('applies', 'yes'), ('due_on__isnull', False), ('recipient', 'riddor'), models.Q(('basis', ''), _negated=True)), models.Q(models.Q(('applies', 'yes'), ('recipient', 'riddor'), _negated=True), ('basis', ''), ('due_on', None)), _connector='OR'), name='incident_notice_basis', violation_error_message='Choose what must be reported.'),
            ), migrations.AddConstraint(
                model_name='incidentnotice',
                constraint=models.UniqueConstraint(fields=('incident', 'recipient'), name='incident_notice_once', violation_error_message='There is a row for them already.'),
            ), migrations.AddConstraint(
                model_name='incidentsheet',
                constraint=models.UniqueConstraint(fields=('incident', 'edition'), name='incident_sheet_once', violation_error_message='This sheet is already being made.'),
            )],
        ),
    ]
