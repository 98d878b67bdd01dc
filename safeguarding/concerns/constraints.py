"""The rules of a concern in the database, each with its message."""

from django.db.models import BaseConstraint, CheckConstraint, F, Q

from safeguarding.concerns.enums import (
    ENQUIRIES,
    NO_ENQUIRIES,
    ConcernState,
    ConsentToRaise,
    SubjectOfConcern,
    YesNoNotKnown,
)

NOT_CONTACTED = [ConcernState.RAISED, ConcernState.WITHDRAWN]
CONCERN_CONSTRAINTS: list[BaseConstraint] = [
    CheckConstraint(
        name="concern_contacted",
        condition=Q(council_contacted_at=None, council_contacted_by=None, council_contact="")
        | (Q(council_contacted_at__isnull=False, council_contacted_by__isnull=False) & ~Q(council_contact="")),
        violation_error_message="Enter when the Council was contacted and who was spoken to.",
    ),
    CheckConstraint(
        name="concern_council_first",
        condition=Q(state__in=NOT_CONTACTED) | Q(council_contacted_at__isnull=False),
        violation_error_message="Contact the Council first.",
    ),
    CheckConstraint(
        name="concern_decided_after_contact",
        condition=Q(council_decided_at=None) | Q(council_decided_at__gte=F("council_contacted_at")),
        violation_error_message="The Council’s decision must be after the contact with the Council.",
    ),
    CheckConstraint(
        name="concern_decided",
        condition=Q(council_decided_at=None, council_decision_kind="", council_decided_by="", council_decision="")
        | (Q(council_decided_at__isnull=False) & ~Q(council_decision_kind="") & ~Q(council_decided_by="")),
        violation_error_message="Enter what the Council decided, who decided and when.",
    ),
    CheckConstraint(
        name="concern_enquiry_by_council",
        condition=~Q(state__in=[ConcernState.ENQUIRY, ConcernState.REPORTED]) | Q(council_decision_kind__in=ENQUIRIES),
        violation_error_message="Only the Council decides that there is an enquiry.",
    ),
    CheckConstraint(
        name="concern_no_enquiry_by_council",
        condition=~Q(state=ConcernState.NO_ENQUIRY) | Q(council_decision_kind__in=NO_ENQUIRIES),
        violation_error_message="Only the Council decides that there is no enquiry.",
    ),
    CheckConstraint(
        name="concern_portal",
        condition=~Q(state=ConcernState.REPORTED) | ~Q(portal_reference=""),
        violation_error_message="Enter the reference from the portal.",
    ),
    CheckConstraint(
        name="concern_portal_sent",
        condition=Q(portal_reference="", portal_sent_on=None, portal_sent_by="")
        | (~Q(portal_reference="") & Q(portal_sent_on__isnull=False) & ~Q(portal_sent_by="")),
        violation_error_message="Enter the reference from the portal, the date and who submitted the form.",
    ),
    CheckConstraint(
        name="concern_kinds",
        condition=Q(kinds__len__gt=0),
        violation_error_message="Choose at least one kind of abuse or neglect.",
    ),
    CheckConstraint(
        name="concern_children",
        condition=~Q(children="") | Q(subject=SubjectOfConcern.ADULT) & ~Q(children_at_risk=YesNoNotKnown.YES),
        violation_error_message="Enter which children are at risk, or how they are related to the person.",
    ),
    CheckConstraint(
        name="concern_children_contacted",
        condition=Q(children_contacted_at=None, children_contacted_by=None, children_contact="")
        | (Q(children_contacted_at__isnull=False, children_contacted_by__isnull=False) & ~Q(children_contact="")),
        violation_error_message="Enter when Children’s safeguarding was contacted and who was spoken to.",
    ),
    CheckConstraint(
        name="concern_children_first",
        condition=~Q(state=ConcernState.CLOSED)
        | Q(subject=SubjectOfConcern.CHILD)
        | ~Q(children_at_risk=YesNoNotKnown.YES)
        | Q(children_contacted_at__isnull=False),
        violation_error_message="Contact Children’s safeguarding first.",
    ),
    CheckConstraint(
        name="concern_happened",
        condition=Q(happened_on=None) | Q(happened_on__lte=F("raised_on")),
        violation_error_message="The date on which it happened cannot be after the concern was raised.",
    ),
    CheckConstraint(
        name="concern_emergency",
        condition=Q(emergency_services__len__gt=0) | Q(emergency_called_at=None, emergency_outcome=""),
        violation_error_message="Choose which emergency services were called.",
    ),
    CheckConstraint(
        name="concern_consent",
        condition=Q(consent__in=["", ConsentToRaise.YES]) | ~Q(consent_reason=""),
        violation_error_message="Enter why the concern is raised without the person’s agreement.",
    ),
]
