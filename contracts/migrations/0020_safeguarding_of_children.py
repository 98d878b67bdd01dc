
import core.migration_operations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0019_added_by_mistake'),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='council',
                name='children_team',
                field=models.CharField(blank=True, max_length=120, verbose_name='team for safeguarding children'),
            ), migrations.AddField(
                model_name='council',
                name='children_telephone',
                field=models.CharField(blank=True, max_length=30),
            ), migrations.AddField(
                model_name='councilevent',
                name='children_team',
                field=models.CharField(blank=True, max_length=120, verbose_name='team for safeguarding children'),
            ), migrations.AddField(
                model_name='councilevent',
                name='children_telephone',
                field=models.CharField(blank=True, max_length=30),
            ), migrations.AddField(
                model_name='terms',
                name='council_contact_hours',
                field=models.PositiveSmallIntegerField(blank=True, help_text='hours after a concern is raised in which the Council is contacted', null=True),
            ), migrations.AddField(
                model_name='terms',
                name='portal_form_working_days',
                field=models.PositiveSmallIntegerField(blank=True, help_text='working days after the Council’s decision in which the Partnership Board’s form is sent', null=True),
            )],
        ),
    ]
