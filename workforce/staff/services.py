"""Workers start, change their details, and leave."""

import datetime
from collections.abc import Collection, Iterable
from typing import TypedDict, Unpack

from django.db.models import Q

from accounts.models import User
from contracts.models import Contract, LifeDomain
from contracts.services import end_roles
from core import clock
from core.errors import Refused
from core.verbs import verb
from core.vetoes import may_leave
from workforce.hours.services import divide_past_days
from workforce.models import ContractedHours, Team, Worker
from workforce.staff.leaving import Leaving
from workforce.teams.services import current_team

DAY = datetime.timedelta(days=1)
MOST_AHEAD = 2 * 365 * DAY  # how far ahead the first day may be
NO_CONTRACT = "Choose at least one contract."


class WorkerDetails(TypedDict, total=False):
    """Columns of Worker that a manager may change."""

    job_title: str
    employment: str
    gender: str
    languages: list[str]
    areas: list[str]
    induction_completed_on: datetime.date | None
    dbs_checked_on: datetime.date | None


def check_first_day(started_on: datetime.date) -> None:
    """Raise Refused for a first day more than two years ahead: a slip."""
    latest = clock.today() + MOST_AHEAD
    if started_on > latest:
        raise Refused(f"The first day must be {latest:%-d %B %Y} or earlier.", field="started_on")


@verb
def employ(
    *,
    user: User,
    team: Team,
    contracts: Iterable[Contract],
    started_on: datetime.date,
    minutes_a_week: int,
    by: User | None,
    specialisms: Iterable[LifeDomain] = (),
    **details: Unpack[WorkerDetails],
) -> Worker:
    """Take on a worker for `minutes_a_week` from their first day, to work in `contracts`.

    Raises Refused for a team that has ended.
    """
    team = current_team(team)
    worker = Worker.objects.create(user=user, team=team, started_on=started_on, recorded_by=by, **details)
    worker.contracts.set(contracts)
    worker.specialisms.set(specialisms)
    ContractedHours.objects.create(worker=worker, from_on=started_on, minutes_a_week=minutes_a_week, recorded_by=by)
    return worker


@verb
def change_details(
    *,
    worker: Worker,
    specialisms: Iterable[LifeDomain],
    by: User | None,
    team: Team | None = None,
    contracts: Collection[Contract] | None = None,
    started_on: datetime.date | None = None,
    **details: Unpack[WorkerDetails],
) -> Worker:
    """Change a worker's specialisms, team, contracts, first day and `details`; what is not named or None stays.

    Nobody is allocated to a worker without induction and DBS check. Posts do not change. Raises Refused for a team
    that has ended; for no contract; for leaving one that has people allocated to the worker or a share of their hours;
    and for a first day as `check_first_day`, or later than allocations, hours or divisions that count from before it.
    Induction and DBS check have been done: a day to come is refused.
    """
    _check_done(details)
    worker = Worker.objects.get_locked(worker.pk)
    if team is not None and team.pk != worker.team_id:
        worker.team = current_team(team)
        worker.save(update_fields=["team"])
    if contracts is not None:
        _change_contracts(worker, contracts, by)
    if started_on is not None and started_on != worker.started_on:
        _correct_first_day(worker, started_on)
    for name, value in details.items():
        setattr(worker, name, value)
    worker.save(update_fields=list(details))
    worker.specialisms.set(specialisms)
    return worker


def _check_done(details: WorkerDetails) -> None:
    """Raise Refused for an induction or a DBS check on a day to come: it would count as missing."""
    days = {name: details.get(name) for name in ("induction_completed_on", "dbs_checked_on")}
    for name, day in days.items():
        if isinstance(day, datetime.date) and day > clock.today():
            raise Refused("Enter the day on which it was done: today or earlier.", field=name)


def _change_contracts(worker: Worker, contracts: Collection[Contract], by: User | None) -> None:
    if not contracts:
        raise Refused(NO_CONTRACT, field="contracts")
    left = list(worker.contracts.exclude(pk__in=[contract.pk for contract in contracts]))
    objections = may_leave.objections(Leaving(worker, clock.today(), left)) if left else []
    if objections:
        raise Refused(" ".join(objections), field="contracts")
    divided = worker.hours_divisions.filter(Q(until_on=None) | Q(until_on__gt=clock.today()))
    if left and divided.filter(shares__contract__in=left, shares__percent__gt=0).exists():
        raise Refused(f"Part of their hours is for {_names(left)}. Divide the hours again first.", field="contracts")
    if left:
        divide_past_days(worker=worker, left=left, by=by)
    worker.contracts.set(contracts)


def _names(contracts: Collection[Contract]) -> str:
    return " and ".join(contract.name for contract in contracts)


def _correct_first_day(worker: Worker, started_on: datetime.date) -> None:
    """Correct the first day, with the contracted hours that begin on it."""
    check_first_day(started_on)
    hours = worker.contracted_hours.filter(from_on=worker.started_on).first()
    if hours is not None and hours.until_on and started_on >= hours.until_on:
        raise Refused(
            f"Their contracted hours change on {hours.until_on:%-d %B %Y}. Enter an earlier date.", field="started_on"
        )
    division = worker.hours_divisions.order_by("from_on").first()
    if division is not None and started_on > division.from_on:
        raise Refused(
            f"Their hours are divided from {division.from_on:%-d %B %Y}. Enter that date or an earlier one.",
            field="started_on",
        )
    if started_on > worker.started_on and may_leave.objections(Leaving(worker, worker.started_on)):
        raise Refused(
            "People have been allocated to them from the first day. Enter an earlier date.", field="started_on"
        )
    worker.started_on = started_on
    worker.save(update_fields=["started_on"])
    if hours is not None:
        hours.from_on = started_on
        hours.save(update_fields=["from_on"])


@verb
def end_employment(*, worker: Worker, left_on: datetime.date, reason: str, by: User | None) -> Worker:
    """End a worker's employment after `left_on`; their posts end with that day, and what they wrote keeps their name.

    Posts that would begin later get no day.

    Raises Refused with every objection of a higher app, such as people still allocated to them (case 7), and as
    `end_roles`.
    """
    worker = Worker.objects.get_locked(worker.pk)
    worker.left_on, worker.leaving_reason = left_on, reason
    objections = may_leave.objections(Leaving(worker, left_on + DAY))
    if objections:
        raise Refused(" ".join(objections))
    worker.save(update_fields=["left_on", "leaving_reason"])
    end_roles(user=worker.user, until_on=left_on + DAY, by=by)
    return worker
