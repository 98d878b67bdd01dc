import core.clock
import core.migration_operations
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('casework', '0003_packages'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('visits', '0003_lone_working'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='SameDayRequest',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('state', models.CharField(choices=[('requested', 'Needs a risk assessment'), ('assessed', 'Waiting for our answer'), ('promised', 'Visit agreed'), ('refused', 'Answered: no visit'), ('visited', 'Visit made')], default='requested', max_length=10)),
                    ('requested_at', models.DateTimeField()),
                    ('asked_by', models.CharField(choices=[('person', 'The person'), ('carer', 'Family or carer'), ('keyworker', 'The keyworker'), ('other', 'Someone else')], max_length=10)),
                    ('asker_name', models.CharField(blank=True, max_length=120)),
                    ('how', models.CharField(choices=[('telephone', 'By phone'), ('text', 'By text message'), ('email', 'By email'), ('in person', 'In person')], max_length=10)),
                    ('details', models.TextField(max_length=5000, verbose_name='what was asked, and what has happened')),
                    ('assessed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('risk', models.TextField(blank=True, max_length=5000, verbose_name='the risk, as assessed')),
                    ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('comes_at', models.DateTimeField(blank=True, null=True, verbose_name='when the worker will visit')),
                    ('refusal', models.TextField(blank=True, max_length=5000, verbose_name='why no one will visit, and what was offered')),
                ],
                options={
                    'ordering': ['-requested_at', 'id'],
                },
            ), migrations.CreateModel(
                name='SameDayRequestEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('state', models.CharField(choices=[('requested', 'Needs a risk assessment'), ('assessed', 'Waiting for our answer'), ('promised', 'Visit agreed'), ('refused', 'Answered: no visit'), ('visited', 'Visit made')], default='requested', max_length=10)),
                    ('requested_at', models.DateTimeField()),
                    ('asked_by', models.CharField(choices=[('person', 'The person'), ('carer', 'Family or carer'), ('keyworker', 'The keyworker'), ('other', 'Someone else')], max_length=10)),
                    ('asker_name', models.CharField(blank=True, max_length=120)),
                    ('how', models.CharField(choices=[('telephone', 'By phone'), ('text', 'By text message'), ('email', 'By email'), ('in person', 'In person')], max_length=10)),
                    ('details', models.TextField(max_length=5000, verbose_name='what was asked, and what has happened')),
                    ('assessed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('risk', models.TextField(blank=True, max_length=5000, verbose_name='the risk, as assessed')),
                    ('answered_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('comes_at', models.DateTimeField(blank=True, null=True, verbose_name='when the worker will visit')),
                    ('refusal', models.TextField(blank=True, max_length=5000, verbose_name='why no one will visit, and what was offered')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='samedayrequest',
                name='assessed_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='samedayrequest',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='samedayrequest',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='samedayrequestevent',
                name='assessed_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='samedayrequestevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='samedayrequestevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='samedayrequestevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.samedayrequest'),
            ), migrations.AddField(
                model_name='samedayrequestevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='samedayrequestevent',
                name='visit',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='samedayrequest',
                name='visit',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.visit'),
            ), migrations.AddIndex(
                model_name='samedayrequest',
                index=models.Index(fields=['package', '-requested_at'], name='same_day_of_package'),
            ), migrations.AddConstraint(
                model_name='samedayrequest',
                constraint=models.CheckConstraint(condition=models.Q(('details', ''), _negated=True), name='same_day_details', violation_error_message='Enter what they asked for.'),
            ), migrations.AddConstraint(
                model_name='samedayrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('assessed_at', None), ('assessed_by', None), ('risk', ''), ('state', 'requested')), models.Q(models.Q(('state', 'requested'), _negated=True), ('assessed_at__isnull', False), ('assessed_by__isnull', False), models.Q(('risk', ''), _negated=True)), _connector='OR'), name='same_day_assessed', violation_error_message='Assess the risk before you answer.'),
            ), migrations.AddConstraint(
                model_name='samedayrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), models.Q(('state__in', ('promised', 'refused', 'visited')), _negated=True)), models.Q(('answered_at__isnull', False), ('state__in', ('promised', 'refused', 'visited'))), _connector='OR'), name='same_day_answered', violation_error_message='An answer needs its time.'),
            ), migrations.AddConstraint(
                model_name='samedayrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('comes_at__isnull', False), ('refusal', ''), ('state__in', ['promised', 'visited'])), models.Q(('comes_at', None), ('state', 'refused'), models.Q(('refusal', ''), _negated=True)), models.Q(('comes_at', None), ('refusal', ''), ('state__in', ['requested', 'assessed'])), _connector='OR'), name='same_day_yes_or_no', violation_error_message='Enter when someone will visit, or why no one will.'),
            ), migrations.AddConstraint(
                model_name='samedayrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('visit', None), models.Q(('state', 'visited'), _negated=True)), models.Q(('state', 'visited'), ('visit__isnull', False)), _connector='OR'), name='same_day_visited', violation_error_message='Choose the visit that was made.'),
            ), migrations.AddConstraint(
                model_name='samedayrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('assessed_at', None), ('assessed_at__gte', models.F('requested_at')), _connector='OR'), models.Q(('answered_at', None), ('answered_at__gte', models.F('assessed_at')), _connector='OR')), name='same_day_in_order', violation_error_message='The times of the request, the assessment and the answer are not in order.'),
            )],
        ),
    ]
