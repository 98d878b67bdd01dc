from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0050_representatives_are_withdrawn'),
    ]

    operations = [
        migrations.AlterField(
            model_name='consentdecision',
            name='purpose',
            field=models.CharField(choices=[('see plan', 'See my plan'), ('see visits', 'See when visits are planned'), ('see connections', 'See my map of people and places'), ('see safety plan', 'See my safety plan'), ('ask review', 'Ask for a review of my support'), ('talk', 'Talk with my workers about my support')], max_length=20),
        ),
        migrations.AlterField(
            model_name='consentdecisionevent',
            name='purpose',
            field=models.CharField(choices=[('see plan', 'See my plan'), ('see visits', 'See when visits are planned'), ('see connections', 'See my map of people and places'), ('see safety plan', 'See my safety plan'), ('ask review', 'Ask for a review of my support'), ('talk', 'Talk with my workers about my support')], max_length=20),
        ),
    ]
