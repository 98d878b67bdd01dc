import core.clock
import core.migration_operations
import core.references
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_users_and_walls'),
        ('casework', '0001_name_search'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='CommunicationNeed',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('need', models.CharField(max_length=300)),
                    ('review_on', models.DateField()),
                ],
                options={
                    'ordering': ['recorded_at'],
                },
            ), migrations.CreateModel(
                name='CommunicationNeedEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('need', models.CharField(max_length=300)),
                    ('review_on', models.DateField()),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ContactPoint',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('telephone', 'Phone call'), ('text', 'Text message'), ('email', 'Email'), ('letter', 'Letter')], max_length=10)),
                    ('value', models.CharField(max_length=200)),
                    ('is_safe', models.BooleanField()),
                    ('note', models.CharField(blank=True, help_text='for example when to ring, or not to leave a message', max_length=200)),
                ],
                options={
                    'ordering': ['kind', 'recorded_at'],
                },
            ), migrations.CreateModel(
                name='ContactPointEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('kind', models.CharField(choices=[('telephone', 'Phone call'), ('text', 'Text message'), ('email', 'Email'), ('letter', 'Letter')], max_length=10)),
                    ('value', models.CharField(max_length=200)),
                    ('is_safe', models.BooleanField()),
                    ('note', models.CharField(blank=True, help_text='for example when to ring, or not to leave a message', max_length=200)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Individual',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('R'), editable=False, max_length=12, unique=True)),
                    ('full_name', models.CharField(max_length=120)),
                    ('known_as', models.CharField(blank=True, max_length=60, verbose_name='name to use')),
                    ('former_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                    ('names_sought', models.GeneratedField(db_persist=True, expression=models.Func(models.F('full_name'), models.F('known_as'), models.F('former_names'), function='casework_names'), output_field=models.TextField())),
                    ('date_of_birth', models.DateField()),
                    ('died_on', models.DateField(blank=True, null=True)),
                    ('nhs_number', models.CharField(blank=True, max_length=10, null=True, verbose_name='NHS number')),
                    ('address', models.TextField(blank=True)),
                    ('area', models.CharField(blank=True, help_text='town or part of the borough', max_length=80)),
                    ('postcode', models.CharField(blank=True, max_length=8)),
                    ('visit_warning', models.CharField(blank=True, max_length=300)),
                    ('access_notes', models.CharField(blank=True, help_text='which bell, which stairs, where to park', max_length=300)),
                    ('worker_gender_wish', models.CharField(blank=True, choices=[('female', 'Woman'), ('male', 'Man'), ('other', 'Self-described')], max_length=10, verbose_name='prefers a worker who is')),
                    ('worker_language_wish', models.CharField(blank=True, max_length=40, verbose_name='prefers a worker who speaks')),
                ],
                options={
                    'ordering': ['full_name', 'id'],
                },
            ), migrations.CreateModel(
                name='IndividualEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('reference', models.CharField(default=core.references.ReferencePrefix('R'), editable=False, max_length=12)),
                    ('full_name', models.CharField(max_length=120)),
                    ('known_as', models.CharField(blank=True, max_length=60, verbose_name='name to use')),
                    ('former_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None)),
                    ('date_of_birth', models.DateField()),
                    ('died_on', models.DateField(blank=True, null=True)),
                    ('nhs_number', models.CharField(blank=True, max_length=10, null=True, verbose_name='NHS number')),
                    ('address', models.TextField(blank=True)),
                    ('area', models.CharField(blank=True, help_text='town or part of the borough', max_length=80)),
                    ('postcode', models.CharField(blank=True, max_length=8)),
                    ('visit_warning', models.CharField(blank=True, max_length=300)),
                    ('access_notes', models.CharField(blank=True, help_text='which bell, which stairs, where to park', max_length=300)),
                    ('worker_gender_wish', models.CharField(blank=True, choices=[('female', 'Woman'), ('male', 'Man'), ('other', 'Self-described')], max_length=10, verbose_name='prefers a worker who is')),
                    ('worker_language_wish', models.CharField(blank=True, max_length=40, verbose_name='prefers a worker who speaks')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='KeyworkerTerm',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                ],
            ), migrations.CreateModel(
                name='KeyworkerTermEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Merge',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('reason', models.TextField()),
                    ('undone_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('undone_reason', models.TextField(blank=True)),
                ],
                options={
                    'ordering': ['-recorded_at'],
                },
            ), migrations.CreateModel(
                name='MergeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('reason', models.TextField()),
                    ('undone_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('undone_reason', models.TextField(blank=True)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Relationship',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('kind', models.CharField(choices=[('carer', 'Carer (unpaid)'), ('family', 'Family'), ('friend', 'Friend'), ('advocate', 'Advocate'), ('nominated', 'Nominated person'), ('other', 'Other')], max_length=10)),
                    ('name', models.CharField(max_length=120)),
                    ('telephone', models.CharField(blank=True, max_length=30)),
                    ('note', models.CharField(blank=True, max_length=200)),
                ],
                options={
                    'ordering': ['kind', 'name', 'from_on'],
                },
            ), migrations.CreateModel(
                name='RelationshipEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('kind', models.CharField(choices=[('carer', 'Carer (unpaid)'), ('family', 'Family'), ('friend', 'Friend'), ('advocate', 'Advocate'), ('nominated', 'Nominated person'), ('other', 'Other')], max_length=10)),
                    ('name', models.CharField(max_length=120)),
                    ('telephone', models.CharField(blank=True, max_length=30)),
                    ('note', models.CharField(blank=True, max_length=200)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='communicationneed',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='communicationneedevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='communicationneedevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.communicationneed'),
            ), migrations.AddField(
                model_name='communicationneedevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='contactpoint',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='contactpointevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='contactpointevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.contactpoint'),
            ), migrations.AddField(
                model_name='contactpointevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='individual',
                name='merged_into',
                field=models.ForeignKey(blank=True, editable=False, help_text='the primary record of this person; written by merging and undoing it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='casework.individual'),
            ), migrations.AddField(
                model_name='individual',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='individual',
                name='user',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='contactpointevent',
                name='individual',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='contactpoint',
                name='individual',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_points', to='casework.individual'),
            ), migrations.AddField(
                model_name='communicationneedevent',
                name='individual',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='communicationneed',
                name='individual',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='communication_needs', to='casework.individual'),
            ), migrations.AddField(
                model_name='individualevent',
                name='merged_into',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='the primary record of this person; written by merging and undoing it', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='individualevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='individualevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='individualevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='individualevent',
                name='user',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='keyworkerterm',
                name='individual',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keyworker_terms', to='casework.individual'),
            ), migrations.AddField(
                model_name='keyworkerterm',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='keyworkerterm',
                name='user',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='keyworkertermevent',
                name='individual',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='keyworkertermevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='keyworkertermevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.keyworkerterm'),
            ), migrations.AddField(
                model_name='keyworkertermevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='keyworkertermevent',
                name='user',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='merge',
                name='duplicate',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='casework.individual'),
            ), migrations.AddField(
                model_name='merge',
                name='into',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='merge',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='merge',
                name='undone_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='mergeevent',
                name='duplicate',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='mergeevent',
                name='into',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='mergeevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='mergeevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.merge'),
            ), migrations.AddField(
                model_name='mergeevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='mergeevent',
                name='undone_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='relationship',
                name='individual',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relationships', to='casework.individual'),
            ), migrations.AddField(
                model_name='relationship',
                name='recorded_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='relationshipevent',
                name='individual',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.individual'),
            ), migrations.AddField(
                model_name='relationshipevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ), migrations.AddField(
                model_name='relationshipevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='casework.relationship'),
            ), migrations.AddField(
                model_name='relationshipevent',
                name='recorded_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddIndex(
                model_name='individual',
                index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('full_name'), name='gin_trgm_ops'), name='individual_name'),
            ), migrations.AddIndex(
                model_name='individual',
                index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('names_sought'), name='gin_trgm_ops'), name='individual_names_sought'),
            ), migrations.AddIndex(
                model_name='individual',
                index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='individual_merged_into'),
            ), migrations.AddIndex(
                model_name='individual',
                index=models.Index(fields=['date_of_birth'], name='individual_born_on'),
            ), migrations.AddIndex(
                model_name='individual',
                index=models.Index(condition=models.Q(('nhs_number__isnull', False)), fields=['nhs_number'], name='individual_nhs'),
            ), migrations.AddIndex(
                model_name='individual',
                index=models.Index(fields=['full_name', 'id'], name='individual_by_name'),
            ), migrations.AddConstraint(
                model_name='individual',
                constraint=models.CheckConstraint(condition=models.Q(('date_of_birth__gte', '1900-01-01')), name='individual_born', violation_error_message='The date of birth must be after 1900.'),
            ), migrations.AddConstraint(
                model_name='individual',
                constraint=models.CheckConstraint(condition=models.Q(('died_on', None), ('died_on__gte', models.F('date_of_birth')), _connector='OR'), name='individual_died_after_birth', violation_error_message='The date of death cannot be before the date of birth.'),
            ), migrations.AddConstraint(
                model_name='individual',
                constraint=models.CheckConstraint(condition=models.Q(('nhs_number', None), ('nhs_number__regex', '^[0-9]{10}$'), _connector='OR'), name='individual_nhs_number', violation_error_message='An NHS number has ten digits.'),
            ), migrations.AddConstraint(
                model_name='individual',
                constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='individual_merged_into_another', violation_error_message='A record cannot be merged into itself.'),
            ), migrations.AddIndex(
                model_name='contactpoint',
                index=models.Index(django.contrib.postgres.indexes.OpClass(models.Func(models.Func(models.F('value'), models.Value('\\D'), models.Value(''), models.Value('g'), function='regexp_replace'), function='reverse', output_field=models.TextField()), name='text_pattern_ops'), name='contact_point_telephone'),
            ), migrations.AddConstraint(
                model_name='contactpoint',
                constraint=models.UniqueConstraint(fields=('individual', 'kind', 'value'), name='contact_point_once', violation_error_message='This contact detail is already recorded.'),
            ), migrations.AddConstraint(
                model_name='communicationneed',
                constraint=models.UniqueConstraint(fields=('individual', 'need'), name='communication_need_once', violation_error_message='This need is already recorded.'),
            ), migrations.AddConstraint(
                model_name='keyworkerterm',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('individual', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='keyworker_one_at_a_time', violation_error_message='A person can have only one keyworker at a time.'),
            ), migrations.AddConstraint(
                model_name='keyworkerterm',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='keyworker_dates', violation_error_message='The end must be after the start.'),
            ), migrations.AddConstraint(
                model_name='merge',
                constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('duplicate',), name='merge_once', violation_error_message='This record has already been merged.'),
            ), migrations.AddConstraint(
                model_name='merge',
                constraint=models.CheckConstraint(condition=models.Q(('duplicate', models.F('into')), _negated=True), name='merge_of_two', violation_error_message='A record cannot be merged into itself.'),
            ), migrations.AddConstraint(
                model_name='merge',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='merge_reason', violation_error_message='Enter how you know that the two records are of one person.'),
            ), migrations.AddConstraint(
                model_name='merge',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None), ('undone_reason', '')), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False), models.Q(('undone_reason', ''), _negated=True)), _connector='OR'), name='merge_undone', violation_error_message='Enter why the merge is being undone.'),
            ), migrations.AddConstraint(
                model_name='relationship',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('individual', '='), ('kind', '='), ('name', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='relationship_once', violation_error_message='This relationship is already recorded for some of these days.'),
            ), migrations.AddConstraint(
                model_name='relationship',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='relationship_dates', violation_error_message='The end must be after the start.'),
            )],
        ),
    ]
