"""What the Council's duty team does: calls for help that wait for somebody, and what it was asked to ring about."""

from collections.abc import Iterator

from django.urls import reverse

from accounts.enums import Permission
from casework.access.user_rows import first_rows
from casework.danger import DangerRank
from dashboard.home.notifications import unread_messages
from dashboard.home.reader import Reader
from dashboard.home.sides import calls_to_council
from dashboard.home.urgent.row import UrgentRow, waiting
from visits.lone_working.notifications import ALERT_KEY

MOST_ALERTS = 20
# Not the body of the message: whom it names was on call when it was sent.
RING_NOW = "Ring who is on call: the number is on this page. Ask about the alert. Then record your call here."


def calls_without_answer(reader: Reader) -> Iterator[UrgentRow]:
    """Yield the calls for help in which the team was rung and that nobody deals with. No person is named."""
    for step in calls_to_council(reader):
        call = step.escalation
        if call.is_open:
            reference = call.package.reference if call.package else "Not at a visit"
            yield UrgentRow(
                danger=DangerRank.WORKER,
                time=waiting(call.recorded_at, reader.now),
                due_at=call.recorded_at,
                sentence=f"A call for help, and no one deals with it yet: {reference}",
                detail="You were rung. Ring who is on call: the number is on this page.",
                href=reverse("notifications"),
                action="Everything sent to you",
                is_now=True,
                record_id=call.pk,
            )


def alerts_to_ring_about(reader: Reader) -> Iterator[UrgentRow]:
    """Yield what the team was asked to ring about and nobody of them has recorded. A closed alert asks nothing more."""
    if Permission.STAND_IN_FOR_KEYWORKER not in reader.may:
        return
    unread = unread_messages(reader.user).filter(key__startswith=ALERT_KEY, path="").order_by("recorded_at", "pk")
    for message in first_rows(reader.user, "alerts to ring about", lambda: unread, MOST_ALERTS):
        yield UrgentRow(
            danger=DangerRank.HARM,
            time=waiting(message.recorded_at, reader.now),
            due_at=message.recorded_at,
            sentence=message.subject,
            detail=RING_NOW,
            href=reverse("team_rang_about_alert", args=[message.pk]),
            action="Record your call",
            is_now=True,
            record_id=message.pk,
        )
