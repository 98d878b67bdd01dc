"""Alerts, escalations and choices about lone-working check-in in a person's timeline."""

from django.db.models import Exists, Q, QuerySet
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import hidden_from
from casework.models import Individual, SupportPackage
from core.models import StateChange
from core.timeline import Entry, TimelineRow, timeline_source
from visits.lone_working.enums import AlertLevel, AlertState, EscalationCause, EscalationState
from visits.models import Alert, Escalation, LoneWorkingCheck, PlannedVisit

# What a worker chose about their check-in at a visit, by the transition of the check.
CHOICES = {
    "accompany": "Lone-working check-in off: two workers",
    "go alone": "Lone-working check-in on again: one worker",
    "expect no signal": "No signal expected at the visit: more time to check in",
    "expect signal": "Signal expected at the visit after all",
}
# The same of a planned visit.
VISIT_CHOICES = {"undo arrival": "Arrival at the visit removed by the worker: they had not arrived"}


def _choices(individual: Individual, user: User) -> QuerySet[StateChange]:
    readable = SupportPackage.objects.allowing(user, Permission.READ_VISIT).filter(case__individual=individual)
    choices = StateChange.objects.filter(
        Q(record_kind=LoneWorkingCheck._meta.label, verb__in=CHOICES)
        | Q(record_kind=PlannedVisit._meta.label, verb__in=VISIT_CHOICES),
        Exists(readable),
        about_ids__contains=[individual.pk],
    )
    return choices.not_about(hidden_from(user))


def _alerts(individual: Individual, user: User) -> QuerySet[Alert]:
    return Alert.objects.visible_to(user).filter(package__case__individual=individual)


def _escalations(individual: Individual, user: User) -> QuerySet[Escalation]:
    return Escalation.objects.visible_to(user).filter(package__case__individual=individual)


def _choice_entry(line: TimelineRow) -> Entry:
    companion = line.columns["companion"]
    return Entry(
        at=line.at,
        title=(CHOICES | VISIT_CHOICES)[line.columns["verb"]],
        body=f"With {companion}" if companion else "",
        by=line.by,
    )


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


# The alerts, the escalations and the choices about check-in.
SOURCES = [
    timeline_source(_choices, _choice_entry, at="recorded_at", verb="verb", companion="reason"),
    timeline_source(_alerts, _alert_entry, at="recorded_at", id="id", level="level", state="state", done="done"),
    timeline_source(
        _escalations, _escalation_entry, at="recorded_at", id="id", cause="cause", state="state", done="done"
    ),
]
