"""A support package opens; its hours change."""

import datetime

from casework import suspensions
from casework.models import (
    AgreedOutcome,
    Case,
    Individual,
    PackageStrand,
    SupportPackage,
    WeeklyHours,
)
from contracts.models import Contract, Strand
from core import moves
from core.errors import Refused
from core.verbs import verb


@verb
def open_package(
    *,
    individual: Individual,
    contract: Contract,
    starts_on: datetime.date,
    minutes_a_week: int,
    by,
    outcomes=(),
    strand: Strand | None = None,
    wanted_domains=(),
    **more,
) -> SupportPackage:
    """Open a support package from `starts_on`, and the case if this is the person's first in the contract.

    Refused before the birthday the terms ask for (T1.3), or while another package of theirs is open there.
    """
    individual = Individual.objects.locked(individual.pk)
    if individual.same_as is not None:
        raise Refused(f"This record was merged into {individual.same_as.reference}: use that one.")
    case, _ = Case.objects.get_or_create(
        individual=individual, contract=contract, defaults={"opened_on": starts_on, "recorded_by": by}
    )
    package = SupportPackage.objects.create(case=case, starts_on=starts_on, recorded_by=by, **more)
    package.wanted_domains.set(wanted_domains)
    if strand is not None:
        PackageStrand.objects.create(
            package=package, strand=strand, from_on=starts_on, agreed_by="Council", recorded_by=by
        )
    WeeklyHours.objects.create(
        package=package, from_on=starts_on, minutes=minutes_a_week, agreed_by="Council", recorded_by=by
    )
    for position, text in enumerate(dict.fromkeys(outcomes)):
        AgreedOutcome.objects.create(package=package, text=text, position=position, recorded_by=by)
    moves.begin(package, verb="open", by=by, about=[individual.pk])
    suspensions.recompute(individual)
    return package


@verb
def change_hours(
    *, package: SupportPackage, from_on: datetime.date, minutes: int, reason: str, agreed_by: str, by
) -> WeeklyHours:
    """Step support up or down from a day; the hours until then stay as they were (T4.3)."""
    SupportPackage.objects.locked(package.pk)
    if not reason.strip():
        raise Refused("Say why the hours change.", field="reason")
    WeeklyHours.objects.filter(package=package, until_on=None, from_on__lt=from_on).update(until_on=from_on)
    return WeeklyHours.objects.create(
        package=package, from_on=from_on, minutes=minutes, reason=reason, agreed_by=agreed_by, recorded_by=by
    )
