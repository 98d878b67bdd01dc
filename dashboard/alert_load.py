"""What interrupts whom, and how often in a day: text messages, and what is told today or now."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import mean
from uuid import UUID

from django.db.models import Q

from accounts.roles import ROLES
from contracts.models import Post
from core import clock
from core.models import Message
from core.models.message import Channel
from visits.lone_working.enums import EscalationCause
from visits.lone_working.notifications import ALERT_KEY, CALL_KEY, CHECK_KEY, MORE_ALERTS_KEY
from visits.models import Escalation

INTERRUPTING = (ALERT_KEY, MORE_ALERTS_KEY, CALL_KEY, CHECK_KEY)
KEY_OF_A_VISIT = 36  # "act now" is told once for each visit: its key ends in an id, not in a day


@dataclass(frozen=True)
class Interrupted:
    """For one role: `most` and `average` events that one user had in a day, act now apart, and what act now adds."""

    role: str
    users: int
    most: int
    average: float
    most_act_now: int


def by_role(from_on: datetime.date, until_on: datetime.date) -> list[Interrupted]:
    """The days from `from_on` until `until_on` (exclusive), by the role of whoever was interrupted.

    A message by text and in Casework about one event interrupts once. Days without any count in the average.
    """
    usual, act_now = _counts(from_on, until_on)
    days = [from_on + datetime.timedelta(days=n) for n in range((until_on - from_on).days)]
    users: dict[str, set] = defaultdict(set)
    for user, role in Post.objects.within(from_on, until_on).values_list("user", "role"):
        users[role].add(user)
    found = []
    for role in (role for role in ROLES if users[role]):
        each = [usual[user, day] for user in users[role] for day in days]
        most_act_now = max(act_now[user, day] for user in users[role] for day in days)
        found.append(Interrupted(ROLES[role].name, len(users[role]), max(each), mean(each), most_act_now))
    return found


def _counts(from_on, until_on) -> tuple[Counter, Counter]:
    """(user, day) → events, act now apart."""
    instants = (clock.instant_on(day, datetime.time(0)) for day in (from_on, until_on))
    begins = Q(channel=Channel.TEXT)
    for prefix in INTERRUPTING:
        begins |= Q(key__startswith=prefix)
    messages = Message.objects.filter(begins, recorded_at__range=tuple(instants))
    told = messages.values_list("key", "to", "recorded_at")
    events = {(key.rsplit(":", 2)[0], user, clock.day_of(at)) for key, user, at in told}
    urgent = set(Escalation.objects.filter(cause=EscalationCause.ACT_NOW).values_list("pk", flat=True))
    usual: Counter = Counter()
    act_now: Counter = Counter()
    for event, user, day in events:
        (act_now if _is_act_now(event, urgent) else usual)[user, day] += 1
    return usual, act_now


def _is_act_now(event: str, urgent: set[UUID]) -> bool:
    parts = event.split(":")
    if event.startswith(ALERT_KEY):
        return len(parts[-1]) == KEY_OF_A_VISIT
    return event.startswith(CALL_KEY) and UUID(parts[1]) in urgent
