"""What the scenarios share: the day, the provider's staff, and the packages of support."""

import datetime
import random
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from casework.models import Individual, SupportPackage
from contracts.models import Contract
from core import clock
from demo.characters import Character
from demo.scheduler import Scenario, Scheduler
from demo.text.goals import WISHES, Wish
from plans.models import GoalWording, SupportPlan
from workforce.models import Team, TrainingCourse, Worker

WEEKS = 78
DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)
MOST_MINUTES_A_VISIT = 150
Slot = tuple[int, datetime.time]  # a weekday and when a visit of every week begins


def at(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    """Return the instant of this London time on `day`."""
    return clock.instant_on(day, datetime.time(hour, minute))


def clashes(slot: Slot, others: Iterable[Slot]) -> bool:
    """Return True if a visit in `slot` may overlap one of the others: they begin closer than the longest visit."""
    weekday, begins = slot
    minutes = begins.hour * 60 + begins.minute
    return any(
        weekday == other and abs(minutes - time.hour * 60 - time.minute) < MOST_MINUTES_A_VISIT
        for other, time in others
    )


@dataclass
class Away:
    """Days on which a worker is away; `until_on` is exclusive, None if it is not known."""

    from_on: datetime.date
    until_on: datetime.date | None
    kind: str
    sickness_reason: str


@dataclass(eq=False)
class StaffMember:
    """A worker as the scenarios know them: when they are away, which hours of the week are taken."""

    key: str
    worker: Worker
    is_leader: bool = False
    leaves_on: datetime.date | None = None
    away: list[Away] = field(default_factory=list)
    slots: set[Slot] = field(default_factory=set)

    @property
    def user(self) -> User:
        return self.worker.user

    def is_away(self, day: datetime.date, *, kinds: tuple[str, ...] = ()) -> bool:
        """Return True if the worker is away on `day`; with `kinds`, only for absences of these kinds."""
        return any(
            away.from_on <= day and (away.until_on is None or day < away.until_on)
            for away in self.away
            if not kinds or away.kind in kinds
        )


@dataclass
class Aim:
    """A goal that is worked on, the wish it came from, and how it was rated last."""

    wording: GoalWording
    wish: Wish
    rating: int


@dataclass
class Support:
    """A package that runs, as the scenarios know it."""

    character: Character
    package: SupportPackage
    individual: Individual
    wishes: list[Wish]
    minutes: int
    lead: StaffMember | None = None
    buddy: StaffMember | None = None
    slots: list[Slot] = field(default_factory=list)
    planned_through: datetime.date | None = None
    appointments: list[Any] = field(default_factory=list)
    ended_on: datetime.date | None = None
    held: list[tuple[datetime.date, datetime.date | None]] = field(default_factory=list)
    plan: SupportPlan | None = None
    aims: list[Aim] = field(default_factory=list)
    recent: deque[str] = field(default_factory=lambda: deque(maxlen=24))

    @property
    def lead_member(self) -> StaffMember:
        """The lead worker. Raises ValueError if there is none at the moment."""
        if self.lead is None:
            raise ValueError(f"{self.character.key} has no lead worker.")
        return self.lead

    @property
    def lead_user(self) -> User:
        return self.lead_member.user

    @property
    def lead_worker(self) -> Worker:
        return self.lead_member.worker

    @property
    def name(self) -> str:
        return self.character.person.name_to_use

    def is_held(self, day: datetime.date) -> bool:
        """Return True if a recorded stay in hospital holds the package on `day`."""
        return any(from_on <= day and (until is None or day < until) for from_on, until in self.held)

    def is_over(self, day: datetime.date) -> bool:
        return self.ended_on is not None and day >= self.ended_on


class World:
    """Everything that a scenario needs: users, staff, contracts, the supports, and the scheduler."""

    def __init__(self, *, seed: int, today: datetime.date, scheduler: Scheduler):
        self.seed, self.today, self.scheduler = seed, today, scheduler
        self.contracts: dict[str, Contract] = {}
        self.users: dict[str, User] = {}
        self.teams: list[Team] = []
        self.courses: list[TrainingCourse] = []
        self.staff: dict[str, StaffMember] = {}
        self.supports: dict[str, Support] = {}
        self.has_unlogged_visit = False  # one visit of the last days is left for the worker to log

    @property
    def starts_on(self) -> datetime.date:
        """The first day of the history."""
        return self.ago(7 * WEEKS)

    def ago(self, days: int) -> datetime.date:
        """Return the date `days` before today; after it if `days` is negative."""
        return self.today - datetime.timedelta(days=days)

    def chance(self, *about: object) -> random.Random:
        """Return a random generator that depends only on the seed and the subject."""
        return random.Random("/".join(str(part) for part in (self.seed, *about)))

    def wishes(self, contract: str) -> list[Wish]:
        """Return what people may wish for in this contract."""
        return WISHES[contract]

    def begin(self, scenario: Scenario) -> None:
        self.scheduler.begin(scenario)

    def pick_text(self, chance: random.Random, texts: list[str], support: Support) -> str:
        """Return one of the texts with the person's name, and none of those used for them last."""
        fresh = [text for text in texts if text not in support.recent] or texts
        text = chance.choice(fresh)
        support.recent.append(text)
        return text.format(name=support.name)

    def staff_member_of(self, worker: Worker) -> StaffMember | None:
        return next((member for member in self.staff.values() if member.worker.pk == worker.pk), None)

    def keyworker_key(self, character: Character, day: datetime.date) -> str:
        """Return the key of the person's keyworker on `day`."""
        key = character.keyworker
        for ago, new in character.keyworker_changes:
            if self.ago(ago) <= day:
                key = new
        return key
