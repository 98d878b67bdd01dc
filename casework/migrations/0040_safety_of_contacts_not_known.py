from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0039_last_opening'),
    ]

    operations = [
        migrations.AlterField(
            model_name='contactpoint',
            name='is_safe',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='contactpointevent',
            name='is_safe',
            field=models.BooleanField(blank=True, null=True),
        ),
    ]
