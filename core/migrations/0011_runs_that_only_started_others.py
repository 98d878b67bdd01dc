from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0010_weekly_summary")]

    operations = [
        migrations.AddField(
            model_name="sweeprun",
            name="has_only_started",
            field=models.BooleanField(
                default=False, help_text="other tasks do its rows in parts, each with a run of its own"
            ),
        ),
    ]
