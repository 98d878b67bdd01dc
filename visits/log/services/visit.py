"""Logging what happened, correcting it, striking it through."""

import datetime
from uuid import UUID

from casework.models import HospitalSpell, Individual, SupportPackage, Suspension
from core import clock, transitions
from core.errors import Conflict, Refused
from core.models import Message
from core.verbs import verb
from plans.models import GoalWording
from plans.services import rate, strike_rating
from visits.enums import EntryRoute
from visits.log.models.visit import WRITTEN
from visits.log.services.engagement import raise_engagement_duty
from visits.lone_working.services.alerts import raise_alert
from visits.lone_working.services.checks import begin_check_after_strike, end_by_log, refuse_while_silent
from visits.models import AlertVisit, Escalation, GoalWork, PlannedVisit, Visit, VisitVersion
from workforce.models import Worker

FREELY = datetime.timedelta(minutes=15)


@verb
def log_visit(
    *,
    id: UUID,
    package: SupportPackage,
    worker: Worker,
    started_at: datetime.datetime,
    ended_at: datetime.datetime,
    by,
    planned: PlannedVisit | None = None,
    goals=(),
    rated_goal: GoalWording | None = None,
    rating: int | None = None,
    rated_by: str = "person",
    **what,
) -> Visit:
    """Log a visit under the id its writer made: the same visit sent twice is one visit (T4.9).

    During a hospital stay it needs a reason. What was noticed is told as urgently as it is said to be.
    `rating` is that of `rated_goal`, 0 to 10. Typed in by others it is refused as
    `refuse_while_silent` does.
    Raises Conflict when the id is taken by a visit with other words.
    """
    SupportPackage.objects.get_locked(package.pk)
    known = Visit.objects.filter(pk=id).first()
    if known is not None:
        if known.package_id != package.pk:
            raise Refused("This entry was sent before, for somebody else. Start a new one.")
        sent = {"started_at": started_at, "ended_at": ended_at, **what}
        if all(getattr(known, name) == value for name, value in sent.items() if name in WRITTEN):
            return known
        raise Conflict(known)
    _refuse(package, started_at, ended_at, what.get("hospital_reason"))
    if planned:
        # A sheet of paper, or a note from their phone, came out of the worker's own hand.
        if worker != planned.worker or what.get("entry") not in (EntryRoute.PAPER, EntryRoute.PHONE):
            refuse_while_silent([planned], by)
        transitions.apply(planned, "log", by=by, about=[package.case.individual_id])
    day = clock.day_of(started_at)
    rated = rate(wording=rated_goal, value=rating, rated_on=day, rated_by=rated_by, by=by) if rated_goal else None
    visit = Visit.objects.create(
        id=id,
        package=package,
        worker=worker,
        planned=planned,
        started_at=started_at,
        ended_at=ended_at,
        rating=rated,
        recorded_by=by,
        **what,
    )
    for wording in goals:
        GoalWork.objects.create(visit=visit, wording=wording, recorded_by=by)
    raise_alert(visit=visit, by=by)
    end_by_log(visit=visit, by=by)
    raise_engagement_duty(package=package, by=by)
    return visit


def _refuse(package: SupportPackage, started_at, ended_at, hospital_reason) -> None:
    """Raise Refused for times ahead, outside the package, or in a hospital stay without a reason."""
    now = clock.now()
    if started_at > now or ended_at > now + datetime.timedelta(hours=1):
        raise Refused("A visit is logged when it is over: this one lies ahead.", field="started")
    day = clock.day_of(started_at)
    if day < package.starts_on:
        raise Refused(f"Support starts on {package.starts_on:%-d %B %Y}; this visit lies before.", field="started")
    if package.ended_on and day >= package.ended_on:
        raise Refused(f"Support ended on {package.ended_on:%-d %B %Y}; this visit lies after.", field="started")
    if not hospital_reason and _in_hospital(package, day):
        raise Refused("The person was in hospital on that day. Say why you met.", field="hospital_reason")


def _in_hospital(package: SupportPackage, day: datetime.date) -> bool:
    """Held, or in hospital under a contract that holds nobody, or where the keyworker let support go on (case 4)."""
    people = Individual.objects.same_person(package.case.individual)
    spells = HospitalSpell.objects.on(day).filter(individual__in=people)
    return Suspension.objects.on(day).filter(package=package).exists() or spells.exists()


def is_free_to_correct(visit: Visit, user) -> bool:
    """Whether `user` may still change the entry without a reason: its author, for fifteen minutes, nobody told."""
    if clock.now() >= visit.recorded_at + FREELY or visit.recorded_by_id != user.pk:
        return False
    told = (
        Message.objects.filter(about_ids__contains=[visit.pk]),
        AlertVisit.objects.filter(visit=visit),
        Escalation.objects.filter(visit=visit),
    )
    return not any(rows.exists() for rows in told)


@verb
def correct_visit(*, visit: Visit, revision: int, by, reason: str = "", **what) -> Visit:
    """Correct an entry. Its author does so freely at first (see `is_free_to_correct`); after that what it said before
    is kept as an edition, with the reason (T4.9).

    `what` are columns of `WRITTEN`; those not given stay as they are. Raises Conflict when somebody saved it since
    `revision`.
    """
    package = SupportPackage.objects.select_related("case__contract").get_locked(visit.package_id)
    visit.check_revision(revision)
    visit.refresh_from_db(fields=[*WRITTEN, "struck_at"])
    if visit.struck_at:
        raise Refused("This entry is struck through: log the visit anew.")
    before = {name: getattr(visit, name) for name in WRITTEN}
    if all(before[name] == value for name, value in what.items()):
        raise Refused("Nothing differs from what stands there.")
    if not is_free_to_correct(visit, by):
        if not reason.strip():
            raise Refused("Say why the entry is corrected.", field="reason")
        number = visit.editions.count() + 1
        VisitVersion.objects.create(visit=visit, number=number, content=before, reason=reason.strip(), recorded_by=by)
    for name, value in what.items():
        setattr(visit, name, value)
    _refuse(package, visit.started_at, visit.ended_at, visit.hospital_reason)
    visit.save(update_fields=["revision", *what])
    if visit.sign and (visit.sign, visit.urgency) != (before["sign"], before["urgency"]):
        raise_alert(visit=visit, by=by)
    raise_engagement_duty(package=package, by=by)
    return visit


@verb
def strike_visit(*, visit: Visit, reason: str, by) -> Visit:
    """An entry on the wrong person or by mistake: struck through, kept, out of every figure, and the rating given
    with it. The planned visit it was logged for is to be logged again; whether visits were missed running is asked
    anew.
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
    raise_engagement_duty(package=package, by=by)
    return visit
