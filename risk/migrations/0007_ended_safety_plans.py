import core.migration_operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0051_consent_to_see_the_safety_plan'),
        ('risk', '0006_crisis_texts_into_safety_plans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='safetyplan',
            name='safety_plan_in_force_dated',
        ),
        migrations.RemoveConstraint(
            model_name='safetyplan',
            name='safety_plan_reviewed',
        ),
        migrations.RemoveConstraint(
            model_name='safetyplan',
            name='safety_plan_written_with',
        ),
        migrations.AlterField(
            model_name='safetyplan',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('in force', 'Live'), ('superseded', 'Replaced by a newer version'), ('dropped', 'Discarded'), ('not wanted', 'The person did not want one'), ('ended', 'Ended: the person no longer wants it'), ('in error', 'Entered in error')], default='draft', max_length=12),
        ),
        migrations.AlterField(
            model_name='safetyplanevent',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('in force', 'Live'), ('superseded', 'Replaced by a newer version'), ('dropped', 'Discarded'), ('not wanted', 'The person did not want one'), ('ended', 'Ended: the person no longer wants it'), ('in error', 'Entered in error')], default='draft', max_length=12),
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddConstraint(
                model_name='safetyplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('in_force_on__isnull', False), ('review_on__isnull', False), ('state__in', ('in force', 'superseded', 'ended', 'in error'))), models.Q(models.Q(('state__in', ('in force', 'superseded', 'ended', 'in error')), _negated=True), ('in_force_on', None), ('review_on', None)), _connector='OR'), name='safety_plan_in_force_dated', violation_error_message='A live safety plan needs its start date and its review date.'),
            ), migrations.AddConstraint(
                model_name='safetyplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at', None), ('state__in', ['draft', 'dropped'])), models.Q(('reviewed_at__isnull', False), ('state__in', ['in force', 'superseded', 'ended', 'in error', 'not wanted'])), _connector='OR'), name='safety_plan_reviewed', violation_error_message='A safety plan that is not a draft needs the time of its last review.'),
            ), migrations.AddConstraint(
                model_name='safetyplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('in force', 'superseded', 'ended', 'in error')), _negated=True), ('is_carried', True), models.Q(models.Q(('made_with', ''), _negated=True), ('made_on__isnull', False)), _connector='OR'), name='safety_plan_written_with', violation_error_message='Enter who wrote it together, and when.'),
            )],
        ),
    ]
