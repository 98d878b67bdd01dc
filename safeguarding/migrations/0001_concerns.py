import core.clock
import core.migration_operations
import core.references
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('casework', '0002_people'),
        ('casework', '0003_packages'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('visits', '0002_log'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='ConcernEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('S'), editable=False, max_length=12)),
                    ('state', models.CharField(choices=[('raised', 'Raised: Council not contacted yet'), ('council contacted', 'Council contacted, no decision yet'), ('enquiry', 'Safeguarding enquiry: portal form due'), ('reported', 'Safeguarding enquiry: portal form sent'), ('no enquiry', 'Council decision: no enquiry'), ('closed', 'Closed')], default='raised', max_length=20)),
                    ('raised_on', models.DateField()),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('physical', 'Physical'), ('domestic', 'Domestic'), ('sexual', 'Sexual'), ('psychological', 'Psychological'), ('financial', 'Financial or material'), ('modern slavery', 'Modern slavery'), ('discriminatory', 'Discriminatory'), ('organisational', 'Organisational'), ('neglect', 'Neglect and acts of omission'), ('self-neglect', 'Self-neglect')], max_length=20), size=None)),
                    ('account', models.TextField(verbose_name='what was seen, heard or said')),
                    ('made_safe', models.TextField(blank=True, verbose_name='immediate action taken')),
                    ('source_of_risk', models.CharField(choices=[('service provider', 'Service provider'), ('other known', 'Someone else, known to the person'), ('other unknown', 'Someone else, not known to the person')], max_length=20)),
                    ('wishes_asked', models.CharField(choices=[('expressed', 'Asked, and they said what they want'), ('none expressed', 'Asked, but they did not say'), ('not asked', 'Not asked'), ('not known', 'Not known')], max_length=20)),
                    ('wishes', models.TextField(blank=True, verbose_name='what the person wants to happen')),
                    ('council_contacted_at', models.DateTimeField(blank=True, null=True)),
                    ('council_contact', models.CharField(blank=True, max_length=120, verbose_name='who was contacted at the Council')),
                    ('council_decision', models.TextField(blank=True)),
                    ('council_decided_at', models.DateTimeField(blank=True, null=True)),
                    ('portal_reference', models.CharField(blank=True, max_length=60)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ConcernNamedUserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Concern',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('S'), editable=False, max_length=12, unique=True)),
                    ('state', models.CharField(choices=[('raised', 'Raised: Council not contacted yet'), ('council contacted', 'Council contacted, no decision yet'), ('enquiry', 'Safeguarding enquiry: portal form due'), ('reported', 'Safeguarding enquiry: portal form sent'), ('no enquiry', 'Council decision: no enquiry'), ('closed', 'Closed')], default='raised', max_length=20)),
                    ('raised_on', models.DateField()),
                    ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('physical', 'Physical'), ('domestic', 'Domestic'), ('sexual', 'Sexual'), ('psychological', 'Psychological'), ('financial', 'Financial or material'), ('modern slavery', 'Modern slavery'), ('discriminatory', 'Discriminatory'), ('organisational', 'Organisational'), ('neglect', 'Neglect and acts of omission'), ('self-neglect', 'Self-neglect')], max_length=20), size=None)),
                    ('account', models.TextField(verbose_name='what was seen, heard or said')),
                    ('made_safe', models.TextField(blank=True, verbose_name='immediate action taken')),
                    ('source_of_risk', models.CharField(choices=[('service provider', 'Service provider'), ('other known', 'Someone else, known to the person'), ('other unknown', 'Someone else, not known to the person')], max_length=20)),
                    ('wishes_asked', models.CharField(choices=[('expressed', 'Asked, and they said what they want'), ('none expressed', 'Asked, but they did not say'), ('not asked', 'Not asked'), ('not known', 'Not known')], max_length=20)),
                    ('wishes', models.TextField(blank=True, verbose_name='what the person wants to happen')),
                    ('council_contacted_at', models.DateTimeField(blank=True, null=True)),
                    ('council_contact', models.CharField(blank=True, max_length=120, verbose_name='who was contacted at the Council')),
                    ('council_decision', models.TextField(blank=True)),
                    ('council_decided_at', models.DateTimeField(blank=True, null=True)),
                    ('portal_reference', models.CharField(blank=True, max_length=60)),
                    ('council_contacted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('individual', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual')),
                    ('named_users', models.ManyToManyField(blank=True, help_text='staff or Council people whom it is about', related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('package', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.AddField(
                model_name='concern',
                name='visit',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='concernevent',
                name='council_contacted_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='concernevent',
                name='individual',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='concernevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='concernevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='concernevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='safeguarding.concern'),
            ), migrations.AddField(
                model_name='concernevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='concernevent',
                name='visit',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visits.visit'),
            ), migrations.AddField(
                model_name='concernnameduserevent',
                name='concern',
                field=models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='safeguarding.concern'),
            ), migrations.AddField(
                model_name='concernnameduserevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='concernnameduserevent',
                name='user',
                field=models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddIndex(
                model_name='concern',
                index=models.Index(fields=['individual', '-raised_on'], name='concern_of_individual'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('council_contact', ''), ('council_contacted_at', None), ('council_contacted_by', None)), models.Q(('council_contacted_at__isnull', False), ('council_contacted_by__isnull', False), models.Q(('council_contact', ''), _negated=True)), _connector='OR'), name='concern_contacted', violation_error_message='Enter when the Council was contacted and who was spoken to.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(('state', 'raised'), ('council_contacted_at__isnull', False), _connector='OR'), name='concern_council_first', violation_error_message='Contact the Council first.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(('council_decided_at', None), ('council_decided_at__gte', models.F('council_contacted_at')), _connector='OR'), name='concern_decided_after_contact', violation_error_message='The Council’s decision must be after the contact with the Council.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'reported'), _negated=True), models.Q(('portal_reference', ''), _negated=True), _connector='OR'), name='concern_portal', violation_error_message='Enter the reference from the portal.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(('kinds__len__gt', 0)), name='concern_kinds', violation_error_message='Choose at least one kind of abuse or neglect.'),
            ), migrations.CreateModel(
                name='ConcernNamedUser',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('safeguarding.concern_named_users',),
            )],
        ),
    ]
