"""Where one record says that the person lives, and which councils support them."""

import datetime

from django.db.models import QuerySet

from accounts.models import User
from casework.models import Address, Case, Individual
from casework.particulars.enums import AddressKind
from contracts.models import Council
from core import clock


def current_home(individual: Individual, day: datetime.date | None = None) -> Address | None:
    """Return where this record says that the person lives on `day`, by default today; None if it says nothing."""
    home: Address | None = individual.addresses.homes().on(day or clock.today()).first()
    return home


def councils_of(individual: Individual) -> QuerySet[Council]:
    """Return the councils whose contracts support the person, under whichever of their records, by name."""
    cases = Case.objects.filter(individual__in=Individual.objects.same_person(individual))
    return Council.objects.filter(pk__in=cases.values("contract__council")).order_by("name", "pk")


def record_first_address(
    individual: Individual, *, lines: str, area: str, postcode: str, by: User | None
) -> Address | None:
    """Record where somebody new lives, since a day that is not known; None without an address. Call in a verb."""
    if not (lines or area or postcode):
        return None
    return Address.objects.create(
        individual=individual,
        kind=AddressKind.HOME,
        lines=lines,
        area=area,
        postcode=postcode,
        from_on=clock.today(),
        is_start_known=False,
        recorded_by=by,
    )
