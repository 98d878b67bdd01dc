"""What the stories share: the day it is, the provider's people, and the support that runs."""

import datetime
import random
from collections import deque
from dataclasses import dataclass, field

from accounts.models import User
from casework.models import Individual, SupportPackage
from contracts.models import Contract
from core import clock
from demo.characters import Life
from demo.scheduler import Clockwork, Story
from demo.text.goals import WISHES, Wish
from plans.models import GoalWording, SupportPlan
from workforce.models import Team, TrainingCourse, Worker

WEEKS = 78
DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)


def at(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    """The instant at which the clocks in London show this on `day`."""
    return clock.instant_on(day, datetime.time(hour, minute))


@dataclass
class Away:
    """Days on which a worker is away; no `until_on`: not known."""

    from_on: datetime.date
    until_on: datetime.date | None
    kind: str
    reason: str


@dataclass(eq=False)
class Hand:
    """A worker as the stories know them: when they are away, which hours of the week are taken."""

    key: str
    worker: Worker
    is_leader: bool = False
    leaves_on: datetime.date | None = None
    away: list[Away] = field(default_factory=list)
    slots: set[tuple[int, datetime.time]] = field(default_factory=set)

    @property
    def user(self) -> User:
        return self.worker.user

    def is_away(self, day: datetime.date, *, kinds: tuple[str, ...] = ()) -> bool:
        """Whether away on `day`, of these kinds (none named: of any)."""
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
    """A package that runs, as the stories know it."""

    life: Life
    package: SupportPackage
    individual: Individual
    wishes: list[Wish]
    minutes: int
    lead: Hand | None = None
    buddy: Hand | None = None
    slots: list[tuple[int, datetime.time]] = field(default_factory=list)
    planned_through: datetime.date | None = None
    appointments: list = field(default_factory=list)
    ended_on: datetime.date | None = None
    held: list[tuple[datetime.date, datetime.date | None]] = field(default_factory=list)
    plan: SupportPlan | None = None
    aims: list[Aim] = field(default_factory=list)
    recent: deque = field(default_factory=lambda: deque(maxlen=24))

    @property
    def name(self) -> str:
        return self.life.who.name_to_use

    def is_held(self, day: datetime.date) -> bool:
        """Whether a recorded stay in hospital holds the package on `day`."""
        return any(from_on <= day and (until is None or day < until) for from_on, until in self.held)

    def is_over(self, day: datetime.date) -> bool:
        return self.ended_on is not None and day >= self.ended_on


class Scene:
    """Everything a story needs to go on."""

    def __init__(self, *, seed: int, today: datetime.date, clockwork: Clockwork):
        self.seed, self.today, self.clockwork = seed, today, clockwork
        self.contracts: dict[str, Contract] = {}
        self.users: dict[str, User] = {}
        self.teams: list[Team] = []
        self.courses: list[TrainingCourse] = []
        self.hands: dict[str, Hand] = {}
        self.supports: dict[str, Support] = {}

    @property
    def starts_on(self) -> datetime.date:
        """The first day of the history."""
        return self.ago(7 * WEEKS)

    def ago(self, days: int) -> datetime.date:
        """The date so many days before today; after it where `days` is negative."""
        return self.today - datetime.timedelta(days=days)

    def chance(self, *about) -> random.Random:
        """Dice of one's own: the same for the same seed and subject, whatever else is told."""
        return random.Random("/".join(str(part) for part in (self.seed, *about)))

    def wishes(self, contract: str) -> list[Wish]:
        """What people may wish for in this contract."""
        return WISHES[contract]

    def begin(self, story: Story) -> None:
        self.clockwork.begin(story)

    def pick(self, chance: random.Random, texts: list[str], support: Support) -> str:
        """One of the texts, about this person, not one that was used for them just now."""
        fresh = [text for text in texts if text not in support.recent] or texts
        text = chance.choice(fresh)
        support.recent.append(text)
        return text.format(name=support.name)

    def hand_of(self, worker: Worker) -> Hand | None:
        return next((hand for hand in self.hands.values() if hand.worker.pk == worker.pk), None)

    def keyworker_key(self, life: Life, day: datetime.date) -> str:
        """Who of the Council is the person's keyworker on `day`, by the story."""
        key = life.keyworker
        for ago, new in life.keyworker_changes:
            if self.ago(ago) <= day:
                key = new
        return key
