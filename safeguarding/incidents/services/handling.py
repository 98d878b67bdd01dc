"""Look into an incident, close it, and open it again."""

import datetime

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb
from safeguarding.incidents import notifications
from safeguarding.incidents.follow_up.services import refuse_unanswered
from safeguarding.models import Incident

NOT_INVOLVED = "Choose somebody else: they were involved in the incident."
MAY_NOT_READ = "Choose somebody else: they may not read this incident."
INVOLVED = "You were involved in this incident. Another manager must close it."


@verb
def investigate(*, incident: Incident, investigator: User, due_on: datetime.date, by: User) -> Incident:
    """Record who looks into the incident, and by when. Raises Refused for somebody involved, and for a day gone by."""
    if incident.involves(investigator):
        raise Refused(NOT_INVOLVED, field="investigator")
    if not can(investigator, Permission.READ_INCIDENT, incident):
        raise Refused(MAY_NOT_READ, field="investigator")
    if due_on < clock.today():
        raise Refused("Choose today or a later day.", field="due_on")
    transitions.apply(
        incident,
        "investigate",
        by=by,
        about=incident.about_ids(),
        investigator=investigator,
        investigation_due_on=due_on,
    )
    notifications.settle_recorded(incident)
    notifications.notify_investigator(incident, by)
    return incident


@verb
def close_incident(*, incident: Incident, findings: str, lessons: str, by: User) -> Incident:
    """Close the incident with what was established.

    Raises Refused for who was involved, whatever their post, and while somebody must still be notified of it.
    """
    if incident.involves(by):
        raise Refused(INVOLVED)
    refuse_unanswered(incident)
    transitions.apply(
        incident, "close", by=by, reason=findings, about=incident.about_ids(), findings=findings, lessons=lessons
    )
    notifications.settle_closed(incident)
    return incident


@verb
def reopen_incident(*, incident: Incident, reason: str, by: User) -> Incident:
    """Open a closed incident again; what was established stays until it is closed again."""
    transitions.apply(incident, "reopen", by=by, reason=reason, about=incident.about_ids())
    return incident
