import core.migration_operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_chosen_page_settings'),
        ('casework', '0043_ward_stays_entered_in_error'),
        ('contracts', '0018_counts_review_answers'),
        ('reviews', '0008_review_shared'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='keyworkerupdate',
                name='needs_answer',
                field=models.BooleanField(default=False, verbose_name='the keyworker asks for an answer'),
            ), migrations.AddField(
                model_name='keyworkerupdateevent',
                name='needs_answer',
                field=models.BooleanField(default=False, verbose_name='the keyworker asks for an answer'),
            ), migrations.AddConstraint(
                model_name='keyworkerupdate',
                constraint=models.CheckConstraint(condition=models.Q(('needs_answer', False), models.Q(('answer', ''), _negated=True), _connector='OR'), name='update_needs_answer', violation_error_message='Enter what you want to know.'),
            )],
        ),
    ]
