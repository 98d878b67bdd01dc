"""Objections to sending a message about a person."""

from django.urls import reverse

from casework.consent.enums import ConsentPurpose
from casework.digital_contact.models import wants_no_digital_contact
from casework.models import ConsentDecision, Individual, Representative
from casework.people.models import IndividualQuerySet
from casework.people.primary import about_any_of
from casework.people.safety_facts import facts_of
from casework.policies import is_own_record_locked
from core.models import Message
from core.vetoes import may_send


@may_send.register
def against_reminders_to_the_dead(message: Message) -> str | None:
    """Object to a message to a person who has died (case 15)."""
    own = _own_record(message)
    return "the person has died" if own is not None and own.died_on is not None else None


@may_send.register
def against_unsafe_channels(message: Message) -> str | None:
    """Object to a channel that the person did not call safe, and to a representative without consent.

    All merged records of the person count; a number that one of them calls unsafe is unsafe, and one that is not safe
    for calls is not for texts. The records stay locked
    until the message has left: whoever stops sharing, locks the pages or calls a number unsafe meanwhile waits for it.
    """
    if message.individual_id is None:
        return None
    own = _own_record(message)
    if own is not None or Representative.objects.filter(user=message.to_id).exists():
        _lock_records_of(message)
    if own is not None and message.channel != "in app":
        facts = facts_of(own)
        if facts.is_unsafe(message.channel, message.address):
            return "the person said that this way to reach them is not safe"
        is_safe = facts.is_safe_to_use(message.channel, message.address)
        return None if is_safe else "this way to reach the person is not marked as safe"
    represents = Representative.with_struck.filter(user=message.to_id)
    if own is None and message.to and represents.exists():
        representatives = represents.filter(individual__in=_records_of(message))
        consents = ConsentDecision.objects.in_force(purpose_of(message)).filter(representative__in=representatives)
        if representatives.exists() and not consents.exists():
            return "the person does not consent to this, or no longer"
    return None


def purpose_of(message: Message) -> ConsentPurpose:
    """Return for which purpose a message to a representative is: that of the page it leads to, else talking."""
    pages = {
        ConsentPurpose.SEE_PLAN: ("me", "my_people"),
        ConsentPurpose.SEE_VISITS: ("my_visits", "my_people_visits"),
        ConsentPurpose.SEE_CONNECTIONS: ("my_connections", "my_people_connections"),
        ConsentPurpose.SEE_SAFETY_PLAN: ("my_safety_plan", "my_people_safety_plan"),
        ConsentPurpose.ASK_REVIEW: ("my_people_reviews",),
    }
    purposes = (purpose for purpose, names in pages.items() if message.path in map(reverse, names))
    return next(purposes, ConsentPurpose.TALK)


@may_send.register
def against_messages_while_locked(message: Message) -> str | None:
    """Object to every message to a person whose own pages are locked, codes to sign in included (case 13)."""
    is_to_them = message.to is not None and is_own_record_locked(message.to)
    return "the person's own pages are locked" if is_to_them else None


@may_send.register
def against_unwanted_digital_contact(message: Message) -> str | None:
    """Object to an email or text to a person who wants none, invitations and codes included."""
    if message.to is None or message.channel == "in app":
        return None
    own = Individual.objects.filter(user=message.to).first()
    is_about_them = message.is_secret or _own_record(message) is not None
    is_unwanted = own is not None and is_about_them and wants_no_digital_contact(own) is not None
    return "the person wants no emails or texts" if is_unwanted else None


@may_send.register
def against_codes_on_unsafe_channels(message: Message) -> str | None:
    """Object to a code or link to sign in that would go where the person said that it is not safe."""
    if not message.is_secret or message.to is None:
        return None
    own = Individual.objects.filter(user=message.to).first()
    is_unsafe = own is not None and facts_of(own).is_unsafe(message.channel, message.address)
    return "the person said that this way to reach them is not safe" if is_unsafe else None


def _own_record(message: Message) -> Individual | None:
    """Return the record of the recipient, if the message is about themselves; for staff after one short query."""
    own = Individual.objects.filter(user=message.to).first() if message.to else None
    if own is None or not _records_of(message).filter(pk=own.pk).exists():
        return None
    return own


def _lock_records_of(message: Message) -> None:
    rows = _records_of(message).order_by("pk").select_for_update(of=("self",), no_key=True)
    list(rows.values_list("pk", flat=True))


def _records_of(message: Message) -> IndividualQuerySet:
    """Return every record of the person whom the message is about."""
    people = Individual.objects.filter(pk__in=[message.individual_id])
    return Individual.objects.filter(about_any_of("", people))
