"""Messages about missed visits, dates that cannot be planned, and phone notes. Alerts: `lone_working`."""

import datetime

from django.urls import reverse

from accounts.models import User
from casework.recipients import managers_of, once, workers_of
from core import clock
from core.messages import queue_message
from core.models import Channel
from visits.models import EngagementDuty, PhoneEntry, RecurringVisit


def notify_not_engaged(duty: EngagementDuty, by: User | None) -> None:
    """Inform managers and the person's workers, in the app, of several missed visits in a row."""
    package = duty.package
    for user in once([*managers_of(package), *workers_of(package, clock.today())]):
        queue_message(
            user,
            key=f"engagement:{duty.pk}",
            subject=f"Three missed visits in a row: {package.reference}",
            body="Please check how the person is and record what you did. Missed visits do not end support.",
            path=reverse("engagement", args=[duty.pk]),
            individual_id=package.case.individual_id,
            about=[duty.pk, duty.visit_id],
            channels=[Channel.IN_APP],
            by=by,
        )


def notify_unplannable(recurring_visit: RecurringVisit, day: datetime.date) -> None:
    """Ask the author of a recurring visit and the managers to plan the visit of this date by hand."""
    package = recurring_visit.package
    individual_id = package.case.individual_id
    author = recurring_visit.recorded_by
    for user in once([*([author] if author and author.has_access else []), *managers_of(package)]):
        queue_message(
            user,
            key=f"not made:{recurring_visit.pk}:{day}",
            subject=f"Please plan a visit yourself: {package.reference}, {day:%-d %B}",
            body="A repeating visit could not be planned automatically for this date. Sign in to see why, and plan it.",
            path=reverse("person_rota", args=[individual_id]),
            individual_id=individual_id,
            about=[package.pk],
        )


def notify_note_queried(entry: PhoneEntry) -> None:
    """Ask the author of a phone note that could not be saved; the managers if the author cannot sign in."""
    sender, package = entry.recorded_by, entry.package
    can_answer = sender is not None and sender.has_access
    if package is None or (sender is not None and can_answer):
        users = [sender] if sender else []
    else:
        users = managers_of(package)
    for user in users:
        queue_message(
            user,
            key=f"phone-asks:{entry.pk}",
            subject="An offline visit note needs checking",
            body="It does not count as a visit until it is checked.",
            path=reverse("phone_note", args=[entry.pk]),
            individual_id=package.case.individual_id if package else None,
            about=[entry.pk],
            channels=[Channel.IN_APP],
        )
