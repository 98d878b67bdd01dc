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
        ('casework', '0002_people'),
        ('core', '0002_shared_records'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='Hazard',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('description', models.CharField(max_length=300, verbose_name='what could happen')),
                    ('who_harmed', models.CharField(max_length=200, verbose_name='who could be harmed')),
                    ('likelihood', models.PositiveSmallIntegerField(choices=[(1, '1: rare, not known to have happened'), (2, '2: unlikely, but it could happen'), (3, '3: possible, it has happened before'), (4, '4: likely, it happens from time to time'), (5, '5: almost certain, it happens often')])),
                    ('severity', models.PositiveSmallIntegerField(choices=[(1, '1: slight, no lasting harm'), (2, '2: minor, first aid or short-term upset'), (3, '3: moderate, needs treatment or support'), (4, '4: serious, could mean a hospital stay or lasting harm'), (5, '5: severe, could be life-threatening')])),
                    ('measures', models.TextField(verbose_name='control measures')),
                    ('contingency', models.TextField(blank=True, verbose_name='what to do if it happens')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('excluded_on', models.DateField(blank=True, editable=False, null=True)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['position', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='RiskAssessment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('in force', 'Live'), ('superseded', 'Replaced by a newer version'), ('dropped', 'Discarded')], default='draft', max_length=12)),
                    ('lone_working', models.TextField(blank=True, verbose_name='visiting alone')),
                    ('visit_instructions', models.TextField(blank=True, verbose_name='what to do at a visit')),
                    ('contingency', models.TextField(blank=True, verbose_name='if something goes wrong')),
                    ('took_part', models.TextField(blank=True, verbose_name='who took part, and what the person says about it')),
                    ('none_known', models.BooleanField(default=False, editable=False, verbose_name='no hazards found')),
                    ('in_force_on', models.DateField(blank=True, editable=False, null=True)),
                    ('review_on', models.DateField(blank=True, editable=False, null=True)),
                    ('individual', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-version', 'id'],
                },
            ), migrations.CreateModel(
                name='HazardEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('description', models.CharField(max_length=300, verbose_name='what could happen')),
                    ('who_harmed', models.CharField(max_length=200, verbose_name='who could be harmed')),
                    ('likelihood', models.PositiveSmallIntegerField(choices=[(1, '1: rare, not known to have happened'), (2, '2: unlikely, but it could happen'), (3, '3: possible, it has happened before'), (4, '4: likely, it happens from time to time'), (5, '5: almost certain, it happens often')])),
                    ('severity', models.PositiveSmallIntegerField(choices=[(1, '1: slight, no lasting harm'), (2, '2: minor, first aid or short-term upset'), (3, '3: moderate, needs treatment or support'), (4, '4: serious, could mean a hospital stay or lasting harm'), (5, '5: severe, could be life-threatening')])),
                    ('measures', models.TextField(verbose_name='control measures')),
                    ('contingency', models.TextField(blank=True, verbose_name='what to do if it happens')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('excluded_on', models.DateField(blank=True, editable=False, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.hazard')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risk.riskassessment')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='hazard',
                name='assessment',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hazards', to='risk.riskassessment'),
            ), migrations.CreateModel(
                name='RiskAssessmentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('in force', 'Live'), ('superseded', 'Replaced by a newer version'), ('dropped', 'Discarded')], default='draft', max_length=12)),
                    ('lone_working', models.TextField(blank=True, verbose_name='visiting alone')),
                    ('visit_instructions', models.TextField(blank=True, verbose_name='what to do at a visit')),
                    ('contingency', models.TextField(blank=True, verbose_name='if something goes wrong')),
                    ('took_part', models.TextField(blank=True, verbose_name='who took part, and what the person says about it')),
                    ('none_known', models.BooleanField(default=False, editable=False, verbose_name='no hazards found')),
                    ('in_force_on', models.DateField(blank=True, editable=False, null=True)),
                    ('review_on', models.DateField(blank=True, editable=False, null=True)),
                    ('individual', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.riskassessment')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RiskDisclosure',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('asked_by', models.CharField(max_length=120, verbose_name='who asked')),
                    ('asked_by_post', models.CharField(max_length=120, verbose_name='their role')),
                    ('asked_on', models.DateField()),
                    ('disclosed_on', models.DateField()),
                    ('how', models.CharField(choices=[('access', 'Access in Casework'), ('sent', 'Sent as a PDF'), ('in person', 'Shown in person')], max_length=10)),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='risk.riskassessment')),
                    ('document', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-disclosed_on', '-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='RiskDisclosureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('asked_by', models.CharField(max_length=120, verbose_name='who asked')),
                    ('asked_by_post', models.CharField(max_length=120, verbose_name='their role')),
                    ('asked_on', models.DateField()),
                    ('disclosed_on', models.DateField()),
                    ('how', models.CharField(choices=[('access', 'Access in Casework'), ('sent', 'Sent as a PDF'), ('in person', 'Shown in person')], max_length=10)),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risk.riskassessment')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.riskdisclosure')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RiskReview',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('how', models.CharField(blank=True, choices=[('new version', 'A new version was made live'), ('nothing changed', 'Reviewed: no change')], editable=False, max_length=20)),
                    ('note', models.TextField(blank=True, verbose_name='what was reviewed, and who with')),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='risk.riskassessment')),
                    ('met_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['due_on', 'id'],
                },
            ), migrations.CreateModel(
                name='RiskReviewEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('how', models.CharField(blank=True, choices=[('new version', 'A new version was made live'), ('nothing changed', 'Reviewed: no change')], editable=False, max_length=20)),
                    ('note', models.TextField(blank=True, verbose_name='what was reviewed, and who with')),
                    ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risk.riskassessment')),
                    ('met_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.riskreview')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RiskSignature',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('signed_at', models.DateTimeField(editable=False)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='risk.riskassessment')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['signed_at', 'id'],
                },
            ), migrations.CreateModel(
                name='RiskSignatureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('signed_at', models.DateTimeField(editable=False)),
                    ('assessment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risk.riskassessment')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.risksignature')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='riskassessment',
                constraint=models.UniqueConstraint(fields=('individual', 'version'), name='risk_version_once', violation_error_message='This version of the risk assessment already exists.'),
            ), migrations.AddConstraint(
                model_name='riskassessment',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'in force')), fields=('individual',), name='risk_one_in_force', violation_error_message='This person already has a live risk assessment.'),
            ), migrations.AddConstraint(
                model_name='riskassessment',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('individual',), name='risk_one_draft', violation_error_message='A new version is already being written.'),
            ), migrations.AddConstraint(
                model_name='riskassessment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('in_force_on', None), ('review_on', None), ('state__in', ['draft', 'dropped'])), models.Q(('in_force_on__isnull', False), ('review_on__isnull', False), ('state__in', ['in force', 'superseded'])), _connector='OR'), name='risk_in_force_dated', violation_error_message='A live risk assessment needs its start date and its review date.'),
            ), migrations.AddConstraint(
                model_name='riskassessment',
                constraint=models.CheckConstraint(condition=models.Q(('review_on', None), ('review_on__gt', models.F('in_force_on')), _connector='OR'), name='risk_review_after', violation_error_message='The review must be after the date the assessment goes live.'),
            ), migrations.AddConstraint(
                model_name='hazard',
                constraint=models.CheckConstraint(condition=models.Q(('likelihood__gte', 1), ('likelihood__lte', 5), ('severity__gte', 1), ('severity__lte', 5)), name='hazard_rated', violation_error_message='Likelihood and severity must be between 1 and 5.'),
            ), migrations.AddConstraint(
                model_name='hazard',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('description', ''), _negated=True), models.Q(('who_harmed', ''), _negated=True), models.Q(('measures', ''), _negated=True)), name='hazard_words', violation_error_message='Enter what could happen, who could be harmed and the control measures.'),
            ), migrations.AddConstraint(
                model_name='riskdisclosure',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_by', ''), _negated=True), models.Q(('asked_by_post', ''), _negated=True)), name='risk_disclosure_requester', violation_error_message='Enter who asked for it and their role.'),
            ), migrations.AddConstraint(
                model_name='riskdisclosure',
                constraint=models.CheckConstraint(condition=models.Q(('disclosed_on__gte', models.F('asked_on'))), name='risk_disclosure_order', violation_error_message="The date it was shared can't be before the date they asked."),
            ), migrations.AddConstraint(
                model_name='riskdisclosure',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', 'access'), ('user__isnull', False), ('until_on__gte', models.F('disclosed_on'))), models.Q(models.Q(('how', 'access'), _negated=True), ('until_on', None), ('user', None)), _connector='OR'), name='risk_disclosure_access', violation_error_message='Access needs an account and an end date. Other ways of sharing have neither.'),
            ), migrations.AddIndex(
                model_name='riskreview',
                index=models.Index(condition=models.Q(('expired_on', None), ('met_on', None)), fields=['due_on'], name='risk_review_due'),
            ), migrations.AddConstraint(
                model_name='riskreview',
                constraint=models.UniqueConstraint(fields=('assessment', 'due_on'), name='risk_review_once', violation_error_message='A review of this assessment on that date is already recorded.'),
            ), migrations.AddConstraint(
                model_name='riskreview',
                constraint=models.UniqueConstraint(condition=models.Q(('expired_on', None), ('met_on', None)), fields=('assessment',), name='risk_review_one_outstanding', violation_error_message='A review of this assessment is already due.'),
            ), migrations.AddConstraint(
                model_name='riskreview',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', ''), ('met_by', None), ('met_on', None)), models.Q(('met_by__isnull', False), ('met_on__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='risk_review_met', violation_error_message='A completed review needs its date, who did it and the outcome.'),
            ), migrations.AddConstraint(
                model_name='riskreview',
                constraint=models.CheckConstraint(condition=models.Q(('met_on', None), ('expired_on', None), _connector='OR'), name='risk_review_met_or_expired', violation_error_message='A task that is done cannot be closed as not needed.'),
            ), migrations.AddConstraint(
                model_name='risksignature',
                constraint=models.UniqueConstraint(fields=('assessment', 'user'), name='risk_signed_once', violation_error_message='You have already signed this version.'),
            )],
        ),
    ]
