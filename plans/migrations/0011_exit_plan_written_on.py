import core.migration_operations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0010_agreements_withdrawn'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='exitplan',
                name='written_on',
                field=models.DateField(editable=False, help_text='the day of the last save; before 30 November 2026 the first is recorded', null=True),
            ), migrations.AddField(
                model_name='exitplanevent',
                name='written_on',
                field=models.DateField(editable=False, help_text='the day of the last save; before 30 November 2026 the first is recorded', null=True),
            )],
        ),
    ]
