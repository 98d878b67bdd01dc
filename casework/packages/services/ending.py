"""Support ends: by decision, or by the clock at the end of a hospital hold."""

import datetime

from casework import notifications
from casework.enums import AgreementAnswer, Destination, EndReason
from casework.hospital import suspensions
from casework.models import Ending, Individual, SupportPackage
from core import clock, transitions
from core.errors import Refused
from core.verbs import verb

# Where somebody went, when nobody said it and the reason does.
DESTINATIONS = {
    EndReason.STEP_DOWN: Destination.STEP_DOWN,
    EndReason.DIRECT_PAYMENT: Destination.DIRECT_PAYMENT,
    EndReason.MOVED: Destination.MOVED,
    EndReason.HOLD_EXPIRED: Destination.HOSPITAL,
    EndReason.DIED: Destination.DIED,
}
DAY = datetime.timedelta(days=1)
WITHOUT_EXIT_PLAN = (EndReason.HOLD_EXPIRED, EndReason.DIED)


@verb
def end_package(
    *,
    package: SupportPackage,
    ended_on: datetime.date,
    reason: str,
    by,
    note: str = "",
    destination: str = "",
    **agreed,
) -> SupportPackage:
    """End support: `ended_on` is the first day without it, tomorrow at the latest. All that is dated ends with it.

    `agreed` are columns of the ending; what is not said of it is written as not asked.
    """
    if ended_on > max(clock.today() + DAY, package.starts_on):
        raise Refused(
            "Support can end tonight at the latest. Record the end when it comes; until then, set the expected end.",
            field="ended_on",
        )
    individual = suspensions.lock(package.case.individual)
    package = SupportPackage.objects.get_locked(package.pk)
    transitions.apply(
        package,
        "end",
        by=by,
        reason=note,
        about=[individual.pk],
        ended_on=ended_on,
        end_reason=reason,
        end_note=note,
    )
    for rows in (package.allocations, package.weekly_hours, package.strands):
        rows.filter(until_on=None, from_on__lt=ended_on).update(until_on=ended_on)
        rows.filter(until_on__gt=ended_on, from_on__lt=ended_on).update(until_on=ended_on)
    Ending.objects.create(
        package=package,
        destination=destination or DESTINATIONS.get(EndReason(reason), Destination.NOT_KNOWN),
        recorded_by=by,
        **{"person_agreed": AgreementAnswer.NOT_ASKED, "council_agreed": AgreementAnswer.NOT_ASKED, **agreed},
    )
    suspensions.recompute(individual)
    return package


@verb
def end_support(
    *,
    package: SupportPackage,
    ended_on: datetime.date,
    reason: str,
    destination: str,
    person_agreed: str,
    council_agreed: str,
    by,
    note: str = "",
    exit_plan: str = "",
    council_agreed_by: str = "",
    council_agreed_on: datetime.date | None = None,
    **views: str,
) -> SupportPackage:
    """A manager ends support, with what was agreed and by whom; who records it agrees for the provider (T4.6).

    The exit plan is asked for where the terms in force on `ended_on` ask for one, the Council's who and when where
    it agreed. `views`: what the person, the Council and the provider say; they may be added later.
    """
    terms = package.terms_on(ended_on)
    if terms.asks_exit_plan and reason not in WITHOUT_EXIT_PLAN and not exit_plan.strip():
        raise Refused("The contract asks for an exit plan: what comes after, and with whom.", field="exit_plan")
    _refuse_council(council_agreed, council_agreed_by, council_agreed_on)
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


def _refuse_council(council_agreed: str, agreed_by: str, agreed_on: datetime.date | None) -> None:
    if council_agreed == AgreementAnswer.YES and not agreed_by.strip():
        raise Refused("Say who agreed for the Council.", field="council_agreed_by")
    if council_agreed == AgreementAnswer.YES and agreed_on is None:
        raise Refused("Say when the Council agreed.", field="council_agreed_on")
    if agreed_on is not None and agreed_on > clock.today():
        raise Refused("The Council cannot have agreed in the future.", field="council_agreed_on")


@verb
def write_ending(*, ending: Ending, revision: int, by, **words) -> Ending:
    """Add to an ending what was said or agreed later. Raises Conflict when somebody saved it since `revision`."""
    ending.check_revision(revision)
    _refuse_council(words["council_agreed"], words["council_agreed_by"], words["council_agreed_on"])
    for name, value in words.items():
        setattr(ending, name, value)
    ending.save(update_fields=["revision", *words])
    return ending


def end_expired_suspensions(*, on: datetime.date) -> int:
    """The sweep of T5.4: end every package whose last held day lies before `on`; how many were ended.

    Each in a transaction of its own, looked at again under the lock, so two sweeps end it once.
    """
    expired = SupportPackage.objects.open().filter(
        suspensions__until_on=None, suspensions__last_held_on__lt=on, suspensions__isnull=False
    )
    return sum(_end_if_expired(package_id=pk, on=on, by=None) for pk in expired.values_list("pk", flat=True))


@verb
def _end_if_expired(*, package_id, on: datetime.date, by) -> bool:
    suspensions.lock(Individual.objects.get(cases__packages=package_id))
    package = SupportPackage.objects.select_related("case__contract", "case__individual").get_locked(package_id)
    held = package.suspensions.expired(on).first()
    cut_over_on = package.case.contract.cut_over_on
    if held is None or (cut_over_on and held.ends_on < cut_over_on):
        return False
    users = notifications.hold_decision_makers(package, held.last_held_on)
    end_package(
        package=package,
        ended_on=held.ends_on,
        reason=EndReason.HOLD_EXPIRED,
        note=f"In hospital since {held.admitted_on:%-d %B %Y}; held until {held.last_held_on:%-d %B %Y}. "
        "A new referral with a revised support plan is needed.",
        by=by,
    )
    notifications.notify_hold_expired(package, users)
    return True
