import core.migration_operations
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0007_importing'),
    ]

    operations = [
        migrations.RenameModel(
            old_name='Suspension',
            new_name='Hold',
        ),
        migrations.RenameModel(
            old_name='SuspensionEvent',
            new_name='HoldEvent',
        ),
        migrations.AlterField(
            model_name='hold',
            name='package',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='casework.supportpackage'),
        ),
        migrations.RenameIndex(
            model_name='hold',
            old_name='suspension_last',
            new_name='hold_last',
        ),
        migrations.RemoveConstraint(
            model_name='hold',
            name='suspension_once',
        ),
        migrations.RemoveConstraint(
            model_name='hold',
            name='suspension_dates',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddConstraint(
                model_name='hold',
                constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('package', '='), (models.Func(models.F('from_on'), models.F('until_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='hold_once', violation_error_message='The package is already on hold on some of these days.'),
            ), migrations.AddConstraint(
                model_name='hold',
                constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gt', models.F('from_on')), _connector='OR'), name='hold_dates', violation_error_message='The end must be after the start.'),
            )],
        ),
    ]
