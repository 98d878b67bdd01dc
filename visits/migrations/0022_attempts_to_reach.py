import core.clock
import core.migration_operations
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0039_last_opening'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('visits', '0021_alert_sent_label'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='EngagementAttempt',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('done', models.CharField(choices=[('not reached', 'We have not reached them yet'), ('welfare check', 'We asked for a welfare check')], max_length=20, verbose_name='what was done')),
                    ('tried', models.TextField(max_length=5000, verbose_name='what was tried')),
                    ('worked', models.TextField(blank=True, max_length=5000, verbose_name='what worked')),
                    ('words', models.TextField(max_length=5000, verbose_name='what the outcome was')),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='EngagementAttemptEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('done', models.CharField(choices=[('not reached', 'We have not reached them yet'), ('welfare check', 'We asked for a welfare check')], max_length=20, verbose_name='what was done')),
                    ('tried', models.TextField(max_length=5000, verbose_name='what was tried')),
                    ('worked', models.TextField(blank=True, max_length=5000, verbose_name='what worked')),
                    ('words', models.TextField(max_length=5000, verbose_name='what the outcome was')),
                ],
                options={
                    'abstract': False,
                },
            )],
        ),
        migrations.AlterField(
            model_name='engagementduty',
            name='done',
            field=models.CharField(blank=True, choices=[('not reached', 'We have not reached them yet'), ('welfare check', 'We asked for a welfare check'), ('spoke', 'We spoke with the person'), ('visited', 'Someone else visited'), ('keyworker', 'The keyworker will decide what happens next'), ('other', 'Something else')], max_length=20, verbose_name='what was done'),
        ),
        migrations.AlterField(
            model_name='engagementdutyevent',
            name='done',
            field=models.CharField(blank=True, choices=[('not reached', 'We have not reached them yet'), ('welfare check', 'We asked for a welfare check'), ('spoke', 'We spoke with the person'), ('visited', 'Someone else visited'), ('keyworker', 'The keyworker will decide what happens next'), ('other', 'Something else')], max_length=20, verbose_name='what was done'),
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddConstraint(
                model_name='engagementduty',
                constraint=models.CheckConstraint(condition=models.Q(('is_single', True), models.Q(('done', 'not reached'), _negated=True), _connector='OR'), name='engagement_reached', violation_error_message='Missed visits stay open until you know how the person is.'),
            ), migrations.AddField(
                model_name='engagementattempt',
                name='duty',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='visits.engagementduty'),
            ), migrations.AddField(
                model_name='engagementattempt',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='engagementattempt',
                name='struck_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='engagementattemptevent',
                name='duty',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.engagementduty'),
            ), migrations.AddField(
                model_name='engagementattemptevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='engagementattemptevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.engagementattempt'),
            ), migrations.AddField(
                model_name='engagementattemptevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='engagementattemptevent',
                name='struck_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddConstraint(
                model_name='engagementattempt',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('tried', ''), _negated=True), models.Q(('words', ''), _negated=True), ('done__in', ('not reached', 'welfare check'))), name='engagement_attempt_texts', violation_error_message='Enter what you tried and what the outcome was.'),
            ), migrations.AddConstraint(
                model_name='engagementattempt',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='engagement_attempt_struck', violation_error_message='Enter the reason this was entered in error.'),
            )],
        ),
    ]
