from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0007_acknowledged_by_report'),
    ]

    operations = [
        migrations.AlterField(
            model_name='review',
            name='state',
            field=models.CharField(choices=[('due', 'Due'), ('conducted', 'Done, not yet shared'), ('shared', 'Shared'), ('expired', 'Not needed')], default='due', max_length=10),
        ),
        migrations.AlterField(
            model_name='reviewevent',
            name='state',
            field=models.CharField(choices=[('due', 'Due'), ('conducted', 'Done, not yet shared'), ('shared', 'Shared'), ('expired', 'Not needed')], default='due', max_length=10),
        ),
    ]
