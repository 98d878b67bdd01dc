import core.clock
import core.migration_operations
import core.references
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('casework', '0002_people'),
        ('contracts', '0001_contracts'),
        ('core', '0002_shared_records'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='AgreedOutcome',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('text', models.CharField(max_length=300)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['position', 'id'],
                },
            ), migrations.CreateModel(
                name='AgreedOutcomeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('text', models.CharField(max_length=300)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Case',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('opened_on', models.DateField()),
                ],
            ), migrations.CreateModel(
                name='CaseEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('opened_on', models.DateField()),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='CouncilDocument',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('support plan', "Council's support plan"), ('risk assessment', "Council's risk assessment"), ('revised plan', "Council's revised support plan")], max_length=20)),
                    ('received_on', models.DateField()),
                ],
                options={
                    'ordering': ['kind', '-received_on'],
                },
            ), migrations.CreateModel(
                name='CouncilDocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('support plan', "Council's support plan"), ('risk assessment', "Council's risk assessment"), ('revised plan', "Council's revised support plan")], max_length=20)),
                    ('received_on', models.DateField()),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Ending',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('destination', models.CharField(choices=[('independence', 'Living independently'), ('step-down', 'Another commissioned service'), ('direct payment', 'Direct payment'), ('care home', 'Care home or supported living'), ('hospital', 'Hospital'), ('moved', 'Moved to another area'), ('prison', 'Prison'), ('died', 'Died'), ('not known', 'Not known')], max_length=20)),
                    ('exit_plan', models.TextField(blank=True)),
                    ('person_agreed', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not asked', 'Could not be asked')], max_length=10, verbose_name='agreed by the person')),
                    ('council_agreed', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not asked', 'Could not be asked')], max_length=10, verbose_name='agreed by the Council')),
                    ('council_agreed_by', models.CharField(blank=True, max_length=120, verbose_name='who agreed for the Council')),
                    ('council_agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed by the Council on')),
                    ('person_view', models.TextField(blank=True, verbose_name='what the person says')),
                    ('council_view', models.TextField(blank=True, verbose_name='what the Council says')),
                    ('provider_view', models.TextField(blank=True, verbose_name='what the provider says')),
                ],
            ), migrations.CreateModel(
                name='EndingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('destination', models.CharField(choices=[('independence', 'Living independently'), ('step-down', 'Another commissioned service'), ('direct payment', 'Direct payment'), ('care home', 'Care home or supported living'), ('hospital', 'Hospital'), ('moved', 'Moved to another area'), ('prison', 'Prison'), ('died', 'Died'), ('not known', 'Not known')], max_length=20)),
                    ('exit_plan', models.TextField(blank=True)),
                    ('person_agreed', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not asked', 'Could not be asked')], max_length=10, verbose_name='agreed by the person')),
                    ('council_agreed', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not asked', 'Could not be asked')], max_length=10, verbose_name='agreed by the Council')),
                    ('council_agreed_by', models.CharField(blank=True, max_length=120, verbose_name='who agreed for the Council')),
                    ('council_agreed_on', models.DateField(blank=True, null=True, verbose_name='agreed by the Council on')),
                    ('person_view', models.TextField(blank=True, verbose_name='what the person says')),
                    ('council_view', models.TextField(blank=True, verbose_name='what the Council says')),
                    ('provider_view', models.TextField(blank=True, verbose_name='what the provider says')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PackageStrand',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True)),
                    ('agreed_by', models.CharField(blank=True, max_length=120)),
                ],
                options={
                    'ordering': ['from_on'],
                },
            ), migrations.CreateModel(
                name='PackageStrandEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True)),
                    ('agreed_by', models.CharField(blank=True, max_length=120)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='PackageWantedDomainEvent',
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
                name='SupportPackage',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('P'), editable=False, max_length=12, unique=True)),
                    ('state', models.CharField(choices=[('open', 'Open'), ('ended', 'Ended')], default='open', max_length=10)),
                    ('starts_on', models.DateField()),
                    ('needs', models.TextField(blank=True, help_text="as in the Council's support plan")),
                    ('agreed_end_point', models.TextField(blank=True)),
                    ('expected_end_on', models.DateField(blank=True, null=True)),
                    ('first_review_on', models.DateField(blank=True, help_text='agreed with the Mental Health Team', null=True)),
                    ('exit_route', models.CharField(blank=True, choices=[('step-down', 'Step down to another commissioned service'), ('direct payment', 'Direct payment'), ('independence', 'Living independently'), ('other', 'Other')], max_length=20)),
                    ('formal_review_on', models.DateField(blank=True, editable=False, help_text='the formal review before the person came back after a hospital ending', null=True)),
                    ('last_update_on', models.DateField(blank=True, null=True, verbose_name='last keyworker update')),
                    ('last_review_on', models.DateField(blank=True, null=True, verbose_name='last review')),
                    ('ended_on', models.DateField(blank=True, null=True)),
                    ('end_reason', models.CharField(blank=True, choices=[('goals reached', 'Agreed outcomes achieved'), ('step-down', 'Stepped down to another service'), ('direct payment', 'Moved to a direct payment'), ('choice', "The person's choice"), ('keyworker', "The keyworker's decision"), ('moved', 'Moved out of the area'), ('hold expired', 'Hospital hold expired'), ('died', 'The person died')], max_length=20)),
                    ('end_note', models.TextField(blank=True)),
                ],
                options={
                    'ordering': ['-starts_on', 'id'],
                },
            ), migrations.CreateModel(
                name='SupportPackageEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('P'), editable=False, max_length=12)),
                    ('state', models.CharField(choices=[('open', 'Open'), ('ended', 'Ended')], default='open', max_length=10)),
                    ('starts_on', models.DateField()),
                    ('needs', models.TextField(blank=True, help_text="as in the Council's support plan")),
                    ('agreed_end_point', models.TextField(blank=True)),
                    ('expected_end_on', models.DateField(blank=True, null=True)),
                    ('first_review_on', models.DateField(blank=True, help_text='agreed with the Mental Health Team', null=True)),
                    ('exit_route', models.CharField(blank=True, choices=[('step-down', 'Step down to another commissioned service'), ('direct payment', 'Direct payment'), ('independence', 'Living independently'), ('other', 'Other')], max_length=20)),
                    ('formal_review_on', models.DateField(blank=True, editable=False, help_text='the formal review before the person came back after a hospital ending', null=True)),
                    ('last_update_on', models.DateField(blank=True, null=True, verbose_name='last keyworker update')),
                    ('last_review_on', models.DateField(blank=True, null=True, verbose_name='last review')),
                    ('ended_on', models.DateField(blank=True, null=True)),
                    ('end_reason', models.CharField(blank=True, choices=[('goals reached', 'Agreed outcomes achieved'), ('step-down', 'Stepped down to another service'), ('direct payment', 'Moved to a direct payment'), ('choice', "The person's choice"), ('keyworker', "The keyworker's decision"), ('moved', 'Moved out of the area'), ('hold expired', 'Hospital hold expired'), ('died', 'The person died')], max_length=20)),
                    ('end_note', models.TextField(blank=True)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='WeeklyHours',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('minutes', models.PositiveIntegerField()),
                    ('reason', models.TextField(blank=True)),
                    ('agreed_by', models.CharField(blank=True, max_length=120)),
                ],
                options={
                    'ordering': ['from_on'],
                },
            ), migrations.CreateModel(
                name='WeeklyHoursEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('minutes', models.PositiveIntegerField()),
                    ('reason', models.TextField(blank=True)),
                    ('agreed_by', models.CharField(blank=True, max_length=120)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='agreedoutcome',
                name='contract_outcome',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contractoutcome'),
            ), migrations.AddField(
                model_name='agreedoutcome',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='agreedoutcomeevent',
                name='contract_outcome',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contractoutcome'),
            ), migrations.AddField(
                model_name='agreedoutcomeevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='agreedoutcomeevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.agreedoutcome'),
            ), migrations.AddField(
                model_name='agreedoutcomeevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='case',
                name='contract',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.contract'),
            ), migrations.AddField(
                model_name='case',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='caseevent',
                name='contract',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract'),
            ), migrations.AddField(
                model_name='caseevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='caseevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.case'),
            ), migrations.AddField(
                model_name='caseevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='councildocument',
                name='document',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document'),
            ), migrations.AddField(
                model_name='councildocument',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='councildocumentevent',
                name='document',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document'),
            ), migrations.AddField(
                model_name='councildocumentevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='councildocumentevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.councildocument'),
            ), migrations.AddField(
                model_name='councildocumentevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='ending',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='endingevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='endingevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.ending'),
            ), migrations.AddField(
                model_name='endingevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='caseevent',
                name='individual',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='case',
                name='individual',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='casework.individual'),
            ), migrations.AddField(
                model_name='packagestrand',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='packagestrand',
                name='strand',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contracts.strand'),
            ), migrations.AddField(
                model_name='packagestrandevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='packagestrandevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.packagestrand'),
            ), migrations.AddField(
                model_name='packagestrandevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='packagestrandevent',
                name='strand',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.strand'),
            ), migrations.AddField(
                model_name='packagewanteddomainevent',
                name='lifedomain',
                field=models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.lifedomain'),
            ), migrations.AddField(
                model_name='packagewanteddomainevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='supportpackage',
                name='case',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='casework.case'),
            ), migrations.AddField(
                model_name='supportpackage',
                name='follows',
                field=models.OneToOneField(blank=True, editable=False, help_text='the ended package after which the person was referred again', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='supportpackage',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='supportpackage',
                name='wanted_domains',
                field=models.ManyToManyField(blank=True, related_name='+', to='contracts.lifedomain'),
            ), migrations.AddField(
                model_name='packagewanteddomainevent',
                name='supportpackage',
                field=models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='packagestrandevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='packagestrand',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='strands', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='endingevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='ending',
                name='package',
                field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ending', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='councildocumentevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='councildocument',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='council_documents', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='agreedoutcomeevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='agreedoutcome',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreed_outcomes', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='supportpackageevent',
                name='case',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
            ), migrations.AddField(
                model_name='supportpackageevent',
                name='follows',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='the ended package after which the person was referred again', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='supportpackageevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='supportpackageevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='supportpackageevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='weeklyhours',
                name='package',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weekly_hours', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='weeklyhours',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='weeklyhoursevent',
                name='package',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage'),
            ), migrations.AddField(
                model_name='weeklyhoursevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='weeklyhoursevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.weeklyhours'),
            ), migrations.AddField(
                model_name='weeklyhoursevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddConstraint(
                model_name='case',
                constraint=models.UniqueConstraint(fields=('individual', 'contract'), name='case_once', violation_error_message='This person already has a case in this contract.'),
            ), migrations.AddIndex(
                model_name='supportpackage',
                index=models.Index(fields=['starts_on'], name='package_starts'),
            ), migrations.AddIndex(
                model_name='supportpackage',
                index=models.Index(fields=['ended_on'], name='package_ends'),
            ), migrations.AddConstraint(
                model_name='supportpackage',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_on', None), ('state', 'open')), models.Q(('ended_on__isnull', False), ('state', 'ended'), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='package_ended', violation_error_message='An ended package needs an end date and a reason.'),
            ), migrations.AddConstraint(
                model_name='supportpackage',
                constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('starts_on')), _connector='OR'), name='package_dates', violation_error_message='Support cannot end before it starts.'),
            ), migrations.AddConstraint(
                model_name='supportpackage',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('case', '='), (models.Func(models.F('starts_on'), models.F('ended_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='package_dates_once', violation_error_message='This person already has an open package in this contract, or one on some of these days.'),
            ), migrations.AddConstraint(
                model_name='supportpackage',
                constraint=models.CheckConstraint(condition=models.Q(('first_review_on', None), ('first_review_on__gte', models.F('starts_on')), _connector='OR'), name='package_first_review', violation_error_message='The first review cannot be before support starts.'),
            ), migrations.AddConstraint(
                model_name='packagestrand',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('package', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='package_strand_once', violation_error_message='A strand is already set for some of these days.'),
            ), migrations.AddConstraint(
                model_name='packagestrand',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='package_strand_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='ending',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('council_agreed', 'yes'), _negated=True), models.Q(models.Q(('council_agreed_by', ''), _negated=True), ('council_agreed_on__isnull', False)), _connector='OR'), name='ending_council_agreed', violation_error_message='Enter who agreed for the Council, and when.'),
            ), migrations.AddConstraint(
                model_name='councildocument',
                constraint=models.UniqueConstraint(fields=('package', 'document'), name='council_document_once', violation_error_message='This document is already saved with the package.'),
            ), migrations.AddConstraint(
                model_name='agreedoutcome',
                constraint=models.UniqueConstraint(fields=('package', 'text'), name='agreed_outcome_once', violation_error_message='This outcome is already recorded.'),
            ), migrations.AddConstraint(
                model_name='weeklyhours',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('package', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='weekly_hours_once', violation_error_message='Hours are already set for some of these days.'),
            ), migrations.AddConstraint(
                model_name='weeklyhours',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='weekly_hours_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='weeklyhours',
                constraint=models.CheckConstraint(condition=models.Q(('minutes__gt', 0), ('minutes__lte', 10080)), name='weekly_hours_range', violation_error_message='Weekly hours must be more than 0 and at most 168.'),
            ), migrations.CreateModel(
                name='PackageWantedDomain',
                fields=[
                ],
                options={
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('casework.supportpackage_wanted_domains',),
            )],
        ),
    ]
