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
        ('casework', '0004_allocation'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Hold',
                fields=[
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('admitted_on', models.DateField()),
                    ('last_held_on', models.DateField()),
                ],
                options={
                    'ordering': ['from_on'],
                },
            ), migrations.CreateModel(
                name='HoldEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('admitted_on', models.DateField()),
                    ('last_held_on', models.DateField()),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='HospitalSpell',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('hospital', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('mental health', 'Mental health'), ('acute', 'Acute (physical health)'), ('community', 'Community hospital')], max_length=20)),
                    ('admitted_on', models.DateField()),
                    ('discharged_on', models.DateField(blank=True, null=True)),
                    ('told_by', models.CharField(blank=True, max_length=120)),
                    ('resumed_on', models.DateField(blank=True, help_text='first day of support after the stay', null=True)),
                    ('readmission', models.CharField(blank=True, choices=[('asked', "Waiting for the keyworker's decision"), ('same', 'Same admission: the day count continues'), ('new', 'New admission: the day count starts again')], max_length=10)),
                    ('readmission_said_by', models.CharField(blank=True, help_text='for the Council, and when', max_length=120)),
                ],
                options={
                    'ordering': ['admitted_on', 'id'],
                },
            ), migrations.CreateModel(
                name='HospitalSpellEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('hospital', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('mental health', 'Mental health'), ('acute', 'Acute (physical health)'), ('community', 'Community hospital')], max_length=20)),
                    ('admitted_on', models.DateField()),
                    ('discharged_on', models.DateField(blank=True, null=True)),
                    ('told_by', models.CharField(blank=True, max_length=120)),
                    ('resumed_on', models.DateField(blank=True, help_text='first day of support after the stay', null=True)),
                    ('readmission', models.CharField(blank=True, choices=[('asked', "Waiting for the keyworker's decision"), ('same', 'Same admission: the day count continues'), ('new', 'New admission: the day count starts again')], max_length=10)),
                    ('readmission_said_by', models.CharField(blank=True, help_text='for the Council, and when', max_length=120)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Override',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('effect', models.CharField(choices=[('continue', 'Support continues during the stay'), ('resume', 'Support restarts'), ('end', 'Support ends'), ('extend', "Extend the hold, with the Council's written authority")], max_length=10)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, help_text='first day on which it no longer applies', null=True)),
                    ('said_by_name', models.CharField(blank=True, help_text='for someone without an account', max_length=120)),
                    ('said_on', models.DateField()),
                    ('authority', models.CharField(max_length=200)),
                    ('reason', models.TextField()),
                    ('evidence', models.CharField(blank=True, help_text='for example: email of 3 March, saved with the plan', max_length=300)),
                ],
                options={
                    'ordering': ['from_on', 'recorded_at'],
                },
            ), migrations.CreateModel(
                name='OverrideEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('effect', models.CharField(choices=[('continue', 'Support continues during the stay'), ('resume', 'Support restarts'), ('end', 'Support ends'), ('extend', "Extend the hold, with the Council's written authority")], max_length=10)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, help_text='first day on which it no longer applies', null=True)),
                    ('said_by_name', models.CharField(blank=True, help_text='for someone without an account', max_length=120)),
                    ('said_on', models.DateField()),
                    ('authority', models.CharField(max_length=200)),
                    ('reason', models.TextField()),
                    ('evidence', models.CharField(blank=True, help_text='for example: email of 3 March, saved with the plan', max_length=300)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='WardStay',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('kind', models.CharField(choices=[('ward', 'Ward'), ('leave', 'Section 17 leave: still an inpatient')], default='ward', max_length=10)),
                    ('name', models.CharField(max_length=120, verbose_name='ward or hospital')),
                ],
                options={
                    'ordering': ['from_on'],
                },
            ), migrations.CreateModel(
                name='WardStayEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('kind', models.CharField(choices=[('ward', 'Ward'), ('leave', 'Section 17 leave: still an inpatient')], default='ward', max_length=10)),
                    ('name', models.CharField(max_length=120, verbose_name='ward or hospital')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='holdevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='holdevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.hold'),
            ), migrations.AddField(
                model_name='hospitalspell',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='hospitalspell',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='holdevent',
                name='spell',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.hospitalspell'),
            ), migrations.AddField(
                model_name='hold',
                name='spell',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.hospitalspell'),
            ), migrations.AddField(
                model_name='hospitalspellevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='hospitalspellevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.hospitalspell'),
            ), migrations.AddField(
                model_name='hospitalspellevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='hospitalspellevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='hospitalspellevent',
                name='individual',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='hospitalspell',
                name='individual',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hospital_spells', to='casework.individual'),
            ), migrations.AddField(
                model_name='override',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='override',
                name='said_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='override',
                name='spell',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='casework.hospitalspell'),
            ), migrations.AddField(
                model_name='overrideevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='overrideevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.override'),
            ), migrations.AddField(
                model_name='overrideevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='overrideevent',
                name='said_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='overrideevent',
                name='spell',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.hospitalspell'),
            ), migrations.AddField(
                model_name='holdevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='hold',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='wardstay',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='wardstay',
                name='spell',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ward_stays', to='casework.hospitalspell'),
            ), migrations.AddField(
                model_name='wardstayevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='wardstayevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.wardstay'),
            ), migrations.AddField(
                model_name='wardstayevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='wardstayevent',
                name='spell',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.hospitalspell'),
            ), migrations.AddIndex(
                model_name='hospitalspell',
                index=models.Index(fields=['individual', 'admitted_on'], name='spell_of_individual'),
            ), migrations.AddConstraint(
                model_name='hospitalspell',
                constraint=models.CheckConstraint(condition=models.Q(('discharged_on', None), ('discharged_on__gte', models.F('admitted_on')), _connector='OR'), name='spell_dates', violation_error_message='The discharge cannot be before the admission.'),
            ), migrations.AddConstraint(
                model_name='hospitalspell',
                constraint=models.CheckConstraint(condition=models.Q(('resumed_on', None), models.Q(('discharged_on__isnull', False), ('resumed_on__gte', models.F('discharged_on'))), _connector='OR'), name='spell_resumed', violation_error_message='Support cannot restart before the discharge.'),
            ), migrations.AddConstraint(
                model_name='hospitalspell',
                constraint=models.CheckConstraint(condition=models.Q(('readmission__in', ['', 'asked']), models.Q(('readmission_said_by', ''), _negated=True), _connector='OR'), name='spell_readmission', violation_error_message='Enter who decided whether the day count continues.'),
            ), migrations.AddConstraint(
                model_name='hospitalspell',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='spell_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='override',
                constraint=models.CheckConstraint(condition=models.Q(('said_by__isnull', False), models.Q(('said_by_name', ''), _negated=True), _connector='OR'), name='override_said_by', violation_error_message='Enter who decided for the Council.'),
            ), migrations.AddConstraint(
                model_name='override',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='override_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='override',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('effect', 'extend'), _negated=True), models.Q(('until_on__isnull', False), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='override_extension', violation_error_message="An extended hold needs a last day and the Council's written authority."),
            ), migrations.AddConstraint(
                model_name='override',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('authority', ''), _negated=True)), name='override_reason', violation_error_message='Enter the authority and the reason.'),
            ), migrations.AddIndex(
                model_name='hold',
                index=models.Index(condition=models.Q(('until_on', None)), fields=['last_held_on'], name='hold_last'),
            ), migrations.AddConstraint(
                model_name='hold',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('package', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='hold_once', violation_error_message='The package is already on hold on some of these days.'),
            ), migrations.AddConstraint(
                model_name='hold',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='hold_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='wardstay',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('spell', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='ward_stay_once', violation_error_message='A ward is already recorded for some of these days.'),
            ), migrations.AddConstraint(
                model_name='wardstay',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='ward_stay_dates', violation_error_message='The end must be after the start.'),
            )],
        ),
    ]
