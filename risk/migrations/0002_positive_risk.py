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
        ('pghistory', '0007_auto_20250421_0444'),
        ('risk', '0001_assessments'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='PositiveRisk',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('state', models.CharField(choices=[('draft', 'Being discussed'), ('decided', 'Decided'), ('superseded', 'Replaced by a newer decision'), ('dropped', 'Withdrawn')], default='draft', max_length=12)),
                    ('wish', models.TextField(help_text='in their own words', verbose_name='what the person wants to do')),
                    ('gains', models.TextField(blank=True, verbose_name='what they would gain from it')),
                    ('losses', models.TextField(blank=True, verbose_name='what they would lose if they could not do it')),
                    ('harms', models.TextField(blank=True, verbose_name='what could go wrong')),
                    ('own_view', models.TextField(blank=True, verbose_name='what the person thinks about it')),
                    ('explained', models.TextField(blank=True, verbose_name='how the possible consequences were explained')),
                    ('least_restrictive', models.TextField(blank=True, verbose_name='the least restrictive way')),
                    ('capacity', models.CharField(blank=True, choices=[('not doubted', 'No reason to doubt that they can decide this'), ('has', 'Assessed: they can decide this'), ('lacks', 'Assessed: they cannot decide this at the moment')], max_length=12)),
                    ('assessed_how', models.TextField(blank=True, verbose_name='how capacity was assessed')),
                    ('assessed_by', models.CharField(blank=True, max_length=160)),
                    ('assessed_on', models.DateField(blank=True, null=True)),
                    ('best_interests', models.TextField(blank=True, verbose_name='what is in their best interests, and who was asked')),
                    ('less_restrictive', models.TextField(blank=True, verbose_name='less restrictive options considered')),
                    ('rights', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('2', 'Right to life (article 2)'), ('3', 'Freedom from degrading treatment (article 3)'), ('5', 'Right to liberty (article 5)'), ('8', 'Respect for private and family life, home and correspondence (article 8)'), ('9', 'Freedom of thought, belief and religion (article 9)'), ('10', 'Freedom of expression (article 10)'), ('11', 'Freedom to meet others (article 11)'), ('12', 'Right to marry (article 12)'), ('14', 'Protection from discrimination (article 14)'), ('P1', 'Peaceful enjoyment of possessions (protocol 1, article 1)')], max_length=3), blank=True, default=list, size=None)),
                    ('rights_words', models.TextField(blank=True, verbose_name='how human rights were considered')),
                    ('deprivation', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No')], max_length=3, verbose_name='could it take away their liberty')),
                    ('deprivation_words', models.TextField(blank=True, verbose_name='what was done about liberty')),
                    ('decision', models.CharField(blank=True, choices=[('go ahead', 'Go ahead'), ('with steps', 'Go ahead, with the agreed steps'), ('not now', 'Not now')], max_length=12)),
                    ('decision_words', models.TextField(blank=True, verbose_name='the decision in words')),
                    ('decided_by', models.CharField(blank=True, max_length=160)),
                    ('decided_on', models.DateField(blank=True, null=True)),
                    ('review_on', models.DateField(blank=True, help_text='when it is first reviewed', null=True)),
                    ('follows', models.ForeignKey(blank=True, editable=False, help_text='the decision that this one is to replace', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='risk.positiverisk')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='PositiveRiskEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('state', models.CharField(choices=[('draft', 'Being discussed'), ('decided', 'Decided'), ('superseded', 'Replaced by a newer decision'), ('dropped', 'Withdrawn')], default='draft', max_length=12)),
                    ('wish', models.TextField(help_text='in their own words', verbose_name='what the person wants to do')),
                    ('gains', models.TextField(blank=True, verbose_name='what they would gain from it')),
                    ('losses', models.TextField(blank=True, verbose_name='what they would lose if they could not do it')),
                    ('harms', models.TextField(blank=True, verbose_name='what could go wrong')),
                    ('own_view', models.TextField(blank=True, verbose_name='what the person thinks about it')),
                    ('explained', models.TextField(blank=True, verbose_name='how the possible consequences were explained')),
                    ('least_restrictive', models.TextField(blank=True, verbose_name='the least restrictive way')),
                    ('capacity', models.CharField(blank=True, choices=[('not doubted', 'No reason to doubt that they can decide this'), ('has', 'Assessed: they can decide this'), ('lacks', 'Assessed: they cannot decide this at the moment')], max_length=12)),
                    ('assessed_how', models.TextField(blank=True, verbose_name='how capacity was assessed')),
                    ('assessed_by', models.CharField(blank=True, max_length=160)),
                    ('assessed_on', models.DateField(blank=True, null=True)),
                    ('best_interests', models.TextField(blank=True, verbose_name='what is in their best interests, and who was asked')),
                    ('less_restrictive', models.TextField(blank=True, verbose_name='less restrictive options considered')),
                    ('rights', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('2', 'Right to life (article 2)'), ('3', 'Freedom from degrading treatment (article 3)'), ('5', 'Right to liberty (article 5)'), ('8', 'Respect for private and family life, home and correspondence (article 8)'), ('9', 'Freedom of thought, belief and religion (article 9)'), ('10', 'Freedom of expression (article 10)'), ('11', 'Freedom to meet others (article 11)'), ('12', 'Right to marry (article 12)'), ('14', 'Protection from discrimination (article 14)'), ('P1', 'Peaceful enjoyment of possessions (protocol 1, article 1)')], max_length=3), blank=True, default=list, size=None)),
                    ('rights_words', models.TextField(blank=True, verbose_name='how human rights were considered')),
                    ('deprivation', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No')], max_length=3, verbose_name='could it take away their liberty')),
                    ('deprivation_words', models.TextField(blank=True, verbose_name='what was done about liberty')),
                    ('decision', models.CharField(blank=True, choices=[('go ahead', 'Go ahead'), ('with steps', 'Go ahead, with the agreed steps'), ('not now', 'Not now')], max_length=12)),
                    ('decision_words', models.TextField(blank=True, verbose_name='the decision in words')),
                    ('decided_by', models.CharField(blank=True, max_length=160)),
                    ('decided_on', models.DateField(blank=True, null=True)),
                    ('review_on', models.DateField(blank=True, help_text='when it is first reviewed', null=True)),
                    ('follows', models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='the decision that this one is to replace', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risk.positiverisk')),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.positiverisk')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PositiveRiskReview',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('state', models.CharField(choices=[('due', 'Review due'), ('reviewed', 'Reviewed'), ('expired', 'Not needed')], default='due', max_length=10)),
                    ('reviewed_on', models.DateField(blank=True, null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('continues', 'The decision continues'), ('redrafted', 'Reopened for discussion'), ('replaced', 'Replaced by a newer decision')], max_length=10)),
                    ('words', models.TextField(blank=True, verbose_name='outcome of the review')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='risk.positiverisk')),
                ],
                options={
                    'ordering': ['due_on', 'id'],
                },
            ), migrations.CreateModel(
                name='PositiveRiskReviewEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('expired_on', models.DateField(blank=True, editable=False, null=True)),
                    ('state', models.CharField(choices=[('due', 'Review due'), ('reviewed', 'Reviewed'), ('expired', 'Not needed')], default='due', max_length=10)),
                    ('reviewed_on', models.DateField(blank=True, null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('continues', 'The decision continues'), ('redrafted', 'Reopened for discussion'), ('replaced', 'Replaced by a newer decision')], max_length=10)),
                    ('words', models.TextField(blank=True, verbose_name='outcome of the review')),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.positiveriskreview')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('risk', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risk.positiverisk')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RiskStep',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('text', models.CharField(max_length=300)),
                    ('responsible', models.CharField(max_length=120)),
                    ('by_on', models.DateField(blank=True, null=True)),
                    ('done_on', models.DateField(blank=True, editable=False, null=True)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='risk.positiverisk')),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='RiskStepEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('text', models.CharField(max_length=300)),
                    ('responsible', models.CharField(max_length=120)),
                    ('by_on', models.DateField(blank=True, null=True)),
                    ('done_on', models.DateField(blank=True, editable=False, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.riskstep')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('risk', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risk.positiverisk')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RiskView',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('name', models.CharField(max_length=120)),
                    ('relation', models.CharField(max_length=80, verbose_name='relationship to the person')),
                    ('view', models.TextField(verbose_name='what they think')),
                    ('in_confidence', models.BooleanField(default=False, verbose_name='given in confidence')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('risk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='views', to='risk.positiverisk')),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='RiskViewEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('name', models.CharField(max_length=120)),
                    ('relation', models.CharField(max_length=80, verbose_name='relationship to the person')),
                    ('view', models.TextField(verbose_name='what they think')),
                    ('in_confidence', models.BooleanField(default=False, verbose_name='given in confidence')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.riskview')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('risk', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risk.positiverisk')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='positiverisk',
                constraint=models.CheckConstraint(condition=models.Q(('wish', ''), _negated=True), name='risk_wish', violation_error_message='Enter what the person wants to do, in their own words.'),
            ), migrations.AddConstraint(
                model_name='positiverisk',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state__in', ('decided', 'superseded')), _negated=True), ('decided_by', ''), ('decided_on', None), ('decision', ''), ('decision_words', ''), ('review_on', None)), models.Q(('decided_on__isnull', False), ('review_on__isnull', False), ('state__in', ('decided', 'superseded')), models.Q(('decision', ''), _negated=True), models.Q(('decision_words', ''), _negated=True), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='risk_decided', violation_error_message='Enter the decision, who decided, when, and when it is reviewed.'),
            ), migrations.AddConstraint(
                model_name='positiverisk',
                constraint=models.CheckConstraint(condition=models.Q(('review_on', None), ('review_on__gt', models.F('decided_on')), _connector='OR'), name='decision_review_after', violation_error_message='The review must be after the date of the decision.'),
            ), migrations.AddConstraint(
                model_name='positiverisk',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('decided', 'superseded')), _negated=True), ('capacity', 'not doubted'), models.Q(('assessed_on__isnull', False), ('capacity__in', ('has', 'lacks')), models.Q(('assessed_how', ''), _negated=True), models.Q(('assessed_by', ''), _negated=True)), _connector='OR'), name='risk_capacity_assessed', violation_error_message='Enter whether the person can decide this. If it was assessed, enter how, by whom and when.'),
            ), migrations.AddConstraint(
                model_name='positiverisk',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('decided', 'superseded')), _negated=True), models.Q(('capacity', 'lacks'), _negated=True), models.Q(models.Q(('best_interests', ''), _negated=True), models.Q(('less_restrictive', ''), _negated=True)), _connector='OR'), name='risk_best_interests', violation_error_message='If the person cannot decide this, enter what is in their best interests and which less restrictive options were considered.'),
            ), migrations.AddConstraint(
                model_name='positiverisk',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('decided', 'superseded')), _negated=True), ('deprivation', 'no'), models.Q(('deprivation', 'yes'), models.Q(('deprivation_words', ''), _negated=True)), _connector='OR'), name='risk_liberty', violation_error_message="Enter whether it could take away the person's liberty, and what was done."),
            ), migrations.AddConstraint(
                model_name='positiverisk',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('follows',), name='risk_follows_once', violation_error_message='This decision has already been reopened for discussion.'),
            ), migrations.AddIndex(
                model_name='positiveriskreview',
                index=models.Index(condition=models.Q(('state', 'due')), fields=['due_on'], name='decision_review_due'),
            ), migrations.AddConstraint(
                model_name='positiveriskreview',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'due')), fields=('risk',), name='risk_review_one_due', violation_error_message='This decision already has a review due.'),
            ), migrations.AddConstraint(
                model_name='positiveriskreview',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('reviewed_on', None), ('state__in', ['due', 'expired'])), models.Q(('reviewed_on__isnull', False), ('state', 'reviewed'), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='decision_reviewed', violation_error_message='A completed review needs its date and its outcome.'),
            ), migrations.AddConstraint(
                model_name='positiveriskreview',
                constraint=models.CheckConstraint(condition=models.Q(('met_on', None), ('expired_on', None), _connector='OR'), name='decision_review_met_or_expired', violation_error_message='A task that is done cannot be closed as not needed.'),
            ), migrations.AddConstraint(
                model_name='riskstep',
                constraint=models.UniqueConstraint(fields=('risk', 'text'), name='risk_step_once', violation_error_message='This step is already in the list.'),
            ), migrations.AddConstraint(
                model_name='riskstep',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('responsible', ''), _negated=True)), name='risk_step_words', violation_error_message='Enter what will be done and who will do it.'),
            ), migrations.AddConstraint(
                model_name='riskview',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('relation', ''), _negated=True), models.Q(('view', ''), _negated=True)), name='risk_view_words', violation_error_message='Enter their name, their relationship to the person and what they think.'),
            )],
        ),
    ]
