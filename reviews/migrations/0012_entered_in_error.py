import core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_chosen_page_settings'),
        ('casework', '0049_objections_entered_in_error'),
        ('contracts', '0019_added_by_mistake'),
        ('plans', '0013_dropped_drafts'),
        ('reviews', '0011_answers_to_replies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='keyworkerupdate',
            name='update_once',
        ),
        migrations.RemoveConstraint(
            model_name='review',
            name='review_follows_once',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='keyworkerupdate',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='keyworkerupdate',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='keyworkerupdate',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='keyworkerupdateevent',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='keyworkerupdateevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='keyworkerupdateevent',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='review',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='review',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='review',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='reviewevent',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='reviewevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='reviewevent',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddConstraint(
                model_name='keyworkerupdate',
                constraint=models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('package', 'due_on'), name='update_once', violation_error_message='There is already an update due on that day.'),
            ), migrations.AddConstraint(
                model_name='keyworkerupdate',
                constraint=models.CheckConstraint(condition=models.Q(('struck_at', None), ('state__in', ('sent', 'acknowledged')), _connector='OR'), name='update_struck_after_sending', violation_error_message='Only an update that was sent is marked as entered in error.'),
            ), migrations.AddConstraint(
                model_name='keyworkerupdate',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='update_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='review',
                constraint=models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('follows',), name='review_follows_once', violation_error_message='The next review is already raised.'),
            ), migrations.AddConstraint(
                model_name='review',
                constraint=models.CheckConstraint(condition=models.Q(('struck_at', None), ('state', 'shared'), _connector='OR'), name='review_struck_after_sharing', violation_error_message='Only a shared review is marked as entered in error. Withdraw this one instead.'),
            ), migrations.AddConstraint(
                model_name='review',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='review_struck', violation_error_message='Enter the reason this was entered in error.'),
            )],
        ),
    ]
