
import core.clock
import core.migration_operations
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0047_dates_of_stays_corrected'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('risk', '0004_kinds_of_hazards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='AdvanceChoice',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('advance choice', 'Advance choice document'), ('statement', 'Advance statement of wishes'), ('refusal', 'Advance decision to refuse treatment'), ('attorney', 'Lasting power of attorney'), ('crisis card', 'Crisis card or joint crisis plan'), ('other', 'Other')], max_length=20)),
                    ('dated_on', models.DateField(verbose_name='date of the document')),
                    ('held_by', models.CharField(max_length=160, verbose_name='who holds it')),
                    ('where', models.CharField(blank=True, max_length=200, verbose_name='where it is stored')),
                    ('note', models.TextField(blank=True, max_length=2000, verbose_name='what staff must know')),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('individual', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-dated_on', 'id'],
                },
            ), migrations.CreateModel(
                name='AdvanceChoiceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('advance choice', 'Advance choice document'), ('statement', 'Advance statement of wishes'), ('refusal', 'Advance decision to refuse treatment'), ('attorney', 'Lasting power of attorney'), ('crisis card', 'Crisis card or joint crisis plan'), ('other', 'Other')], max_length=20)),
                    ('dated_on', models.DateField(verbose_name='date of the document')),
                    ('held_by', models.CharField(max_length=160, verbose_name='who holds it')),
                    ('where', models.CharField(blank=True, max_length=200, verbose_name='where it is stored')),
                    ('note', models.TextField(blank=True, max_length=2000, verbose_name='what staff must know')),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('individual', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.advancechoice')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='SafetyPlan',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('in force', 'Live'), ('superseded', 'Replaced by a newer version'), ('dropped', 'Discarded'), ('not wanted', 'The person did not want one'), ('in error', 'Entered in error')], default='draft', max_length=12)),
                    ('warning_signs', models.TextField(blank=True)),
                    ('own_steps', models.TextField(blank=True, verbose_name='what they can do on their own')),
                    ('distractions', models.TextField(blank=True, verbose_name='people and places that take their mind off it')),
                    ('people', models.TextField(blank=True, verbose_name='people they can ask for help')),
                    ('professionals', models.TextField(blank=True, verbose_name='workers and crisis lines')),
                    ('safer_place', models.TextField(blank=True, verbose_name='how to make the place safer')),
                    ('reasons', models.TextField(blank=True, verbose_name='what matters enough to stay')),
                    ('unhelpful', models.TextField(blank=True, verbose_name='what does not help')),
                    ('other_help', models.TextField(blank=True, verbose_name='what else helps in a crisis')),
                    ('made_with', models.CharField(blank=True, max_length=300, verbose_name='who wrote it together')),
                    ('made_on', models.DateField(blank=True, null=True)),
                    ('is_carried', models.BooleanField(default=False, editable=False, verbose_name='taken from the support plan')),
                    ('in_force_on', models.DateField(blank=True, editable=False, null=True)),
                    ('reviewed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('review_on', models.DateField(blank=True, editable=False, null=True)),
                    ('individual', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-version', 'id'],
                },
            ), migrations.CreateModel(
                name='SafetyPlanConsent',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('reader', models.CharField(choices=[('keyworker', 'The keyworker at the Council reads it'), ('phone', 'Workers have it on their phone before a visit')], max_length=12, verbose_name='who may have it')),
                    ('is_given', models.BooleanField(verbose_name='the person agreed')),
                    ('how', models.CharField(max_length=160, verbose_name='how the person said so')),
                    ('decided_at', models.DateTimeField()),
                    ('individual', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ('-decided_at', '-recorded_at', 'is_given', 'pk'),
                },
            ), migrations.CreateModel(
                name='SafetyPlanConsentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('reader', models.CharField(choices=[('keyworker', 'The keyworker at the Council reads it'), ('phone', 'Workers have it on their phone before a visit')], max_length=12, verbose_name='who may have it')),
                    ('is_given', models.BooleanField(verbose_name='the person agreed')),
                    ('how', models.CharField(max_length=160, verbose_name='how the person said so')),
                    ('decided_at', models.DateTimeField()),
                    ('individual', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.safetyplanconsent')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='SafetyPlanCopy',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('name', models.CharField(max_length=160, verbose_name='who has it')),
                    ('how', models.CharField(max_length=160, verbose_name='how they got it')),
                    ('agreed_how', models.CharField(max_length=200, verbose_name='how the person agreed')),
                    ('given_on', models.DateField()),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='risk.safetyplan')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-given_on', '-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='SafetyPlanCopyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('name', models.CharField(max_length=160, verbose_name='who has it')),
                    ('how', models.CharField(max_length=160, verbose_name='how they got it')),
                    ('agreed_how', models.CharField(max_length=200, verbose_name='how the person agreed')),
                    ('given_on', models.DateField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.safetyplancopy')),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risk.safetyplan')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='SafetyPlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('in force', 'Live'), ('superseded', 'Replaced by a newer version'), ('dropped', 'Discarded'), ('not wanted', 'The person did not want one'), ('in error', 'Entered in error')], default='draft', max_length=12)),
                    ('warning_signs', models.TextField(blank=True)),
                    ('own_steps', models.TextField(blank=True, verbose_name='what they can do on their own')),
                    ('distractions', models.TextField(blank=True, verbose_name='people and places that take their mind off it')),
                    ('people', models.TextField(blank=True, verbose_name='people they can ask for help')),
                    ('professionals', models.TextField(blank=True, verbose_name='workers and crisis lines')),
                    ('safer_place', models.TextField(blank=True, verbose_name='how to make the place safer')),
                    ('reasons', models.TextField(blank=True, verbose_name='what matters enough to stay')),
                    ('unhelpful', models.TextField(blank=True, verbose_name='what does not help')),
                    ('other_help', models.TextField(blank=True, verbose_name='what else helps in a crisis')),
                    ('made_with', models.CharField(blank=True, max_length=300, verbose_name='who wrote it together')),
                    ('made_on', models.DateField(blank=True, null=True)),
                    ('is_carried', models.BooleanField(default=False, editable=False, verbose_name='taken from the support plan')),
                    ('in_force_on', models.DateField(blank=True, editable=False, null=True)),
                    ('reviewed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('review_on', models.DateField(blank=True, editable=False, null=True)),
                    ('individual', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='risk.safetyplan')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='advancechoice',
                constraint=models.CheckConstraint(condition=models.Q(('held_by', ''), _negated=True), name='advance_choice_holder', violation_error_message='Enter who holds it.'),
            ), migrations.AddConstraint(
                model_name='advancechoice',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('dated_on')), _connector='OR'), name='advance_choice_days', violation_error_message='It cannot end before its date.'),
            ), migrations.AddConstraint(
                model_name='advancechoice',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='advance_choice_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='safetyplan',
                constraint=models.UniqueConstraint(fields=('individual', 'version'), name='safety_plan_version_once', violation_error_message='This version of the safety plan already exists.'),
            ), migrations.AddConstraint(
                model_name='safetyplan',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'in force')), fields=('individual',), name='safety_plan_one_in_force', violation_error_message='This person already has a live safety plan.'),
            ), migrations.AddConstraint(
                model_name='safetyplan',
                constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('individual',), name='safety_plan_one_draft', violation_error_message='A new version is already being written.'),
            ), migrations.AddConstraint(
                model_name='safetyplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('in_force_on__isnull', False), ('review_on__isnull', False), ('state__in', ('in force', 'superseded', 'in error'))), models.Q(models.Q(('state__in', ('in force', 'superseded', 'in error')), _negated=True), ('in_force_on', None), ('review_on', None)), _connector='OR'), name='safety_plan_in_force_dated', violation_error_message='A live safety plan needs its start date and its review date.'),
            ), migrations.AddConstraint(
                model_name='safetyplan',
                constraint=models.CheckConstraint(condition=models.Q(('review_on', None), ('review_on__gt', models.F('in_force_on')), _connector='OR'), name='safety_plan_review_after', violation_error_message='The review must be after the date the safety plan goes live.'),
            ), migrations.AddConstraint(
                model_name='safetyplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at', None), ('state__in', ['draft', 'dropped'])), models.Q(('reviewed_at__isnull', False), ('state__in', ['in force', 'superseded', 'in error', 'not wanted'])), _connector='OR'), name='safety_plan_reviewed', violation_error_message='A safety plan that is not a draft needs the time of its last review.'),
            ), migrations.AddConstraint(
                model_name='safetyplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('in force', 'superseded', 'in error')), _negated=True), ('is_carried', True), models.Q(models.Q(('made_with', ''), _negated=True), ('made_on__isnull', False)), _connector='OR'), name='safety_plan_written_with', violation_error_message='Enter who wrote it together, and when.'),
            ), migrations.AddIndex(
                model_name='safetyplanconsent',
                index=models.Index(fields=['individual', 'reader', '-decided_at'], name='safety_plan_consent_newest'),
            ), migrations.AddConstraint(
                model_name='safetyplanconsent',
                constraint=models.CheckConstraint(condition=models.Q(('how', ''), _negated=True), name='safety_plan_consent_how', violation_error_message='Enter how the person said so, and to whom.'),
            ), migrations.AddConstraint(
                model_name='safetyplanconsent',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='safety_plan_consent_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='safetyplancopy',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('how', ''), _negated=True), models.Q(('agreed_how', ''), _negated=True)), name='safety_plan_copy_words', violation_error_message='Enter who has it, how they got it and how the person agreed.'),
            ), migrations.AddConstraint(
                model_name='safetyplancopy',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='safety_plan_copy_struck', violation_error_message='Enter the reason this was entered in error.'),
            )],
        ),
    ]
