
import core.migration_operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0046_no_access_needs'),
        ('plans', '0010_agreements_withdrawn'),
        ('visits', '0023_label_of_an_open_call'),
        ('workforce', '0009_worker_sign_outs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='samedayrequest',
            name='same_day_assessed',
        ),
        migrations.RemoveConstraint(
            model_name='samedayrequest',
            name='same_day_answered',
        ),
        migrations.RemoveConstraint(
            model_name='samedayrequest',
            name='same_day_yes_or_no',
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddField(
                model_name='visit',
                name='carer_needs_met',
                field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not needed', 'Not needed this time')], max_length=10, verbose_name='a carer’s access needs met'),
            ), migrations.AddField(
                model_name='visit',
                name='carer_needs_reason',
                field=models.CharField(blank=True, max_length=300, verbose_name='why a carer’s access needs were not met'),
            ), migrations.AddField(
                model_name='visitevent',
                name='carer_needs_met',
                field=models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('not needed', 'Not needed this time')], max_length=10, verbose_name='a carer’s access needs met'),
            ), migrations.AddField(
                model_name='visitevent',
                name='carer_needs_reason',
                field=models.CharField(blank=True, max_length=300, verbose_name='why a carer’s access needs were not met'),
            )],
        ),
        migrations.AlterField(
            model_name='samedayrequest',
            name='state',
            field=models.CharField(choices=[('requested', 'Needs a risk assessment'), ('assessed', 'Waiting for our answer'), ('promised', 'Visit agreed'), ('refused', 'Answered: no visit'), ('visited', 'Visit made'), ('withdrawn', 'Withdrawn: recorded by mistake')], default='requested', max_length=10),
        ),
        migrations.AlterField(
            model_name='samedayrequestevent',
            name='state',
            field=models.CharField(choices=[('requested', 'Needs a risk assessment'), ('assessed', 'Waiting for our answer'), ('promised', 'Visit agreed'), ('refused', 'Answered: no visit'), ('visited', 'Visit made'), ('withdrawn', 'Withdrawn: recorded by mistake')], default='requested', max_length=10),
        ),
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddConstraint(
                model_name='samedayrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('assessed_at', None), ('assessed_by', None), ('risk', ''), ('state__in', ['requested', 'withdrawn'])), models.Q(models.Q(('state', 'requested'), _negated=True), ('assessed_at__isnull', False), ('assessed_by__isnull', False), models.Q(('risk', ''), _negated=True)), _connector='OR'), name='same_day_assessed', violation_error_message='Assess the risk before you answer.'),
            ), migrations.AddConstraint(
                model_name='samedayrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), models.Q(('state__in', ('promised', 'refused', 'visited')), _negated=True)), models.Q(('answered_at__isnull', False), ('state__in', ['promised', 'refused', 'visited', 'withdrawn'])), _connector='OR'), name='same_day_answered', violation_error_message='An answer needs its time.'),
            ), migrations.AddConstraint(
                model_name='samedayrequest',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('comes_at__isnull', False), ('refusal', ''), ('state__in', ['promised', 'visited', 'withdrawn'])), models.Q(('comes_at', None), ('state__in', ['refused', 'withdrawn']), models.Q(('refusal', ''), _negated=True)), models.Q(('comes_at', None), ('refusal', ''), ('state__in', ['requested', 'assessed', 'withdrawn'])), _connector='OR'), name='same_day_yes_or_no', violation_error_message='Enter when someone will visit, or why no one will.'),
            ), migrations.AddConstraint(
                model_name='visit',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('carer_needs_met', 'no'), models.Q(('carer_needs_reason', ''), _negated=True)), models.Q(models.Q(('carer_needs_met', 'no'), _negated=True), ('carer_needs_reason', '')), _connector='OR'), name='visit_carer_needs_reason', violation_error_message='Enter why the access needs were not met.'),
            )],
        ),
    ]
