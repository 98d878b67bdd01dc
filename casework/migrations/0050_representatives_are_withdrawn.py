import core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_chosen_page_settings'),
        ('casework', '0049_objections_entered_in_error'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='accessquestion',
            name='access_question_once',
        ),
        migrations.RemoveConstraint(
            model_name='representative',
            name='representative_dates',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='representative',
                name='ended_reason',
                field=models.TextField(blank=True, max_length=500, verbose_name='why it ended'),
            ), migrations.AddField(
                model_name='representative',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='representative',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='representative',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddField(
                model_name='representativeevent',
                name='ended_reason',
                field=models.TextField(blank=True, max_length=500, verbose_name='why it ended'),
            ), migrations.AddField(
                model_name='representativeevent',
                name='struck_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='representativeevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='representativeevent',
                name='struck_reason',
                field=models.TextField(blank=True),
            ), migrations.AddConstraint(
                model_name='accessquestion',
                constraint=models.UniqueConstraint(condition=models.Q(('expired_on', None), ('met_on', None)), fields=('individual', 'asked_about', 'link', 'opened_on'), name='access_question_once', nulls_distinct=False, violation_error_message='You have asked about this already. A manager has not answered yet.'),
            ), migrations.AddConstraint(
                model_name='representative',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='representative_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='representative',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='representative_struck', violation_error_message='Enter the reason this was entered in error.'),
            )],
        ),
    ]
