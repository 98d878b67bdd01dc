
import core.clock
import core.migration_operations
import core.references
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0051_consent_to_see_the_safety_plan'),
        ('contracts', '0020_safeguarding_of_children'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('safeguarding', '0005_rules_of_details'),
        ('visits', '0027_index_of_what_is_outside_the_service'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Incident',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('I'), editable=False, max_length=12, unique=True)),
                    ('is_from_log', models.BooleanField(default=False, editable=False)),
                    ('state', models.CharField(choices=[('open', 'Open: not looked into yet'), ('investigated', 'Under investigation'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn: recorded by mistake')], default='open', max_length=20)),
                    ('recorded_on', models.DateField(editable=False)),
                    ('kind', models.CharField(choices=[('accident', 'Accident'), ('near miss', 'Near miss'), ('medication', 'Medication prompting error'), ('violence', 'Violence or aggression'), ('self-harm', 'Self-harm'), ('missing', 'Missing person'), ('property', 'Loss of or damage to property'), ('data', 'Loss or disclosure of information'), ('outside service', 'Something the service does not do'), ('other', 'Something else')], max_length=20)),
                    ('severity', models.CharField(blank=True, choices=[('not known', 'Not known yet'), ('none', 'No harm'), ('minor', 'Minor: first aid or less'), ('moderate', 'Moderate: needed treatment'), ('serious', 'Serious: hospital, or lasting harm'), ('death', 'Somebody died')], max_length=10)),
                    ('happened_on', models.DateField()),
                    ('happened_when', models.CharField(blank=True, max_length=120, verbose_name='at what time')),
                    ('place', models.CharField(blank=True, max_length=200, verbose_name='where')),
                    ('account', models.TextField(verbose_name='what happened, facts only')),
                    ('made_safe', models.TextField(blank=True, verbose_name='what was done at once')),
                    ('injuries', models.TextField(blank=True)),
                    ('others_involved', models.TextField(blank=True, verbose_name='other people who were involved')),
                    ('witnesses', models.TextField(blank=True)),
                    ('emergency_services', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('police', 'Police'), ('ambulance', 'Ambulance'), ('fire', 'Fire and rescue'), ('crisis team', 'Mental health crisis team')], max_length=20), blank=True, default=list, size=None)),
                    ('emergency_called_at', models.DateTimeField(blank=True, null=True)),
                    ('emergency_outcome', models.TextField(blank=True, verbose_name='who came and when, and what they did')),
                    ('investigation_due_on', models.DateField(blank=True, null=True)),
                    ('findings', models.TextField(blank=True, verbose_name='what the investigation shows')),
                    ('lessons', models.TextField(blank=True, verbose_name='what we do differently')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                    ('individual', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual')),
                    ('investigator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('involved_users', models.ManyToManyField(blank=True, help_text='staff or Council people who were involved', related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('visit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.visit')),
                ],
                options={
                    'ordering': ['-happened_on', '-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='IncidentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('I'), editable=False, max_length=12)),
                    ('is_from_log', models.BooleanField(default=False, editable=False)),
                    ('state', models.CharField(choices=[('open', 'Open: not looked into yet'), ('investigated', 'Under investigation'), ('closed', 'Closed'), ('withdrawn', 'Withdrawn: recorded by mistake')], default='open', max_length=20)),
                    ('recorded_on', models.DateField(editable=False)),
                    ('kind', models.CharField(choices=[('accident', 'Accident'), ('near miss', 'Near miss'), ('medication', 'Medication prompting error'), ('violence', 'Violence or aggression'), ('self-harm', 'Self-harm'), ('missing', 'Missing person'), ('property', 'Loss of or damage to property'), ('data', 'Loss or disclosure of information'), ('outside service', 'Something the service does not do'), ('other', 'Something else')], max_length=20)),
                    ('severity', models.CharField(blank=True, choices=[('not known', 'Not known yet'), ('none', 'No harm'), ('minor', 'Minor: first aid or less'), ('moderate', 'Moderate: needed treatment'), ('serious', 'Serious: hospital, or lasting harm'), ('death', 'Somebody died')], max_length=10)),
                    ('happened_on', models.DateField()),
                    ('happened_when', models.CharField(blank=True, max_length=120, verbose_name='at what time')),
                    ('place', models.CharField(blank=True, max_length=200, verbose_name='where')),
                    ('account', models.TextField(verbose_name='what happened, facts only')),
                    ('made_safe', models.TextField(blank=True, verbose_name='what was done at once')),
                    ('injuries', models.TextField(blank=True)),
                    ('others_involved', models.TextField(blank=True, verbose_name='other people who were involved')),
                    ('witnesses', models.TextField(blank=True)),
                    ('emergency_services', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('police', 'Police'), ('ambulance', 'Ambulance'), ('fire', 'Fire and rescue'), ('crisis team', 'Mental health crisis team')], max_length=20), blank=True, default=list, size=None)),
                    ('emergency_called_at', models.DateTimeField(blank=True, null=True)),
                    ('emergency_outcome', models.TextField(blank=True, verbose_name='who came and when, and what they did')),
                    ('investigation_due_on', models.DateField(blank=True, null=True)),
                    ('findings', models.TextField(blank=True, verbose_name='what the investigation shows')),
                    ('lessons', models.TextField(blank=True, verbose_name='what we do differently')),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('individual', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual')),
                    ('investigator', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='safeguarding.incident')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('visit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='IncidentInvolvedUserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('incident', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='safeguarding.incident')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('user', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddIndex(
                model_name='incident',
                index=models.Index(fields=['individual', '-happened_on'], name='incident_of_individual'),
            ), migrations.AddIndex(
                model_name='incident',
                index=models.Index(fields=['contract', '-happened_on'], name='incident_of_contract'),
            ), migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'self-harm'), ('severity', '')), models.Q(models.Q(('kind', 'self-harm'), _negated=True), models.Q(('severity', ''), _negated=True)), _connector='OR'), name='incident_severity', violation_error_message='Choose how serious the harm was. Self-harm is not graded.'),
            ), migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('individual', None), ('package', None)), models.Q(('individual__isnull', False), ('package__isnull', False)), _connector='OR'), name='incident_person', violation_error_message='An incident about a person names their support.'),
            ), migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(('visit', None), ('package__isnull', False), _connector='OR'), name='incident_visit', violation_error_message='An incident from a visit is about the person visited.'),
            ), migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(('happened_on__lte', models.F('recorded_on'))), name='incident_happened', violation_error_message='The incident cannot be after the day on which it is recorded.'),
            ), migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(('emergency_services__len__gt', 0), models.Q(('emergency_called_at', None), ('emergency_outcome', '')), _connector='OR'), name='incident_emergency', violation_error_message='Choose which emergency services were called.'),
            ), migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('investigation_due_on', None), ('investigator', None)), models.Q(('investigation_due_on__isnull', False), ('investigator__isnull', False)), _connector='OR'), name='incident_investigated', violation_error_message='Enter who investigates and by when.'),
            ), migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'investigated'), _negated=True), ('investigator__isnull', False), _connector='OR'), name='incident_under_investigation', violation_error_message='Enter who investigates.'),
            ), migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('findings', ''), _negated=True), _connector='OR'), name='incident_closed', violation_error_message='Enter what the investigation shows.'),
            ), migrations.AddConstraint(
                model_name='incident',
                constraint=models.UniqueConstraint(condition=models.Q(('is_from_log', True)), fields=('visit',), name='incident_of_visit_once', violation_error_message='This visit has its incident already.'),
            ), migrations.AddConstraint(
                model_name='incident',
                constraint=models.CheckConstraint(condition=models.Q(('is_from_log', False), models.Q(('kind', 'outside service'), ('visit__isnull', False)), _connector='OR'), name='incident_from_log', violation_error_message='An incident that a log makes names its visit, and what is outside the service.'),
            ), migrations.CreateModel(
                name='IncidentInvolvedUser',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('safeguarding.incident_involved_users',),
            )],
        ),
    ]
