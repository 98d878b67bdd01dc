import core.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('casework', '0001_initial'),
        ('contracts', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='KeyworkerUpdate',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('lapsed_on', models.DateField(blank=True, editable=False, null=True)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('terms', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.terms')),
                    ('state', models.CharField(choices=[('due', 'To be written'), ('sent', 'Sent, not yet acknowledged'), ('acknowledged', 'Acknowledged'), ('lapsed', 'No longer due')], default='due', max_length=15)),
                    ('how_it_is', models.TextField(blank=True, verbose_name='how things are')),
                    ('progress', models.TextField(blank=True, verbose_name='progress with goals')),
                    ('what_changed', models.TextField(blank=True, verbose_name='what has changed, and any concern')),
                    ('next_weeks', models.TextField(blank=True, verbose_name='what we plan for the next weeks')),
                    ('recipient', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('submitted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('acknowledged_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('acknowledged_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answer', models.TextField(blank=True, verbose_name="the keyworker's answer")),
                ],
                options={
                    'ordering': ['due_on', 'id'],
                    'indexes': [models.Index(condition=models.Q(('state', 'due')), fields=['due_on'], name='update_due')],
                    'constraints': [models.UniqueConstraint(fields=('package', 'due_on'), name='update_once', violation_error_message='An update for that day is raised already.'), models.UniqueConstraint(condition=models.Q(('state', 'due')), fields=('package',), name='update_one_due', violation_error_message='An update is due already.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['due', 'lapsed']), ('submitted_at', None), ('submitted_by', None)), models.Q(('state__in', ['sent', 'acknowledged']), ('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='update_submitted', violation_error_message='A sent update has when and by whom.'), models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_by', None), models.Q(('state', 'acknowledged'), _negated=True)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False), ('state', 'acknowledged')), _connector='OR'), name='update_acknowledged', violation_error_message='An acknowledgement has when and by whom.'), models.CheckConstraint(condition=models.Q(('met_on', None), ('lapsed_on', None), _connector='OR'), name='update_met_or_lapsed', violation_error_message='What is done cannot lapse.')],
                },
            ),
            migrations.CreateModel(
                name='KeyworkerUpdateEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.keyworkerupdate')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('lapsed_on', models.DateField(blank=True, editable=False, null=True)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('terms', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.terms')),
                    ('state', models.CharField(choices=[('due', 'To be written'), ('sent', 'Sent, not yet acknowledged'), ('acknowledged', 'Acknowledged'), ('lapsed', 'No longer due')], default='due', max_length=15)),
                    ('how_it_is', models.TextField(blank=True, verbose_name='how things are')),
                    ('progress', models.TextField(blank=True, verbose_name='progress with goals')),
                    ('what_changed', models.TextField(blank=True, verbose_name='what has changed, and any concern')),
                    ('next_weeks', models.TextField(blank=True, verbose_name='what we plan for the next weeks')),
                    ('recipient', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('submitted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('acknowledged_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('acknowledged_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('answer', models.TextField(blank=True, verbose_name="the keyworker's answer")),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='Review',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('lapsed_on', models.DateField(blank=True, editable=False, null=True)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('terms', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.terms')),
                    ('asked_by', models.CharField(choices=[('contract', 'Agreed at acceptance'), ('person', 'The person'), ('carer', 'The carer'), ('keyworker', 'The keyworker'), ('provider', 'The provider')], default='contract', max_length=10)),
                    ('state', models.CharField(choices=[('due', 'To be held'), ('held', 'Held, to be shared'), ('shared', 'Shared with the keyworker'), ('lapsed', 'No longer due')], default='due', max_length=10)),
                    ('outcome', models.TextField(blank=True)),
                    ('who_took_part', models.CharField(blank=True, max_length=300)),
                    ('held_on', models.DateField(blank=True, null=True)),
                    ('shared_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ],
                options={
                    'ordering': ['due_on', 'id'],
                    'indexes': [models.Index(condition=models.Q(('state', 'due')), fields=['due_on'], name='review_due')],
                    'constraints': [models.UniqueConstraint(fields=('package', 'due_on'), name='review_once', violation_error_message='A review for that day is raised already.'), models.CheckConstraint(condition=models.Q(models.Q(('held_on', None), ('state__in', ['due', 'lapsed'])), models.Q(('held_on__isnull', False), ('state__in', ['held', 'shared'])), _connector='OR'), name='review_held', violation_error_message='A review that was held has its day.'), models.CheckConstraint(condition=models.Q(models.Q(('shared_at', None), models.Q(('state', 'shared'), _negated=True)), models.Q(('shared_at__isnull', False), ('state', 'shared')), _connector='OR'), name='review_shared', violation_error_message='A shared review has the time of sharing.'), models.CheckConstraint(condition=models.Q(('met_on', None), ('lapsed_on', None), _connector='OR'), name='review_met_or_lapsed', violation_error_message='What is done cannot lapse.')],
                },
            ),
            migrations.CreateModel(
                name='ReviewEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='reviews.review')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('lapsed_on', models.DateField(blank=True, editable=False, null=True)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('terms', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.terms')),
                    ('asked_by', models.CharField(choices=[('contract', 'Agreed at acceptance'), ('person', 'The person'), ('carer', 'The carer'), ('keyworker', 'The keyworker'), ('provider', 'The provider')], default='contract', max_length=10)),
                    ('state', models.CharField(choices=[('due', 'To be held'), ('held', 'Held, to be shared'), ('shared', 'Shared with the keyworker'), ('lapsed', 'No longer due')], default='due', max_length=10)),
                    ('outcome', models.TextField(blank=True)),
                    ('who_took_part', models.CharField(blank=True, max_length=300)),
                    ('held_on', models.DateField(blank=True, null=True)),
                    ('shared_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ]),
    ]
