import core.migration_operations
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0047_dates_of_stays_corrected'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddIndex(
                model_name='relationship',
                index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.Func(models.F('name'), output_field=models.TextField(), template="casework_names(%(expressions)s, '', '{}')"), name='gin_trgm_ops'), name='relationship_names_sought'),
            ), migrations.AddIndex(
                model_name='relationship',
                index=models.Index(django.contrib.postgres.indexes.OpClass(models.Func(models.Func(models.F('telephone'), models.Value('\\D'), models.Value(''), models.Value('g'), function='regexp_replace'), function='reverse', output_field=models.TextField()), name='text_pattern_ops'), name='relationship_telephone'),
            )],
        ),
    ]
