"""A person misses several visits in a row: somebody must find out why. It never ends support (T2.6, T4.5)."""

import datetime
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

import pghistory

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import SupportPackage
from core import clock, messages
from core.dates import add_working_days
from core.errors import NotPossible, Refused
from core.verbs import verb
from visits import notifications
from visits.enums import CANCELLED, NOT_ENGAGED, NOT_KNOWN_YET, EngagementDone
from visits.models import EngagementAttempt, EngagementDuty, Visit

MISSED_IN_A_ROW = 3
WORKING_DAYS = 2
DONE_ALREADY = "Someone has already followed this up."
NOT_THEIRS = "Only who recorded this, or a manager, can correct it."
STAYS_OPEN = "Missed visits stay open until you know how the person is."


@verb
def raise_engagement_duty(*, package: SupportPackage, by: User | None) -> EngagementDuty | None:
    """Raise the duty if the last three visits that were not cancelled met no answer or were declined.

    The caller has locked `package`. Return None without a new duty: there is one duty at a time, and visits that
    raised one raise no other.
    """
    if package.ended_on is not None or package.case.individual.died_on is not None:
        return None
    last = list(
        Visit.objects.not_struck()
        .filter(package=package)
        .exclude(outcome__in=CANCELLED)
        .order_by("-started_at", "-pk")[:MISSED_IN_A_ROW]
    )
    if len(last) < MISSED_IN_A_ROW or any(visit.outcome not in NOT_ENGAGED for visit in last):
        return None
    before = EngagementDuty.objects.raised().filter(package=package)
    if before.outstanding().exists() or before.filter(visit__in=last).exists():
        return None
    duty = EngagementDuty.objects.create(
        package=package, visit=last[0], due_on=_due_after(clock.today()), recorded_by=by
    )
    notifications.notify_not_engaged(duty, by)
    return duty


class FollowUp(TypedDict):
    """What was tried to reach the person, what worked, what was done, and the result."""

    tried: str
    worked: NotRequired[str]
    done: str
    words: str


@verb
def settle_engagement(*, duty: EngagementDuty, by: User | None, **follow_up: Unpack[FollowUp]) -> EngagementDuty:
    """Record what was done about missed visits, once it is known how the person is. Support continues (R05).

    It meets what is due about single missed visits of the package too. Raises NotPossible when the duty is not
    outstanding any more, and Refused without `words` or `tried`, and while it is not known how the person is
    (`try_again`).
    """
    duty = _lock_outstanding(duty)
    columns = _texts(follow_up)
    if columns["done"] in NOT_KNOWN_YET:
        raise Refused(STAYS_OPEN, field="done")
    _write(duty, columns)
    duty.met_by, duty.met_on = by, clock.today()
    duty.save(update_fields=[*columns, "met_by", "met_on"])
    messages.settle(f"engagement:{duty.pk}")
    if not duty.is_single:
        for single in EngagementDuty.objects.outstanding().filter(package=duty.package_id, is_single=True):
            settle_engagement(duty=single, by=by, **follow_up)
    return duty


@verb
def try_again(*, duty: EngagementDuty, by: User | None, **follow_up: Unpack[FollowUp]) -> EngagementAttempt:
    """Record what was tried about missed visits while it is not known how the person is (R05).

    The duty stays open. It is due again WORKING_DAYS later. Raises as `settle_engagement`, and Refused where it is
    known how the person is.
    """
    duty = _lock_outstanding(duty)
    columns = _texts(follow_up)
    if columns["done"] not in NOT_KNOWN_YET:
        raise Refused("Choose this only while you do not know how the person is.", field="done")
    attempt = EngagementAttempt.objects.create(duty=duty, recorded_by=by, **columns)
    _set_due_day(duty)
    return attempt


@verb
def strike_attempt(*, attempt: EngagementAttempt, reason: str, by: User) -> EngagementAttempt:
    """Mark an attempt as entered in error. The duty, if it is open, is due as if there had been none.

    Raises NotPossible when it is marked already, and Refused without a reason and for somebody else than who recorded
    it or a manager.
    """
    duty = EngagementDuty.objects.get_locked(attempt.duty_id)
    attempt = EngagementAttempt.objects.get_locked(attempt.pk)
    if not may_strike_attempt(by, attempt):
        raise Refused(NOT_THEIRS)
    attempt.strike(by=by, reason=reason)
    if not duty.met_on and not duty.expired_on:
        _set_due_day(duty)
    return attempt


def may_strike_attempt(user: User, attempt: EngagementAttempt) -> bool:
    """Return whether `user` recorded the attempt, or manages the package."""
    return attempt.recorded_by_id == user.pk or can(user, Permission.ALLOCATE, attempt.duty.package)


def permission_to_strike(user: User, pk: UUID) -> Permission:
    """Return what `user` needs to mark the attempt with this id as entered in error: less where they recorded it."""
    is_own = EngagementAttempt.objects.filter(pk=pk, recorded_by=user).exists()
    return Permission.PLAN_VISIT if is_own else Permission.ALLOCATE


