"""What the person decided about passing on their access needs, from all of their records."""

from dataclasses import dataclass

from casework.access_needs.enums import NeedsSharing
from casework.models import Individual, SharingDecision
from casework.people.safety_facts import facts_of


@dataclass(frozen=True)
class SharingChoice:
    """The decision that counts; None: nobody asked the person, and the needs are not passed on."""

    decision: SharingDecision | None
    is_given: bool


def load_sharing_choice(individual: Individual) -> SharingChoice:
    """Return what the person decided, under whichever of their records."""
    is_given = facts_of(individual).are_needs_shared
    decisions = SharingDecision.objects.filter(individual__in=Individual.objects.same_person(individual))
    refused = decisions.filter(sharing=NeedsSharing.REFUSED)
    counting = decisions.exclude(pk__in=refused) if is_given else refused
    rows = counting.latest_first().select_related("recorded_by", "individual")
    return SharingChoice(rows.first(), is_given)
