"""The communication log (T4.10)."""

import datetime

from accounts.models import User
from casework.models import SupportPackage
from core import clock
from core.errors import Refused
from core.verbs import verb
from visits.models import ContactEntry


@verb
def log_contact(
    *,
    package: SupportPackage,
    at: datetime.datetime,
    with_whom: str,
    how: str,
    about: str,
    by: User | None,
    name: str = "",
    was_reached: bool = True,
    minutes: int | None = None,
    changed: str = "",
) -> ContactEntry:
    """Log a call, email, letter or meeting, with what it was about and what it changed.

    Raises Refused for an instant in the future or before support started.
    """
    if at > clock.now():
        raise Refused("The date and time cannot be in the future.", field="time")
    if clock.day_of(at) < package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}. This is before support started.", field="day")
    return ContactEntry.objects.create(
        package=package,
        at=at,
        with_whom=with_whom,
        name=name,
        how=how,
        was_reached=was_reached,
        minutes=minutes,
        about=about.strip(),
        changed=changed,
        recorded_by=by,
    )


@verb
def strike_contact(*, contact: ContactEntry, reason: str, by: User | None) -> ContactEntry:
    """Mark an entry as entered in error. It stays on file."""
    contact = ContactEntry.objects.get_locked(contact.pk)
    contact.strike(by=by, reason=reason)
    return contact
