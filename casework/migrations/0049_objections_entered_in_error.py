import core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0048_people_close_by_name_and_number'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='accessobjection',
            name='objection_open_once',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='accessobjection',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='accessobjection',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='accessobjection',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='accessobjectionevent',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='accessobjectionevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='accessobjectionevent',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddConstraint(
                model_name='accessobjection',
                constraint=models.UniqueConstraint(condition=models.Q(('expired_on', None), ('met_on', None), ('struck_at', None)), fields=('individual', 'about'), name='objection_open_once', violation_error_message='This objection is recorded already. A manager has not answered it yet.'),
            ), migrations.AddConstraint(
                model_name='accessobjection',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='objection_struck', violation_error_message='Enter the reason this was entered in error.'),
            )],
        ),
    ]
