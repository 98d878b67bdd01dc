"""A support package opens; its hours and its strand change; its end is planned."""

import datetime

from casework.hospital import suspensions
from casework.models import (
    AgreedOutcome,
    Case,
    Individual,
    PackageStrand,
    SupportPackage,
    WeeklyHours,
)
from contracts.models import Contract, Strand
from core import clock, transitions
from core.dates import birthday
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
    individual = suspensions.lock(individual)
    if individual.is_merged:
        raise Refused(f"This record was merged into {individual.primary.reference}: use that one.")
    theirs = SupportPackage.objects.open().filter(case__individual__in=Individual.objects.same_person(individual))
    if theirs.filter(case__contract=contract).exists():
        raise Refused("This person has an open package in this contract already.")
    terms = contract.terms.newest_by(starts_on).first()
    minimum_age = terms.minimum_age if terms else None
    if minimum_age is not None and starts_on < birthday(individual.date_of_birth, minimum_age):
        raise Refused(
            f"Support cannot start before {birthday(individual.date_of_birth, minimum_age):%-d %B %Y}, "
            f"the birthday that the contract asks for (age {minimum_age}).",
            field="starts_on",
        )
    case, _ = Case.objects.get_or_create(
        individual=individual, contract=contract, defaults={"opened_on": starts_on, "recorded_by": by}
    )
    package = SupportPackage.objects.create(case=case, starts_on=starts_on, recorded_by=by, **more)
    if wanted_domains:
        package.wanted_domains.set(wanted_domains)
    if strand is not None:
        PackageStrand.objects.create(
            package=package, strand=strand, from_on=starts_on, agreed_by="Council", recorded_by=by
        )
    WeeklyHours.objects.create(
        package=package, from_on=starts_on, minutes=minutes_a_week, agreed_by="Council", recorded_by=by
    )
    AgreedOutcome.objects.bulk_create(
        AgreedOutcome(package=package, text=text, position=position, recorded_by=by)
        for position, text in enumerate(dict.fromkeys(outcomes))
    )
    transitions.record_created(package, verb="open", by=by, about=[individual.pk])
    suspensions.recompute(individual)
    return package


@verb
def change_hours(
    *, package: SupportPackage, from_on: datetime.date, minutes: int, reason: str, agreed_by: str, by
) -> WeeklyHours:
    """Step support up or down from a day; the hours until then stay as they were (T4.3).

    Refused outside the days of the package, without a reason, and where nothing would change.
    """
    package = SupportPackage.objects.get_locked(package.pk)
    if not reason.strip():
        raise Refused("Say why the hours change.", field="reason")
    if not agreed_by.strip():
        raise Refused("Say who agreed.", field="agreed_by")
    before = _before(package, package.weekly_hours, from_on, "Other hours")
    if before and before.minutes == minutes:
        raise Refused("These are the hours already.", field="minutes")
    _until(before, from_on)
    return WeeklyHours.objects.create(
        package=package,
        from_on=from_on,
        until_on=package.ended_on,
        minutes=minutes,
        reason=reason,
        agreed_by=agreed_by,
        recorded_by=by,
    )


@verb
def change_strand(
    *, package: SupportPackage, strand: Strand, from_on: datetime.date, reason: str, agreed_by: str, by
) -> PackageStrand:
    """The package belongs to another strand of its contract from a day; where it was before stays on record (T2.1)."""
    package = SupportPackage.objects.select_related("case").get_locked(package.pk)
    if strand.contract_id != package.case.contract_id:
        raise Refused("This strand belongs to another contract.", field="strand")
    if not reason.strip():
        raise Refused("Say why the package moves.", field="reason")
    if not agreed_by.strip():
        raise Refused("Say who agreed.", field="agreed_by")
    before = _before(package, package.strands, from_on, "Another strand")
    if before and before.strand_id == strand.pk:
        raise Refused("The package is in this strand already.", field="strand")
    _until(before, from_on)
    return PackageStrand.objects.create(
        package=package,
        strand=strand,
        from_on=from_on,
        until_on=package.ended_on,
        reason=reason,
        agreed_by=agreed_by,
        recorded_by=by,
    )


@verb
def plan_end(*, package: SupportPackage, expected_end_on: datetime.date | None, exit_route: str, by) -> SupportPackage:
    """Say when and how support is meant to end; only where the terms ask for an exit plan (T2.4, C5e)."""
    package = SupportPackage.objects.select_related("case__contract").get_locked(package.pk)
    _refuse_ended(package)
    if not package.terms_on(clock.today()).asks_exit_plan:
        raise Refused("In this contract support lasts as long as it is needed; no end is expected.")
    if expected_end_on is not None and expected_end_on <= package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}.", field="expected_end_on")
    package.expected_end_on, package.exit_route = expected_end_on, exit_route
    package.save(update_fields=["expected_end_on", "exit_route"])
    return package


def _refuse_ended(package: SupportPackage) -> None:
    if package.ended_on is not None:
        raise Refused(f"Support ended on {package.ended_on:%-d %B %Y}.")


def _before(package: SupportPackage, rows, from_on: datetime.date, what: str):
    """The dated row in force on `from_on`; refused outside the package, and where rows begin then or later."""
    if package.ended_on is not None and from_on >= package.ended_on:
        raise Refused(f"Support ended on {package.ended_on:%-d %B %Y}.", field="from_on")
    if from_on < package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}.", field="from_on")
    later = rows.filter(from_on__gte=from_on).order_by("from_on").first()
    if later is not None:
        raise Refused(f"{what} from {later.from_on:%-d %B %Y} stand here already. Choose a later day.", field="from_on")
    return rows.on(from_on).first()


def _until(row, day: datetime.date) -> None:
    """The row in force, if there is one, holds until `day`."""
    if row is not None:
        type(row).objects.filter(pk=row.pk).update(until_on=day)
