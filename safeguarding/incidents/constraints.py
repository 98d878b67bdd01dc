"""The rules of an incident in the database, each with its message."""

from django.db.models import BaseConstraint, CheckConstraint, F, Q, UniqueConstraint

from safeguarding.incidents.enums import IncidentKind, IncidentState

SEVERITY_MISSING = "Choose how serious the harm was. Self-harm is not graded."
PERSON_AND_PACKAGE = "An incident about a person names their support."
VISIT_OF_PERSON = "An incident from a visit is about the person visited."
OUTCOME_MISSING = "Enter what the investigation shows."

INCIDENT_CONSTRAINTS: list[BaseConstraint] = [
    CheckConstraint(
        name="incident_severity",
        condition=(Q(kind=IncidentKind.SELF_HARM) & Q(severity=""))
        | (~Q(kind=IncidentKind.SELF_HARM) & ~Q(severity="")),
        violation_error_message=SEVERITY_MISSING,
    ),
    CheckConstraint(
        name="incident_person",
        condition=Q(individual=None, package=None) | Q(individual__isnull=False, package__isnull=False),
        violation_error_message=PERSON_AND_PACKAGE,
    ),
    CheckConstraint(
        name="incident_visit",
        condition=Q(visit=None) | Q(package__isnull=False),
        violation_error_message=VISIT_OF_PERSON,
    ),
    CheckConstraint(
        name="incident_happened",
        condition=Q(happened_on__lte=F("recorded_on")),
        violation_error_message="The incident cannot be after the day on which it is recorded.",
    ),
    CheckConstraint(
        name="incident_emergency",
        condition=Q(emergency_services__len__gt=0) | Q(emergency_called_at=None, emergency_outcome=""),
        violation_error_message="Choose which emergency services were called.",
    ),
    CheckConstraint(
        name="incident_investigated",
        condition=Q(investigator=None, investigation_due_on=None)
        | Q(investigator__isnull=False, investigation_due_on__isnull=False),
        violation_error_message="Enter who investigates and by when.",
    ),
    CheckConstraint(
        name="incident_under_investigation",
        condition=~Q(state=IncidentState.INVESTIGATED) | Q(investigator__isnull=False),
        violation_error_message="Enter who investigates.",
    ),
    CheckConstraint(
        name="incident_closed",
        condition=~Q(state=IncidentState.CLOSED) | ~Q(findings=""),
        violation_error_message=OUTCOME_MISSING,
    ),
    UniqueConstraint(
        name="incident_of_visit_once",
        fields=["visit"],
        condition=Q(is_from_log=True),
        violation_error_message="This visit has its incident already.",
    ),
    CheckConstraint(
        name="incident_from_log",
        condition=Q(is_from_log=False) | Q(visit__isnull=False, kind=IncidentKind.OUTSIDE_SERVICE),
        violation_error_message="An incident that a log makes names its visit, and what is outside the service.",
    ),
]
