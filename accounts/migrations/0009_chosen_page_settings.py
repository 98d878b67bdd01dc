import core.migration_operations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_page_settings'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='user',
                name='chose_page_settings',
                field=models.BooleanField(default=False, help_text='they chose how their pages look'),
            ), migrations.AddField(
                model_name='userevent',
                name='chose_page_settings',
                field=models.BooleanField(default=False, help_text='they chose how their pages look'),
            )],
        ),
    ]
