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
        ('plans', '0004_measures'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='TransitionPlan',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('assessed_from_on', models.DateField(blank=True, null=True)),
                    ('assessed_last_on', models.DateField(blank=True, null=True)),
                    ('assessed_by', models.CharField(blank=True, max_length=120)),
                    ('result', models.TextField(blank=True, verbose_name='result of the assessment')),
                    ('changes', models.TextField(verbose_name='what changes on the birthday')),
                    ('stays', models.TextField(blank=True, verbose_name='what stays the same')),
                    ('carries_on', models.TextField(blank=True, verbose_name='who will do what in the services')),
                    ('wishes', models.TextField(blank=True, verbose_name='what the person hopes for and worries about')),
                    ('first_weeks', models.TextField(blank=True, verbose_name='the first weeks of support')),
                    ('package', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='TransitionPlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('assessed_from_on', models.DateField(blank=True, null=True)),
                    ('assessed_last_on', models.DateField(blank=True, null=True)),
                    ('assessed_by', models.CharField(blank=True, max_length=120)),
                    ('result', models.TextField(blank=True, verbose_name='result of the assessment')),
                    ('changes', models.TextField(verbose_name='what changes on the birthday')),
                    ('stays', models.TextField(blank=True, verbose_name='what stays the same')),
                    ('carries_on', models.TextField(blank=True, verbose_name='who will do what in the services')),
                    ('wishes', models.TextField(blank=True, verbose_name='what the person hopes for and worries about')),
                    ('first_weeks', models.TextField(blank=True, verbose_name='the first weeks of support')),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.transitionplan')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='TransitionSharing',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('agency', models.CharField(choices=[('children', "Children's Services"), ('adults', "Adults' Services"), ('camhs', 'Child and adolescent mental health services'), ('education', 'School or college'), ('other', 'Another agency')], max_length=10)),
                    ('shared_with', models.CharField(max_length=120)),
                    ('shared_on', models.DateField()),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sharings', to='plans.transitionplan')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['shared_on', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='TransitionSharingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('agency', models.CharField(choices=[('children', "Children's Services"), ('adults', "Adults' Services"), ('camhs', 'Child and adolescent mental health services'), ('education', 'School or college'), ('other', 'Another agency')], max_length=10)),
                    ('shared_with', models.CharField(max_length=120)),
                    ('shared_on', models.DateField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.transitionsharing')),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.transitionplan')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='transitionplan',
                constraint=models.CheckConstraint(condition=models.Q(('changes', ''), _negated=True), name='transition_plan_changes', violation_error_message='Enter what changes on the birthday.'),
            ), migrations.AddConstraint(
                model_name='transitionplan',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('assessed_from_on', None), ('assessed_last_on', None)), models.Q(('assessed_from_on__isnull', False), ('assessed_last_on', None)), ('assessed_last_on__gte', models.F('assessed_from_on')), _connector='OR'), name='transition_plan_assessed', violation_error_message="The last day of the assessment can't be before its first day."),
            ), migrations.AddConstraint(
                model_name='transitionsharing',
                constraint=models.UniqueConstraint(fields=('plan', 'agency', 'shared_on'), name='transition_sharing_once', violation_error_message='This is already recorded.'),
            ), migrations.AddConstraint(
                model_name='transitionsharing',
                constraint=models.CheckConstraint(condition=models.Q(('shared_with', ''), _negated=True), name='transition_sharing_whom', violation_error_message='Enter who at the service it was shared with.'),
            )],
        ),
    ]
