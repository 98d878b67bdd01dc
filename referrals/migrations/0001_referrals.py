import core.clock
import core.migration_operations
import core.references
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('casework', '0003_packages'),
        ('contracts', '0001_contracts'),
        ('core', '0002_shared_records'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='CapacityFigures',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('on', models.DateField()),
                    ('workers', models.PositiveIntegerField()),
                    ('contracted', models.PositiveIntegerField()),
                    ('away', models.PositiveIntegerField()),
                    ('committed', models.PositiveIntegerField()),
                    ('free', models.PositiveIntegerField(help_text='sum over the workers who can take someone on')),
                    ('most_free', models.PositiveIntegerField(help_text='of the one worker with most free time')),
                    ('wanted', models.PositiveIntegerField()),
                    ('waiting', models.PositiveIntegerField(help_text='referrals on the waiting list')),
                    ('lines', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, help_text='one text for each worker', size=None)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at'],
                },
            ), migrations.CreateModel(
                name='CapacityNotice',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('N'), editable=False, max_length=12, unique=True)),
                    ('kind', models.CharField(choices=[('delay', 'Delay'), ('no capacity', 'Lack of capacity')], max_length=15)),
                    ('state', models.CharField(choices=[('sent', 'Sent, not yet acknowledged'), ('acknowledged', 'Acknowledged')], default='sent', max_length=15)),
                    ('words', models.TextField(blank=True)),
                    ('acknowledged_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('answer', models.TextField(blank=True, verbose_name="the Council's answer")),
                    ('acknowledged_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                    ('figures', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.capacityfigures')),
                    ('pdf', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='CapacityNoticeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('N'), editable=False, max_length=12)),
                    ('kind', models.CharField(choices=[('delay', 'Delay'), ('no capacity', 'Lack of capacity')], max_length=15)),
                    ('state', models.CharField(choices=[('sent', 'Sent, not yet acknowledged'), ('acknowledged', 'Acknowledged')], default='sent', max_length=15)),
                    ('words', models.TextField(blank=True)),
                    ('acknowledged_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('answer', models.TextField(blank=True, verbose_name="the Council's answer")),
                    ('acknowledged_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('figures', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='referrals.capacityfigures')),
                    ('pdf', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.capacitynotice')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='CriterionOverride',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('criterion', models.CharField(choices=[('age', 'Age'), ('services', 'Mental health services'), ('needs', 'Eligible needs'), ('residence', 'Residence')], max_length=10)),
                    ('agreed_by', models.CharField(max_length=120)),
                    ('agreed_on', models.DateField()),
                    ('reason', models.TextField()),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at'],
                },
            ), migrations.CreateModel(
                name='PlanSharing',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('agency', models.CharField(choices=[('children', "Children's Services"), ('adults', "Adults' Services"), ('camhs', 'Child and adolescent mental health services'), ('education', 'School or college'), ('other', 'Another agency')], max_length=10)),
                    ('shared_with', models.CharField(max_length=120)),
                    ('shared_on', models.DateField()),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['shared_on', 'recorded_at'],
                },
            ), migrations.CreateModel(
                name='Referral',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('F'), editable=False, max_length=12, unique=True)),
                    ('source', models.CharField(choices=[('mental health team', 'Adult Social Care Mental Health Team'), ('hub', 'Hub'), ('community team', 'Community mental health team'), ('drop-in', 'Drop-in')], max_length=30)),
                    ('referrer_words', models.CharField(blank=True, max_length=200, verbose_name='referrer, and how to reach them')),
                    ('came_by', models.CharField(choices=[('here', 'In Casework'), ('email', 'By email'), ('telephone', 'By phone'), ('letter', 'By letter')], default='here', max_length=10)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'New: needs a decision'), ('queried', 'Query with referrer'), ('waiting', 'On the waiting list'), ('accepted', 'Accepted'), ('declined', 'Declined: no capacity'), ('ineligible', 'Not eligible'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                    ('received_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('planned_start_on', models.DateField(blank=True, null=True)),
                    ('wanted_minutes', models.PositiveIntegerField(blank=True, help_text='minutes', null=True, verbose_name='hours a week requested')),
                    ('asks_same_day', models.BooleanField(default=False, verbose_name='same-day response requested')),
                    ('same_day_risk', models.TextField(blank=True, verbose_name='risks of a visit today')),
                    ('same_day_risk_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('band', models.PositiveSmallIntegerField(blank=True, help_text="place in the terms' bands, from 1", null=True)),
                    ('band_agreed_with', models.CharField(blank=True, max_length=120)),
                    ('expected_on', models.DateField(blank=True, help_text='when support is expected to start', null=True)),
                    ('formal_review_on', models.DateField(blank=True, null=True, verbose_name='date of the formal review')),
                    ('full_name', models.CharField(max_length=120)),
                    ('known_as', models.CharField(blank=True, max_length=60)),
                    ('former_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                    ('date_of_birth', models.DateField()),
                    ('nhs_number', models.CharField(blank=True, max_length=10)),
                    ('address', models.TextField(blank=True)),
                    ('area', models.CharField(blank=True, max_length=80)),
                    ('postcode', models.CharField(blank=True, max_length=8)),
                    ('lives_in_area', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('has_mental_health_services', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('care_act_outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('nutrition', 'Managing and maintaining nutrition'), ('hygiene', 'Maintaining personal hygiene'), ('toilet', 'Managing toilet needs'), ('clothed', 'Being appropriately clothed'), ('home safely', 'Being able to make use of the home safely'), ('habitable', 'Maintaining a habitable home'), ('relationships', 'Developing and keeping family or other personal relationships'), ('work', 'Taking part in work, training, education or volunteering'), ('facilities', 'Using local facilities and services, including transport and recreation'), ('child', 'Caring for a child')], max_length=20), blank=True, default=list, size=None)),
                    ('has_significant_impact', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('needs', models.TextField(blank=True)),
                    ('outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None)),
                    ('agreed_end_point', models.TextField(blank=True)),
                    ('expected_end_on', models.DateField(blank=True, null=True)),
                    ('telephone', models.CharField(blank=True, max_length=30)),
                    ('telephone_is_safe', models.BooleanField(default=False)),
                    ('text_is_safe', models.BooleanField(default=False)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('email_is_safe', models.BooleanField(default=False)),
                    ('contact_note', models.CharField(blank=True, max_length=200)),
                    ('communication_needs', models.CharField(blank=True, max_length=300)),
                    ('worker_gender_wish', models.CharField(blank=True, choices=[('female', 'Woman'), ('male', 'Man'), ('other', 'Self-described')], max_length=10, verbose_name='preferred gender of worker')),
                    ('worker_language_wish', models.CharField(blank=True, max_length=40, verbose_name='preferred language of worker')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                    ('package', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referrer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('returns_from', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('same_day_risk_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('strand', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.strand')),
                    ('wanted_domains', models.ManyToManyField(blank=True, related_name='+', to='contracts.lifedomain')),
                ],
                options={
                    'ordering': ['-received_at', '-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='PlanSharingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('agency', models.CharField(choices=[('children', "Children's Services"), ('adults', "Adults' Services"), ('camhs', 'Child and adolescent mental health services'), ('education', 'School or college'), ('other', 'Another agency')], max_length=10)),
                    ('shared_with', models.CharField(max_length=120)),
                    ('shared_on', models.DateField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.plansharing')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referral', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='referrals.referral')),
                ],
                options={
                    'abstract': False,
                },
            )],
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='plansharing',
                name='referral',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sharings', to='referrals.referral'),
            ), migrations.CreateModel(
                name='NoticeLine',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('band', models.CharField(blank=True, max_length=60)),
                    ('received_on', models.DateField()),
                    ('expected_on', models.DateField(blank=True, null=True)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='referrals.capacitynotice')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.referral')),
                ],
                options={
                    'ordering': ['position'],
                },
            ), migrations.CreateModel(
                name='CriterionOverrideEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('criterion', models.CharField(choices=[('age', 'Age'), ('services', 'Mental health services'), ('needs', 'Eligible needs'), ('residence', 'Residence')], max_length=10)),
                    ('agreed_by', models.CharField(max_length=120)),
                    ('agreed_on', models.DateField()),
                    ('reason', models.TextField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.criterionoverride')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referral', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='referrals.referral')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='criterionoverride',
                name='referral',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='referrals.referral'),
            ), migrations.AddField(
                model_name='capacityfigures',
                name='referral',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='capacity', to='referrals.referral'),
            ), migrations.CreateModel(
                name='ReferralDocument',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('support plan', "Council's support plan"), ('risk assessment', "Council's risk assessment"), ('revised plan', "Council's revised support plan"), ('transition plan', 'Transition plan'), ('other', 'Other document')], max_length=20)),
                    ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='referrals.referral')),
                ],
                options={
                    'ordering': ['kind', 'recorded_at'],
                },
            ), migrations.CreateModel(
                name='ReferralDocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('support plan', "Council's support plan"), ('risk assessment', "Council's risk assessment"), ('revised plan', "Council's revised support plan"), ('transition plan', 'Transition plan'), ('other', 'Other document')], max_length=20)),
                    ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.referraldocument')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referral', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='referrals.referral')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ReferralEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('F'), editable=False, max_length=12)),
                    ('source', models.CharField(choices=[('mental health team', 'Adult Social Care Mental Health Team'), ('hub', 'Hub'), ('community team', 'Community mental health team'), ('drop-in', 'Drop-in')], max_length=30)),
                    ('referrer_words', models.CharField(blank=True, max_length=200, verbose_name='referrer, and how to reach them')),
                    ('came_by', models.CharField(choices=[('here', 'In Casework'), ('email', 'By email'), ('telephone', 'By phone'), ('letter', 'By letter')], default='here', max_length=10)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'New: needs a decision'), ('queried', 'Query with referrer'), ('waiting', 'On the waiting list'), ('accepted', 'Accepted'), ('declined', 'Declined: no capacity'), ('ineligible', 'Not eligible'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                    ('received_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('planned_start_on', models.DateField(blank=True, null=True)),
                    ('wanted_minutes', models.PositiveIntegerField(blank=True, help_text='minutes', null=True, verbose_name='hours a week requested')),
                    ('asks_same_day', models.BooleanField(default=False, verbose_name='same-day response requested')),
                    ('same_day_risk', models.TextField(blank=True, verbose_name='risks of a visit today')),
                    ('same_day_risk_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('band', models.PositiveSmallIntegerField(blank=True, help_text="place in the terms' bands, from 1", null=True)),
                    ('band_agreed_with', models.CharField(blank=True, max_length=120)),
                    ('expected_on', models.DateField(blank=True, help_text='when support is expected to start', null=True)),
                    ('formal_review_on', models.DateField(blank=True, null=True, verbose_name='date of the formal review')),
                    ('full_name', models.CharField(max_length=120)),
                    ('known_as', models.CharField(blank=True, max_length=60)),
                    ('former_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                    ('date_of_birth', models.DateField()),
                    ('nhs_number', models.CharField(blank=True, max_length=10)),
                    ('address', models.TextField(blank=True)),
                    ('area', models.CharField(blank=True, max_length=80)),
                    ('postcode', models.CharField(blank=True, max_length=8)),
                    ('lives_in_area', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('has_mental_health_services', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('care_act_outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('nutrition', 'Managing and maintaining nutrition'), ('hygiene', 'Maintaining personal hygiene'), ('toilet', 'Managing toilet needs'), ('clothed', 'Being appropriately clothed'), ('home safely', 'Being able to make use of the home safely'), ('habitable', 'Maintaining a habitable home'), ('relationships', 'Developing and keeping family or other personal relationships'), ('work', 'Taking part in work, training, education or volunteering'), ('facilities', 'Using local facilities and services, including transport and recreation'), ('child', 'Caring for a child')], max_length=20), blank=True, default=list, size=None)),
                    ('has_significant_impact', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('needs', models.TextField(blank=True)),
                    ('outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None)),
                    ('agreed_end_point', models.TextField(blank=True)),
                    ('expected_end_on', models.DateField(blank=True, null=True)),
                    ('telephone', models.CharField(blank=True, max_length=30)),
                    ('telephone_is_safe', models.BooleanField(default=False)),
                    ('text_is_safe', models.BooleanField(default=False)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('email_is_safe', models.BooleanField(default=False)),
                    ('contact_note', models.CharField(blank=True, max_length=200)),
                    ('communication_needs', models.CharField(blank=True, max_length=300)),
                    ('worker_gender_wish', models.CharField(blank=True, choices=[('female', 'Woman'), ('male', 'Man'), ('other', 'Self-described')], max_length=10, verbose_name='preferred gender of worker')),
                    ('worker_language_wish', models.CharField(blank=True, max_length=40, verbose_name='preferred language of worker')),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('package', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.referral')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referrer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('returns_from', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('same_day_risk_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('strand', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.strand')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ReferralWantedDomainEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('lifedomain', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.lifedomain')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('referral', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='referrals.referral')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='TransitionAssessment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('assessed_by', models.CharField(max_length=120)),
                    ('result', models.TextField(blank=True)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referral', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='transition', to='referrals.referral')),
                ],
            ), migrations.CreateModel(
                name='TransitionAssessmentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('assessed_by', models.CharField(max_length=120)),
                    ('result', models.TextField(blank=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.transitionassessment')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referral', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='referrals.referral')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='capacitynotice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_by', None), ('state', 'sent')), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False), ('state', 'acknowledged')), _connector='OR'), name='notice_acknowledged', violation_error_message='An acknowledgement needs a name and a time.'),
            ), migrations.AddIndex(
                model_name='referral',
                index=models.Index(fields=['contract', 'state', '-received_at'], name='referral_by_state'),
            ), migrations.AddIndex(
                model_name='referral',
                index=models.Index(fields=['recorded_by', '-recorded_at'], name='referral_by_maker'),
            ), migrations.AddIndex(
                model_name='referral',
                index=models.Index(fields=['referrer', '-recorded_at'], name='referral_by_referrer'),
            ), migrations.AddIndex(
                model_name='referral',
                index=models.Index(fields=['-received_at', '-recorded_at', 'id'], name='referral_newest'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('received_at__isnull', False), _connector='OR'), name='referral_received', violation_error_message='A referral that was sent needs the time it was received.'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('package__isnull', False), ('state', 'accepted')), models.Q(models.Q(('state', 'accepted'), _negated=True), ('package', None)), _connector='OR'), name='referral_accepted', violation_error_message='An accepted referral needs a package; no other has one.'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'declined', 'ineligible']), ('decided_at__isnull', False)), models.Q(models.Q(('state__in', ['accepted', 'declined', 'ineligible']), _negated=True), ('decided_at', None)), _connector='OR'), name='referral_decided', violation_error_message='A decision needs a time.'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('telephone', ''), _negated=True), models.Q(('telephone_is_safe', False), ('text_is_safe', False)), _connector='OR'), name='referral_safe_telephone', violation_error_message='Enter the phone number that is safe to use.'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), ('email_is_safe', False), _connector='OR'), name='referral_safe_email', violation_error_message='Enter the email address that is safe to use.'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(('referrer__isnull', False), models.Q(('referrer_words', ''), _negated=True), _connector='OR'), name='referral_referrer', violation_error_message='Enter who is referring and how to reach them.'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('same_day_risk', ''), ('same_day_risk_at', None), ('same_day_risk_by', None)), models.Q(models.Q(('same_day_risk', ''), _negated=True), ('same_day_risk_at__isnull', False), ('same_day_risk_by__isnull', False)), _connector='OR'), name='referral_same_day_risk', violation_error_message='Enter the risks, who assessed them and when.'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(('band', None), models.Q(('band__gte', 1), models.Q(('band_agreed_with', ''), _negated=True)), _connector='OR'), name='referral_band', violation_error_message='Enter who at the Council agreed to this priority.'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(('wanted_minutes', None), models.Q(('wanted_minutes__gt', 0), ('wanted_minutes__lte', 10080)), _connector='OR'), name='referral_wanted_minutes', violation_error_message='Hours a week must be more than 0 and no more than 168.'),
            ), migrations.AddConstraint(
                model_name='plansharing',
                constraint=models.UniqueConstraint(fields=('referral', 'agency', 'shared_on'), name='plan_sharing_once', violation_error_message='You have already recorded sharing the plan with this agency on this date.'),
            )],
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddConstraint(
                model_name='noticeline',
                constraint=models.UniqueConstraint(fields=('notice', 'referral'), name='notice_line_once', violation_error_message='The notice already covers this referral.'),
            ), migrations.AddConstraint(
                model_name='criterionoverride',
                constraint=models.UniqueConstraint(fields=('referral', 'criterion'), name='criterion_override_once', violation_error_message="The Council's agreement on this criterion is already recorded."),
            ), migrations.AddConstraint(
                model_name='criterionoverride',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_by', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='criterion_override_agreed', violation_error_message='Enter who at the Council agreed, and why.'),
            ), migrations.AddConstraint(
                model_name='transitionassessment',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='transition_dates', violation_error_message='The last day of the assessment must be on or after its first day.'),
            ), migrations.AddConstraint(
                model_name='transitionassessment',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), models.Q(('result', ''), _negated=True), _connector='OR'), name='transition_result', violation_error_message='Enter the result of the assessment.'),
            ), migrations.CreateModel(
                name='ReferralWantedDomain',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('referrals.referral_wanted_domains',),
            )],
        ),
    ]
