from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('casework', '0021_communication_needs_as_access_needs')]

    operations = [
        migrations.RemoveField(
            model_name='communicationneedevent',
            name='pgh_obj',
        ),
        migrations.RemoveField(
            model_name='communicationneedevent',
            name='individual',
        ),
        migrations.RemoveField(
            model_name='communicationneedevent',
            name='pgh_context',
        ),
        migrations.RemoveField(
            model_name='communicationneedevent',
            name='recorded_by',
        ),
        migrations.RemoveField(
            model_name='communicationneedevent',
            name='struck_by',
        ),
        migrations.DeleteModel(
            name='CommunicationNeed',
        ),
        migrations.DeleteModel(
            name='CommunicationNeedEvent',
        ),
    ]
