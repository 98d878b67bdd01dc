"""From the answers of the log form to a visit: the same for entries made here, on a phone and on paper."""

import datetime
from typing import Any
from uuid import uuid5

from accounts.models import User
from casework.models import SupportPackage
from casework.people.safety_facts import facts_of
from core import clock
from core.errors import Refused
from plans.models import GoalWording
from visits import services
from visits.enums import EntryRoute
from visits.log.visit_columns import LogArguments
from visits.models import PlannedVisit, Visit
from workforce.models import Worker

RATED_EVERY = datetime.timedelta(days=28)


def log_form_arguments(package: SupportPackage, user: User, day: datetime.date) -> dict[str, Any]:
    """Return the arguments of the log form for a visit to `package` on `day`, as far as `user` may see them."""
    goals = GoalWording.objects.visible_to(user).in_force().active().filter(plan__package=package)
    return {
        "goals": goals,
        "to_rate": [goal.words for goal in goals.with_first_and_last() if _is_to_rate(goal, day)],
        "asks_outside": package.terms_on(day).excluded_activities,
        **needs_of(package),
    }


def needs_of(package: SupportPackage) -> dict[str, list[str]]:
    """Return the access needs of the package's person and of their carers, for the questions whether they were met."""
    needs = facts_of(package.case.individual).access_needs
    return {
        "needs": [str(need) for need in needs if not need.carer],
        "carer_needs": [str(need) for need in needs if need.carer],
    }


def _is_to_rate(goal: Any, day: datetime.date) -> bool:
    """Return whether a rating of `goal` (`with_first_and_last`) is due: none yet, or the last `RATED_EVERY` ago."""
    return goal.last_on is None or goal.last_on + RATED_EVERY <= day


def times(data: dict[str, Any]) -> tuple[datetime.datetime, datetime.datetime]:
    """Return the instants of the answers `day`, `started`, `ended`. An end before the start is on the next day.

    Raises Refused for a time that the clocks skip, and for a time that they show twice until `repeated` says which.
    """
    day, started, ended, repeated = data["day"], data["started"], data["ended"], data["repeated"]
    return clock.parse_local_times(day, started, ended, field="started", repeated=repeated, may_end_next_day=True)


def as_visit(data: dict[str, Any]) -> LogArguments:
    """Return the cleaned answers of the log form as arguments of `log_visit`.

    Raises Refused as `times` does, and for a paper entry written before the visit ended or after now.
    """
    started_at, ended_at = times(data)
    arguments: LogArguments = {
        **data["columns"],
        "id": data["id"],
        "started_at": started_at,
        "ended_at": ended_at,
        "goals": data.get("goals") or (),
        "rated_goal": data.get("rated_goal"),
        "rating": data.get("rating"),
        "rated_by": data.get("rated_by") or "person",
    }
    if data.get("written_on"):
        arguments["entry_route"] = EntryRoute.PAPER
        arguments["written_at"] = _written_at(data, ended_at)
    return arguments


def _written_at(data: dict[str, Any], ended_at: datetime.datetime) -> datetime.datetime:
    written_at = clock.parse_local_time(
        data["written_on"], data["written_at"], field="written_at", repeated=data["repeated"]
    )
    if not ended_at <= written_at <= clock.now():
        raise Refused("The time you wrote it must be after the visit and not in the future.", field="written_at")
    return written_at


def log_or_correct(
    data: dict[str, Any], *, package: SupportPackage, planned: PlannedVisit | None, worker: Worker, by: User
) -> Visit:
    """Log the visit, or correct the visit with this id if the form names a revision.

    If somebody else has logged the planned visit since, or the entry was struck through, this is a new entry. Its id
    is derived from the writer, so it is the same when sent again. Raises what `log_visit` and `correct_visit` raise.
    """
    existing = Visit.objects.filter(pk=data["id"]).first()
    if existing is not None and (existing.recorded_by_id != by.pk or existing.struck_at):
        data = {**data, "id": uuid5(existing.pk, f"{by.pk} {existing.struck_at or ''}"), "revision": None}
        planned = planned if existing.struck_at else None
    if not data["revision"]:
        return services.log_visit(**as_visit(data), package=package, planned=planned, worker=worker, by=by)
    visit = Visit.objects.visible_to(by).get(pk=data["id"], package=package)
    return correct(data, visit=visit, by=by)


def correct(data: dict[str, Any], *, visit: Visit, by: User) -> Visit:
    """Correct `visit` with the cleaned answers of a correction form. Raises what `correct_visit` raises."""
    started_at, ended_at = times(data)
    return services.correct_visit(
        visit=visit,
        revision=data["revision"],
        reason=data.get("reason", ""),
        started_at=started_at,
        ended_at=ended_at,
        by=by,
        **data["columns"],
    )
