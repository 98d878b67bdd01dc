"""The duties of those who lead concerns and manage incidents: the next step of each that is open."""

import datetime
from typing import Any

from django.db.models import Case, CharField, Expression, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat

from accounts.enums import Permission
from casework.danger import DangerRank
from casework.duties import PersonDuty
from core.duties import register
from core.sql import LondonDay
from safeguarding.concerns.enums import ConcernState, SubjectOfConcern, YesNoNotKnown
from safeguarding.incidents.enums import GRAVE, IncidentState
from safeguarding.incidents.follow_up.enums import Recipient
from safeguarding.models import Concern, Incident, IncidentAction, IncidentNotice

CONCERN = "concern"
LABELS = {
    ConcernState.RAISED: "Safeguarding concern: contact the Council",
    ConcernState.COUNCIL_CONTACTED: "Safeguarding concern: record the Council’s decision",
    ConcernState.ENQUIRY: "Safeguarding concern: send the portal form",
    ConcernState.REPORTED: "Safeguarding concern: close it with its outcome",
    ConcernState.NO_ENQUIRY: "Safeguarding concern: close it with its outcome",
}
# Nobody comes to harm while one of these waits to be closed.
TO_CLOSE = (ConcernState.REPORTED, ConcernState.NO_ENQUIRY)


def _with_a_step_due(concerns: QuerySet[Concern], day: datetime.date) -> QuerySet[Concern]:
    """Return the open concerns with the day of their step, and its instant where the terms have hours.

    Without a rule in the terms a step is due on the day of the step before it: nothing here may wait (T6.9). Only
    closing the concern ends its steps, not the end of support.
    """
    decided, contacted = LondonDay("council_decided_at"), LondonDay("council_contacted_at")
    is_decided = Q(council_decided_at__isnull=False)
    has_hours = Q(state=ConcernState.RAISED, contact_due_at__isnull=False)
    return concerns.exclude(state__in=[ConcernState.CLOSED, ConcernState.WITHDRAWN]).annotate(
        due_on=Case(
            When(state=ConcernState.ENQUIRY, portal_due_on__isnull=False, then=F("portal_due_on")),
            When(is_decided, then=decided),
            When(council_contacted_at__isnull=False, then=contacted),
            When(has_hours, then=LondonDay("contact_due_at")),
            default=F("raised_on"),
        ),
        step_due_at=Case(When(has_hours, then=F("contact_due_at")), default=None),
    )


register(
    PersonDuty(
        key=CONCERN,
        danger=DangerRank.SAFEGUARDING,
        is_danger=~Q(state__in=TO_CLOSE),
        is_harm=Q(state=ConcernState.RAISED, is_safe=YesNoNotKnown.NO),
        short_label="Safeguarding concern: next step",
        label=Case(
            *(When(state=state, then=Value(label)) for state, label in LABELS.items()),
            output_field=CharField(),
        ),
        model=Concern,
        permission=Permission.LEAD_CONCERN,
        page="concern",
        outstanding=_with_a_step_due,
        came_at=Coalesce("council_decided_at", "council_contacted_at", "recorded_at"),
        due_at="step_due_at",
        shows_from_start=True,
        note=Concat("reference", Value("."), output_field=CharField()),
        action="Open the concern",
        individual="individual",
    )
)


def _about_children(concerns: QuerySet[Concern], day: datetime.date) -> QuerySet[Concern]:
    """Return the open concerns where children are at risk too, and Children’s safeguarding has not been contacted."""
    at_risk = concerns.filter(subject=SubjectOfConcern.ADULT, children_at_risk=YesNoNotKnown.YES)
    is_open = ~Q(state__in=[ConcernState.CLOSED, ConcernState.WITHDRAWN])
    return at_risk.filter(is_open, children_contacted_at=None).annotate(due_on=F("raised_on"))


register(
    PersonDuty(
        key="concern-children",
        danger=DangerRank.SAFEGUARDING,
        is_danger=True,
        label="Children at risk: contact Children’s safeguarding",
        model=Concern,
        permission=Permission.LEAD_CONCERN,
        page="concern",
        outstanding=_about_children,
        came_at="recorded_at",
        note=Concat("reference", Value("."), output_field=CharField()),
        action="Open the concern",
        individual="individual",
    )
)


INCIDENT_LABELS = {
    IncidentState.OPEN: "Incident: look into it",
    IncidentState.INVESTIGATED: "Incident: close it with what the investigation shows",
}


class IncidentDuty(PersonDuty):
    """A duty about an incident, which may be about nobody who is supported."""

    def name_column(self) -> Expression:
        """Return the expression for the name of the person, or for what appears in its place."""
        return Coalesce(F(f"{self.individual}__full_name"), Value("No one we support"))


def _incidents_in_hand(incidents: QuerySet[Incident], day: datetime.date) -> QuerySet[Incident]:
    """Return the incidents that nobody looks into, due at once, and those under investigation, by its day."""
    return incidents.filter(state__in=INCIDENT_LABELS).annotate(
        due_on=Case(
            When(state=IncidentState.INVESTIGATED, then=F("investigation_due_on")),
            default=F("recorded_on"),
        )
    )


register(
    IncidentDuty(
        key="incident",
        danger=DangerRank.SAFEGUARDING,
        is_danger=Q(state=IncidentState.OPEN, severity__in=GRAVE),
        short_label="Incident: next step",
        label=Case(
            *(When(state=state, then=Value(label)) for state, label in INCIDENT_LABELS.items()),
            output_field=CharField(),
        ),
        model=Incident,
        permission=Permission.MANAGE_INCIDENT,
        page="incident",
        outstanding=_incidents_in_hand,
        came_at="recorded_at",
        shows_from_start=True,
        note=Concat("reference", Value("."), output_field=CharField()),
        action="Open the incident",
        individual="individual",
    )
)


def _notices_due(notices: Any, day: datetime.date) -> QuerySet[IncidentNotice]:
    """Return the notices that apply, have a day by statute and were not sent, of incidents that are not withdrawn."""
    due: QuerySet[IncidentNotice] = notices.to_send().filter(due_on__isnull=False)
    return due.exclude(incident__state=IncidentState.WITHDRAWN)


register(
    IncidentDuty(
        key="incident-notice",
        danger=DangerRank.ROUTINE,
        is_urgent=True,
        short_label="Incident: report it",
        label=Concat(
            Value("Incident: notify "),
            Case(
                *(When(recipient=value, then=Value(label)) for value, label in Recipient.choices),
                output_field=CharField(),
            ),
        ),
        model=IncidentNotice,
        permission=Permission.MANAGE_INCIDENT,
        page="incident_notice",
        outstanding=_notices_due,
        came_at="recorded_at",
        note=Concat("incident__reference", Value("."), output_field=CharField()),
        action="Open the notice",
        package="incident__package",
        individual="incident__individual",
    )
)


def _actions_due(actions: Any, day: datetime.date) -> QuerySet[IncidentAction]:
    """Return the actions that nobody has done, of incidents that are not withdrawn."""
    due: QuerySet[IncidentAction] = actions.outstanding()
    return due.exclude(incident__state=IncidentState.WITHDRAWN)


register(
    IncidentDuty(
        key="incident-action",
        danger=DangerRank.ROUTINE,
        label="Action after an incident",
        model=IncidentAction,
        permission=Permission.READ_INCIDENT,
        page="incident_action",
        outstanding=_actions_due,
        came_at="recorded_at",
        shows_from_start=True,
        note=Concat("incident__reference", Value(", "), "owner__full_name", output_field=CharField()),
        action="Open the action",
        package="incident__package",
        individual="incident__individual",
    )
)
