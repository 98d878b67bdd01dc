"""Workers start, change their details, and leave."""

import datetime
from collections.abc import Collection, Iterable
from typing import TypedDict, Unpack

from accounts.models import User
from contracts.models import Contract, LifeDomain, Post
from core import clock
from core.errors import Refused
from core.verbs import verb
from core.vetoes import may_leave
from workforce.models import ContractedHours, Team, Worker
from workforce.staff.leaving import Leaving
from workforce.teams.services import current_team

DAY = datetime.timedelta(days=1)
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
    **details: Unpack[WorkerDetails],
) -> Worker:
    """Change a worker's specialisms, team, contracts and `details`; what is not named or None stays as it is.

    Nobody is allocated to a worker without induction and DBS check. Posts do not change. Raises Refused for a team
    that has ended, for no contract, and for leaving one in which people are allocated to the worker.
    """
    worker = Worker.objects.get_locked(worker.pk)
    if team is not None and team.pk != worker.team_id:
        worker.team = current_team(team)
        worker.save(update_fields=["team"])
    if contracts is not None:
        _change_contracts(worker, contracts)
    for name, value in details.items():
        setattr(worker, name, value)
    worker.save(update_fields=list(details))
    worker.specialisms.set(specialisms)
    return worker


def _change_contracts(worker: Worker, contracts: Collection[Contract]) -> None:
    if not contracts:
        raise Refused(NO_CONTRACT, field="contracts")
    left = list(worker.contracts.exclude(pk__in=[contract.pk for contract in contracts]))
    objections = may_leave.objections(Leaving(worker, clock.today(), left)) if left else []
    if objections:
        raise Refused(" ".join(objections), field="contracts")
    worker.contracts.set(contracts)


@verb
def end_employment(*, worker: Worker, left_on: datetime.date, reason: str, by: User | None) -> Worker:
    """End a worker's employment after `left_on`; their posts end with that day, and what they wrote keeps their name.

    Raises Refused with every objection of a higher app, such as people still allocated to them (case 7).
    """
    worker = Worker.objects.get_locked(worker.pk)
    worker.left_on, worker.leaving_reason = left_on, reason
    objections = may_leave.objections(Leaving(worker, left_on + DAY))
    if objections:
        raise Refused(" ".join(objections))
    worker.save(update_fields=["left_on", "leaving_reason"])
    Post.objects.filter(user=worker.user_id).on(left_on).update(until_on=left_on + DAY)
    return worker
