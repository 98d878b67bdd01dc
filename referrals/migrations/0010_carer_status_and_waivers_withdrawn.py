
import core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0046_no_access_needs'),
        ('contracts', '0018_counts_review_answers'),
        ('referrals', '0009_unticked_boxes_are_not_known'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='criterionoverride',
            name='criterion_override_once',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='criterionoverride',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='criterionoverride',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='criterionoverride',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='criterionoverrideevent',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='criterionoverrideevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='criterionoverrideevent',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='referral',
                name='cares_for',
                field=models.CharField(blank=True, choices=[('adult', 'An adult'), ('child', 'A child'), ('both', 'An adult and a child')], max_length=10, verbose_name='who they care for'),
            ), migrations.AddField(
                model_name='referral',
                name='is_carer',
                field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10, verbose_name='is a carer for someone'),
            ), migrations.AddField(
                model_name='referralevent',
                name='cares_for',
                field=models.CharField(blank=True, choices=[('adult', 'An adult'), ('child', 'A child'), ('both', 'An adult and a child')], max_length=10, verbose_name='who they care for'),
            ), migrations.AddField(
                model_name='referralevent',
                name='is_carer',
                field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10, verbose_name='is a carer for someone'),
            ), migrations.AddConstraint(
                model_name='criterionoverride',
                constraint=models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('referral', 'criterion'), name='criterion_override_once', violation_error_message="The Council's agreement on this criterion is already recorded."),
            ), migrations.AddConstraint(
                model_name='criterionoverride',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='criterion_override_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_carer', 'yes'), models.Q(('state', 'draft'), models.Q(('cares_for', ''), _negated=True), _connector='OR')), models.Q(models.Q(('is_carer', 'yes'), _negated=True), ('cares_for', '')), _connector='OR'), name='referral_cares_for', violation_error_message='Choose who the person cares for, or that they care for no one.'),
            )],
        ),
    ]
