"""From the answers of the log form to a visit: the same for what is written here, on a phone and on paper."""

import datetime
from uuid import uuid5

from core import clock
from core.errors import Refused
from plans.models import GoalWording
from visits import services
from visits.enums import EntryRoute
from visits.models import PlannedVisit, Visit

DAY = datetime.timedelta(days=1)
RATED_EVERY = datetime.timedelta(days=28)


def log_form_arguments(package, user, day: datetime.date) -> dict:
    """What the log form of a visit to `package` on `day` is made with, as `user` may see it."""
    goals = GoalWording.objects.visible_to(user).in_force().active().filter(plan__package=package)
    return {
        "goals": goals,
        "to_rate": [goal.words for goal in goals.with_first_and_last() if _is_to_rate(goal, day)],
        "asks_outside": package.terms_on(day).excluded_activities,
    }


def _is_to_rate(goal, day: datetime.date) -> bool:
    """Whether a rating is due on `day`: none yet, or the last one `RATED_EVERY` ago."""
    return goal.last_on is None or goal.last_on + RATED_EVERY <= day


def times(data: dict) -> tuple[datetime.datetime, datetime.datetime]:
    """The instants of the answers `day`, `started`, `ended`; an end before the start is on the next day.

    Raises Refused for a time that the clocks skip, and asks which one for a time they show twice.
    """
    day, started, ended = data["day"], data["started"], data["ended"]
    starts = _instant(data, day, started)
    if ended >= started:
        return starts, _instant(data, day, ended)
    again = data["repeated"] == "first" and clock.is_repeated(day, started) and clock.is_repeated(day, ended)
    if again:  # within the hour that came twice: it ended in the second
        return starts, clock.instant_on(day, ended, is_second=True)
    return starts, _instant(data, day + DAY, ended)


def _instant(data: dict, day, time) -> datetime.datetime:
    if clock.is_repeated(day, time) and not data["repeated"]:
        raise Refused("The clocks went back: say which of the two it was.", field="repeated")
    return clock.parse_local_time(day, time, field="started", is_second=data["repeated"] == "second")


def as_visit(data: dict) -> dict:
    """What the log form's answers (cleaned) are as keywords of `log_visit`.

    Raises Refused as `times` does, and for a sheet of paper that was written before the visit or after now.
    """
    started_at, ended_at = times(data)
    return {
        "id": data["id"],
        **data["columns"],
        **(_on_paper(data, ended_at) if data.get("written_on") else {}),
        "started_at": started_at,
        "ended_at": ended_at,
        "goals": data.get("goals") or (),
        "rated_goal": data.get("rated_goal"),
        "rating": data.get("rating"),
        "rated_by": data.get("rated_by") or "person",
    }


def _on_paper(data: dict, ended_at) -> dict:
    written_at = _instant(data, data["written_on"], data["written_at"])
    if not ended_at <= written_at <= clock.now():
        raise Refused("It was written after the visit, and before now.", field="written_at")
    return {"entry": EntryRoute.PAPER, "written_at": written_at}


def log_or_correct(data: dict, *, package, planned: PlannedVisit | None, worker, by) -> Visit:
    """Log the visit; a form that says which revision it has seen corrects what stands under its id already.

    Where somebody else has logged the planned visit meanwhile, or that entry was struck through, this is an entry of
    its own, under an id that is the same for the same writer. Raises what `log_visit` and `correct_visit` raise.
    """
    known = Visit.objects.filter(pk=data["id"]).first()
    if known is not None and (known.recorded_by_id != by.pk or known.struck_at):
        data = {**data, "id": uuid5(known.pk, f"{by.pk} {known.struck_at or ''}"), "revision": None}
        planned = planned if known.struck_at else None
    if not data["revision"]:
        return services.log_visit(**as_visit(data), package=package, planned=planned, worker=worker, by=by)
    visit = Visit.objects.visible_to(by).get(pk=data["id"], package=package)
    return correct(data, visit=visit, by=by)


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
