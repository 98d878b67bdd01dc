import core.migration_operations
from django.conf import settings
from django.db import migrations, models


# Rows from before kinds: harm to self by its words, the rest without a kind until the next version. No grade stays,
# because any of them may be about harm to self. The history has the grades that were given.
SORT_AND_UNGRADE = r"""
    UPDATE risk_hazard SET likelihood = NULL, severity = NULL, kind = CASE WHEN description ~*
        '(suicid|self.?harm|self.?injur|overdos|(harm|cut|hurt|kill)\w* (him|her|them)sel|(own|his|her|their) life)'
        THEN 'harm to self' ELSE '' END;
    SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('risk', '0003_requests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='hazard',
            name='hazard_rated',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='hazard',
                name='kind',
                field=models.CharField(blank=True, choices=[('surroundings', 'The surroundings, or visiting alone'), ('harm to self', 'Harm to self'), ('harm from others', 'Harm from other people'), ('harm to others', 'Harm to other people'), ('health', 'Health, or not looking after themselves')], max_length=20),
            ), migrations.AddField(
                model_name='hazardevent',
                name='kind',
                field=models.CharField(blank=True, choices=[('surroundings', 'The surroundings, or visiting alone'), ('harm to self', 'Harm to self'), ('harm from others', 'Harm from other people'), ('harm to others', 'Harm to other people'), ('health', 'Health, or not looking after themselves')], max_length=20),
            )],
        ),
        migrations.AlterField(
            model_name='hazard',
            name='likelihood',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '1: rare, not known to have happened'), (2, '2: unlikely, but it could happen'), (3, '3: possible, it has happened before'), (4, '4: likely, it happens from time to time'), (5, '5: almost certain, it happens often')], null=True),
        ),
        migrations.AlterField(
            model_name='hazard',
            name='severity',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '1: slight, no lasting harm'), (2, '2: minor, first aid or short-term upset'), (3, '3: moderate, needs treatment or support'), (4, '4: serious, could mean a hospital stay or lasting harm'), (5, '5: severe, could be life-threatening')], null=True),
        ),
        migrations.AlterField(
            model_name='hazardevent',
            name='likelihood',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '1: rare, not known to have happened'), (2, '2: unlikely, but it could happen'), (3, '3: possible, it has happened before'), (4, '4: likely, it happens from time to time'), (5, '5: almost certain, it happens often')], null=True),
        ),
        migrations.AlterField(
            model_name='hazardevent',
            name='severity',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(1, '1: slight, no lasting harm'), (2, '2: minor, first aid or short-term upset'), (3, '3: moderate, needs treatment or support'), (4, '4: serious, could mean a hospital stay or lasting harm'), (5, '5: severe, could be life-threatening')], null=True),
        ),
        migrations.RunSQL(SORT_AND_UNGRADE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='hazard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'surroundings'), ('likelihood__gte', 1), ('likelihood__isnull', False), ('likelihood__lte', 5), ('severity__gte', 1), ('severity__isnull', False), ('severity__lte', 5)), models.Q(models.Q(('kind', 'surroundings'), _negated=True), ('likelihood', None), ('severity', None)), _connector='OR'), name='hazard_graded_surroundings_only', violation_error_message='Grade surroundings and visiting alone from 1 to 5, and nothing else.'),
        ),
    ]
