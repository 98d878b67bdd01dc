import core.migration_operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0044_answers_told_in_another_way'),
        ('plans', '0011_exit_plan_written_on'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='comment',
                name='for_managers',
                field=models.BooleanField(default=False, verbose_name='only managers read it'),
            ), migrations.AddField(
                model_name='commentevent',
                name='for_managers',
                field=models.BooleanField(default=False, verbose_name='only managers read it'),
            ), migrations.AddConstraint(
                model_name='comment',
                constraint=models.CheckConstraint(condition=models.Q(('for_managers', False), ('plan', None), _connector='OR'), name='comment_for_managers_without_plan', violation_error_message='A message to a manager is about no part of the plan.'),
            )],
        ),
    ]
