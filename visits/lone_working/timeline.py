"""Alerts and escalations in a person's timeline."""

from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from visits.lone_working.enums import AlertLevel, AlertState, EscalationCause, EscalationState
from visits.models import Alert, Escalation


def entries(individual: Individual, user: User) -> list[TimelineSource]:
    """Return the alerts and escalations of a person that `user` may see."""
    of_person = {"package__case__individual": individual}
    alerts = Alert.objects.visible_to(user).filter(**of_person)
    escalations = Escalation.objects.visible_to(user).filter(**of_person)
    return [
        timeline_source(alerts, _alert_entry, at="recorded_at", id="id", level="level", state="state", done="done"),
        timeline_source(
            escalations, _escalation_entry, at="recorded_at", id="id", cause="cause", state="state", done="done"
        ),
    ]


def _alert_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"Change noticed: {AlertLevel(line.columns['level']).label.lower()}",
        body=line.columns["done"],
        by=line.by,
        href=reverse("alert", args=[line.columns["id"]]),
        pill=AlertState(line.columns["state"]),
    )


def _escalation_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=EscalationCause(line.columns["cause"]).label,
        body=line.columns["done"],
        by=line.by,
        href=reverse("escalation", args=[line.columns["id"]]),
        pill=EscalationState(line.columns["state"]),
    )
