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
        ('plans', '0005_transition'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='ExitAgreement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('party', models.CharField(choices=[('person', 'The person'), ('council', 'The Council'), ('provider', 'The provider')], max_length=10)),
                    ('revision', models.PositiveIntegerField()),
                    ('agreed_by', models.CharField(max_length=120)),
                    ('agreed_on', models.DateField()),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['agreed_on', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='ExitArrangement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('responsible', models.CharField(max_length=120)),
                    ('task', models.CharField(max_length=300)),
                    ('dropped_on', models.DateField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['position', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='ExitCondition',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('text', models.CharField(max_length=300)),
                    ('done_on', models.DateField(blank=True, editable=False, null=True)),
                    ('dropped_on', models.DateField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['position', 'recorded_at', 'id'],
                },
            ), migrations.CreateModel(
                name='ExitPlan',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('where_to', models.CharField(choices=[('independence', 'Living independently'), ('step-down', 'Another commissioned service'), ('direct payment', 'Direct payment'), ('care home', 'Care home or supported living'), ('hospital', 'Hospital'), ('moved', 'Moved to another area'), ('prison', 'Prison'), ('died', 'Died'), ('not known', 'Not known')], max_length=20)),
                    ('where_words', models.TextField(blank=True, verbose_name='what life will look like')),
                    ('expected_on', models.DateField(blank=True, help_text='the day support is expected to end', null=True)),
                    ('package', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.supportpackage')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='ExitConditionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('text', models.CharField(max_length=300)),
                    ('done_on', models.DateField(blank=True, editable=False, null=True)),
                    ('dropped_on', models.DateField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.exitcondition')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.exitplan')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='exitcondition',
                name='plan',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='plans.exitplan'),
            ), migrations.CreateModel(
                name='ExitArrangementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('responsible', models.CharField(max_length=120)),
                    ('task', models.CharField(max_length=300)),
                    ('dropped_on', models.DateField(blank=True, editable=False, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.exitarrangement')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.exitplan')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='exitarrangement',
                name='plan',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrangements', to='plans.exitplan'),
            ), migrations.CreateModel(
                name='ExitAgreementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('party', models.CharField(choices=[('person', 'The person'), ('council', 'The Council'), ('provider', 'The provider')], max_length=10)),
                    ('revision', models.PositiveIntegerField()),
                    ('agreed_by', models.CharField(max_length=120)),
                    ('agreed_on', models.DateField()),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.exitagreement')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.exitplan')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddField(
                model_name='exitagreement',
                name='plan',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='plans.exitplan'),
            ), migrations.CreateModel(
                name='ExitPlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('where_to', models.CharField(choices=[('independence', 'Living independently'), ('step-down', 'Another commissioned service'), ('direct payment', 'Direct payment'), ('care home', 'Care home or supported living'), ('hospital', 'Hospital'), ('moved', 'Moved to another area'), ('prison', 'Prison'), ('died', 'Died'), ('not known', 'Not known')], max_length=20)),
                    ('where_words', models.TextField(blank=True, verbose_name='what life will look like')),
                    ('expected_on', models.DateField(blank=True, help_text='the day support is expected to end', null=True)),
                    ('package', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.supportpackage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='plans.exitplan')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddConstraint(
                model_name='exitplan',
                constraint=models.CheckConstraint(condition=models.Q(('where_to__in', ['', 'died']), _negated=True), name='exit_where_to', violation_error_message='Choose a destination.'),
            ), migrations.AddConstraint(
                model_name='exitcondition',
                constraint=models.UniqueConstraint(fields=('plan', 'text'), name='exit_condition_once', violation_error_message='This is already in the exit plan.'),
            ), migrations.AddConstraint(
                model_name='exitarrangement',
                constraint=models.UniqueConstraint(fields=('plan', 'responsible', 'task'), name='exit_arrangement_once', violation_error_message='This is already in the exit plan.'),
            ), migrations.AddConstraint(
                model_name='exitagreement',
                constraint=models.UniqueConstraint(fields=('plan', 'party', 'revision'), name='exit_agreement_once', violation_error_message='This agreement is already recorded.'),
            ), migrations.AddConstraint(
                model_name='exitagreement',
                constraint=models.CheckConstraint(condition=models.Q(('agreed_by', ''), _negated=True), name='exit_agreement_named', violation_error_message='Enter the name of who agrees.'),
            )],
        ),
    ]
