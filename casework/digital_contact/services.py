"""The mark that a person wants no digital contact is recorded, and taken away."""

import datetime

from accounts.models import User
from casework.digital_contact.models import wants_no_digital_contact
from casework.models import Individual, NoDigitalContact
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb


@verb
def record_no_digital_contact(
    *, individual: Individual, reason: str, said_on: datetime.date, by: User
) -> NoDigitalContact:
    """Record that the person wants no emails, texts or pages of their own, or cannot use them.

    From now on none is sent, queued ones included. An account that they have stays: end it if they want that.
    Raises NotPossible where it is recorded already, and Refused for a day in the future.
    """
    individual = Individual.objects.get_locked(individual.pk)
    if wants_no_digital_contact(individual):
        raise NotPossible("This is recorded already.")
    if said_on > clock.today():
        raise Refused("The date they said so can’t be in the future.", field="said_on")
    return NoDigitalContact.objects.create(
        individual=individual, reason=reason.strip(), said_on=said_on, recorded_by=by
    )


@verb
def end_no_digital_contact(*, individual: Individual, reason: str, by: User) -> Individual:
    """Take the mark away, because the person changed their mind or it was wrong. Raises NotPossible without one."""
    individual = Individual.objects.get_locked(individual.pk)
    marks = list(NoDigitalContact.objects.in_force().of_person(individual))
    if not marks:
        raise NotPossible("They can be reached by email or text: nothing else is recorded.")
    if not reason.strip():
        raise Refused("Enter why this ends.", field="reason")
    for mark in marks:
        mark.ended_at, mark.ended_by, mark.ended_reason = clock.now(), by, reason.strip()
        mark.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    return individual
