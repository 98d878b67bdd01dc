"""The communication log (T4.10)."""

import datetime
from typing import TypedDict, Unpack

from accounts.models import User
from casework.models import SupportPackage
from core import clock
from core.errors import Refused
from core.verbs import verb
from visits.lone_working.enums import AlertLevel, EscalationCause
from visits.lone_working.services.alerts import open_or_join, recipients_of
from visits.lone_working.services.escalations import begin_escalation
from visits.models import ContactEntry
from visits.notifications import notify_crisis_contact


class EntryColumns(TypedDict, total=False):
    """What may be written about a contact beside what every one has: columns of `ContactEntry`."""

    name: str
    was_reached: bool
    minutes: int | None
    changed: str
    was_crisis: bool
    urgency: str
    nobody_reason: str
    needs_met: str
    needs_reason: str


@verb
def log_contact(
    *,
    package: SupportPackage,
    at: datetime.datetime,
    with_whom: str,
    how: str,
    about: str,
    by: User | None,
    **columns: Unpack[EntryColumns],
) -> ContactEntry:
    """Log a call, email, letter or meeting, with what it was about and what it changed.

    For a crisis `urgency` says who needs to know (R06): an alert is raised, and "now" calls the on-call senior.
    Raises Refused for an instant in the future or before support started.
    """
    _refuse(package, at)
    contact = ContactEntry.objects.create(
        package=package, at=at, with_whom=with_whom, how=how, about=about.strip(), recorded_by=by, **columns
    )
    if columns.get("urgency") in AlertLevel.values:
        _raise_alert(contact, by)
    return contact


def _refuse(package: SupportPackage, at: datetime.datetime) -> None:
    if at > clock.now():
        raise Refused("The date and time cannot be in the future.", field="time")
    if clock.day_of(at) < package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}. This is before support started.", field="day")


def _raise_alert(contact: ContactEntry, by: User | None) -> None:
    """Alert the keyworker and managers, like a change noticed at a visit; join the package's open alert."""
    package, alert = open_or_join(package_id=contact.package_id, level=contact.urgency, by=by)
    contact.alert = alert
    contact.save(update_fields=["alert"])
    notify_crisis_contact(contact, alert, recipients_of(alert, package), by)
    if contact.urgency == AlertLevel.NOW:
        begin_escalation(package=package, cause=EscalationCause.ACT_NOW, contact=contact, caller=by, by=by)


@verb
def strike_contact(*, contact: ContactEntry, reason: str, by: User | None) -> ContactEntry:
    """Mark an entry as entered in error. It stays on file."""
    contact = ContactEntry.objects.get_locked(contact.pk)
    contact.strike(by=by, reason=reason)
    return contact
