import core.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import referrals.models.referral
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
        ('core', '0002_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Referral',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(default=referrals.models.referral.new_reference, editable=False, max_length=12, unique=True)),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract')),
                    ('strand', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.strand')),
                    ('source', models.CharField(choices=[('mental health team', 'Adult Social Care Mental Health Team'), ('hub', 'Hub'), ('community team', 'Community mental health team'), ('drop-in', 'Drop-in')], max_length=30)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent, to be decided'), ('queried', 'Question put to the referrer'), ('waiting', 'Waiting for room'), ('accepted', 'Accepted'), ('declined', 'Declined for want of room'), ('ineligible', 'Not eligible'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                    ('received_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('package', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('planned_start_on', models.DateField(blank=True, null=True)),
                    ('full_name', models.CharField(max_length=120)),
                    ('known_as', models.CharField(blank=True, max_length=60)),
                    ('date_of_birth', models.DateField()),
                    ('nhs_number', models.CharField(blank=True, max_length=10)),
                    ('address', models.TextField(blank=True)),
                    ('area', models.CharField(blank=True, max_length=80)),
                    ('postcode', models.CharField(blank=True, max_length=8)),
                    ('lives_in_area', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('has_mental_health_services', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('care_act_outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('nutrition', 'Managing and maintaining nutrition'), ('hygiene', 'Maintaining personal hygiene'), ('toilet', 'Managing toilet needs'), ('clothed', 'Being appropriately clothed'), ('home safely', 'Being able to make use of the home safely'), ('habitable', 'Maintaining a habitable home'), ('relationships', 'Developing and keeping family or other personal relationships'), ('work', 'Taking part in work, training, education or volunteering'), ('facilities', 'Using local facilities and services, transport and recreation included'), ('child', 'Caring for a child')], max_length=20), blank=True, default=list, size=None)),
                    ('has_significant_impact', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('needs', models.TextField(blank=True)),
                    ('outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None)),
                    ('agreed_end_point', models.TextField(blank=True)),
                    ('expected_end_on', models.DateField(blank=True, null=True)),
                    ('telephone', models.CharField(blank=True, max_length=30)),
                    ('telephone_is_safe', models.BooleanField(default=False)),
                    ('text_is_safe', models.BooleanField(default=False)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('email_is_safe', models.BooleanField(default=False)),
                    ('contact_note', models.CharField(blank=True, max_length=200)),
                    ('communication_needs', models.CharField(blank=True, max_length=300)),
                ],
                options={
                    'ordering': ['-received_at', '-recorded_at', 'id'],
                    'indexes': [models.Index(fields=['contract', 'state', '-received_at'], name='referral_by_state'), models.Index(fields=['recorded_by', '-recorded_at'], name='referral_by_maker')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('received_at__isnull', False), _connector='OR'), name='referral_received', violation_error_message='A referral that was sent has the time it was received.'), models.CheckConstraint(condition=models.Q(models.Q(('package__isnull', False), ('state', 'accepted')), models.Q(models.Q(('state', 'accepted'), _negated=True), ('package', None)), _connector='OR'), name='referral_accepted', violation_error_message='An accepted referral has its package, and no other has one.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accepted', 'declined', 'ineligible']), ('decided_at__isnull', False)), models.Q(models.Q(('state__in', ['accepted', 'declined', 'ineligible']), _negated=True), ('decided_at', None)), _connector='OR'), name='referral_decided', violation_error_message='A decision has its time.'), models.CheckConstraint(condition=models.Q(models.Q(('telephone', ''), _negated=True), models.Q(('telephone_is_safe', False), ('text_is_safe', False)), _connector='OR'), name='referral_safe_telephone', violation_error_message='Give the telephone number that is safe to use.'), models.CheckConstraint(condition=models.Q(models.Q(('email', ''), _negated=True), ('email_is_safe', False), _connector='OR'), name='referral_safe_email', violation_error_message='Give the e-mail address that is safe to use.')],
                },
            ),
            migrations.CreateModel(
                name='ReferralDocument',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='referrals.referral')),
                    ('kind', models.CharField(choices=[('support plan', "Council's support plan"), ('risk assessment', "Council's risk assessment"), ('other', 'Other document')], max_length=20)),
                    ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                ],
                options={
                    'ordering': ['kind', 'recorded_at'],
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='ReferralDocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.referraldocument')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('referral', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='referrals.referral')),
                    ('kind', models.CharField(choices=[('support plan', "Council's support plan"), ('risk assessment', "Council's risk assessment"), ('other', 'Other document')], max_length=20)),
                    ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
            migrations.CreateModel(
                name='ReferralEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='referrals.referral')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(default=referrals.models.referral.new_reference, editable=False, max_length=12)),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('strand', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.strand')),
                    ('source', models.CharField(choices=[('mental health team', 'Adult Social Care Mental Health Team'), ('hub', 'Hub'), ('community team', 'Community mental health team'), ('drop-in', 'Drop-in')], max_length=30)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent, to be decided'), ('queried', 'Question put to the referrer'), ('waiting', 'Waiting for room'), ('accepted', 'Accepted'), ('declined', 'Declined for want of room'), ('ineligible', 'Not eligible'), ('withdrawn', 'Withdrawn')], default='draft', max_length=12)),
                    ('received_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('package', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('planned_start_on', models.DateField(blank=True, null=True)),
                    ('full_name', models.CharField(max_length=120)),
                    ('known_as', models.CharField(blank=True, max_length=60)),
                    ('date_of_birth', models.DateField()),
                    ('nhs_number', models.CharField(blank=True, max_length=10)),
                    ('address', models.TextField(blank=True)),
                    ('area', models.CharField(blank=True, max_length=80)),
                    ('postcode', models.CharField(blank=True, max_length=8)),
                    ('lives_in_area', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('has_mental_health_services', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('care_act_outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('nutrition', 'Managing and maintaining nutrition'), ('hygiene', 'Maintaining personal hygiene'), ('toilet', 'Managing toilet needs'), ('clothed', 'Being appropriately clothed'), ('home safely', 'Being able to make use of the home safely'), ('habitable', 'Maintaining a habitable home'), ('relationships', 'Developing and keeping family or other personal relationships'), ('work', 'Taking part in work, training, education or volunteering'), ('facilities', 'Using local facilities and services, transport and recreation included'), ('child', 'Caring for a child')], max_length=20), blank=True, default=list, size=None)),
                    ('has_significant_impact', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], max_length=10)),
                    ('needs', models.TextField(blank=True)),
                    ('outcomes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None)),
                    ('agreed_end_point', models.TextField(blank=True)),
                    ('expected_end_on', models.DateField(blank=True, null=True)),
                    ('telephone', models.CharField(blank=True, max_length=30)),
                    ('telephone_is_safe', models.BooleanField(default=False)),
                    ('text_is_safe', models.BooleanField(default=False)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('email_is_safe', models.BooleanField(default=False)),
                    ('contact_note', models.CharField(blank=True, max_length=200)),
                    ('communication_needs', models.CharField(blank=True, max_length=300)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ]),
    ]
