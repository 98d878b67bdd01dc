
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0020_calendar_feeds_of_users'),
    ]

    operations = [
        migrations.AlterField(
            model_name='escalationstep',
            name='outcome',
            field=models.CharField(choices=[('notified', 'Alert sent'), ('no answer', 'No answer'), ('answered', 'Answered'), ('taken', 'Accepted the call in Casework'), ('joined', 'Called for help again')], max_length=10),
        ),
        migrations.AlterField(
            model_name='escalationstepevent',
            name='outcome',
            field=models.CharField(choices=[('notified', 'Alert sent'), ('no answer', 'No answer'), ('answered', 'Answered'), ('taken', 'Accepted the call in Casework'), ('joined', 'Called for help again')], max_length=10),
        ),
    ]
