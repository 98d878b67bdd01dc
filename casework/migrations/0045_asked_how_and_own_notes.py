
import core.migration_operations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0044_answers_told_in_another_way'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='accessquestion',
                name='asked_how',
                field=models.CharField(blank=True, max_length=200, verbose_name='how the person asked, if not on their pages'),
            ), migrations.AddField(
                model_name='accessquestionevent',
                name='asked_how',
                field=models.CharField(blank=True, max_length=200, verbose_name='how the person asked, if not on their pages'),
            ), migrations.AddField(
                model_name='contactpoint',
                name='own_note',
                field=models.CharField(blank=True, max_length=200, verbose_name='note of the person'),
            ), migrations.AddField(
                model_name='contactpointevent',
                name='own_note',
                field=models.CharField(blank=True, max_length=200, verbose_name='note of the person'),
            )],
        ),
    ]
