"""What changed in a safeguarding concern, and in an incident."""

from collections.abc import Iterator

from accounts.enums import Permission
from casework.access.changes import RecordKind
from design.changes import TrackedRows, choices_text
from safeguarding.concerns.enums import Abuse, EmergencyService
from safeguarding.models import Candour, Concern, Incident, IncidentAction, IncidentNotice

LABELS = {
    "raised_on": "Raised on",
    "subject": "Who may have been harmed",
    "kinds": "Kinds of abuse or neglect",
    "account": "Account",
    "opinion": "What the author thinks",
    "happened_on": "Date it happened",
    "happened_when": "When",
    "place": "Where",
    "place_detail": "Where exactly",
    "children_at_risk": "Children at risk",
    "children": "Which children",
    "is_safe": "Safe now",
    "made_safe": "What was done at once",
    "source_of_risk": "Source of risk",
    "wishes_asked": "Whether the person was asked",
    "wishes": "What the person wants",
    "emergency_services": "Emergency services",
    "emergency_called_at": "Emergency services called at",
    "emergency_outcome": "What the emergency services did",
    "body_areas": "Areas of the body",
    "body_detail": "Marks and injuries",
    "capacity": "Capacity for this decision",
    "capacity_detail": "About their capacity",
    "consent": "Consent to raise it",
    "consent_reason": "Why without consent",
    "contact_due_at": "Council to be contacted by",
    "council_contacted_at": "Council contacted at",
    "council_contacted_by_id": "Council contacted by",
    "council_contact": "Who was contacted",
    "children_contacted_at": "Children’s safeguarding contacted at",
    "children_contacted_by_id": "Children’s safeguarding contacted by",
    "children_contact": "Who was contacted at Children’s safeguarding",
    "council_decision_kind": "Decision of the Council",
    "council_decision": "What the Council said",
    "council_decided_by": "Who decided at the Council",
    "council_decided_at": "Decided at",
    "portal_due_on": "Board’s form due on",
    "portal_reference": "Reference on the board’s portal",
    "portal_sent_on": "Board’s form sent on",
    "portal_sent_by": "Who submitted the board’s form",
}


def rows_of_concern(concern: Concern) -> Iterator[TrackedRows]:
    """Yield the concern. The users whom it names are left out."""
    yield TrackedRows(
        [concern],
        title=lambda _row: "Concern",
        labels=LABELS,
        texts={"kinds": choices_text(Abuse)},
        names={"council_contacted_by_id": "full_name", "children_contacted_by_id": "full_name"},
    )


INCIDENT_LABELS = {
    "recorded_on": "Recorded on",
    "kind": "Kind",
    "severity": "Harm",
    "happened_on": "Date it happened",
    "happened_when": "Time",
    "place": "Where",
    "account": "The facts",
    "made_safe": "What was done at once",
    "injuries": "Injuries",
    "others_involved": "Other people involved",
    "witnesses": "Witnesses",
    "emergency_services": "Emergency services",
    "emergency_called_at": "Emergency services called at",
    "emergency_outcome": "What the emergency services did",
    "investigator_id": "Who looks into it",
    "investigation_due_on": "By which date",
    "findings": "What the investigation shows",
    "lessons": "What we do differently",
}


NOTICE_LABELS = {
    "applies": "Must be notified",
    "reason": "Why, or why not",
    "basis": "What must be reported",
    "due_on": "Due on",
    "notified_at": "Notified at",
    "notified_by": "Notified by",
    "notified_how": "How they were notified",
    "reference": "Their reference",
}
CANDOUR_LABELS = {
    "applies": "Applies",
    "reason": "Why not",
    "explained_on": "Explained in person on",
    "apologised_on": "Apology on",
    "written_on": "In writing on",
    "support": "Support offered",
}
ACTION_LABELS = {
    "words": "What must be done",
    "owner_id": "Who does it",
    "due_on": "Due on",
    "done_on": "Done on",
    "done_by_id": "Done by",
    "done_words": "What was done",
}


def rows_of_incident(incident: Incident) -> Iterator[TrackedRows]:
    """Yield the incident with what follows it. The users whom it names are left out."""
    yield TrackedRows(
        [incident],
        title=lambda _row: "Incident",
        labels=INCIDENT_LABELS,
        texts={"emergency_services": choices_text(EmergencyService)},
        names={"investigator_id": "full_name"},
    )
    notices = IncidentNotice.objects.filter(incident=incident.pk)
    yield TrackedRows(notices, title=lambda row: row.get_recipient_display(), labels=NOTICE_LABELS)
    candour = Candour.objects.filter(incident=incident.pk)
    yield TrackedRows(candour, title=lambda _row: "Duty of candour", labels=CANDOUR_LABELS)
    yield TrackedRows(
        IncidentAction.objects.filter(incident=incident.pk),
        title=lambda _row: "Action",
        labels=ACTION_LABELS,
        names={"owner_id": "full_name", "done_by_id": "full_name"},
    )


RECORD_KINDS = [
    RecordKind("concern", Concern, Permission.READ_CONCERN, "concern", rows_of_concern),
    RecordKind("incident", Incident, Permission.READ_INCIDENT, "incident", rows_of_incident),
]
