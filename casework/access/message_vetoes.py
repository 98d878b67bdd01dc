"""What must not be sent, and to whom."""

from casework.models import (
    Consent,
    Individual,
    Representative,
)
from core.models import Message
from core.vetoes import may_send


@may_send.answer
def against_reminders_to_the_dead(message: Message) -> str | None:
    """Nothing about a person who has died goes to the person."""
    dead = Individual.objects.filter(pk__in=[message.individual_id], user=message.to, died_on__isnull=False)
    return "the person has died" if dead.exists() else None


@may_send.answer
def against_unsafe_channels(message: Message) -> str | None:
    """To the person, only what they said is safe to use; to a representative, only while consent stands."""
    if message.individual_id is None:
        return None
    individual = Individual.objects.filter(pk__in=[message.individual_id]).first()
    if individual and individual.user_id == message.to_id and message.channel != "in app":
        safe = individual.contact_points.filter(kind=message.channel, value=message.address, is_safe=True)
        return None if safe.exists() else "this way to reach the person is not marked as safe"
    beside = Representative.objects.filter(individual_id=message.individual_id, user=message.to)
    consents = Consent.objects.filter(representative__in=beside, withdrawn_at=None)
    if beside.exists() and not consents.exists():
        return "the person's consent was withdrawn"
    return None
