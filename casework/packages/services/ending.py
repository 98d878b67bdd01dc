"""The end of support: by a manager's decision, by death, or when a hospital hold expires."""

import datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db.models import F, Q, Value

from accounts.models import User
from casework import notifications
from casework.enums import AgreementAnswer, Destination, EndReason
from casework.hospital import hold_calculation
from casework.models import Ending, Hold, Individual, SupportPackage
from casework.packages.models.ending import EXIT_PLAN_MISSING
from casework.recipients import everybody_concerned
from core import clock, sweeps, transitions
from core.errors import Refused
from core.sql import DaysAfter
from core.verbs import verb

# The destination that follows from the reason, where nobody named one.
DESTINATIONS = {
    EndReason.STEP_DOWN: Destination.STEP_DOWN,
    EndReason.DIRECT_PAYMENT: Destination.DIRECT_PAYMENT,
    EndReason.MOVED: Destination.MOVED,
    EndReason.HOLD_EXPIRED: Destination.HOSPITAL,
    EndReason.DIED: Destination.DIED,
}
DAY = datetime.timedelta(days=1)
WITHOUT_EXIT_PLAN = (EndReason.HOLD_EXPIRED, EndReason.DIED)


class EndingViews(TypedDict, total=False):
    """The views of the person, the Council and the provider on ending or step-down (T2.4); they may be added later."""

    person_view: str
    council_view: str
    provider_view: str


class EndingColumns(EndingViews, total=False):
    """Columns of an Ending beside its destination."""

    exit_plan: str
    person_agreed: str
    council_agreed: str
    council_agreed_by: str
    council_agreed_on: datetime.date | None


@verb
def end_package(
    *,
    package: SupportPackage,
    ended_on: datetime.date,
    reason: str,
    by: User | None,
    note: str = "",
    destination: str = "",
    **columns: Unpack[EndingColumns],
) -> SupportPackage:
    """End support and every dated row of the package. `ended_on` is the first day without support.

    `columns` are those of the Ending; an agreement that is not among them is recorded as not asked.
    Raises Refused for an end later than tomorrow or, if that is later, the first day of support.
    """
    _refuse_later_than_tonight(package, ended_on)
    individual = hold_calculation.lock(package.case.individual)
    package = SupportPackage.objects.get_locked(package.pk)
    changes = {"ended_on": ended_on, "end_reason": reason, "end_note": note}
    transitions.apply(package, "end", by=by, reason=note, about=[individual.pk], **changes)
    for rows in (package.allocations, package.weekly_hours, package.strands):
        rows.filter(until_on=None, from_on__lt=ended_on).update(until_on=ended_on)
        rows.filter(until_on__gt=ended_on, from_on__lt=ended_on).update(until_on=ended_on)
    notifications.settle_ended(package, ended_on)
    columns.setdefault("person_agreed", AgreementAnswer.NOT_ASKED)
    columns.setdefault("council_agreed", AgreementAnswer.NOT_ASKED)
    destination = destination or DESTINATIONS.get(EndReason(reason), Destination.NOT_KNOWN)
    _record_ending(package, {**columns, "destination": destination}, by)
    hold_calculation.recompute(individual)
    return package


def _record_ending(package: SupportPackage, columns: dict[str, Any], by: User | None) -> None:
    """Record the ending. One that was undone is written over: its history has the earlier one."""
    values = {**columns, "recorded_by": by, "recorded_at": clock.now()}
    nothing = Ending()
    empty = {name: getattr(nothing, name) for name in EndingColumns.__annotations__}
    Ending.objects.update_or_create(
        package=package,
        defaults={**empty, **values, "revision": F("revision") + 1},
        create_defaults=values,
    )


def _refuse_later_than_tonight(package: SupportPackage, ended_on: datetime.date) -> None:
    if ended_on > max(clock.today() + DAY, package.starts_on):
        raise Refused(
            "You can't record an ending in the future. Set the expected end instead.",
            field="ended_on",
        )