@verb
def follow_up_visit(*, visit: Visit, by: User, **follow_up: Unpack[FollowUp]) -> EngagementDuty:
    """Record what was done about one missed visit, without waiting for three. It meets no duty and ends no support.

    While it is not known how the person is, it is an attempt, and the row is a duty that is due (`try_again`). Raises
    NotPossible for a visit that was not missed and where it is recorded already, and Refused without `words` or
    `tried`.
    """
    package = SupportPackage.objects.get_locked(visit.package_id)
    if why_not := why_no_follow_up(visit):
        raise NotPossible(why_not)
    columns = _texts(follow_up)
    of_visit = {"package": package, "visit": visit, "is_single": True, "recorded_by": by}
    today = clock.today()
    if columns["done"] in NOT_KNOWN_YET:
        duty = EngagementDuty.objects.create(due_on=_due_after(today), **of_visit)
        EngagementAttempt.objects.create(duty=duty, recorded_by=by, **columns)
        return duty
    return EngagementDuty.objects.create(due_on=today, met_on=today, met_by=by, **of_visit, **columns)


def end_follow_up(visit: Visit) -> None:
    """End what is due about one missed visit, because its entry was in error. The caller has locked the package."""
    for duty in EngagementDuty.objects.outstanding().filter(visit=visit, is_single=True):
        duty.expire(clock.today())


def why_no_follow_up(visit: Visit) -> str:
    """Return why nobody can record what was done about this visit alone; "" if they can."""
    if not visit.is_missed:
        return "Only a missed visit is followed up."
    is_recorded = EngagementDuty.objects.filter(visit=visit, is_single=True).exists()
    return DONE_ALREADY if is_recorded else ""


@verb
def correct_follow_up(
    *, duty: EngagementDuty, revision: int, reason: str, by: User, **follow_up: Unpack[FollowUp]
) -> EngagementDuty:
    """Correct what was recorded about missed visits; history has what it said before, with the reason.

    Raises NotPossible before anything was recorded, Conflict when it was saved since `revision`, and Refused for
    somebody else than who recorded it or a manager, without a reason, and where nothing changes.
    """
    duty.check_revision(revision)
    if duty.met_on is None:
        raise NotPossible("Record first what was done.")
    if not may_correct_follow_up(by, duty):
        raise Refused(NOT_THEIRS)
    if not reason.strip():
        raise Refused("Enter what was wrong.", field="reason")
    columns = _texts(follow_up)
    if columns["done"] in NOT_KNOWN_YET and columns["done"] != duty.done:
        return _open_again(duty, columns, reason, by)
    if all(getattr(duty, name) == text for name, text in columns.items()):
        raise Refused("You have not changed anything.")
    _write(duty, columns)
    with pghistory.context(reason=reason.strip()):
        duty.save(update_fields=["revision", *columns])
    return duty


def may_correct_follow_up(user: User, duty: EngagementDuty) -> bool:
    """Return whether `user` recorded it, or manages the package."""
    return duty.met_by_id == user.pk or can(user, Permission.ALLOCATE, duty.package)


def permission_to_correct(user: User, pk: UUID) -> Permission:
    """Return what `user` needs to correct what was recorded under this id: less where they recorded it."""
    is_own = EngagementDuty.objects.filter(pk=pk, met_by=user).exists()
    return Permission.PLAN_VISIT if is_own else Permission.ALLOCATE


def _texts(follow_up: FollowUp) -> dict[str, str]:
    """Return what was recorded, without space around it. Raises Refused without what was tried, and without the result.

    That they were not reached is the result.
    """
    texts = {
        "done": follow_up["done"],
        "words": follow_up["words"].strip(),
        "tried": follow_up["tried"].strip(),
        "worked": follow_up.get("worked", "").strip(),
    }
    if not texts["words"] and texts["done"] != EngagementDone.NOT_REACHED:
        raise Refused("Enter what the outcome was.", field="words")
    if not texts["tried"]:
        raise Refused("Enter what you tried.", field="tried")
    return texts


def _open_again(duty: EngagementDuty, columns: dict[str, str], reason: str, by: User) -> EngagementDuty:
    """Make the duty due again: it is not known how the person is, so what was recorded is an attempt."""
    EngagementAttempt.objects.create(duty=duty, recorded_by=by, **columns)
    _write(duty, dict.fromkeys(columns, ""))
    duty.met_on = duty.met_by = None
    duty.due_on = _due_after(clock.today())
    with pghistory.context(reason=reason.strip()):
        duty.save(update_fields=["revision", "met_on", "met_by", "due_on", *columns])
    return duty


def _lock_outstanding(duty: EngagementDuty) -> EngagementDuty:
    duty = EngagementDuty.objects.get_locked(duty.pk)
    if duty.met_on or duty.expired_on:
        raise NotPossible(DONE_ALREADY)
    return duty


def _set_due_day(duty: EngagementDuty) -> None:
    """Make the duty due WORKING_DAYS after the last attempt, or after it was raised."""
    attempts = EngagementAttempt.objects.not_struck().filter(duty=duty)
    last_at = attempts.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    duty.due_on = _due_after(clock.day_of(last_at or duty.recorded_at))
    duty.save(update_fields=["due_on"])


def _due_after(day: datetime.date) -> datetime.date:
    return add_working_days(day, WORKING_DAYS)


def _write(duty: EngagementDuty, columns: dict[str, str]) -> None:
    for name, text in columns.items():
        setattr(duty, name, text)
