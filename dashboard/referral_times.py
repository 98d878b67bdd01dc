"""How long referrals take: from receipt to the decision, to the first visit, to a concern for staff (T5.5, R26)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Aggregate, Count, F, Max, OuterRef, Q, Subquery
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from core import clock
from core.dates import Period
from core.models import StateChange
from core.sql import LondonDay
from referrals.enums import TO_DECIDE
from referrals.models import Referral
from visits.models import Visit


class Median(Aggregate):
    """The median; of an even number of values, the mean of the two in the middle. NULL for no values."""

    name = "Median"
    template = "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True)
class ReferralTimesRow:
    """The times of one contract, source and strand: days between London dates, hours between instants.

    None means that nothing was counted.
    """

    contract: str
    source: str
    strand: str
    received: int
    undecided: int
    decided: int
    median_decision: float | None
    longest_decision: int | None
    visited: int
    median_visit: float | None
    longest_visit: int | None
    concerns: int
    median_concern: float | None
    href: str

    @property
    def number_cells(self) -> list[dict[str, Any]]:
        """Return each number with its label and the address of the referrals that it counts."""
        return [self._cell(name) for name in COLUMNS[3:]]

    def _cell(self, name: str) -> dict[str, Any]:
        value = getattr(self, name)
        if not value:
            return {"label": HEADERS[name], "value": "–" if value is None else value, "href": ""}
        state = LIST_STATES.get(name)
        href = f"{self.href}&{urlencode({'state': state})}" if state else self.href
        return {"label": HEADERS[name], "value": f"{value:g}", "href": href}

    @property
    def cells(self) -> list[Any]:
        """Return texts and numbers in the order of `HEADERS`."""
        return [getattr(self, name) for name in COLUMNS]


HEADERS = {
    "contract": "Contract",
    "source": "Referred by",
    "strand": "Kind of support",
    "received": "Received",
    "undecided": "Not decided yet",
    "decided": "Decided",
    "median_decision": "Days to decision, median",
    "longest_decision": "Days to decision, longest",
    "visited": "Visited",
    "median_visit": "Days to first visit, median",
    "longest_visit": "Days to first visit, longest",
    "concerns": "Staff safety concerns",
    "median_concern": "Hours to raising a concern, median",
}
COLUMNS = tuple(HEADERS)
# The first three columns are texts.
HEADINGS = [f"{text}|number" if index >= 3 else text for index, text in enumerate(HEADERS.values())]
# The state that the list of referrals is filtered by; a person who was visited had been accepted.
LIST_STATES = {
    "undecided": "undecided",
    **dict.fromkeys(("decided", "median_decision", "longest_decision"), "decided"),
    **dict.fromkeys(("visited", "median_visit", "longest_visit"), "accepted"),
    **dict.fromkeys(("concerns", "median_concern"), "concern"),
}


def times(user: User, period: Period) -> list[ReferralTimesRow]:
    """Return a row for each contract, source and strand of referrals received in `period` that `user` decides.

    One query.
    """
    received_on = LondonDay(F("received_at"))
    first_visit = Visit.objects.took_place().filter(package=OuterRef("package")).order_by("local_on")
    concern_changes = StateChange.objects.filter(record_id=OuterRef("pk"), verb="raise concern").order_by("recorded_at")
    rows = (
        Referral.objects.allowing(user, Permission.DECIDE_REFERRAL)
        .filter(
            received_at__gte=clock.instant_on(period.from_on, datetime.time(0)),
            received_at__lt=clock.instant_on(period.until_on, datetime.time(0)),
        )
        .annotate(
            to_decision=LondonDay(F("decided_at")) - received_on,
            to_visit=Subquery(first_visit.values("local_on")[:1]) - received_on,
            to_concern=Subquery(concern_changes.values("recorded_at")[:1]) - F("received_at"),
        )
        .order_by()
        .values("contract", "contract__name", "source", "strand", "strand__name", "strand__position")
        .annotate(
            received=Count("pk"),
            undecided=Count("pk", filter=Q(state__in=TO_DECIDE)),
            decided=Count("to_decision"),
            median_decision=Median("to_decision"),
            longest_decision=Max("to_decision"),
            visited=Count("to_visit"),
            median_visit=Median("to_visit"),
            longest_visit=Max("to_visit"),
            concerns=Count("to_concern"),
            median_concern=Median("to_concern"),
        )
        .order_by("contract__name", "contract", "strand__position", "strand__name", "source")
    )
    return [_row(row, period) for row in rows]


def _row(row: Mapping[str, Any], period: Period) -> ReferralTimesRow:
    return ReferralTimesRow(
        contract=row["contract__name"],
        source=row["source"],
        strand=row["strand__name"] or "",
        received=row["received"],
        undecided=row["undecided"],
        decided=row["decided"],
        median_decision=_days(row["median_decision"]),
        longest_decision=_whole(row["longest_decision"]),
        visited=row["visited"],
        median_visit=_days(row["median_visit"]),
        longest_visit=_whole(row["longest_visit"]),
        concerns=row["concerns"],
        median_concern=_hours(row["median_concern"]),
        href=_address(row, period),
    )


def _days(length: datetime.timedelta | None) -> float | None:
    return None if length is None else round(length / datetime.timedelta(days=1), 1)


def _whole(length: datetime.timedelta | None) -> int | None:
    return None if length is None else length.days


def _hours(length: datetime.timedelta | None) -> float | None:
    return None if length is None else round(length / datetime.timedelta(hours=1), 1)


def _address(row: Mapping[str, Any], period: Period) -> str:
    """Return the address of the list of exactly these referrals."""
    query = {"contract": row["contract"], "source": row["source"], "strand": row["strand"] or "null"}
    for name, day in (("received_from", period.from_on), ("received_until", period.last_on)):
        query |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return f"{reverse('referrals')}?{urlencode(query)}"
