
import core.migration_operations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0047_dates_of_stays_corrected'),
        ('safeguarding', '0004_decisions_by_kind'),
        ('visits', '0025_missed_visit_not_reached'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        core.migration_operations.CombinedAdditions(
            operations=[migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('council_decided_at', None), ('council_decided_by', ''), ('council_decision', ''), ('council_decision_kind', '')), models.Q(('council_decided_at__isnull', False), models.Q(('council_decision_kind', ''), _negated=True), models.Q(('council_decided_by', ''), _negated=True)), _connector='OR'), name='concern_decided', violation_error_message='Enter what the Council decided, who decided and when.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['enquiry', 'reported']), _negated=True), ('council_decision_kind__in', ('section 42', 'other enquiry')), _connector='OR'), name='concern_enquiry_by_council', violation_error_message='Only the Council decides that there is an enquiry.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'no enquiry'), _negated=True), ('council_decision_kind__in', ('none', 'advice')), _connector='OR'), name='concern_no_enquiry_by_council', violation_error_message='Only the Council decides that there is no enquiry.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('portal_reference', ''), ('portal_sent_by', ''), ('portal_sent_on', None)), models.Q(models.Q(('portal_reference', ''), _negated=True), ('portal_sent_on__isnull', False), models.Q(('portal_sent_by', ''), _negated=True)), _connector='OR'), name='concern_portal_sent', violation_error_message='Enter the reference from the portal, the date and who submitted the form.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('children', ''), _negated=True), models.Q(('subject', 'adult'), models.Q(('children_at_risk', 'yes'), _negated=True)), _connector='OR'), name='concern_children', violation_error_message='Enter which children are at risk, or how they are related to the person.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('children_contact', ''), ('children_contacted_at', None), ('children_contacted_by', None)), models.Q(('children_contacted_at__isnull', False), ('children_contacted_by__isnull', False), models.Q(('children_contact', ''), _negated=True)), _connector='OR'), name='concern_children_contacted', violation_error_message='Enter when Children’s safeguarding was contacted and who was spoken to.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('subject', 'child'), models.Q(('children_at_risk', 'yes'), _negated=True), ('children_contacted_at__isnull', False), _connector='OR'), name='concern_children_first', violation_error_message='Contact Children’s safeguarding first.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(('happened_on', None), ('happened_on__lte', models.F('raised_on')), _connector='OR'), name='concern_happened', violation_error_message='The date on which it happened cannot be after the concern was raised.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(('emergency_services__len__gt', 0), models.Q(('emergency_called_at', None), ('emergency_outcome', '')), _connector='OR'), name='concern_emergency', violation_error_message='Choose which emergency services were called.'),
            ), migrations.AddConstraint(
                model_name='concern',
                constraint=models.CheckConstraint(condition=models.Q(('consent__in', ['', 'yes']), models.Q(('consent_reason', ''), _negated=True), _connector='OR'), name='concern_consent', violation_error_message='Enter why the concern is raised without the person’s agreement.'),
            )],
        ),
    ]
