from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_referrers")]
    operations = [
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('referrer__isnull', False), models.Q(('referrer_words', ''), _negated=True), _connector='OR'), name='referral_referrer', violation_error_message='Say who refers, and how to reach them.'),
        ),
    ]
