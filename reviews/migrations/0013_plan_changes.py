
import core.migration_operations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0012_entered_in_error'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='review',
                name='changes_plan',
                field=models.BooleanField(blank=True, null=True),
            ), migrations.AddField(
                model_name='reviewevent',
                name='changes_plan',
                field=models.BooleanField(blank=True, null=True),
            )],
        ),
        migrations.AlterField(
            model_name='stepnotneeded',
            name='step',
            field=models.CharField(choices=[('more-hours', 'More hours'), ('fewer-hours', 'Fewer hours'), ('step-down', 'Step down to less support'), ('end', 'Plan the end of support'), ('direct-payments', 'Direct payments'), ('plan', 'A new version of the plan'), ('risk', 'A review of the risk assessment')], max_length=20),
        ),
        migrations.AlterField(
            model_name='stepnotneededevent',
            name='step',
            field=models.CharField(choices=[('more-hours', 'More hours'), ('fewer-hours', 'Fewer hours'), ('step-down', 'Step down to less support'), ('end', 'Plan the end of support'), ('direct-payments', 'Direct payments'), ('plan', 'A new version of the plan'), ('risk', 'A review of the risk assessment')], max_length=20),
        ),
    ]
