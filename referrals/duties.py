"""The duties about a referral: to answer a query about it, and to decide it in the time of the terms."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from accounts.enums import Permission
from accounts.models import User
from casework.duties import DutyBeforeSupport
from contracts.models import TermOn
from core.dates import bank_holidays
from core.duties import register
from core.models import StateChange
from core.sql import LondonDay, WorkingDayAfter
from referrals.enums import ReferralState
from referrals.models import Referral


def with_asked_at(referrals: Any) -> QuerySet[Any]:
    """Annotate `asked_at`, when the last query about the referral was asked; None without any."""
    asked = StateChange.objects.filter(record_id=OuterRef("pk"), to_state=ReferralState.QUERIED)
    rows: QuerySet[Any] = referrals.annotate(
        asked_at=Subquery(asked.order_by("-recorded_at", "-pk").values("recorded_at")[:1])
    )
    return rows


def _queried(referrals: Any, day: datetime.date) -> QuerySet[Any]:
    """Return those with an open query; it has been due since the day it was asked."""
    return with_asked_at(referrals.filter(state=ReferralState.QUERIED)).annotate(due_on=LondonDay("asked_at"))


# For how many years back the bank holidays are known; what was received before is overdue anyway.
HOLIDAY_YEARS = 5


@dataclass(frozen=True, kw_only=True)
class QueryDuty(DutyBeforeSupport):
    """Of the referrer; where they have no account, of whoever entered the referral and asks them."""

    def rows(self, user: User, day: datetime.date, *, is_reading: bool = False) -> QuerySet[Any]:
        rows = super().rows(user, day, is_reading=is_reading)
        return rows if is_reading else rows.filter(Q(referrer=user) | Q(referrer=None, recorded_by=user))


def _to_decide(referrals: Any, day: datetime.date) -> QuerySet[Any]:
    """Return those that must be decided by a day of the terms, as `readiness.answer_due_on`; on the waiting list they
    have an answer. Those for the same day are among what is urgent until somebody responds.
    """
    rows = referrals.to_decide().exclude(state=ReferralState.WAITING).filter(asks_same_day=False)
    received_on = LondonDay("received_at")
    working_days = TermOn("decide_within_working_days", "contract", received_on)
    free = bank_holidays(day.year - HOLIDAY_YEARS, day.year + 1)
    due: QuerySet[Any] = rows.annotate(due_on=WorkingDayAfter(received_on, working_days, free))
    return due.filter(due_on__isnull=False)


# The referrer has it in a list of their own, too (`referrals.awaiting_referrer`).
REFERRAL_QUERY = "referral-query"
register(
    QueryDuty(
        key=REFERRAL_QUERY,
        short_label="Query about a referral: answer it",
        label=Concat(Value("Answer the query about referral "), F("reference"), output_field=CharField()),
        model=Referral,
        permission=Permission.MAKE_REFERRAL,
        page="referral",
        outstanding=_queried,
        package=None,
    )
)
register(
    DutyBeforeSupport(
        key="referral-decision",
        short_label="Decide a referral",
        label=Concat(Value("Decide referral "), F("reference"), output_field=CharField()),
        several="referrals to decide",
        model=Referral,
        permission=Permission.DECIDE_REFERRAL,
        reading=Permission.DECIDE_REFERRAL,
        page="referral",
        outstanding=_to_decide,
        package=None,
    )
)
