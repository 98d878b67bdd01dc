"""Opening a support package, changing its weekly hours and strand, planning its end."""

import datetime
from collections.abc import Iterable, Sequence
from typing import TypedDict, Unpack

from django.db.models import QuerySet

from accounts.models import User
from casework.hospital import hold_calculation
from casework.models import (
    AgreedOutcome,
    Case,
    Individual,
    PackageStrand,
    SupportPackage,
    WeeklyHours,
)
from casework.packages.models.package import ALREADY_OPEN
from contracts.models import Contract, LifeDomain, Strand
from core import clock, transitions
from core.dates import birthday
from core.errors import Refused
from core.models import DatedQuerySet
from core.verbs import verb


class PackageColumns(TypedDict, total=False):
    """Columns of a SupportPackage that may be known when it opens."""

    follows: SupportPackage | None
    needs: str
    agreed_end_point: str
    expected_end_on: datetime.date | None
    first_review_on: datetime.date | None
    formal_review_on: datetime.date | None
    exit_route: str
    last_update_on: datetime.date | None
    last_review_on: datetime.date | None


@verb
def open_package(
    *,
    individual: Individual,
    contract: Contract,
    starts_on: datetime.date,
    minutes_a_week: int,
    by: User | None,
    outcomes: Iterable[str] = (),
    strand: Strand | None = None,
    wanted_domains: Sequence[LifeDomain] | QuerySet[LifeDomain] = (),
    **columns: Unpack[PackageColumns],
) -> SupportPackage:
    """Open a support package from `starts_on`, and the case if this is the person's first in the contract.

    Raises Refused before the birthday that the terms ask for (T1.3), while another package of the person is open
    in the contract, and for a record that was merged into another.
    """
    individual = hold_calculation.lock(individual)
    _check_may_open(individual, contract, starts_on)
    case, _ = Case.objects.get_or_create(
        individual=individual, contract=contract, defaults={"opened_on": starts_on, "recorded_by": by}
    )
    package = SupportPackage.objects.create(case=case, starts_on=starts_on, recorded_by=by, **columns)
    if wanted_domains:
        package.wanted_domains.set(wanted_domains)
    from_start = {"package": package, "from_on": starts_on, "agreed_by": "Council", "recorded_by": by}
    if strand is not None:
        PackageStrand.objects.create(strand=strand, **from_start)
    WeeklyHours.objects.create(minutes=minutes_a_week, **from_start)
    AgreedOutcome.objects.bulk_create(
        AgreedOutcome(package=package, text=text, position=position, recorded_by=by)
        for position, text in enumerate(dict.fromkeys(outcomes))
    )
    transitions.record_created(package, verb="open", by=by, about=[individual.pk])
    hold_calculation.recompute(individual)
    return package


def _check_may_open(individual: Individual, contract: Contract, starts_on: datetime.date) -> None:
    if individual.is_merged:
        raise Refused(f"This record was merged into {individual.primary.reference}. Use that record.")
    if not contract.runs_on(starts_on) and contract.cut_over_on is None:
        raise Refused(f"Support starts on a day on which the contract runs: {contract.days}.", field="starts_on")
    open_packages = SupportPackage.objects.open().filter(case__contract=contract)
    if open_packages.filter(case__individual__in=Individual.objects.same_person(individual)).exists():
        raise Refused(ALREADY_OPEN)
    terms = contract.find_terms(starts_on)
    # Support that started before the contract's first terms is not judged by them.
    if terms is None or terms.from_on > starts_on:
        return
    minimum_age = terms.minimum_age
    if individual.date_of_birth is None:
        if terms.tests_age:
            raise Refused("The contract's terms have a test of age, so the date of birth is needed.")
    elif minimum_age is not None and starts_on < birthday(individual.date_of_birth, minimum_age):
        raise Refused(
            f"Support cannot start before {birthday(individual.date_of_birth, minimum_age):%-d %B %Y}, "
            f"when the person reaches the contract's minimum age ({minimum_age}).",
            field="starts_on",
        )


