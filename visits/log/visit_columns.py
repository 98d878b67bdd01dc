"""The columns of a logged visit, as the verbs take them."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Required, TypedDict
from uuid import UUID

from plans.models import GoalWording


class WrittenColumns(TypedDict, total=False):
    """What a worker writes about a visit besides its times: columns of `Visit` that a correction may change."""

    outcome: str
    kind: str
    notice_minutes: int | None
    support_kinds: Sequence[str]
    notes: str
    next_step: str
    change_noticed: str
    change_description: str
    urgency: str
    nobody_reason: str
    hospital_reason: str
    times_from: str
    place: str
    present: str
    mood: str
    quote: str
    money_pounds: Decimal | None
    money_words: str
    travel_minutes: int | None
    travel_miles: Decimal | None
    information_given: str
    excluded_activities: Sequence[str]
    needs_met: str
    needs_reason: str
    carer_needs_met: str
    carer_needs_reason: str


class CorrectionColumns(WrittenColumns, total=False):
    """What a correction may change, the times among it."""

    started_at: datetime.datetime
    ended_at: datetime.datetime


class LogColumns(WrittenColumns, total=False):
    """What is written when a visit is logged: also how the entry arrived, and when it was written if not here."""

    entry_route: str
    written_at: datetime.datetime | None


class LogArguments(LogColumns, total=False):
    """What the log form gives to `log_visit`."""

    id: Required[UUID]
    started_at: Required[datetime.datetime]
    ended_at: Required[datetime.datetime]
    goals: Iterable[GoalWording]
    rated_goal: GoalWording | None
    rating: int | None
    rated_by: str
