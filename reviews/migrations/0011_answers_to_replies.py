import core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0048_people_close_by_name_and_number'),
        ('contracts', '0019_added_by_mistake'),
        ('plans', '0013_dropped_drafts'),
        ('reviews', '0010_agreed_steps_and_invitations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='review',
                name='reply_answer',
                field=models.TextField(blank=True, max_length=5000, verbose_name='our answer to what they said'),
            ), migrations.AddField(
                model_name='review',
                name='reply_answered_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='review',
                name='reply_answered_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='review',
                name='reply_needs_answer',
                field=models.BooleanField(default=False, verbose_name='they ask for an answer'),
            ), migrations.AddField(
                model_name='reviewevent',
                name='reply_answer',
                field=models.TextField(blank=True, max_length=5000, verbose_name='our answer to what they said'),
            ), migrations.AddField(
                model_name='reviewevent',
                name='reply_answered_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='reviewevent',
                name='reply_answered_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='reviewevent',
                name='reply_needs_answer',
                field=models.BooleanField(default=False, verbose_name='they ask for an answer'),
            ), migrations.AddConstraint(
                model_name='review',
                constraint=models.CheckConstraint(condition=models.Q(('reply_needs_answer', False), models.Q(('reply', ''), _negated=True), _connector='OR'), name='review_reply_needs_answer', violation_error_message='Enter what you want to know.'),
            ), migrations.AddConstraint(
                model_name='review',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reply_answer', ''), ('reply_answered_at', None), ('reply_answered_by', None)), models.Q(models.Q(('reply_answer', ''), _negated=True), models.Q(('reply', ''), _negated=True), ('reply_answered_at__isnull', False), ('reply_answered_by__isnull', False)), _connector='OR'), name='review_reply_answered', violation_error_message='An answer needs a reply, and who gave it.'),
            )],
        ),
    ]
