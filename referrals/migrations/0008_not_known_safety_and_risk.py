import core.migration_operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0040_safety_of_contacts_not_known'),
        ('contracts', '0018_counts_review_answers'),
        ('referrals', '0007_unfinished_parts_and_additions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='referral',
            name='referral_safe_telephone',
        ),
        migrations.RemoveConstraint(
            model_name='referral',
            name='referral_safe_email',
        ),
        migrations.AlterField(
            model_name='referral',
            name='email_is_safe',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='referral',
            name='staff_risk',
            field=models.CharField(blank=True, choices=[('none known', 'None known'), ('yes', 'Yes'), ('not known', 'Not known, or not asked')], max_length=10, verbose_name='known risks to staff'),
        ),
        migrations.AlterField(
            model_name='referral',
            name='telephone_is_safe',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='referral',
            name='text_is_safe',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='referralevent',
            name='email_is_safe',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='referralevent',
            name='staff_risk',
            field=models.CharField(blank=True, choices=[('none known', 'None known'), ('yes', 'Yes'), ('not known', 'Not known, or not asked')], max_length=10, verbose_name='known risks to staff'),
        ),
        migrations.AlterField(
            model_name='referralevent',
            name='telephone_is_safe',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='referralevent',
            name='text_is_safe',
            field=models.BooleanField(blank=True, null=True),
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('telephone', ''), _negated=True), models.Q(models.Q(('telephone_is_safe', None), ('telephone_is_safe', False), _connector='OR'), models.Q(('text_is_safe', None), ('text_is_safe', False), _connector='OR')), _connector='OR'), name='referral_safe_telephone', violation_error_message='Enter the phone number that is safe to use.'),
            ), migrations.AddConstraint(
                model_name='referral',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('email', ''), _negated=True), ('email_is_safe', None), ('email_is_safe', False), _connector='OR'), name='referral_safe_email', violation_error_message='Enter the email address that is safe to use.'),
            )],
        ),
    ]
