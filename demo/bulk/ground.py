"""What people made in bulk need: the present contracts, keyworkers and managers, and enough workers."""

import datetime
import random
from dataclasses import dataclass, field

from accounts.enums import Permission
from accounts.models import User
from contracts import posts
from contracts.models import Contract, LifeDomain, Post, Strand, Terms
from core import clock
from demo.bulk.copying import Rows
from demo.logins import DOMAIN, LOGINS
from demo.people import NAMES, telephone
from demo.staff import HIRES, KEYWORKERS
from workforce.enums import Gender
from workforce.models import ContractedHours, Team, Worker

GIVEN_NAMES = sorted({name.rpartition(" ")[0] for name, _ in NAMES} | {"Zoë", "José", "Bronisław", "Siân", "André"})
FAMILY = sorted({name.rpartition(" ")[2] for name, _ in NAMES} | {"Müller", "Núñez", "Łukasik", "Ó Dálaigh", "Şahin"})
PEOPLE_A_WORKER = 25
# Those of the stories: no one made in bulk is called like them, or has a keyworker who will leave.
STORY_NAMES = {login.name for login in LOGINS} | {hire.full_name for hire in HIRES}
LEAVERS = {f"{key}@{DOMAIN}" for key, _, left in KEYWORKERS if left is not None}
LANGUAGES = ("Polish", "Urdu", "Punjabi", "Bengali", "Romanian", "Arabic", "British Sign Language")


def name(chance: random.Random) -> str:
    """Return a made-up full name; some people have two family names, and some have the same name."""
    family = chance.choice(FAMILY)
    if chance.random() < 0.15:
        family += f"-{chance.choice(FAMILY)}"
    full_name = f"{chance.choice(GIVEN_NAMES)} {family}"
    return name(chance) if full_name in STORY_NAMES else full_name


@dataclass
class Ground:
    """One contract with those who work in it."""

    contract: Contract
    terms: Terms
    strands: list[Strand]
    life_domains: list[LifeDomain]
    manager: User
    keyworkers: list[User]
    referrers: list[User]
    workers: list[Worker] = field(default_factory=list)
    place: int = 0

    def next_worker(self) -> Worker:
        """Return each worker in turn, so that all have the same number of people."""
        self.place += 1
        return self.workers[self.place % len(self.workers)]


def grounds(rows: Rows, *, people: int, today: datetime.date) -> list[Ground]:
    """The contracts that run on `today`, those with most rules first, with workers for `people` people at once.

    Raises ValueError where no contract runs.
    """
    grounds_found = [
        _ground(contract, today) for contract in Contract.objects.running(today).order_by("starts_on", "name")
    ]
    if not grounds_found:
        raise ValueError("There is no contract in which people could be supported.")
    grounds_found.sort(key=lambda ground: ground.terms.update_days is None)
    teams = list(Team.objects.order_by("name"))
    number = Worker.objects.count()
    for ground, share in zip(grounds_found, shares(len(grounds_found)), strict=True):
        for _ in range(max(1, round(people * share / PEOPLE_A_WORKER))):
            number += 1
            ground.workers.append(_worker(rows, ground, number, teams[number % len(teams)]))
    return grounds_found


def shares(contracts: int) -> list[float]:
    """Return the share of the people in each contract: seven in ten in the first."""
    return [1.0] if contracts == 1 else [0.7, *[0.3 / (contracts - 1)] * (contracts - 1)]


def _ground(contract: Contract, today: datetime.date) -> Ground:
    def users_in_role(role: str) -> list[User]:
        posts = Post.objects.on(today).filter(contract=contract, role=role).values("user")
        return list(User.objects.filter(pk__in=posts).exclude(email__in=LEAVERS).order_by("email"))

    keyworkers, referrers = users_in_role("keyworker"), users_in_role("referrer")
    manager = posts.users_with(contract, Permission.ALLOCATE)[0]
    return Ground(
        contract,
        contract.terms_on(today),
        list(contract.strands.order_by("position")),
        list(contract.life_domains.order_by("position")),
        manager,
        keyworkers,
        referrers or keyworkers or [manager],
    )


def _worker(rows: Rows, ground: Ground, number: int, team: Team) -> Worker:
    chance, started_on, by = rows.chance, ground.terms.from_on, ground.manager
    recorded = {"recorded_at": clock.instant_on(started_on, datetime.time(10)), "recorded_by": by}
    user = rows.add(
        User,
        email=f"worker-{number:04}@{DOMAIN}",
        full_name=name(chance),
        telephone=telephone(number),
        password=by.password,
        recorded_at=recorded["recorded_at"],
    )
    worker = rows.add(
        Worker,
        user=user,
        team=team,
        started_on=started_on,
        gender=chance.choice(Gender.values),
        languages=chance.sample(LANGUAGES, chance.choice((0, 0, 0, 1, 2))),
        induction_completed_on=started_on + datetime.timedelta(days=10),
        dbs_checked_on=started_on,
        **recorded,
    )
    rows.add(Worker.contracts.through, worker=worker, contract=ground.contract)
    for domain in chance.sample(ground.life_domains, min(2, len(ground.life_domains))):
        rows.add(Worker.specialisms.through, worker=worker, lifedomain=domain)
    rows.add(ContractedHours, worker=worker, from_on=started_on, minutes_a_week=37 * 60, **recorded)
    rows.add(Post, user=user, role="support_worker", contract=ground.contract, from_on=started_on, **recorded)
    return worker
