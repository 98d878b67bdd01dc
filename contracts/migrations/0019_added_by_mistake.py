import core.migration_operations
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0018_counts_review_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='contract',
            name='contract_name_once',
        ),
        migrations.RemoveConstraint(
            model_name='council',
            name='council_name_once',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='contract',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='contract',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='contract',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='contractevent',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='contractevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='contractevent',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='council',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='council',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='council',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='councilevent',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='councilevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='councilevent',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddConstraint(
                model_name='contract',
                constraint=models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('council', 'name'), name='contract_name_once', violation_error_message='This council already has a contract with that name.'),
            ), migrations.AddConstraint(
                model_name='contract',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='contract_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.AddConstraint(
                model_name='council',
                constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), condition=models.Q(('struck_at', None)), name='council_name_once', violation_error_message='There is a council with that name.'),
            ), migrations.AddConstraint(
                model_name='council',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='council_struck', violation_error_message='Enter the reason this was entered in error.'),
            )],
        ),
    ]
