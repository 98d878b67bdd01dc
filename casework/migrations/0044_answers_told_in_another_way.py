import core.migration_operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_chosen_page_settings'),
        ('casework', '0043_ward_stays_entered_in_error'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='accessobjection',
            name='objection_answered',
        ),
        migrations.RemoveConstraint(
            model_name='accessquestion',
            name='access_question_answered',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='accessobjection',
                name='answered_how',
                field=models.CharField(blank=True, max_length=200, verbose_name='how the person got the answer, if not on their pages'),
            ), migrations.AddField(
                model_name='accessobjectionevent',
                name='answered_how',
                field=models.CharField(blank=True, max_length=200, verbose_name='how the person got the answer, if not on their pages'),
            ), migrations.AddField(
                model_name='accessquestion',
                name='answered_how',
                field=models.CharField(blank=True, max_length=200, verbose_name='how the person got the answer, if not on their pages'),
            ), migrations.AddField(
                model_name='accessquestionevent',
                name='answered_how',
                field=models.CharField(blank=True, max_length=200, verbose_name='how the person got the answer, if not on their pages'),
            ), migrations.AddConstraint(
                model_name='accessobjection',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_by', None), ('answered_how', ''), ('is_upheld', None), ('met_on', None)), models.Q(('answered_by__isnull', False), ('is_upheld__isnull', False), ('met_on__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='objection_answered', violation_error_message='Answer an objection with the decision and the reason.'),
            ), migrations.AddConstraint(
                model_name='accessquestion',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_by', None), ('answered_how', ''), ('met_on', None)), models.Q(('answered_by__isnull', False), ('met_on__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='access_question_answered', violation_error_message='Enter the answer to the person’s question.'),
            )],
        ),
    ]
