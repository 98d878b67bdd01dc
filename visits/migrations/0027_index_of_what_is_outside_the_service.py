
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0051_consent_to_see_the_safety_plan'),
        ('plans', '0014_transition_sharings_are_withdrawn'),
        ('visits', '0026_about_a_crisis'),
        ('workforce', '0009_worker_sign_outs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('excluded_activities__len__gt', 0), ('struck_at', None)), fields=['recorded_at'], name='visit_outside_service'),
        ),
    ]
