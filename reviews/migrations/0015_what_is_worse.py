from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0014_review_links_and_copies'),
    ]

    operations = [
        migrations.AlterField(
            model_name='stepnotneeded',
            name='step',
            field=models.CharField(choices=[('more-hours', 'More hours'), ('fewer-hours', 'Fewer hours'), ('step-down', 'Step down to less support'), ('end', 'Plan the end of support'), ('direct-payments', 'Direct payments'), ('plan', 'A new version of the plan'), ('risk', 'A review of the risk assessment'), ('worse', 'A review of risk, because something is worse')], max_length=20),
        ),
        migrations.AlterField(
            model_name='stepnotneededevent',
            name='step',
            field=models.CharField(choices=[('more-hours', 'More hours'), ('fewer-hours', 'Fewer hours'), ('step-down', 'Step down to less support'), ('end', 'Plan the end of support'), ('direct-payments', 'Direct payments'), ('plan', 'A new version of the plan'), ('risk', 'A review of the risk assessment'), ('worse', 'A review of risk, because something is worse')], max_length=20),
        ),
    ]
