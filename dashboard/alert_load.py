"""How often each role is interrupted in a day: by text messages and alerts, and by messages of every kind."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import mean
from uuid import UUID

from django.db.models import Q

from accounts.roles import ROLES
from contracts.models import Post
from core import clock
from core.models import Channel, Message
from visits.lone_working.enums import EscalationCause
from visits.lone_working.notifications import ALERT_KEY, CALL_KEY, CHECK_KEY, MORE_ALERTS_KEY
from visits.models import Escalation

INTERRUPTING = (ALERT_KEY, MORE_ALERTS_KEY, CALL_KEY, CHECK_KEY)
# The key of an act-now alert ends in the id of its visit; the key of another alert ends in a day.
LENGTH_OF_ID = 36

UserDay = tuple[UUID, datetime.date]


@dataclass(frozen=True)
class AlertLoad:
    """Of one role: the most and the average events that one user had in a day, without act-now events.

    `most_act_now` is the most act-now events of one user in a day. `most_messages` and `average_messages` count every
    event that sent a message, whatever its kind and channel, act-now events as well.
    """

    role: str
    users: int
    most: int
    average: float
    most_act_now: int
    most_messages: int
    average_messages: float


def by_role(from_on: datetime.date, until_on: datetime.date) -> list[AlertLoad]:
    """Return the load of each role that somebody had from `from_on` until `until_on` (exclusive).

    A text message and a message in Casework about the same event count once. Days without events count in the average.
    """
    usual, act_now = _counts(from_on, until_on)
    every = Counter((user, day) for _, user, day in _events(Q(), from_on, until_on))
    days = [from_on + datetime.timedelta(days=n) for n in range((until_on - from_on).days)]
    users: dict[str, set[UUID]] = defaultdict(set)
    for user, role in Post.objects.within(from_on, until_on).values_list("user", "role"):
        users[role].add(user)
    loads = []
    for role in (role for role in ROLES if users[role]):
        each = [usual[user, day] for user in users[role] for day in days]
        most_act_now = max(act_now[user, day] for user in users[role] for day in days)
        messages = [every[user, day] for user in users[role] for day in days]
        load = AlertLoad(
            ROLES[role].name, len(users[role]), max(each), mean(each), most_act_now, max(messages), mean(messages)
        )
        loads.append(load)
    return loads


def _counts(from_on: datetime.date, until_on: datetime.date) -> tuple[Counter[UserDay], Counter[UserDay]]:
    """Return how many events each user had on each day: without act-now events, and act-now events only."""
    begins = Q(channel=Channel.TEXT)
    for prefix in INTERRUPTING:
        begins |= Q(key__startswith=prefix)
    events = _events(begins, from_on, until_on)
    urgent = set(Escalation.objects.filter(cause=EscalationCause.ACT_NOW).values_list("pk", flat=True))
    usual: Counter[UserDay] = Counter()
    act_now: Counter[UserDay] = Counter()
    for event, user, day in events:
        (act_now if _is_act_now(event, urgent) else usual)[user, day] += 1
    return usual, act_now


def _events(which: Q, from_on: datetime.date, until_on: datetime.date) -> set[tuple[str, UUID, datetime.date]]:
    """Return the events of `which` messages, each once for a user and a day, whatever its channels."""
    instants = (clock.start_of(day) for day in (from_on, until_on))
    messages = Message.objects.filter(which, to__isnull=False, recorded_at__range=tuple(instants))
    rows = messages.values_list("key", "to", "recorded_at")
    return {(key.rsplit(":", 2)[0], user, clock.day_of(at)) for key, user, at in rows}


def _is_act_now(event: str, urgent: set[UUID]) -> bool:
    parts = event.split(":")
    if event.startswith(ALERT_KEY):
        return len(parts[-1]) == LENGTH_OF_ID
    return event.startswith(CALL_KEY) and UUID(parts[1]) in urgent
