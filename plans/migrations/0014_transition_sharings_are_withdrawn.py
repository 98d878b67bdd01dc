import core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0013_dropped_drafts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='transitionsharing',
            name='transition_sharing_once',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='transitionsharing',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='transitionsharing',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='transitionsharing',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='transitionsharingevent',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='transitionsharingevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='transitionsharingevent',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddConstraint(
                model_name='transitionsharing',
                constraint=models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('plan', 'agency', 'shared_on'), name='transition_sharing_once', violation_error_message='This is already recorded.'),
            ), migrations.AddConstraint(
                model_name='transitionsharing',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='transition_sharing_struck', violation_error_message='Enter the reason this was entered in error.'),
            )],
        ),
    ]
