"""Logging a visit, correcting it and marking it as entered in error."""

import datetime
from collections.abc import Iterable
from typing import Unpack
from uuid import UUID

from accounts.models import User
from casework.models import Hold, HospitalSpell, Individual, SupportPackage
from core import clock, transitions
from core.errors import Conflict, Refused
from core.models import Message
from core.verbs import verb
from plans.models import GoalWording
from plans.services import rate, strike_rating
from visits.enums import EntryRoute
from visits.log.models.visit import CORRECTION_REASON_MISSING, WRITTEN
from visits.log.services.engagement import end_follow_up, raise_engagement_duty
from visits.log.visit_columns import CorrectionColumns, LogColumns
from visits.lone_working.services.alerts import raise_alert
from visits.lone_working.services.checks import begin_check_after_strike, end_by_log, refuse_while_overdue
from visits.models import AlertVisit, Escalation, GoalWork, PlannedVisit, Visit, VisitVersion
from workforce.models import Worker

# How long the author may correct an entry without a reason.
FREE_CORRECTION = datetime.timedelta(minutes=15)


@verb
def log_visit(
    *,
    id: UUID,
    package: SupportPackage,
    worker: Worker,
    started_at: datetime.datetime,
    ended_at: datetime.datetime,
    by: User | None,
    planned: PlannedVisit | None = None,
    goals: Iterable[GoalWording] = (),
    rated_goal: GoalWording | None = None,
    rating: int | None = None,
    rated_by: str = "person",
    **columns: Unpack[LogColumns],
) -> Visit:
    """Log a visit under the id its writer made: a visit sent twice is one visit (T4.9).

    A visit in a hospital stay needs a reason. A noticed change raises an alert by its urgency. `rating` is that of
    `rated_goal`, 0 to 10. Raises Refused for times in the future or outside support, and as `refuse_while_overdue`
    does when somebody else enters the visit. Raises Conflict when the id has a visit with other content.
    """
    SupportPackage.objects.get_locked(package.pk)
    sent_before = _sent_before(id, package, {"started_at": started_at, "ended_at": ended_at, **columns})
    if sent_before is not None:
        return sent_before
    _refuse(package, started_at, ended_at, columns.get("hospital_reason", ""))
    if planned:
        _mark_logged(planned, package, worker, columns.get("entry_route", EntryRoute.HERE), by)
    visit = Visit(id=id, package=package, worker=worker, planned=planned, recorded_by=by, **columns)
    visit.started_at, visit.ended_at = started_at, ended_at
    if rated_goal and rating is not None:
        day = clock.day_of(started_at)
        visit.rating = rate(wording=rated_goal, value=rating, rated_on=day, rated_by=rated_by, by=by)
    visit.save(force_insert=True)
    for wording in goals:
        GoalWork.objects.create(visit=visit, wording=wording, recorded_by=by)
    raise_alert(visit=visit, by=by)
    end_by_log(visit=visit, by=by)
    raise_engagement_duty(package=package, by=by)
    return visit


def _sent_before(id: UUID, package: SupportPackage, columns: dict[str, object]) -> Visit | None:
    """Return the visit with this id and the same content, None if the id is new.

    Raises Refused when the visit is of another package, Conflict when its content differs.
    """
    visit = Visit.objects.filter(pk=id).first()
    if visit is None:
        return None
    if visit.package_id != package.pk:
        raise Refused("You have already sent this entry for someone else. Start a new one.")
    if all(getattr(visit, name) == value for name, value in columns.items() if name in WRITTEN):
        return visit
    raise Conflict(visit)


def _mark_logged(
    planned: PlannedVisit, package: SupportPackage, worker: Worker, entry_route: str, by: User | None
) -> None:
    """Change the planned visit to logged. Raises Refused as `refuse_while_overdue` does.

    What the worker wrote on paper or on their phone is their own word, so it is never refused.
    """
    if worker != planned.worker or entry_route not in (EntryRoute.PAPER, EntryRoute.PHONE):
        refuse_while_overdue([planned], by)
    transitions.apply(planned, "log", by=by, about=[package.case.individual_id])


