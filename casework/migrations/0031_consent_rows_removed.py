from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0030_consent_rows_become_decisions'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='consent',
            name='recorded_by',
        ),
        migrations.RemoveField(
            model_name='consent',
            name='representative',
        ),
        migrations.RemoveField(
            model_name='consentevent',
            name='pgh_obj',
        ),
        migrations.RemoveField(
            model_name='consentevent',
            name='pgh_context',
        ),
        migrations.RemoveField(
            model_name='consentevent',
            name='recorded_by',
        ),
        migrations.RemoveField(
            model_name='consentevent',
            name='representative',
        ),
        migrations.DeleteModel(
            name='Consent',
        ),
        migrations.DeleteModel(
            name='ConsentEvent',
        ),
    ]
