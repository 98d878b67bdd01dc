"""What the person reads and changes of their own details: nothing that others wrote about them, or about others."""

from dataclasses import dataclass

from casework.models import Address, ContactPoint, GpRegistration, Individual, Relationship
from core import clock
from core.models import RecordQuerySet


@dataclass(frozen=True)
class OwnDetails:
    """The details of one person, from all their merged records, as of today."""

    addresses: list[Address]
    contact_points: list[ContactPoint]
    gp: GpRegistration | None
    close_people: list[tuple[str, str]]  # name, and who they are


def load_own_details(person: Individual) -> OwnDetails:
    """Return the details that the person sees. Notes are left out: staff wrote them, and they may name others."""
    records, today = Individual.objects.same_person(person), clock.today()
    close_people = Relationship.objects.on(today).filter(individual__in=records).order_by("name", "pk")
    return OwnDetails(
        addresses=list(Address.objects.not_ended(today).filter(individual__in=records).order_by("kind", "from_on")),
        contact_points=list(own_contact_points(person)),
        gp=GpRegistration.objects.on(today).filter(individual__in=records).order_by("-from_on", "pk").first(),
        close_people=[(row.name, row.get_kind_display()) for row in close_people],
    )


def own_contact_points(person: Individual, *, with_removed: bool = False) -> RecordQuerySet[ContactPoint]:
    """Return the ways to reach the person, under whichever of their records; `with_removed`, also earlier ones."""
    points = ContactPoint.with_struck if with_removed else ContactPoint.objects
    rows: RecordQuerySet[ContactPoint] = points.filter(individual__in=Individual.objects.same_person(person))
    return rows.order_by("kind", "recorded_at", "pk")
