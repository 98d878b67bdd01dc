"""The communication log (T4.10)."""

import datetime
from dataclasses import dataclass
from typing import NotRequired, TypedDict, Unpack

from accounts.models import User
from casework.consent.enums import ConsentPurpose
from casework.consent.parties import Party, name_of
from casework.models import ConsentDecision, SupportPackage
from casework.services import record_disclosure, strike_disclosure
from core import clock
from core.errors import Refused
from core.verbs import verb
from visits.enums import NEED_CONSENT, Shared
from visits.log.models.contact import SHARED_WORDS_MISSING
from visits.lone_working.enums import AlertLevel, EscalationCause
from visits.lone_working.services.alerts import open_or_join, recipients_of
from visits.lone_working.services.escalations import begin_escalation
from visits.models import ContactEntry
from visits.notifications import notify_crisis_contact


class ContactEntryColumns(TypedDict):
    """Columns of a ContactEntry that whoever logs it gives."""

    with_whom: str
    how: str
    about: str
    name: NotRequired[str]
    was_reached: NotRequired[bool]
    minutes: NotRequired[int | None]
    changed: NotRequired[str]
    was_crisis: NotRequired[bool]
    urgency: NotRequired[str]
    nobody_reason: NotRequired[str]
    needs_met: NotRequired[str]
    needs_reason: NotRequired[str]


@dataclass(frozen=True)
class SharedInformation:
    """What was shared about the person with somebody close to them, or a stranger, and by which right."""

    shared: str = Shared.NOTHING
    party: Party | None = None  # whom the person agreed that we talk with
    what: str = ""  # without consent, to keep somebody safe
    why: str = ""
    hidden_reason: str = ""  # why the person must not read it now; the day to decide again
    hidden_until: datetime.date | None = None


NOTHING_SHARED = SharedInformation()


@verb
def log_contact(
    *,
    package: SupportPackage,
    at: datetime.datetime,
    by: User | None,
    sharing: SharedInformation = NOTHING_SHARED,
    **columns: Unpack[ContactEntryColumns],
) -> ContactEntry:
    """Log a call, email, letter or meeting, with what it was about, what it changed, and what was shared.

    For a crisis `urgency` says who needs to know (R06): an alert is raised, and "now" calls the on-call senior.
    Raises Refused for an instant in the future or before support started.
    """
    _refuse(package, at)
    contact = ContactEntry(package=package, at=at, recorded_by=by, **columns)
    contact.about = contact.about.strip()
    _set_sharing(contact, sharing, by)
    contact.save()
    if contact.urgency in AlertLevel.values:
        _raise_alert(contact, by)
    return contact


def _refuse(package: SupportPackage, at: datetime.datetime) -> None:
    if at > clock.now():
        raise Refused("The date and time cannot be in the future.", field="time")
    if clock.day_of(at) < package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}. This is before support started.", field="day")


def _consent_to_talk(package: SupportPackage, party: Party | None, at: datetime.datetime) -> ConsentDecision:
    """Return the person's consent to talk with `party` at that instant. Raises Refused where none was in force."""
    if party is None:
        raise Refused("Choose who the person agreed that you talk with.", field="party")
    decisions = ConsentDecision.objects.in_force_at(at, ConsentPurpose.TALK).from_person(package.case.individual)
    consent = decisions.for_party(party).first()
    if consent is None:
        raise Refused(
            f"The person had not agreed that we talk with {name_of(party)} at that time. If they had, record their "
            "consent first, with when they said it. Or say why it could not wait to keep someone safe.",
            field="shared",
        )
    return consent


def _set_sharing(contact: ContactEntry, sharing: SharedInformation, by: User | None) -> None:
    """Set the columns that say by which right there was talk with somebody about the person's support (R49).

    Raises Refused for consent that is not in force, for safety without what was shared and why, and where it is hidden
    from the person without a day to decide again.
    """
    if not contact.was_reached or contact.with_whom not in NEED_CONSENT:
        return
    contact.shared = sharing.shared
    if sharing.party is not None and not contact.name:
        contact.name = name_of(sharing.party)
    if sharing.shared == Shared.CONSENT:
        contact.consent = _consent_to_talk(contact.package, sharing.party, contact.at)
    if sharing.shared != Shared.SAFETY:
        return
    for field, words in (("shared_what", sharing.what), ("shared_why", sharing.why)):
        if not words.strip():
            raise Refused(SHARED_WORDS_MISSING[field], field=field)
    if by is None:
        raise Refused("Only staff tell somebody something to keep someone safe.")
    contact.disclosure = record_disclosure(
        individual=contact.package.case.individual,
        shared_with=contact.name or contact.get_with_whom_display(),
        what=sharing.what,
        why=sharing.why,
        shared_at=contact.at,
        hidden_reason=sharing.hidden_reason,
        hidden_until=sharing.hidden_until,
        by=by,
    )


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
    if contact.disclosure is not None and contact.disclosure.struck_at is None:
        strike_disclosure(disclosure=contact.disclosure, reason=reason, by=by)
    return contact
