"""From the answers of the log form to a visit: the same for what is written here, on a phone and on paper."""

import datetime

from core import clock
from core.errors import Refused
from plans.models import Goal
from visits import services
from visits.enums import Entry
from visits.models import PlannedVisit, Visit

DAY = datetime.timedelta(days=1)
RATED_EVERY = datetime.timedelta(days=28)


def log_form_arguments(package, user, day: datetime.date) -> dict:
    """What the log form of a visit to `package` on `day` is made with, as `user` may see it."""
    goals = Goal.objects.visible_to(user).in_force().active().filter(plan__package=package)
    return {
        "goals": goals,
        "to_rate": [goal.words for goal in goals.with_first_and_last() if _is_to_rate(goal, day)],
        "asks_outside": package.case.contract.terms_on(day).outside_service,
    }


def _is_to_rate(goal, day: datetime.date) -> bool:
    """Whether a rating is due on `day`: none yet, or the last one `RATED_EVERY` ago."""
    return goal.last_on is None or goal.last_on + RATED_EVERY <= day


def times(data: dict) -> tuple[datetime.datetime, datetime.datetime]:
    """The instants of the answers `day`, `started`, `ended`; an end before the start is on the next day.

    Raises Refused for a time that the clocks skip, and asks which one for a time they show twice.
    """
    starts = _instant(data, data["day"], data["started"])
    ends = _instant(data, data["day"], data["ended"])
    return starts, ends if ends >= starts else _instant(data, data["day"] + DAY, data["ended"])


def _instant(data: dict, day, time) -> datetime.datetime:
    if clock.is_repeated(day, time) and not data["repeated"]:
        raise Refused("The clocks went back: say which of the two it was.", field="repeated")
    try:
        return clock.instant_on(day, time, is_second=data["repeated"] == "second")
    except ValueError as error:
        raise Refused(str(error), field="started") from error


def enter(data: dict, *, package, worker, by, planned: PlannedVisit | None = None, entry="", written_at=None) -> Visit:
    """Log the visit that a valid log form tells of (`data`: what it cleaned). `entry` and `written_at` come from a
    phone; on paper they stand in the form.

    Raises what `log_visit` raises. A form that says which revision it has seen corrects what stands under its id.
    """
    started_at, ended_at = times(data)
    if data["revision"]:
        visit = Visit.objects.visible_to(by).get(pk=data["id"], package=package)
        given = {**data["columns"], "started_at": started_at, "ended_at": ended_at}
        return services.correct_visit(visit=visit, revision=data["revision"], by=by, **given)
    if data.get("written_on"):
        entry, written_at = Entry.PAPER, _instant(data, data["written_on"], data["written_at"])
        if not ended_at <= written_at <= clock.now():
            raise Refused("It was written after the visit, and before now.", field="written_at")
    rated = data.get("rated_goal")
    return services.log_visit(
        id=data["id"],
        package=package,
        planned=planned,
        worker=worker,
        started_at=started_at,
        ended_at=ended_at,
        goals=data.get("goals") or (),
        ratings={rated: data["rating"]} if rated else {},
        rated_by=data.get("rated_by") or "person",
        entry=entry or Entry.HERE,
        written_at=written_at,
        by=by,
        **data["columns"],
    )


def correct(data: dict, *, visit: Visit, by) -> Visit:
    """Correct `visit` by what a valid form of correction cleaned. Raises what `correct_visit` raises."""
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
