import core.clock
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models

from core.at_once import AtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('contracts', '0003_what_is_outside'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        AtOnce([
            migrations.CreateModel(
                name='ContractYear',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('hourly_rate', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='pounds for an hour with people')),
                    ('block_price', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='pounds for the whole year')),
                    ('maximum', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='maximum budget of the year, in pounds')),
                    ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years', to='contracts.contract')),
                    ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-from_on'],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('contract', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='contract_year_once', violation_error_message='The contract has a price for some of these days already.'), models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('from_on')), ('until_on__isnull', False), ('until_on__lte', django.db.models.expressions.CombinedExpression(models.F('from_on'), '+', models.Value(datetime.timedelta(days=366))))), name='contract_year_dates', violation_error_message='A contract year has a last day, at most a year after its first.'), models.CheckConstraint(condition=models.Q(('hourly_rate__isnull', False), ('block_price__isnull', False), _connector='OR'), name='contract_year_price', violation_error_message='Give an hourly rate, a block price, or both.'), models.CheckConstraint(condition=models.Q(models.Q(('hourly_rate', None), ('hourly_rate__gt', 0), _connector='OR'), models.Q(('block_price', None), ('block_price__gt', 0), _connector='OR'), models.Q(('maximum', None), ('maximum__gt', 0), _connector='OR')), name='contract_year_amounts', violation_error_message='Amounts are more than nothing.')],
                },
            ),
            migrations.CreateModel(
                name='ContractYearEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                    ('recorded_at', models.DateTimeField(default=core.clock.now, editable=False)),
                    ('revision', models.PositiveIntegerField(default=1, editable=False)),
                    ('from_on', models.DateField()),
                    ('until_on', models.DateField(blank=True, null=True)),
                    ('hourly_rate', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='pounds for an hour with people')),
                    ('block_price', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='pounds for the whole year')),
                    ('maximum', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='maximum budget of the year, in pounds')),
                    ('contract', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='contracts.contract')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='contracts.contractyear')),
                    ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.AddField(
                model_name='terms',
                name='answer_minutes',
                field=models.PositiveSmallIntegerField(blank=True, help_text='minutes in which a call for help is answered before others are called', null=True),
            ),
            migrations.AddField(
                model_name='terms',
                name='safe_minutes',
                field=models.PositiveSmallIntegerField(blank=True, help_text='minutes after the planned end in which a worker says they are safe', null=True),
            ),
        ]),
    ]
