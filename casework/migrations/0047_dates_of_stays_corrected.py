
import core.migration_operations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0046_no_access_needs'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='hospitalspell',
                name='corrected_at',
                field=models.DateTimeField(blank=True, editable=False, help_text='when the dates were last corrected', null=True),
            ), migrations.AddField(
                model_name='hospitalspellevent',
                name='corrected_at',
                field=models.DateTimeField(blank=True, editable=False, help_text='when the dates were last corrected', null=True),
            )],
        ),
    ]
