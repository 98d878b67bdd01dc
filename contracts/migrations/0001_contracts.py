import core.clock
import core.migration_operations
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Contract',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=120)),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField(blank=True, null=True)),
                    ('cut_over_on', models.DateField(blank=True, help_text='the first day recorded here; nothing due before it is raised', null=True, verbose_name='cut-over')),
                    ('telephone', models.CharField(max_length=30)),
                    ('email', models.EmailField(max_length=254)),
                    ('hours', models.CharField(help_text='in words, as shown to people', max_length=120)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['name'],
                },
            ), migrations.CreateModel(
                name='ContractOutcome',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['position', 'name'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ContractOutcomeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.contractoutcome')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ContractYear',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('hourly_rate', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='hourly rate, in pounds')),
                    ('block_price', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='block payment for the year, in pounds')),
                    ('maximum', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='maximum budget for the year, in pounds')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-from_on'],
                },
            ), migrations.CreateModel(
                name='ContractYearEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('hourly_rate', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='hourly rate, in pounds')),
                    ('block_price', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='block payment for the year, in pounds')),
                    ('maximum', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='maximum budget for the year, in pounds')),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.contractyear')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Council',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=120, unique=True)),
                    ('area', models.CharField(help_text='as in “ordinarily resident in …”', max_length=120)),
                    ('safeguarding_team', models.CharField(blank=True, max_length=120)),
                    ('safeguarding_telephone', models.CharField(blank=True, max_length=30)),
                    ('duty_team_telephone', models.CharField(blank=True, max_length=30)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['name'],
                },
            ), migrations.CreateModel(
                name='ContractEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=120)),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField(blank=True, null=True)),
                    ('cut_over_on', models.DateField(blank=True, help_text='the first day recorded here; nothing due before it is raised', null=True, verbose_name='cut-over')),
                    ('telephone', models.CharField(max_length=30)),
                    ('email', models.EmailField(max_length=254)),
                    ('hours', models.CharField(help_text='in words, as shown to people', max_length=120)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('council', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.council')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='contract',
                name='council',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='contracts.council'),
            ), migrations.CreateModel(
                name='CouncilEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=120)),
                    ('area', models.CharField(help_text='as in “ordinarily resident in …”', max_length=120)),
                    ('safeguarding_team', models.CharField(blank=True, max_length=120)),
                    ('safeguarding_telephone', models.CharField(blank=True, max_length=30)),
                    ('duty_team_telephone', models.CharField(blank=True, max_length=30)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.council')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='LifeDomain',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='life_domains', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['position', 'name'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='LifeDomainEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.lifedomain')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('role', models.CharField(choices=[('support_worker', 'Support worker'), ('team_leader', 'Team leader'), ('on_call_senior', 'On-call senior'), ('manager', 'Manager'), ('deputy', 'Deputy manager'), ('safeguarding_lead', 'Safeguarding lead'), ('finance_reader', 'Finance reader'), ('administrator', 'Administrator'), ('keyworker', 'Keyworker'), ('referrer', 'Referrer'), ('commissioner', 'Commissioner'), ('duty_team', 'Duty team')], max_length=30)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='PostEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('role', models.CharField(choices=[('support_worker', 'Support worker'), ('team_leader', 'Team leader'), ('on_call_senior', 'On-call senior'), ('manager', 'Manager'), ('deputy', 'Deputy manager'), ('safeguarding_lead', 'Safeguarding lead'), ('finance_reader', 'Finance reader'), ('administrator', 'Administrator'), ('keyworker', 'Keyworker'), ('referrer', 'Referrer'), ('commissioner', 'Commissioner'), ('duty_team', 'Duty team')], max_length=30)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.post')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Strand',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='strands', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['position', 'name'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='StrandEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('name', models.CharField(max_length=200)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.strand')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Terms',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mental health team', 'Adult Social Care Mental Health Team'), ('hub', 'Hub'), ('community team', 'Community mental health team'), ('drop-in', 'Drop-in')], max_length=30), default=list, size=None)),
                    ('minimum_age', models.PositiveSmallIntegerField(blank=True, help_text='years; on the planned start', null=True)),
                    ('age_limit', models.PositiveSmallIntegerField(blank=True, help_text='years; the birthday on which someone is no longer eligible', null=True)),
                    ('asks_mental_health_services', models.BooleanField(blank=True, null=True)),
                    ('asks_eligible_needs', models.BooleanField(blank=True, null=True)),
                    ('asks_residence', models.BooleanField(blank=True, null=True)),
                    ('asks_council_support_plan', models.BooleanField(blank=True, null=True)),
                    ('asks_council_risk_assessment', models.BooleanField(blank=True, null=True)),
                    ('asks_keyworker', models.BooleanField(blank=True, null=True)),
                    ('asks_exit_plan', models.BooleanField(blank=True, null=True)),
                    ('asks_transition_plan', models.BooleanField(blank=True, help_text='for someone under the minimum age', null=True)),
                    ('asks_revised_plan', models.BooleanField(blank=True, help_text='and a formal review, after support ended because of a hospital stay', null=True)),
                    ('declines_for_capacity_only', models.BooleanField(blank=True, null=True)),
                    ('priority_bands', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, help_text='of the waiting list, highest priority first', null=True, size=None)),
                    ('excluded_activities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('medication', 'Giving medication'), ('clinical', 'Clinical treatment'), ('social work', 'Decisions that only a social worker can make'), ('transport', 'Driving people without business insurance')], max_length=20), blank=True, help_text='what the service does not do', null=True, size=None)),
                    ('excluded_activities_clause', models.CharField(blank=True, help_text='of the contract, where it says what the service does not do', max_length=40)),
                    ('update_days', models.PositiveSmallIntegerField(blank=True, help_text='days between keyworker updates', null=True)),
                    ('update_ahead_days', models.PositiveSmallIntegerField(default=14, help_text='days ahead an update is raised')),
                    ('hold_days', models.PositiveSmallIntegerField(blank=True, help_text='days a package is on hold in hospital, the day of admission not counted', null=True)),
                    ('hold_warning_days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, help_text='days of the hold, counted like it', null=True, size=None)),
                    ('extends_hold', models.BooleanField(blank=True, help_text='the Council may extend a hold in writing', null=True)),
                    ('survey_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('safe_minutes', models.PositiveSmallIntegerField(default=15, help_text='minutes after the planned end in which a worker checks in as safe')),
                    ('answer_minutes', models.PositiveSmallIntegerField(default=10, help_text='minutes in which a call for help is answered before others are called')),
                    ('alert_minutes', models.PositiveSmallIntegerField(blank=True, help_text='minutes after which an alert that is not closed is reminded of', null=True)),
                    ('day_starts_at', models.TimeField(blank=True, null=True)),
                    ('day_ends_at', models.TimeField(blank=True, null=True)),
                    ('minimum_people_at_once', models.PositiveSmallIntegerField(blank=True, help_text='per full-time worker', null=True)),
                    ('minimum_people_a_year', models.PositiveSmallIntegerField(blank=True, help_text='per full-time worker', null=True)),
                    ('full_time_minutes', models.PositiveIntegerField(default=2220, help_text='a week, of one full-time worker')),
                    ('return_interval', models.CharField(choices=[('quarterly', 'Every quarter'), ('half-yearly', 'Every six months')], default='quarterly', max_length=20)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name_plural': 'terms',
                    'ordering': ['contract', 'from_on'],
                },
            ), migrations.AddConstraint(
                model_name='contractoutcome',
                constraint=models.UniqueConstraint(fields=('contract', 'name'), name='contract_outcome_once', violation_error_message='The contract already has this outcome.'),
            ), migrations.AddConstraint(
                model_name='contractyear',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('contract', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='contract_year_once', violation_error_message='The contract already has a price for some of these days.'),
            ), migrations.AddConstraint(
                model_name='contractyear',
                constraint=models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('from_on')), ('until_on__isnull', False), ('until_on__lte', django.db.models.expressions.CombinedExpression(models.F('from_on'), '+', models.Value(datetime.timedelta(days=366))))), name='contract_year_dates', violation_error_message='Enter a last day up to a year after the first day.'),
            ), migrations.AddConstraint(
                model_name='contractyear',
                constraint=models.CheckConstraint(condition=models.Q(('hourly_rate__isnull', False), ('block_price__isnull', False), _connector='OR'), name='contract_year_price', violation_error_message='Enter an hourly rate, a block payment, or both.'),
            ), migrations.AddConstraint(
                model_name='contractyear',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('hourly_rate', None), ('hourly_rate__gt', 0), _connector='OR'), models.Q(('block_price', None), ('block_price__gt', 0), _connector='OR'), models.Q(('maximum', None), ('maximum__gt', 0), _connector='OR')), name='contract_year_amounts', violation_error_message='Amounts must be more than £0.'),
            ), migrations.AddConstraint(
                model_name='contract',
                constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contract_dates', violation_error_message='The end date must not be before the start date.'),
            ), migrations.AddConstraint(
                model_name='contract',
                constraint=models.UniqueConstraint(fields=('council', 'name'), name='contract_name_once', violation_error_message='This council already has a contract with that name.'),
            ), migrations.AddConstraint(
                model_name='lifedomain',
                constraint=models.UniqueConstraint(fields=('contract', 'name'), name='life_domain_once', violation_error_message='The contract already has this life domain.'),
            ), migrations.AddConstraint(
                model_name='post',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('role', '='), ('contract', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='post_once_at_a_time', violation_error_message='This person already has that role on some of these days.'),
            ), migrations.AddConstraint(
                model_name='post',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='post_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='post',
                constraint=models.CheckConstraint(condition=models.Q(('role__in', ['support_worker', 'team_leader', 'on_call_senior', 'manager', 'deputy', 'safeguarding_lead', 'finance_reader', 'administrator', 'keyworker', 'referrer', 'commissioner', 'duty_team'])), name='post_role', violation_error_message='Choose a role.'),
            ), migrations.AddConstraint(
                model_name='strand',
                constraint=models.UniqueConstraint(fields=('contract', 'name'), name='strand_once', violation_error_message='The contract already has this strand.'),
            ), migrations.AddConstraint(
                model_name='terms',
                constraint=models.UniqueConstraint(fields=('contract', 'from_on'), name='terms_once_a_day', violation_error_message='The contract already has terms from that date.'),
            ), migrations.AddConstraint(
                model_name='terms',
                constraint=models.CheckConstraint(condition=models.Q(('minimum_age', None), ('age_limit', None), ('age_limit__gt', models.F('minimum_age')), _connector='OR'), name='terms_ages', violation_error_message='The age limit must be above the minimum age.'),
            ), migrations.AddConstraint(
                model_name='terms',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('day_ends_at', None), ('day_starts_at', None)), ('day_ends_at__gt', models.F('day_starts_at')), _connector='OR'), name='terms_day', violation_error_message='Service hours must end after they start.'),
            )],
        ),
    ]
