"""A new worker: account, staff record and role in one step."""

import datetime
from collections.abc import Collection
from typing import TypedDict, Unpack

from accounts.models import User
from contracts.models import Contract, Post
from contracts.services import create_account, give_role
from core import clock
from core.errors import Refused
from core.verbs import verb
from workforce.models import Team, Worker
from workforce.staff.services import NO_CONTRACT, check_first_day, employ


class Job(TypedDict):
    """What a worker is employed for; `role` is a role that needs a staff record."""

    role: str
    contracts: Collection[Contract]
    team: Team
    started_on: datetime.date
    minutes_a_week: int
    job_title: str
    employment: str


@verb
def add_worker(*, user: User, by: User, **job: Unpack[Job]) -> Worker:
    """Employ a user who has an account, and give them the role in each contract, from their first day or from today.

    A role that they have there already stays. Raises Refused for somebody who is or was a worker, for a first day more
    than two years ahead, for no contract, and as `employ` and `give_role`.
    """
    today, started_on, contracts = clock.today(), job["started_on"], list(job["contracts"])
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)  # of two who add them, the second is refused
    _refuse_worker(user)
    check_first_day(started_on)
    if not contracts:
        raise Refused(NO_CONTRACT, field="contracts")
    worker = employ(
        user=user,
        team=job["team"],
        contracts=contracts,
        started_on=started_on,
        minutes_a_week=job["minutes_a_week"],
        job_title=job["job_title"],
        employment=job["employment"],
        by=by,
    )
    from_on = max(started_on, today)
    given = Post.objects.on(from_on).filter(user=user, role=job["role"]).values_list("contract", flat=True)
    for contract in contracts:
        if contract.pk not in given:
            give_role(user=user, role=job["role"], contract=contract, from_on=from_on, by=by)
    return worker


@verb
def add_new_worker(
    *, email: str, full_name: str, telephone: str, identity: str, by: User, **job: Unpack[Job]
) -> Worker:
    """Create an account and employ its user. Raises Refused as `create_account` and `add_worker`.

    The refusal of an address that a worker has says no name: they may work where `by` manages nobody.
    """
    known = User.objects.filter(email=email.lower()).first()
    if known is not None:
        _refuse_worker(known)
    user = create_account(email=email, full_name=full_name, telephone=telephone, identity=identity, by=by)
    return add_worker(user=user, by=by, **job)


def _refuse_worker(user: User) -> None:
    worker = Worker.objects.filter(user=user).first()
    if worker is None:
        return
    if worker.left_on and worker.left_on < clock.today():
        raise Refused(
            f"The worker with this email address left on {worker.left_on:%-d %B %Y}. Casework cannot record a second "
            "employment for one account: use another email address.",
            field="email",
        )
    raise Refused("A worker already has this email address.", field="email")
