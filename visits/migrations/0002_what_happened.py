import core.clock
import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('casework', '0008_way_in'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('visits', '0001_initial'),
        ('workforce', '0002_way_in'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='ContactEntry',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('at', models.DateTimeField()),
                    ('with_whom', models.CharField(choices=[('person', 'The person'), ('family', 'Family or carer'), ('representative', 'Representative or advocate'), ('mental health team', 'Mental Health Team'), ('council', 'Council'), ('health', 'GP or other health service'), ('other', 'Somebody else')], max_length=20)),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='their name')),
                    ('how', models.CharField(choices=[('call', 'Telephone call'), ('email', 'E-mail'), ('text', 'Text message'), ('letter', 'Letter'), ('meeting', 'Meeting'), ('video', 'Video call')], max_length=10)),
                    ('was_reached', models.BooleanField(default=True)),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('about', models.TextField(max_length=20000, verbose_name='about what')),
                    ('changed', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-at', 'id'],
                    'indexes': [models.Index(fields=['package', '-at'], name='contact_of_package')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('about', ''), _negated=True), name='contact_about', violation_error_message='Say what it was about.'), models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='contact_struck', violation_error_message='Say why this entry is struck through.')],
                },
            ),
            migrations.CreateModel(
                name='ContactEntryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('struck_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('struck_reason', models.TextField(blank=True)),
                    ('at', models.DateTimeField()),
                    ('with_whom', models.CharField(choices=[('person', 'The person'), ('family', 'Family or carer'), ('representative', 'Representative or advocate'), ('mental health team', 'Mental Health Team'), ('council', 'Council'), ('health', 'GP or other health service'), ('other', 'Somebody else')], max_length=20)),
                    ('name', models.CharField(blank=True, max_length=120, verbose_name='their name')),
                    ('how', models.CharField(choices=[('call', 'Telephone call'), ('email', 'E-mail'), ('text', 'Text message'), ('letter', 'Letter'), ('meeting', 'Meeting'), ('video', 'Video call')], max_length=10)),
                    ('was_reached', models.BooleanField(default=True)),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('about', models.TextField(max_length=20000, verbose_name='about what')),
                    ('changed', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.contactentry')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('struck_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='EngagementDuty',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('lapsed_on', models.DateField(blank=True, editable=False, null=True)),
                    ('done', models.CharField(blank=True, choices=[('spoke', 'We spoke with the person'), ('visited', 'Somebody else visited'), ('keyworker', 'The keyworker decides how to go on'), ('welfare check', 'A welfare check was asked for'), ('other', 'Something else')], max_length=20, verbose_name='what was done')),
                    ('words', models.TextField(blank=True, max_length=5000, verbose_name='what came of it')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('visit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.visit')),
                ],
                options={
                    'ordering': ['due_on', 'id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('lapsed_on', None), ('met_on', None)), fields=('package',), name='engagement_one_open', violation_error_message='This is being looked into already.'), models.CheckConstraint(condition=models.Q(models.Q(('done', ''), ('met_on', None), ('words', '')), models.Q(('met_on__isnull', False), models.Q(('done', ''), _negated=True), models.Q(('words', ''), _negated=True)), _connector='OR'), name='engagement_met', violation_error_message='Say what was done, and what came of it.'), models.CheckConstraint(condition=models.Q(('met_on', None), ('lapsed_on', None), _connector='OR'), name='engagement_met_or_lapsed', violation_error_message='What is done cannot lapse.')],
                },
            ),
            migrations.CreateModel(
                name='EngagementDutyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('due_on', models.DateField()),
                    ('met_on', models.DateField(blank=True, editable=False, null=True)),
                    ('lapsed_on', models.DateField(blank=True, editable=False, null=True)),
                    ('done', models.CharField(blank=True, choices=[('spoke', 'We spoke with the person'), ('visited', 'Somebody else visited'), ('keyworker', 'The keyworker decides how to go on'), ('welfare check', 'A welfare check was asked for'), ('other', 'Something else')], max_length=20, verbose_name='what was done')),
                    ('words', models.TextField(blank=True, max_length=5000, verbose_name='what came of it')),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visits.engagementduty')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('visit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='VisitEdition',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('reason', models.CharField(max_length=300)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='visits.visit')),
                ],
                options={
                    'ordering': ['number'],
                    'constraints': [models.UniqueConstraint(fields=('visit', 'number'), name='visit_edition_once', violation_error_message='This correction is kept already.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='visit_edition_reason', violation_error_message='Say why the entry is corrected.')],
                },
            ),
            migrations.AddField(
                model_name='visit',
                name='entry',
                field=models.CharField(choices=[('here', 'Written here'), ('phone', 'Written on a phone, sent later'), ('paper', 'Written on paper, entered later')], default='here', max_length=10),
            ),
            migrations.AddField(
                model_name='visit',
                name='information_given',
                field=models.CharField(blank=True, help_text='topic and in which format', max_length=300),
            ),
            migrations.AddField(
                model_name='visit',
                name='money_pounds',
                field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
            ),
            migrations.AddField(
                model_name='visit',
                name='money_words',
                field=models.CharField(blank=True, max_length=300, verbose_name='money handled'),
            ),
            migrations.AddField(
                model_name='visit',
                name='mood',
                field=models.TextField(blank=True, max_length=2000, verbose_name='how the person was'),
            ),
            migrations.AddField(
                model_name='visit',
                name='notice_minutes',
                field=models.PositiveIntegerField(blank=True, help_text='how long before its start a visit was cancelled', null=True),
            ),
            migrations.AddField(
                model_name='visit',
                name='outside_service',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('medication', 'Giving medication'), ('clinical', 'Clinical treatment'), ('social work', "Decisions that are a social worker's"), ('transport', 'Driving somebody without business insurance')], max_length=20), blank=True, default=list, help_text='what was done that the service does not do (T3.4)', size=None),
            ),
            migrations.AddField(
                model_name='visit',
                name='place',
                field=models.CharField(blank=True, choices=[('home', 'At home'), ('out', 'Out and about'), ('office', 'At our place'), ('ward', 'On a ward'), ('other', 'Somewhere else')], max_length=10),
            ),
            migrations.AddField(
                model_name='visit',
                name='present',
                field=models.CharField(blank=True, max_length=200, verbose_name='who else was there'),
            ),
            migrations.AddField(
                model_name='visit',
                name='said',
                field=models.TextField(blank=True, max_length=5000, verbose_name='what they said, in their words'),
            ),
            migrations.AddField(
                model_name='visit',
                name='times_from',
                field=models.CharField(choices=[('typed', 'Typed'), ('tapped', 'Tapped when it began and ended'), ('plan', 'Said to be as planned')], default='typed', max_length=10),
            ),
            migrations.AddField(
                model_name='visit',
                name='travel_miles',
                field=models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True),
            ),
            migrations.AddField(
                model_name='visit',
                name='travel_minutes',
                field=models.PositiveSmallIntegerField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name='visit',
                name='written_at',
                field=models.DateTimeField(blank=True, help_text='when it was written down, on paper or a phone; none: when it was recorded', null=True),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='entry',
                field=models.CharField(choices=[('here', 'Written here'), ('phone', 'Written on a phone, sent later'), ('paper', 'Written on paper, entered later')], default='here', max_length=10),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='information_given',
                field=models.CharField(blank=True, help_text='topic and in which format', max_length=300),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='money_pounds',
                field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='money_words',
                field=models.CharField(blank=True, max_length=300, verbose_name='money handled'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='mood',
                field=models.TextField(blank=True, max_length=2000, verbose_name='how the person was'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='notice_minutes',
                field=models.PositiveIntegerField(blank=True, help_text='how long before its start a visit was cancelled', null=True),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='outside_service',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('medication', 'Giving medication'), ('clinical', 'Clinical treatment'), ('social work', "Decisions that are a social worker's"), ('transport', 'Driving somebody without business insurance')], max_length=20), blank=True, default=list, help_text='what was done that the service does not do (T3.4)', size=None),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='place',
                field=models.CharField(blank=True, choices=[('home', 'At home'), ('out', 'Out and about'), ('office', 'At our place'), ('ward', 'On a ward'), ('other', 'Somewhere else')], max_length=10),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='present',
                field=models.CharField(blank=True, max_length=200, verbose_name='who else was there'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='said',
                field=models.TextField(blank=True, max_length=5000, verbose_name='what they said, in their words'),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='times_from',
                field=models.CharField(choices=[('typed', 'Typed'), ('tapped', 'Tapped when it began and ended'), ('plan', 'Said to be as planned')], default='typed', max_length=10),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='travel_miles',
                field=models.DecimalField(blank=True, decimal_places=1, max_digits=5, null=True),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='travel_minutes',
                field=models.PositiveSmallIntegerField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name='visitevent',
                name='written_at',
                field=models.DateTimeField(blank=True, help_text='when it was written down, on paper or a phone; none: when it was recorded', null=True),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('notice_minutes', None), ('happened__in', ['cancelled by person', 'cancelled by us']), _connector='OR'), name='visit_notice', violation_error_message='Only a cancelled visit was cancelled some time before.'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry', 'here'), ('written_at', None)), models.Q(models.Q(('entry', 'here'), _negated=True), ('written_at__isnull', False)), _connector='OR'), name='visit_written', violation_error_message='Say when it was written down.'),
            ),
            migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(('money_pounds', None), models.Q(('money_pounds__gte', 0), models.Q(('money_words', ''), _negated=True)), _connector='OR'), name='visit_money', violation_error_message='Say what the money was for.'),
            ),
        ]),
    ]
