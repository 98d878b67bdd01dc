import core.migration_operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0051_consent_to_see_the_safety_plan'),
        ('plans', '0012_messages_for_managers'),
        ('visits', '0025_missed_visit_not_reached'),
        ('workforce', '0009_worker_sign_outs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddIndex(
                model_name='contactentry',
                index=models.Index(condition=models.Q(('struck_at', None), ('was_crisis', True)), fields=['package', 'recorded_at'], name='contact_about_crisis'),
            ), migrations.AddIndex(
                model_name='visit',
                index=models.Index(condition=models.Q(('struck_at', None), models.Q(('support_kinds__contains', ['crisis']), ('change_noticed', 'crisis'), _connector='OR')), fields=['package', 'recorded_at'], name='visit_about_crisis'),
            )],
        ),
    ]