def _refuse(
    package: SupportPackage, started_at: datetime.datetime, ended_at: datetime.datetime, hospital_reason: str
) -> None:
    """Raise Refused for times in the future, outside the package, or in a hospital stay without a reason."""
    now = clock.now()
    if started_at > now or ended_at > now + datetime.timedelta(hours=1):
        raise Refused("You can’t log a visit that hasn’t happened yet.", field="started")
    day = clock.day_of(started_at)
    if day < package.starts_on:
        raise Refused(
            f"Support starts on {package.starts_on:%-d %B %Y}. This visit is before support started.", field="started"
        )
    if package.ended_on and day >= package.ended_on:
        raise Refused(
            f"The last day of support was {package.last_on:%-d %B %Y}. This visit is after it.", field="started"
        )
    if not hospital_reason and _in_hospital(package, day):
        raise Refused(
            "The person was in hospital that day. Enter the reason for this contact.", field="hospital_reason"
        )


def _in_hospital(package: SupportPackage, day: datetime.date) -> bool:
    """Return whether the package is held or the person in hospital on `day`.

    There is no hold where the contract has none, or where the keyworker let support continue (case 4).
    """
    people = Individual.objects.same_person(package.case.individual)
    spells = HospitalSpell.objects.on(day).filter(individual__in=people)
    return Hold.objects.on(day).filter(package=package).exists() or spells.exists()


def is_free_to_correct(visit: Visit, user: User | None) -> bool:
    """Return whether `user` may still change the entry without a reason.

    Only its author may, for fifteen minutes and while nobody was informed of it.
    """
    is_author = user is not None and visit.recorded_by_id == user.pk
    if not is_author or clock.now() >= visit.recorded_at + FREE_CORRECTION:
        return False
    return not (
        Message.objects.filter(about_ids__contains=[visit.pk]).exists()
        or AlertVisit.objects.filter(visit=visit).exists()
        or Escalation.objects.filter(visit=visit).exists()
    )


@verb
def correct_visit(
    *, visit: Visit, revision: int, by: User | None, reason: str = "", **columns: Unpack[CorrectionColumns]
) -> Visit:
    """Correct an entry; columns not named stay unchanged. The earlier content is saved as a version (T4.9).

    The reason is needed, and a version saved, unless `is_free_to_correct`. Raises Refused when the entry is marked
    as entered in error or nothing changes, and Conflict when somebody saved it since `revision`.
    """
    package = SupportPackage.objects.select_related("case__contract").get_locked(visit.package_id)
    visit.check_revision(revision)
    visit.refresh_from_db(fields=[*WRITTEN, "struck_at"])
    if visit.struck_at:
        raise Refused("This entry was marked as entered in error. Log the visit again.")
    before = {name: getattr(visit, name) for name in WRITTEN}
    if all(before[name] == value for name, value in columns.items()):
        raise Refused("You have not changed anything.")
    if not is_free_to_correct(visit, by):
        if not reason.strip():
            raise Refused(CORRECTION_REASON_MISSING, field="reason")
        number = visit.versions.count() + 1
        VisitVersion.objects.create(visit=visit, number=number, content=before, reason=reason.strip(), recorded_by=by)
    for name, value in columns.items():
        setattr(visit, name, value)
    _refuse(package, visit.started_at, visit.ended_at, visit.hospital_reason)
    visit.save(update_fields=["revision", *columns])
    change_before = (before["change_noticed"], before["urgency"])
    if visit.change_noticed and (visit.change_noticed, visit.urgency) != change_before:
        raise_alert(visit=visit, by=by)
    raise_engagement_duty(package=package, by=by)
    return visit


@verb
def strike_visit(*, visit: Visit, reason: str, by: User | None) -> Visit:
    """Mark an entry, and the rating recorded with it, as entered in error.

    It stays on file and counts in no figure. Its planned visit can be logged again; missed visits are checked again.
    """
    package = SupportPackage.objects.select_related("case__individual").get_locked(visit.package_id)
    visit = Visit.objects.select_related(
        "planned__worker__user", "planned__package__case__contract", "rating"
    ).get_locked(visit.pk)
    visit.strike(by=by, reason=reason)
    if visit.rating and not visit.rating.struck_at:
        strike_rating(rating=visit.rating, reason=reason, by=by)
    if visit.planned:
        transitions.apply(visit.planned, "unlog", by=by, reason=reason, about=[package.case.individual_id])
        begin_check_after_strike(visit=visit, by=by)
    end_follow_up(visit)
    raise_engagement_duty(package=package, by=by)
    return visit
