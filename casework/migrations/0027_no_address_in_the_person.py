from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0026_addresses_of_people'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='individual',
            name='address',
        ),
        migrations.RemoveField(
            model_name='individual',
            name='area',
        ),
        migrations.RemoveField(
            model_name='individual',
            name='postcode',
        ),
        migrations.RemoveField(
            model_name='individualevent',
            name='address',
        ),
        migrations.RemoveField(
            model_name='individualevent',
            name='area',
        ),
        migrations.RemoveField(
            model_name='individualevent',
            name='postcode',
        ),
    ]
