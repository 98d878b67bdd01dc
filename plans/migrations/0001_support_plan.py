import core.clock
import core.migration_operations
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
        ('core', '0002_shared_records'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Participant',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('role', models.CharField(choices=[('person', 'The person'), ('representative', 'Representative'), ('advocate', 'Advocate'), ('carer', 'Carer, family or friend'), ('keyworker', 'Keyworker'), ('worker', 'Support worker'), ('other', 'Someone else')], max_length=20)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('how', models.TextField(verbose_name='how they took part')),
                    ('words', models.TextField(blank=True, verbose_name='their own words')),
                    ('excluded_on', models.DateField(blank=True, editable=False, null=True)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='PlanPdf',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('full', 'Full plan'), ('plain', 'In plain words'), ('easy-read', 'Easy read, with pictures')], max_length=12)),
                    ('document', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='SupportPlan',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('offered', 'Shared with the person, awaiting reply'), ('in force', 'Agreed (current plan)'), ('declined', 'Not agreed'), ('superseded', 'Replaced by a newer version')], default='draft', max_length=12)),
                    ('matters_to_me', models.TextField(blank=True, verbose_name='what matters to me')),
                    ('who_matters', models.TextField(blank=True, verbose_name='who matters to me')),
                    ('support_me_best', models.TextField(blank=True, verbose_name='how best to support me')),
                    ('how_i_communicate', models.TextField(blank=True, verbose_name='how I communicate')),
                    ('good_days', models.TextField(blank=True, verbose_name='a good day')),
                    ('bad_days', models.TextField(blank=True, verbose_name='a bad day')),
                    ('early_signs', models.TextField(blank=True, verbose_name='early signs that things are getting harder')),
                    ('in_a_crisis', models.TextField(blank=True, verbose_name='what helps in a crisis')),
                    ('own_words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('matters_to_me', 'What matters to me'), ('who_matters', 'Who matters to me'), ('support_me_best', 'How best to support me'), ('how_i_communicate', 'How I communicate'), ('good_days', 'A good day'), ('bad_days', 'A bad day'), ('early_signs', 'Early signs that things are getting harder'), ('in_a_crisis', 'What helps in a crisis')], max_length=20), blank=True, default=list, size=None)),
                    ('answered_on', models.DateField(blank=True, editable=False, null=True)),
                    ('answered_how', models.CharField(blank=True, choices=[('portal', 'Online, by the person'), ('signature', "Signature on the worker's device"), ('in person', 'Verbally, in person'), ('telephone', 'Verbally, by phone'), ('paper', 'On paper, with a scan')], max_length=12)),
                    ('answer_words', models.TextField(blank=True, verbose_name="the person's comments")),
                    ('statement', models.CharField(blank=True, max_length=300, verbose_name='what they said, word for word')),
                    ('signature', models.TextField(blank=True, editable=False)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                ],
                options={
                    'ordering': ['-version'],
                },
            ), migrations.CreateModel(
                name='PlanPdfEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('full', 'Full plan'), ('plain', 'In plain words'), ('easy-read', 'Easy read, with pictures')], max_length=12)),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.planpdf')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.supportplan')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='planpdf',
                name='plan',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pdfs', to='plans.supportplan'),
            ), migrations.CreateModel(
                name='ParticipantEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('role', models.CharField(choices=[('person', 'The person'), ('representative', 'Representative'), ('advocate', 'Advocate'), ('carer', 'Carer, family or friend'), ('keyworker', 'Keyworker'), ('worker', 'Support worker'), ('other', 'Someone else')], max_length=20)),
                    ('name', models.CharField(blank=True, max_length=120)),
                    ('how', models.TextField(verbose_name='how they took part')),
                    ('words', models.TextField(blank=True, verbose_name='their own words')),
                    ('excluded_on', models.DateField(blank=True, editable=False, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.participant')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.supportplan')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='participant',
                name='plan',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='plans.supportplan'),
            ), migrations.CreateModel(
                name='SupportPlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('offered', 'Shared with the person, awaiting reply'), ('in force', 'Agreed (current plan)'), ('declined', 'Not agreed'), ('superseded', 'Replaced by a newer version')], default='draft', max_length=12)),
                    ('matters_to_me', models.TextField(blank=True, verbose_name='what matters to me')),
                    ('who_matters', models.TextField(blank=True, verbose_name='who matters to me')),
                    ('support_me_best', models.TextField(blank=True, verbose_name='how best to support me')),
                    ('how_i_communicate', models.TextField(blank=True, verbose_name='how I communicate')),
                    ('good_days', models.TextField(blank=True, verbose_name='a good day')),
                    ('bad_days', models.TextField(blank=True, verbose_name='a bad day')),
                    ('early_signs', models.TextField(blank=True, verbose_name='early signs that things are getting harder')),
                    ('in_a_crisis', models.TextField(blank=True, verbose_name='what helps in a crisis')),
                    ('own_words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('matters_to_me', 'What matters to me'), ('who_matters', 'Who matters to me'), ('support_me_best', 'How best to support me'), ('how_i_communicate', 'How I communicate'), ('good_days', 'A good day'), ('bad_days', 'A bad day'), ('early_signs', 'Early signs that things are getting harder'), ('in_a_crisis', 'What helps in a crisis')], max_length=20), blank=True, default=list, size=None)),
                    ('answered_on', models.DateField(blank=True, editable=False, null=True)),
                    ('answered_how', models.CharField(blank=True, choices=[('portal', 'Online, by the person'), ('signature', "Signature on the worker's device"), ('in person', 'Verbally, in person'), ('telephone', 'Verbally, by phone'), ('paper', 'On paper, with a scan')], max_length=12)),
                    ('answer_words', models.TextField(blank=True, verbose_name="the person's comments")),
                    ('statement', models.CharField(blank=True, max_length=300, verbose_name='what they said, word for word')),
                    ('signature', models.TextField(blank=True, editable=False)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.supportplan')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('scan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='supportplan',
                constraint=models.UniqueConstraint(fields=('package', 'version'), name='plan_version_once', violation_error_message='This version of the plan already exists.'),
            ), migrations.AddConstraint(
                model_name='supportplan',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'in force')), fields=('package',), name='plan_one_in_force', violation_error_message='This support package already has a current plan.'),
            ), migrations.AddConstraint(
                model_name='supportplan',
                constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'offered'])), fields=('package',), name='plan_one_open', violation_error_message='A new version is already being written.'),
            ), migrations.AddConstraint(
                model_name='supportplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_how', ''), ('answered_on', None)), models.Q(('answered_on__isnull', False), models.Q(('answered_how', ''), _negated=True)), _connector='OR'), name='plan_answered', violation_error_message='Enter the date of the answer and how it was given.'),
            ), migrations.AddConstraint(
                model_name='supportplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'in force'), _negated=True), ('answered_on__isnull', False), _connector='OR'), name='plan_in_force_agreed', violation_error_message='A plan becomes the current plan once it is agreed.'),
            ), migrations.AddConstraint(
                model_name='supportplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_how', 'signature'), _negated=True), models.Q(('signature', ''), _negated=True), _connector='OR'), name='plan_signature', violation_error_message='The signature is missing.'),
            ), migrations.AddConstraint(
                model_name='supportplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_how', 'paper'), _negated=True), ('scan__isnull', False), _connector='OR'), name='plan_scan', violation_error_message='Add a scan of the paper.'),
            ), migrations.AddConstraint(
                model_name='planpdf',
                constraint=models.UniqueConstraint(condition=models.Q(('document', None)), fields=('plan', 'kind'), name='plan_pdf_requested_once', violation_error_message='This PDF is already being made.'),
            ), migrations.AddConstraint(
                model_name='participant',
                constraint=models.CheckConstraint(condition=models.Q(('role', 'person'), models.Q(('name', ''), _negated=True), _connector='OR'), name='participant_named', violation_error_message='Enter their name.'),
            )],
        ),
    ]
