"""What was told, who was called and what was asked for the same day, in a person's timeline."""

from django.urls import reverse

from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from visits.lone_working.enums import AlertLevel, AlertState, EscalationCause, EscalationState
from visits.models import Alert, Escalation, SameDayRequest
from visits.same_day.enums import SameDayState


def entries(individual, user) -> list[TimelineSource]:
    """Tellings, calls for help and same-day responses, as `user` may see them."""
    of_person = {"package__case__individual": individual}
    tellings = Alert.objects.visible_to(user).filter(**of_person)
    escalations = Escalation.objects.visible_to(user).filter(**of_person)
    asked = SameDayRequest.objects.visible_to(user).filter(**of_person)
    return [
        timeline_source(tellings, _told, at="recorded_at", id="id", level="level", state="state", done="done"),
        timeline_source(escalations, _called, at="recorded_at", id="id", cause="cause", state="state", done="done"),
        timeline_source(asked, _asked, at="requested_at", id="id", details="details", state="state"),
    ]


def _told(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"A change was noticed: {AlertLevel(line.columns['level']).label.lower()}",
        body=line.columns["done"],
        by=line.by,
        href=reverse("telling", args=[line.columns["id"]]),
        pill=AlertState(line.columns["state"]),
    )


def _called(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=EscalationCause(line.columns["cause"]).label,
        body=line.columns["done"],
        by=line.by,
        href=reverse("escalation", args=[line.columns["id"]]),
        pill=EscalationState(line.columns["state"]),
    )


def _asked(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title="A response was asked for on the same day",
        body=line.columns["details"],
        by=line.by,
        href=reverse("same_day_request", args=[line.columns["id"]]),
        pill=SameDayState(line.columns["state"]),
    )
