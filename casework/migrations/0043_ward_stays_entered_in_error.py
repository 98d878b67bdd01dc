import core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0042_large_letters_for_large_print'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='wardstay',
            name='ward_stay_dates',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='wardstay',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='wardstay',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='wardstay',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='wardstayevent',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='wardstayevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='wardstayevent',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddConstraint(
                model_name='wardstay',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('until_on', None)), models.Q(('struck_at', None), ('until_on__gt', models.F('from_on'))), models.Q(('struck_at__isnull', False), ('until_on', models.F('from_on'))), _connector='OR'), name='ward_stay_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='wardstay',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='ward_stay_struck', violation_error_message='Enter the reason this was entered in error.'),
            )],
        ),
    ]
