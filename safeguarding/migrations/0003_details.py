
import core.clock
import core.migration_operations
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0011_runs_that_only_started_others'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('safeguarding', '0002_withdrawn_concerns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='concern',
                name='body_areas',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('head', 'Head'), ('face', 'Face'), ('neck', 'Neck'), ('chest', 'Chest'), ('back', 'Back'), ('abdomen', 'Stomach and abdomen'), ('pelvis', 'Hips and buttocks'), ('genitals', 'Genital area'), ('left arm', 'Left arm and shoulder'), ('right arm', 'Right arm and shoulder'), ('left hand', 'Left hand'), ('right hand', 'Right hand'), ('left leg', 'Left leg'), ('right leg', 'Right leg'), ('left foot', 'Left foot'), ('right foot', 'Right foot')], max_length=20), blank=True, default=list, size=None),
            ), migrations.AddField(
                model_name='concern',
                name='body_detail',
                field=models.TextField(blank=True, verbose_name='marks and injuries'),
            ), migrations.AddField(
                model_name='concern',
                name='capacity',
                field=models.CharField(blank=True, choices=[('has', 'They can decide about this'), ('lacks', 'They were assessed and cannot decide about this'), ('in doubt', 'It is in doubt and not assessed yet'), ('not known', 'Not known')], help_text='for this decision', max_length=20),
            ), migrations.AddField(
                model_name='concern',
                name='capacity_detail',
                field=models.TextField(blank=True, verbose_name='which decision, and how it is known'),
            ), migrations.AddField(
                model_name='concern',
                name='children',
                field=models.TextField(blank=True, verbose_name='which children, their ages and where they are'),
            ), migrations.AddField(
                model_name='concern',
                name='children_at_risk',
                field=models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], default='not known', help_text='beside the adult', max_length=20),
            ), migrations.AddField(
                model_name='concern',
                name='children_contact',
                field=models.CharField(blank=True, max_length=120, verbose_name='who was contacted at Children’s safeguarding'),
            ), migrations.AddField(
                model_name='concern',
                name='children_contacted_at',
                field=models.DateTimeField(blank=True, null=True),
            ), migrations.AddField(
                model_name='concern',
                name='children_contacted_by',
                field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='concern',
                name='consent',
                field=models.CharField(blank=True, choices=[('yes', 'Yes, they agree'), ('no', 'No, they do not agree'), ('not sought', 'They were not asked')], max_length=20, verbose_name='consent to raise it'),
            ), migrations.AddField(
                model_name='concern',
                name='consent_reason',
                field=models.TextField(blank=True, verbose_name='why it is raised without consent'),
            ), migrations.AddField(
                model_name='concern',
                name='contact_due_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='concern',
                name='council_decided_by',
                field=models.CharField(blank=True, max_length=120, verbose_name='who decided at the Council'),
            ), migrations.AddField(
                model_name='concern',
                name='council_decision_kind',
                field=models.CharField(blank=True, choices=[('section 42', 'Section 42 enquiry'), ('other enquiry', 'Another enquiry'), ('none', 'No enquiry'), ('advice', 'No enquiry: advice given')], max_length=20),
            ), migrations.AddField(
                model_name='concern',
                name='emergency_called_at',
                field=models.DateTimeField(blank=True, null=True),
            ), migrations.AddField(
                model_name='concern',
                name='emergency_outcome',
                field=models.TextField(blank=True, verbose_name='who came and when, and what they did'),
            ), migrations.AddField(
                model_name='concern',
                name='emergency_services',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('police', 'Police'), ('ambulance', 'Ambulance'), ('fire', 'Fire and rescue'), ('crisis team', 'Mental health crisis team')], max_length=20), blank=True, default=list, size=None),
            ), migrations.AddField(
                model_name='concern',
                name='happened_on',
                field=models.DateField(blank=True, null=True),
            ), migrations.AddField(
                model_name='concern',
                name='happened_when',
                field=models.CharField(blank=True, max_length=120, verbose_name='at what time, or between which days'),
            ), migrations.AddField(
                model_name='concern',
                name='is_safe',
                field=models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], default='not known', max_length=20),
            ), migrations.AddField(
                model_name='concern',
                name='opinion',
                field=models.TextField(blank=True, verbose_name='what the author thinks of it, apart from the facts'),
            ), migrations.AddField(
                model_name='concern',
                name='place',
                field=models.CharField(blank=True, choices=[('own home', 'Their own home'), ('community', 'In the community'), ('community service', 'In a community service'), ('care home', 'Care home'), ('acute hospital', 'Hospital: acute'), ('mental health hospital', 'Hospital: mental health'), ('community hospital', 'Hospital: community'), ('other', 'Somewhere else')], max_length=30),
            ), migrations.AddField(
                model_name='concern',
                name='place_detail',
                field=models.CharField(blank=True, max_length=200),
            ), migrations.AddField(
                model_name='concern',
                name='portal_due_on',
                field=models.DateField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='concern',
                name='portal_sent_by',
                field=models.CharField(blank=True, max_length=120, verbose_name='who submitted the form'),
            ), migrations.AddField(
                model_name='concern',
                name='portal_sent_on',
                field=models.DateField(blank=True, null=True),
            ), migrations.AddField(
                model_name='concern',
                name='revision',
                field=models.PositiveIntegerField(default=1, editable=False),
            ), migrations.AddField(
                model_name='concern',
                name='subject',
                field=models.CharField(choices=[('adult', 'The person we support'), ('child', 'A child')], default='adult', max_length=20),
            ), migrations.AddField(
                model_name='concernevent',
                name='body_areas',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('head', 'Head'), ('face', 'Face'), ('neck', 'Neck'), ('chest', 'Chest'), ('back', 'Back'), ('abdomen', 'Stomach and abdomen'), ('pelvis', 'Hips and buttocks'), ('genitals', 'Genital area'), ('left arm', 'Left arm and shoulder'), ('right arm', 'Right arm and shoulder'), ('left hand', 'Left hand'), ('right hand', 'Right hand'), ('left leg', 'Left leg'), ('right leg', 'Right leg'), ('left foot', 'Left foot'), ('right foot', 'Right foot')], max_length=20), blank=True, default=list, size=None),
            ), migrations.AddField(
                model_name='concernevent',
                name='body_detail',
                field=models.TextField(blank=True, verbose_name='marks and injuries'),
            ), migrations.AddField(
                model_name='concernevent',
                name='capacity',
                field=models.CharField(blank=True, choices=[('has', 'They can decide about this'), ('lacks', 'They were assessed and cannot decide about this'), ('in doubt', 'It is in doubt and not assessed yet'), ('not known', 'Not known')], help_text='for this decision', max_length=20),
            ), migrations.AddField(
                model_name='concernevent',
                name='capacity_detail',
                field=models.TextField(blank=True, verbose_name='which decision, and how it is known'),
            ), migrations.AddField(
                model_name='concernevent',
                name='children',
                field=models.TextField(blank=True, verbose_name='which children, their ages and where they are'),
            ), migrations.AddField(
                model_name='concernevent',
                name='children_at_risk',
                field=models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], default='not known', help_text='beside the adult', max_length=20),
            ), migrations.AddField(
                model_name='concernevent',
                name='children_contact',
                field=models.CharField(blank=True, max_length=120, verbose_name='who was contacted at Children’s safeguarding'),
            ), migrations.AddField(
                model_name='concernevent',
                name='children_contacted_at',
                field=models.DateTimeField(blank=True, null=True),
            ), migrations.AddField(
                model_name='concernevent',
                name='children_contacted_by',
                field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
            ), migrations.AddField(
                model_name='concernevent',
                name='consent',
                field=models.CharField(blank=True, choices=[('yes', 'Yes, they agree'), ('no', 'No, they do not agree'), ('not sought', 'They were not asked')], max_length=20, verbose_name='consent to raise it'),
            ), migrations.AddField(
                model_name='concernevent',
                name='consent_reason',
                field=models.TextField(blank=True, verbose_name='why it is raised without consent'),
            ), migrations.AddField(
                model_name='concernevent',
                name='contact_due_at',
                field=models.DateTimeField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='concernevent',
                name='council_decided_by',
                field=models.CharField(blank=True, max_length=120, verbose_name='who decided at the Council'),
            ), migrations.AddField(
                model_name='concernevent',
                name='council_decision_kind',
                field=models.CharField(blank=True, choices=[('section 42', 'Section 42 enquiry'), ('other enquiry', 'Another enquiry'), ('none', 'No enquiry'), ('advice', 'No enquiry: advice given')], max_length=20),
            ), migrations.AddField(
                model_name='concernevent',
                name='emergency_called_at',
                field=models.DateTimeField(blank=True, null=True),
            ), migrations.AddField(
                model_name='concernevent',
                name='emergency_outcome',
                field=models.TextField(blank=True, verbose_name='who came and when, and what they did'),
            ), migrations.AddField(
                model_name='concernevent',
                name='emergency_services',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('police', 'Police'), ('ambulance', 'Ambulance'), ('fire', 'Fire and rescue'), ('crisis team', 'Mental health crisis team')], max_length=20), blank=True, default=list, size=None),
            ), migrations.AddField(
                model_name='concernevent',
                name='happened_on',
                field=models.DateField(blank=True, null=True),
            ), migrations.AddField(
                model_name='concernevent',
                name='happened_when',
                field=models.CharField(blank=True, max_length=120, verbose_name='at what time, or between which days'),
            ), migrations.AddField(
                model_name='concernevent',
                name='is_safe',
                field=models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('not known', 'Not known')], default='not known', max_length=20),
            ), migrations.AddField(
                model_name='concernevent',
                name='opinion',
                field=models.TextField(blank=True, verbose_name='what the author thinks of it, apart from the facts'),
            ), migrations.AddField(
                model_name='concernevent',
                name='place',
                field=models.CharField(blank=True, choices=[('own home', 'Their own home'), ('community', 'In the community'), ('community service', 'In a community service'), ('care home', 'Care home'), ('acute hospital', 'Hospital: acute'), ('mental health hospital', 'Hospital: mental health'), ('community hospital', 'Hospital: community'), ('other', 'Somewhere else')], max_length=30),
            ), migrations.AddField(
                model_name='concernevent',
                name='place_detail',
                field=models.CharField(blank=True, max_length=200),
            ), migrations.AddField(
                model_name='concernevent',
                name='portal_due_on',
                field=models.DateField(blank=True, editable=False, null=True),
            ), migrations.AddField(
                model_name='concernevent',
                name='portal_sent_by',
                field=models.CharField(blank=True, max_length=120, verbose_name='who submitted the form'),
            ), migrations.AddField(
                model_name='concernevent',
                name='portal_sent_on',
                field=models.DateField(blank=True, null=True),
            ), migrations.AddField(
                model_name='concernevent',
                name='revision',
                field=models.PositiveIntegerField(default=1, editable=False),
            ), migrations.AddField(
                model_name='concernevent',
                name='subject',
                field=models.CharField(choices=[('adult', 'The person we support'), ('child', 'A child')], default='adult', max_length=20),
            )],
        ),
        migrations.AlterField(
            model_name='concern',
            name='council_decision',
            field=models.TextField(blank=True, verbose_name='what the Council said'),
        ),
        migrations.AlterField(
            model_name='concernevent',
            name='council_decision',
            field=models.TextField(blank=True, verbose_name='what the Council said'),
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='ConcernSheet',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField()),
                    ('steps', models.PositiveSmallIntegerField()),
                    ('concern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='safeguarding.concern')),
                    ('document', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.document')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='ConcernSheetEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField()),
                    ('steps', models.PositiveSmallIntegerField()),
                    ('concern', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='safeguarding.concern')),
                    ('document', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.document')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='safeguarding.concernsheet')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='concernsheet',
                constraint=models.UniqueConstraint(fields=('concern', 'revision', 'steps'), name='concern_sheet_once', violation_error_message='This sheet is already being made.'),
            )],
        ),
    ]