@verb
def end_support(
    *,
    package: SupportPackage,
    ended_on: datetime.date,
    reason: str,
    destination: str,
    person_agreed: str,
    council_agreed: str,
    by: User,
    note: str = "",
    exit_plan: str = "",
    council_agreed_by: str = "",
    council_agreed_on: datetime.date | None = None,
    **views: Unpack[EndingViews],
) -> SupportPackage:
    """End support as a manager; `by` agrees for the provider (T4.6).

    Raises Refused without an exit plan where the terms in force on `ended_on` ask for one, and without who agreed
    for the Council, and when, where the Council agreed.
    """
    terms = package.terms_on(ended_on)
    if terms.asks_exit_plan and reason not in WITHOUT_EXIT_PLAN and not exit_plan.strip():
        raise Refused(EXIT_PLAN_MISSING, field="exit_plan")
    _check_council_agreement(council_agreed, council_agreed_by, council_agreed_on)
    return end_package(
        package=package,
        ended_on=ended_on,
        reason=reason,
        note=note,
        destination=destination,
        exit_plan=exit_plan,
        person_agreed=person_agreed,
        council_agreed=council_agreed,
        council_agreed_by=council_agreed_by,
        council_agreed_on=council_agreed_on,
        by=by,
        **views,
    )


def _check_council_agreement(council_agreed: str, agreed_by: str, agreed_on: datetime.date | None) -> None:
    """Raise Refused unless an agreement of the Council says who agreed and when, not in the future."""
    if council_agreed == AgreementAnswer.YES and not agreed_by.strip():
        raise Refused("Enter who agreed for the Council.", field="council_agreed_by")
    if council_agreed == AgreementAnswer.YES and agreed_on is None:
        raise Refused("Enter the date the Council agreed.", field="council_agreed_on")
    if agreed_on is not None and agreed_on > clock.today():
        raise Refused("The date the Council agreed cannot be in the future.", field="council_agreed_on")


@verb
def write_ending(*, ending: Ending, revision: int, by: User, **columns: Unpack[EndingColumns]) -> Ending:
    """Change what is recorded of an ending. Columns that are not named stay as they are.

    Raises Conflict when somebody saved the ending since `revision`, and Refused as `end_support` does.
    """
    ending.check_revision(revision)
    if SupportPackage.objects.open().filter(pk=ending.package_id).exists():
        raise Refused("This ending was undone.")
    for name, value in columns.items():
        setattr(ending, name, value)
    _check_council_agreement(ending.council_agreed, ending.council_agreed_by, ending.council_agreed_on)
    ending.save(update_fields=["revision", *columns])
    return ending


def end_expired_holds(*, on: datetime.date) -> int:
    """End every package whose last held day is before `on` (T5.4). Return how many were ended.

    Each package has a transaction of its own and is checked again under the lock, so two sweeps end it once.
    """
    ends_on = DaysAfter("last_held_on", Value(1))
    cut_over = Q(package__case__contract__cut_over_on=None) | Q(package__case__contract__cut_over_on__lte=ends_on)
    ids = Hold.objects.expired(on).filter(cut_over).order_by("package").values_list("package", flat=True)
    return sweeps.each(ids, lambda pk: _end_if_expired(package_id=pk, on=on, by=None))


@verb
def _end_if_expired(*, package_id: UUID, on: datetime.date, by: User | None) -> bool:
    """Return True if the package was ended. Holds that expired before the cut-over of the contract end nothing."""
    hold_calculation.lock(Individual.objects.get(cases__packages=package_id))
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(package_id)
    hold = package.holds.expired(on).first()
    cut_over_on = package.case.contract.cut_over_on
    if hold is None or (cut_over_on and hold.ends_on < cut_over_on):
        return False
    users = everybody_concerned(package, on)
    end_package(
        package=package,
        ended_on=hold.ends_on,
        reason=EndReason.HOLD_EXPIRED,
        note=f"In hospital since {hold.admitted_on:%-d %B %Y}; on hold until "
        f"{hold.last_held_on:%-d %B %Y}. A new referral with a revised support plan is needed.",
        by=by,
    )
    notifications.notify_hold_expired(package, users)
    return True
