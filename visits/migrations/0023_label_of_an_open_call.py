from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0022_attempts_to_reach'),
    ]

    operations = [
        migrations.AlterField(
            model_name='escalation',
            name='state',
            field=models.CharField(choices=[('open', 'No one is dealing with it yet'), ('answered', 'Being dealt with'), ('closed', 'Closed')], default='open', max_length=10),
        ),
        migrations.AlterField(
            model_name='escalationevent',
            name='state',
            field=models.CharField(choices=[('open', 'No one is dealing with it yet'), ('answered', 'Being dealt with'), ('closed', 'Closed')], default='open', max_length=10),
        ),
    ]
