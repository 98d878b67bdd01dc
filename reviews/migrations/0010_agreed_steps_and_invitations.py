import core.clock
import core.migration_operations
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0044_answers_told_in_another_way'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('reviews', '0009_reply_that_needs_answer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='invited_representatives',
            field=models.ManyToManyField(blank=True, related_name='+', to='casework.representative'),
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='ReviewInvitationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('representative', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.representative')),
                    ('review', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reviews.review')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='StepNotNeeded',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('step', models.CharField(choices=[('more-hours', 'More hours'), ('fewer-hours', 'Fewer hours'), ('step-down', 'Step down to less support'), ('end', 'Plan the end of support'), ('direct-payments', 'Direct payments')], max_length=20)),
                    ('reason', models.TextField(max_length=2000)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps_not_needed', to='reviews.review')),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='StepNotNeededEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('step', models.CharField(choices=[('more-hours', 'More hours'), ('fewer-hours', 'Fewer hours'), ('step-down', 'Step down to less support'), ('end', 'Plan the end of support'), ('direct-payments', 'Direct payments')], max_length=20)),
                    ('reason', models.TextField(max_length=2000)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.stepnotneeded')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reviews.review')),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='stepnotneeded',
                constraint=models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('review', 'step'), name='step_not_needed_once', violation_error_message='It is already recorded that this is not needed.'),
            ), migrations.AddConstraint(
                model_name='stepnotneeded',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='step_not_needed_reason', violation_error_message='Enter why it is not needed.'),
            ), migrations.AddConstraint(
                model_name='stepnotneeded',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='step_not_needed_struck', violation_error_message='Enter the reason this was entered in error.'),
            ), migrations.CreateModel(
                name='ReviewInvitation',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('reviews.review_invited_representatives',),
            )],
        ),
    ]
