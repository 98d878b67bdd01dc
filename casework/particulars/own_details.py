"""What the person reads and changes of their own details: nothing that others wrote about them, or about others."""

from dataclasses import dataclass

from casework.models import (
    Address,
    Circumstance,
    ContactPoint,
    GpRegistration,
    Individual,
    ProfileAnswer,
    Relationship,
    TimePreference,
)
from casework.particulars.models import AddressQuerySet
from casework.people.primary import primary_first
from casework.profile.models import ProfileAnswerQuerySet
from casework.times.models import TimePreferenceQuerySet
from core import clock
from core.models import RecordQuerySet


@dataclass(frozen=True)
class OwnDetails:
    """The details of one person, from all their merged records, as of today."""

    addresses: list[Address]
    former_addresses: list[Address]
    contact_points: list[ContactPoint]
    gp: GpRegistration | None
    close_people: list[tuple[str, str]]  # name, and who they are
    answers: dict[str, Circumstance]  # by question, of those that were asked

    @property
    def is_unreachable(self) -> bool:
        """Whether each way to reach the person is marked as not safe."""
        return bool(self.contact_points) and all(point.is_safe is False for point in self.contact_points)


def load_own_details(person: Individual) -> OwnDetails:
    """Return the details that the person sees. Notes are left out: staff wrote them, and they may name others."""
    records, today = Individual.objects.same_person(person), clock.today()
    close_people = Relationship.objects.on(today).filter(individual__in=records).order_by("name", "pk")
    addresses = own_addresses(person)
    gps = GpRegistration.objects.on(today).filter(individual__in=records)
    answers: dict[str, Circumstance] = {}
    circumstances = Circumstance.objects.on(today).filter(individual__in=records)
    for row in circumstances.order_by(primary_first("individual"), "-from_on", "pk"):
        answers.setdefault(row.question, row)
    return OwnDetails(
        addresses=list(addresses.not_ended(today).order_by("kind", "from_on", "pk")),
        former_addresses=list(addresses.filter(until_on__lte=today).latest_first()),
        contact_points=list(own_contact_points(person)),
        gp=gps.order_by(primary_first("individual"), "-from_on", "pk").first(),
        close_people=[(row.name, row.get_kind_display()) for row in close_people],
        answers=answers,
    )


def own_addresses(person: Individual, *, with_removed: bool = False) -> AddressQuerySet:
    """Return the person's addresses, under whichever of their records; `with_removed`, also withdrawn ones."""
    addresses = Address.with_struck if with_removed else Address.objects
    rows: AddressQuerySet = addresses.filter(individual__in=Individual.objects.same_person(person))
    return rows


def own_contact_points(person: Individual, *, with_removed: bool = False) -> RecordQuerySet[ContactPoint]:
    """Return the ways to reach the person, under whichever of their records; `with_removed`, also earlier ones."""
    points = ContactPoint.with_struck if with_removed else ContactPoint.objects
    rows: RecordQuerySet[ContactPoint] = points.filter(individual__in=Individual.objects.same_person(person))
    return rows.order_by("kind", "recorded_at", "pk")


def own_times(person: Individual, *, with_removed: bool = False) -> TimePreferenceQuerySet:
    """Return the times that suit the person or do not, under whichever of their records."""
    times = TimePreference.with_struck if with_removed else TimePreference.objects
    rows: TimePreferenceQuerySet = times.filter(individual__in=Individual.objects.same_person(person))
    return rows


def own_answers(person: Individual) -> ProfileAnswerQuerySet:
    """Return what the person answered about who they are, under whichever of their records."""
    rows: ProfileAnswerQuerySet = ProfileAnswer.objects.filter(individual__in=Individual.objects.same_person(person))
    return rows
