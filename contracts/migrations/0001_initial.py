import core.clock
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Council',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=120, unique=True)),
                    ('area', models.CharField(help_text='as in “ordinarily resident in …”', max_length=120)),
                    ('safeguarding_team', models.CharField(blank=True, max_length=120)),
                    ('safeguarding_telephone', models.CharField(blank=True, max_length=30)),
                    ('duty_team_telephone', models.CharField(blank=True, max_length=30)),
                ],
                options={
                    'ordering': ['name'],
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Contract',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='contracts.council')),
                    ('name', models.CharField(max_length=120)),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField(blank=True, null=True)),
                    ('telephone', models.CharField(max_length=30)),
                    ('email', models.EmailField(max_length=254)),
                    ('hours', models.CharField(help_text='in words, as people are told', max_length=120)),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contract_dates', violation_error_message='A contract ends after it starts.'), models.UniqueConstraint(fields=('council', 'name'), name='contract_name_once', violation_error_message='This council has a contract of that name already.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='ContractEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.contract')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('council', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.council')),
                    ('name', models.CharField(max_length=120)),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField(blank=True, null=True)),
                    ('telephone', models.CharField(max_length=30)),
                    ('email', models.EmailField(max_length=254)),
                    ('hours', models.CharField(help_text='in words, as people are told', max_length=120)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='ContractOutcome',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='contracts.contract')),
                ],
                options={
                    'ordering': ['position', 'name'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('contract', 'name'), name='contract_outcome_once', violation_error_message='The contract has this outcome already.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='ContractOutcomeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.contractoutcome')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='CouncilEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.council')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=120)),
                    ('area', models.CharField(help_text='as in “ordinarily resident in …”', max_length=120)),
                    ('safeguarding_team', models.CharField(blank=True, max_length=120)),
                    ('safeguarding_telephone', models.CharField(blank=True, max_length=30)),
                    ('duty_team_telephone', models.CharField(blank=True, max_length=30)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='LifeDomain',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='life_domains', to='contracts.contract')),
                ],
                options={
                    'ordering': ['position', 'name'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('contract', 'name'), name='life_domain_once', violation_error_message='The contract has this life domain already.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='LifeDomainEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.lifedomain')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('role', models.CharField(choices=[('support_worker', 'Support worker'), ('team_leader', 'Team leader'), ('on_call_senior', 'On-call senior'), ('manager', 'Manager'), ('deputy', 'Deputy manager'), ('safeguarding_lead', 'Safeguarding lead'), ('finance_reader', 'Finance reader'), ('administrator', 'Administrator'), ('keyworker', 'Keyworker'), ('referrer', 'Referrer'), ('commissioner', 'Commissioner'), ('duty_team', 'Duty team')], max_length=30)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='contracts.contract')),
                ],
                options={
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('role', '='), ('contract', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='post_once_at_a_time', violation_error_message='This person holds that post on some of these days already.'), models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='post_dates', violation_error_message='The end must be after the start.'), models.CheckConstraint(condition=models.Q(('role__in', ['support_worker', 'team_leader', 'on_call_senior', 'manager', 'deputy', 'safeguarding_lead', 'finance_reader', 'administrator', 'keyworker', 'referrer', 'commissioner', 'duty_team'])), name='post_role', violation_error_message='There is no such role.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='PostEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.post')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('role', models.CharField(choices=[('support_worker', 'Support worker'), ('team_leader', 'Team leader'), ('on_call_senior', 'On-call senior'), ('manager', 'Manager'), ('deputy', 'Deputy manager'), ('safeguarding_lead', 'Safeguarding lead'), ('finance_reader', 'Finance reader'), ('administrator', 'Administrator'), ('keyworker', 'Keyworker'), ('referrer', 'Referrer'), ('commissioner', 'Commissioner'), ('duty_team', 'Duty team')], max_length=30)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Strand',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='strands', to='contracts.contract')),
                ],
                options={
                    'ordering': ['position', 'name'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('contract', 'name'), name='strand_once', violation_error_message='The contract has this strand already.')],
                    'indexes': [],
                },
            ),
            migrations.CreateModel(
                name='StrandEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.strand')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Terms',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='contracts.contract')),
                    ('from_on', models.DateField()),
                    ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mental health team', 'Adult Social Care Mental Health Team'), ('hub', 'Hub'), ('community team', 'Community mental health team'), ('drop-in', 'Drop-in')], max_length=30), default=list, size=None)),
                    ('least_age', models.PositiveSmallIntegerField(blank=True, help_text='years; on the planned start', null=True)),
                    ('age_limit', models.PositiveSmallIntegerField(blank=True, help_text='years; the birthday on which somebody is no longer eligible', null=True)),
                    ('asks_mental_health_services', models.BooleanField(blank=True, null=True)),
                    ('asks_eligible_needs', models.BooleanField(blank=True, null=True)),
                    ('asks_residence', models.BooleanField(blank=True, null=True)),
                    ('asks_council_support_plan', models.BooleanField(blank=True, null=True)),
                    ('asks_council_risk_assessment', models.BooleanField(blank=True, null=True)),
                    ('asks_keyworker', models.BooleanField(blank=True, null=True)),
                    ('asks_exit_plan', models.BooleanField(blank=True, null=True)),
                    ('update_days', models.PositiveSmallIntegerField(blank=True, help_text='days between keyworker updates', null=True)),
                    ('update_ahead_days', models.PositiveSmallIntegerField(default=14, help_text='days ahead an update is raised')),
                    ('hold_days', models.PositiveSmallIntegerField(blank=True, help_text='days a package is held in hospital, the day of admission not counted', null=True)),
                    ('survey_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('day_starts_at', models.TimeField(blank=True, null=True)),
                    ('day_ends_at', models.TimeField(blank=True, null=True)),
                    ('least_people_at_once', models.PositiveSmallIntegerField(blank=True, help_text='per whole-time worker', null=True)),
                    ('least_people_a_year', models.PositiveSmallIntegerField(blank=True, help_text='per whole-time worker', null=True)),
                    ('return_interval', models.CharField(choices=[('quarterly', 'Every quarter'), ('half-yearly', 'Every six months')], default='quarterly', max_length=20)),
                ],
                options={
                    'verbose_name_plural': 'terms',
                    'ordering': ['contract', 'from_on'],
                    'constraints': [models.UniqueConstraint(fields=('contract', 'from_on'), name='terms_once_a_day', violation_error_message='The contract has terms from that day already.'), models.CheckConstraint(condition=models.Q(('least_age', None), ('age_limit', None), ('age_limit__gt', models.F('least_age')), _connector='OR'), name='terms_ages', violation_error_message='The age limit is above the least age.'), models.CheckConstraint(condition=models.Q(models.Q(('day_ends_at', None), ('day_starts_at', None)), ('day_ends_at__gt', models.F('day_starts_at')), _connector='OR'), name='terms_day', violation_error_message='Service hours have a start and a later end.')],
                    'indexes': [],
                },
            ),
        ]),
    ]
