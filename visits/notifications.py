"""Messages about missed visits, dates that cannot be planned, and phone notes. Alerts: `lone_working`."""

import datetime
from collections.abc import Iterable

from django.urls import reverse

from accounts.models import User
from accounts.walls import is_hidden
from casework.recipients import managers_of, once, workers_of
from core import clock
from core.messages import queue_message, settle
from core.models import Channel
from visits.enums import SupportKind, Urgency
from visits.models import Alert, ContactEntry, EngagementDuty, PhoneEntry, PlannedVisit, RecurringVisit
from visits.phone.note_format import NotANote, read
from workforce.on_call.rota import on_call_now

CRISIS_NOTE = "It is about a crisis, and nobody was alerted yet. Check it now. It does not count as a visit until then."


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


def notify_crisis_contact(contact: ContactEntry, alert: Alert, users: Iterable[User], by: User | None) -> None:
    """Notify each user of the alert that a contact in a crisis raised or joined, whatever they heard of today."""
    package = contact.package
    when = "now" if contact.urgency == Urgency.NOW else "today"
    for user in users:
        if by is not None and user.pk == by.pk:
            continue
        queue_message(
            user,
            key=f"alert:{alert.pk}:{contact.pk}",
            subject=f"Please look at {package.reference} {when}: a contact was about a crisis",
            body="Sign in to read it and pick it up.",
            path=reverse("alert", args=[alert.pk]),
            individual_id=package.case.individual_id,
            about=[alert.pk, package.pk, contact.pk],
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


def settle_unplannable(planned: PlannedVisit) -> None:
    """Mark as read what asked to plan a visit of this package on this day by hand, now that one is planned."""
    recurring_visits = RecurringVisit.objects.filter(package=planned.package_id).values_list("pk", flat=True)
    settle(*(f"not made:{pk}:{clock.day_of(planned.starts_at)}" for pk in recurring_visits))


def _is_crisis(entry: PhoneEntry) -> bool:
    """Return True if the note ticks crisis, distress or self-harm; False for a text that cannot be read."""
    try:
        return SupportKind.CRISIS in read(entry.text).fields.get("support_kinds", [])
    except NotANote:
        return False


def notify_note_queried(entry: PhoneEntry) -> None:
    """Ask the author of a phone note that could not be saved; the managers if the author cannot sign in.

    A note about a crisis goes to those on call and the managers as well, at once and by text message: until it is
    checked, it has alerted nobody.
    """
    sender, package = entry.recorded_by, entry.package
    can_answer = sender is not None and sender.has_access
    if sender and package and is_hidden(sender, package.pk, package.case.individual_id):
        can_answer = False
    is_crisis = _is_crisis(entry)
    users = [sender] if sender and (package is None or can_answer) else []
    if package is not None and (is_crisis or not users):
        on_call = on_call_now(package.case.contract).users if is_crisis else []
        users = once([*users, *on_call, *managers_of(package)])
    for user in users:
        queue_message(
            user,
            key=f"phone-asks:{entry.pk}",
            subject="An offline visit note needs checking",
            body=CRISIS_NOTE if is_crisis else "It does not count as a visit until it is checked.",
            path=reverse("phone_note", args=[entry.pk]),
            individual_id=package.case.individual_id if package else None,
            about=[entry.pk],
            channels=[Channel.IN_APP, Channel.TEXT] if is_crisis else [Channel.IN_APP],
            is_urgent=is_crisis,
        )
