import core.migration_operations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0024_carers_needs_and_requests_withdrawn'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='engagementduty',
            name='engagement_single',
        ),
        migrations.RemoveConstraint(
            model_name='engagementduty',
            name='engagement_one_open',
        ),
        migrations.RemoveConstraint(
            model_name='engagementattempt',
            name='engagement_attempt_texts',
        ),
        migrations.AlterField(
            model_name='engagementattempt',
            name='words',
            field=models.TextField(blank=True, max_length=5000, verbose_name='what the outcome was'),
        ),
        migrations.AlterField(
            model_name='engagementattemptevent',
            name='words',
            field=models.TextField(blank=True, max_length=5000, verbose_name='what the outcome was'),
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddConstraint(
                model_name='engagementduty',
                constraint=models.UniqueConstraint(condition=models.Q(('expired_on', None), ('is_single', False), ('met_on', None)), fields=('package',), name='engagement_one_open', violation_error_message='Someone is already following up these missed visits.'),
            ), migrations.AddConstraint(
                model_name='engagementattempt',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('tried', ''), _negated=True), models.Q(('done', 'not reached'), models.Q(('words', ''), _negated=True), _connector='OR'), ('done__in', ('not reached', 'welfare check'))), name='engagement_attempt_texts', violation_error_message='Enter what you tried and what the outcome was.'),
            )],
        ),
    ]
