import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_lines_filled")]

    operations = [
        migrations.AlterField(
            model_name="goal",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="plans.goalline"
            ),
        ),
        migrations.AlterField(
            model_name="goalevent",
            name="line",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="plans.goalline",
            ),
        ),
        migrations.RemoveField(
            model_name="goal",
            name="closed_on",
        ),
        migrations.RemoveField(
            model_name="goal",
            name="state",
        ),
        migrations.RemoveField(
            model_name="goalevent",
            name="closed_on",
        ),
        migrations.RemoveField(
            model_name="goalevent",
            name="state",
        ),
        migrations.RemoveField(
            model_name="supportplan",
            name="took_part",
        ),
        migrations.RemoveField(
            model_name="supportplanevent",
            name="took_part",
        ),
        migrations.AddConstraint(
            model_name="supportplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_how", "paper"), _negated=True), ("scan__isnull", False), _connector="OR"
                ),
                name="plan_scan",
                violation_error_message="An answer on paper comes with its scan.",
            ),
        ),
    ]
