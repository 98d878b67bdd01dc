from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0012_messages_for_managers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='supportplan',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('offered', 'Shared with the person, awaiting reply'), ('in force', 'Agreed (current plan)'), ('declined', 'Not agreed'), ('superseded', 'Replaced by a newer version'), ('dropped', 'Draft not used')], default='draft', max_length=12),
        ),
        migrations.AlterField(
            model_name='supportplanevent',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('offered', 'Shared with the person, awaiting reply'), ('in force', 'Agreed (current plan)'), ('declined', 'Not agreed'), ('superseded', 'Replaced by a newer version'), ('dropped', 'Draft not used')], default='draft', max_length=12),
        ),
    ]
