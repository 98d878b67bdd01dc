"""Messages about missed visits, dates that cannot be planned, and phone notes. Alerts: `lone_working`."""

import datetime
from typing import Any

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from accounts.walls import is_hidden, not_walled_off
from casework.recipients import (
    first_to_alert,
    leaders_to_alert,
    managers_of,
    once,
    record_link,
    ring_instead,
    workers_of,
)
from core import clock
from core.channels import immediate_channels
from core.messages import queue_message, settle
from core.models import Channel
from visits.enums import SupportKind, Urgency
from visits.lone_working.notifications import ALERT_KEY, AlertRecipients, alert_columns, mail_team
from visits.models import Alert, ContactEntry, EngagementDuty, PhoneEntry, PlannedVisit, RecurringVisit
from visits.phone.note_format import NotANote, read
from workforce.on_call.rota import on_call_now

CRISIS_NOTE = "It is about a crisis, and nobody was alerted yet. "
NOT_PLANNED = "A repeating visit is not planned"


def notify_not_engaged(duty: EngagementDuty, by: User | None) -> None:
    """Inform managers and the person's workers, in the app, of several missed visits in a row.

    Where walls hide the person from the managers, who is on call hears of it, who may read the visits.
    """
    package = duty.package
    individual_id = package.case.individual_id
    for user in once([*leaders_to_alert(package), *workers_of(package, clock.today())]):
        may_record = can(user, Permission.PLAN_VISIT, package)
        path = reverse("engagement", args=[duty.pk]) if may_record else reverse("person_visits", args=[individual_id])
        link = record_link(user, package, path, duty.pk, duty.visit_id)
        ask = "check how the person is and record what they did"
        queue_message(
            user,
            key=f"engagement:{duty.pk}",
            subject=f"Three missed visits in a row: {package.reference}" if link else "Three missed visits in a row",
            body="Please check how the person is and record what you did. Missed visits do not end support."
            if link
            else ring_instead(package.case.contract, duty.visit.worker.user, ask),
            channels=[Channel.IN_APP],
            by=by,
            **link,
        )


def notify_crisis_contact(contact: ContactEntry, alert: Alert, recipients: AlertRecipients, by: User | None) -> None:
    """Notify each of the alert that a contact in a crisis raised or joined, whatever they heard of today.

    Whoever cannot open the alert reads whom to ring.
    """
    noted = "a contact was about a crisis"
    when = "now" if contact.urgency == Urgency.NOW else "today"
    for user in recipients.users:
        if by is not None and user.pk == by.pk:
            continue
        columns = alert_columns(user, alert, contact.pk, contact.recorded_by, when=when, noted=noted)
        queue_message(user, key=f"{ALERT_KEY}{alert.pk}:{contact.pk}", by=by, is_always_sent=True, **columns)
    mail_team(alert, contact.package, recipients, event=str(contact.pk), subject=f"Please ring {when}: {noted}", by=by)


def notify_unplannable(recurring_visit: RecurringVisit, day: datetime.date) -> None:
    """Ask the author of a recurring visit and the managers to plan the visit of this date by hand.

    Where walls hide the person from the managers, who is on call hears of it.
    """
    package = recurring_visit.package
    individual_id = package.case.individual_id
    author = recurring_visit.recorded_by
    authors = not_walled_off([author], package.pk, individual_id) if author and author.has_access else []
    for user in once([*authors, *leaders_to_alert(package)]):
        link = record_link(user, package, reverse("person_rota", args=[individual_id]))
        queue_message(
            user,
            key=f"not made:{recurring_visit.pk}:{day}",
            subject=f"Please plan a visit yourself: {package.reference}, {day:%-d %B}" if link else NOT_PLANNED,
            body="A repeating visit could not be planned automatically for this date. "
            + (
                "Sign in to see why, and plan it."
                if link
                else ring_instead(package.case.contract, recurring_visit.worker.user, f"plan it for {day:%-d %B}")
            ),
            **link,
        )


def notify_late(planned: PlannedVisit, by: User) -> None:
    """Tell the person, where it is safe, that there is news about today; the words are neutral."""
    individual = planned.package.case.individual
    if individual.user and planned.late_recorded_at:
        queue_message(
            individual.user,
            key=f"running-late:{planned.pk}:{planned.late_recorded_at.isoformat()}",
            subject="News about today",
            body="We are running late. Sign in to see more.",
            path=reverse("me"),
            individual_id=individual.pk,
            about=[planned.pk, planned.package_id],
            channels=immediate_channels(individual.user),
            is_always_sent=True,
            by=by,
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
    checked, it has alerted nobody. Where walls hide the person from all who would be asked, they read whom to ring.
    """
    sender, package = entry.recorded_by, entry.package
    can_answer = sender is not None and sender.has_access
    if sender and package and is_hidden(sender, package.pk, package.case.individual_id):
        can_answer = False
    is_crisis = _is_crisis(entry)
    users = [sender] if sender and (package is None or can_answer) else []
    if package is not None and is_crisis:
        on_call = on_call_now(package.case.contract).users
        users = once([*users, *first_to_alert(package, [*on_call, *managers_of(package)])])
    elif package is not None and not users:
        users = leaders_to_alert(package)
    for user in users:
        body, link = _question(user, entry, is_crisis=is_crisis)
        queue_message(
            user,
            key=f"phone-asks:{entry.pk}",
            subject="An offline visit note needs checking",
            body=body,
            channels=immediate_channels(user) if is_crisis else [Channel.IN_APP],
            is_urgent=is_crisis,
            **link,
        )


def _question(user: User, entry: PhoneEntry, *, is_crisis: bool) -> tuple[str, dict[str, Any]]:
    """Return what `user` reads about a note that needs checking, and what leads to it: nothing behind a wall."""
    package, path = entry.package, reverse("phone_note", args=[entry.pk])
    link = record_link(user, package, path, entry.pk) if package else {"path": path, "about": [entry.pk]}
    to_do = "Check it now. " if is_crisis else ""
    to_do += "It does not count as a visit until it is checked."
    if package and not link:
        to_do = ring_instead(package.case.contract, entry.recorded_by, "check the note in Casework")
    return (CRISIS_NOTE if is_crisis else "") + to_do, link
