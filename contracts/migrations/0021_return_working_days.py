from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0020_safeguarding_of_children'),
    ]

    operations = [
        migrations.AddField(
            model_name='terms',
            name='return_working_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='working days after the end of a quarter by which its return is sealed', null=True),
        ),
    ]
