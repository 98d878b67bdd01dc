import core.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import safeguarding.models
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('casework', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('visits', '0001_initial'),
        ('workforce', '0001_initial'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='Concern',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reference', models.CharField(default=safeguarding.models.new_reference, editable=False, max_length=12, unique=True)),
                    ('individual', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual')),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('visit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.visit')),
                    ('state', models.CharField(choices=[('raised', 'Raised, the Council not yet contacted'), ('council contacted', 'The Council contacted, no decision yet'), ('enquiry', 'A safeguarding enquiry: the portal form is due'), ('reported', 'Enquiry, reported on the portal'), ('no enquiry', 'Not an enquiry, the Council decided'), ('closed', 'Closed')], default='raised', max_length=20)),
                    ('raised_on', models.DateField()),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('physical', 'Physical'), ('domestic', 'Domestic'), ('sexual', 'Sexual'), ('psychological', 'Psychological'), ('financial', 'Financial or material'), ('modern slavery', 'Modern slavery'), ('discriminatory', 'Discriminatory'), ('organisational', 'Organisational'), ('neglect', 'Neglect and acts of omission'), ('self-neglect', 'Self-neglect')], max_length=20), size=None)),
                    ('account', models.TextField(verbose_name='what was seen, heard or said')),
                    ('made_safe', models.TextField(blank=True, verbose_name='what was done at once')),
                    ('source_of_risk', models.CharField(choices=[('service provider', 'Service provider'), ('other known', 'Somebody else, known to the person'), ('other unknown', 'Somebody else, not known to the person')], max_length=20)),
                    ('named_worker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workforce.worker')),
                    ('wishes_asked', models.CharField(choices=[('expressed', 'Asked, and they said what they want'), ('none expressed', 'Asked, and they did not say'), ('not asked', 'Not asked'), ('not known', 'Not known')], max_length=20)),
                    ('wishes', models.TextField(blank=True, verbose_name='what the person wants to come of it')),
                    ('council_contacted_at', models.DateTimeField(blank=True, null=True)),
                    ('council_contacted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('council_contact', models.CharField(blank=True, max_length=120, verbose_name='who at the Council')),
                    ('council_decision', models.TextField(blank=True)),
                    ('council_decided_at', models.DateTimeField(blank=True, null=True)),
                    ('portal_reference', models.CharField(blank=True, max_length=60)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                    'indexes': [models.Index(fields=['individual', '-raised_on'], name='concern_of_individual')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('council_contact', ''), ('council_contacted_at', None), ('council_contacted_by', None)), models.Q(('council_contacted_at__isnull', False), ('council_contacted_by__isnull', False), models.Q(('council_contact', ''), _negated=True)), _connector='OR'), name='concern_contacted', violation_error_message='Say when the Council was contacted and who was spoken to.'), models.CheckConstraint(condition=models.Q(('state', 'raised'), ('council_contacted_at__isnull', False), _connector='OR'), name='concern_council_first', violation_error_message='The Council is contacted first.'), models.CheckConstraint(condition=models.Q(('council_decided_at', None), ('council_decided_at__gte', models.F('council_contacted_at')), _connector='OR'), name='concern_decided_after_contact', violation_error_message='The Council decides after it was contacted.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'reported'), _negated=True), models.Q(('portal_reference', ''), _negated=True), _connector='OR'), name='concern_portal', violation_error_message='Give the reference that the portal showed.'), models.CheckConstraint(condition=models.Q(('kinds__len__gt', 0)), name='concern_kinds', violation_error_message='Choose at least one kind of abuse or neglect.'), models.CheckConstraint(condition=models.Q(('named_worker', None), ('source_of_risk', 'service provider'), _connector='OR'), name='concern_named_worker', violation_error_message='A concern about a member of staff has the service provider as source of risk.')],
                },
            ),
            migrations.CreateModel(
                name='ConcernEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='safeguarding.concern')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reference', models.CharField(default=safeguarding.models.new_reference, editable=False, max_length=12)),
                    ('individual', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual')),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('visit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit')),
                    ('state', models.CharField(choices=[('raised', 'Raised, the Council not yet contacted'), ('council contacted', 'The Council contacted, no decision yet'), ('enquiry', 'A safeguarding enquiry: the portal form is due'), ('reported', 'Enquiry, reported on the portal'), ('no enquiry', 'Not an enquiry, the Council decided'), ('closed', 'Closed')], default='raised', max_length=20)),
                    ('raised_on', models.DateField()),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('physical', 'Physical'), ('domestic', 'Domestic'), ('sexual', 'Sexual'), ('psychological', 'Psychological'), ('financial', 'Financial or material'), ('modern slavery', 'Modern slavery'), ('discriminatory', 'Discriminatory'), ('organisational', 'Organisational'), ('neglect', 'Neglect and acts of omission'), ('self-neglect', 'Self-neglect')], max_length=20), size=None)),
                    ('account', models.TextField(verbose_name='what was seen, heard or said')),
                    ('made_safe', models.TextField(blank=True, verbose_name='what was done at once')),
                    ('source_of_risk', models.CharField(choices=[('service provider', 'Service provider'), ('other known', 'Somebody else, known to the person'), ('other unknown', 'Somebody else, not known to the person')], max_length=20)),
                    ('named_worker', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workforce.worker')),
                    ('wishes_asked', models.CharField(choices=[('expressed', 'Asked, and they said what they want'), ('none expressed', 'Asked, and they did not say'), ('not asked', 'Not asked'), ('not known', 'Not known')], max_length=20)),
                    ('wishes', models.TextField(blank=True, verbose_name='what the person wants to come of it')),
                    ('council_contacted_at', models.DateTimeField(blank=True, null=True)),
                    ('council_contacted_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('council_contact', models.CharField(blank=True, max_length=120, verbose_name='who at the Council')),
                    ('council_decision', models.TextField(blank=True)),
                    ('council_decided_at', models.DateTimeField(blank=True, null=True)),
                    ('portal_reference', models.CharField(blank=True, max_length=60)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ),
        ]),
    ]