@verb
def change_hours(
    *, package: SupportPackage, from_on: datetime.date, minutes: int, reason: str, agreed_by: str, by: User
) -> WeeklyHours:
    """Change the weekly hours from a day; the hours until then stay as they were (T4.3).

    Raises Refused outside the days of the package, without a reason, and if nothing would change.
    """
    package = SupportPackage.objects.get_locked(package.pk)
    if not reason.strip():
        raise Refused("Enter why the hours are changing.", field="reason")
    if not agreed_by.strip():
        raise Refused("Enter who agreed.", field="agreed_by")
    hours = WeeklyHours.objects.filter(package=package)
    _check_day_of_change(package, hours, from_on, "Different hours are")
    current = hours.on(from_on).first()
    if current and current.minutes == minutes:
        raise Refused("These are already the weekly hours.", field="minutes")
    if current:
        hours.filter(pk=current.pk).update(until_on=from_on)
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
    *, package: SupportPackage, strand: Strand, from_on: datetime.date, reason: str, agreed_by: str, by: User
) -> PackageStrand:
    """Move the package to another strand of its contract from a day; the strand until then stays on record (T2.1).

    Raises Refused as `change_hours` does, and for a strand of another contract.
    """
    package = SupportPackage.objects.select_related("case").get_locked(package.pk)
    if strand.contract_id != package.case.contract_id:
        raise Refused("This strand belongs to another contract.", field="strand")
    if not reason.strip():
        raise Refused("Enter why the package is moving.", field="reason")
    if not agreed_by.strip():
        raise Refused("Enter who agreed.", field="agreed_by")
    strands = PackageStrand.objects.filter(package=package)
    _check_day_of_change(package, strands, from_on, "Another strand is")
    current = strands.on(from_on).first()
    if current and current.strand_id == strand.pk:
        raise Refused("The package is already in this strand.", field="strand")
    if current:
        strands.filter(pk=current.pk).update(until_on=from_on)
    return PackageStrand.objects.create(
        package=package,
        strand=strand,
        from_on=from_on,
        until_on=package.ended_on,
        reason=reason,
        agreed_by=agreed_by,
        recorded_by=by,
    )


def _check_day_of_change(package: SupportPackage, rows: DatedQuerySet, from_on: datetime.date, subject: str) -> None:
    """Raise Refused if `from_on` is not a day of the package, or if one of `rows` begins then or later."""
    if package.ended_on is not None and from_on >= package.ended_on:
        raise Refused(f"The last day of support was {package.last_on:%-d %B %Y}.", field="from_on")
    if from_on < package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}.", field="from_on")
    later = rows.filter(from_on__gte=from_on).order_by("from_on").first()
    if later is not None:
        raise Refused(f"{subject} already set from {later.from_on:%-d %B %Y}. Choose a later date.", field="from_on")


@verb
def plan_end(
    *, package: SupportPackage, expected_end_on: datetime.date | None, exit_route: str, by: User
) -> SupportPackage:
    """Set when and how support should end; only where the terms ask for an exit plan (T2.4, C5e).

    Raises Refused for a package that has ended, and for a day that is not after the first day of support.
    """
    package = SupportPackage.objects.select_related("case__contract").get_locked(package.pk)
    if package.ended_on is not None:
        raise Refused(f"The last day of support was {package.last_on:%-d %B %Y}.")
    if not package.terms_on(clock.today()).asks_exit_plan:
        raise Refused("In this contract support lasts as long as it is needed, so it has no expected end.")
    if expected_end_on is not None and expected_end_on <= package.starts_on:
        raise Refused(
            f"Support is expected to end after its first day, {package.starts_on:%-d %B %Y}.", field="expected_end_on"
        )
    package.expected_end_on, package.exit_route = expected_end_on, exit_route
    package.save(update_fields=["expected_end_on", "exit_route"])
    return package
