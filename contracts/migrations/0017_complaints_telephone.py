
import core.migration_operations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0016_terms_of_updates'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='council',
                name='complaints_telephone',
                field=models.CharField(blank=True, max_length=30),
            ), migrations.AddField(
                model_name='councilevent',
                name='complaints_telephone',
                field=models.CharField(blank=True, max_length=30),
            )],
        ),
    ]
