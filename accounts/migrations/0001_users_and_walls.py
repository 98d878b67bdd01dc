import core.clock
import core.migration_operations
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_extensions'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.CreateModel(
                name='User',
                fields=[
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='email address')),
                    ('full_name', models.CharField(max_length=120)),
                    ('telephone', models.CharField(blank=True, max_length=30)),
                    ('is_active', models.BooleanField(default=True)),
                    ('suspended_at', models.DateTimeField(blank=True, null=True, verbose_name='access suspended at')),
                    ('suspended_reason', models.CharField(blank=True, max_length=200)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once', violation_error_message='This email address is already in use.'), models.CheckConstraint(condition=models.Q(models.Q(('suspended_at', None), ('suspended_reason', '')), models.Q(('suspended_at__isnull', False), models.Q(('suspended_reason', ''), _negated=True)), _connector='OR'), name='user_suspended', violation_error_message='Enter the reason for suspending access.')],
                },
            ), migrations.CreateModel(
                name='UserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('email', models.EmailField(max_length=254, verbose_name='email address')),
                    ('full_name', models.CharField(max_length=120)),
                    ('telephone', models.CharField(blank=True, max_length=30)),
                    ('is_active', models.BooleanField(default=True)),
                    ('suspended_at', models.DateTimeField(blank=True, null=True, verbose_name='access suspended at')),
                    ('suspended_reason', models.CharField(blank=True, max_length=200)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Wall',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('record_id', models.UUIDField()),
                    ('reason', models.TextField()),
                    ('lifted_at', models.DateTimeField(blank=True, null=True)),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ), migrations.CreateModel(
                name='WallEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('record_id', models.UUIDField()),
                    ('reason', models.TextField()),
                    ('lifted_at', models.DateTimeField(blank=True, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.wall')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.AddIndex(
                model_name='wall',
                index=models.Index(condition=models.Q(('lifted_at', None)), fields=['user', 'record_id'], name='wall_of_user'),
            ), migrations.AddConstraint(
                model_name='wall',
                constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('record_id', 'user'), name='wall_once', violation_error_message='This wall already exists.'),
            ), migrations.AddConstraint(
                model_name='wall',
                constraint=models.CheckConstraint(condition=models.Q(('lifted_at', None), ('lifted_at__gte', models.F('recorded_at')), _connector='OR'), name='wall_dates', violation_error_message='A wall must be lifted after it was raised.'),
            )],
        ),
    ]
