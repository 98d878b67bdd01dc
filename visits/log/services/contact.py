"""The communication log (T4.10)."""

import datetime

from casework.models import SupportPackage
from core import clock
from core.errors import Refused
from core.verbs import verb
from visits.models import ContactEntry


@verb
def log_contact(*, package: SupportPackage, at: datetime.datetime, with_whom: str, how: str, about: str, by, **more):
    """Keep a call, e-mail, letter or meeting: when, with whom, about what, and what changed by it.

    Raises Refused for one that lies ahead or before support began.
    """
    if at > clock.now():
        raise Refused("This lies ahead: log it when it is over.", field="time")
    if clock.day_of(at) < package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}; this lies before.", field="day")
    return ContactEntry.objects.create(
        package=package, at=at, with_whom=with_whom, how=how, about=about.strip(), recorded_by=by, **more
    )


@verb
def strike_contact(*, contact: ContactEntry, reason: str, by) -> ContactEntry:
    """An entry made by mistake, or on the wrong person: struck through and kept."""
    contact = ContactEntry.objects.get_locked(contact.pk)
    contact.strike(by=by, reason=reason)
    return contact
