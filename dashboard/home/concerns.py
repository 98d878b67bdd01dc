"""Safeguarding concerns for whoever leads them: by what is done next, whom to ring, and the quarter so far."""

from dataclasses import dataclass, replace
from textwrap import shorten

from django.db.models import Count, F, Q

from accounts.enums import Permission
from casework.duties import DutyItem
from contracts.models import Contract
from dashboard.home.reader import Reader
from dashboard.home.sides import quarter_so_far
from dashboard.home.urgent.duties import duty_row
from dashboard.home.urgent.row import Time, UrgentRow, overdue_since
from design import formatting
from safeguarding.concerns.enums import ENQUIRIES, WishesAsked
from safeguarding.duties import LABELS
from safeguarding.models import Concern

# How many concerns of a step are shown; the list of concerns has all.
MOST_OF_A_STEP = 5
LONGEST_WISHES = 120  # characters of their wishes; the concern has all


@dataclass(frozen=True)
class ConcernStep:
    """The concerns that wait for one step."""

    title: str
    rows: list[UrgentRow]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def steps(reader: Reader) -> list[ConcernStep]:
    """Return the open concerns by their next step, in the order of the steps; each step with the earliest first."""
    by_label: dict[str, list[DutyItem]] = {label: [] for label in LABELS.values()}
    for item in reader.concerns:
        by_label[item.label].append(item)
    first = {label: items[:MOST_OF_A_STEP] for label, items in by_label.items() if items}
    led = Concern.objects.allowing(reader.user, Permission.LEAD_CONCERN)
    concerns = led.in_bulk([item.argument for items in first.values() for item in items]) if first else {}
    return [
        ConcernStep(
            _title(label),
            [_row(item, concerns[item.argument], reader) for item in items if item.argument in concerns],
            len(by_label[label]),
        )
        for label, items in first.items()
    ]


def _row(item: DutyItem, concern: Concern, reader: Reader) -> UrgentRow:
    """Return the row of a concern under its step: who it is about, its kinds, and what the person wants."""
    row = duty_row(item, reader)
    wishes = f" They want: {shorten(concern.wishes, LONGEST_WISHES, placeholder=' …')}" if concern.wishes else ""
    lead = f" Lead worker: {row.lead}." if row.lead else ""
    time = _by_day(item, reader) if concern.needs_portal_form and concern.portal_due_on else row.time
    detail = f"{concern.reference}. {concern.kind_labels}.{wishes}{lead}"
    return replace(row, sentence=row.person, person="", time=time, detail=detail)


def _by_day(item: DutyItem, reader: Reader) -> Time:
    """Return how many days are left, or by how many it is overdue."""
    left = item.due_on - reader.day
    if not left:
        return Time("Due today", "soon")
    if item.due_on < reader.day:
        return overdue_since(item.due_on, reader.day)
    return Time(f"{formatting.duration(left)} left", "soon", f"By {formatting.weekday(item.due_on)}")


def words(reader: Reader) -> str:
    """Return how many concerns are open, and how many of them cannot wait: "5 concerns are open: 2 cannot wait."."""
    count, dangers = len(reader.concerns), sum(item.is_danger_now for item in reader.concerns)
    are_open = "1 concern is open" if count == 1 else f"{count or 'No'} concerns are open"
    return f"{are_open}: {dangers} cannot wait." if dangers else f"{are_open}."


def _title(label: str) -> str:
    """Return the step without the words that every label begins with: "Contact the Council"."""
    step = label.partition(": ")[2]
    return step[:1].upper() + step[1:]


def contracts_to_ring(reader: Reader) -> list[Contract]:
    """Return the running contracts in which the user leads concerns, with their Council and its numbers."""
    contracts = Contract.objects.allowing(reader.user, Permission.LEAD_CONCERN).running(reader.day)
    return list(contracts.select_related("council").order_by("name", "pk"))


@dataclass(frozen=True)
class ConcernCounts:
    """The concerns raised in the quarter so far that the user leads."""

    raised: int
    enquiries: int
    contacted: int
    in_time: int  # of those that had a time limit
    limited: int
    asked: int
    open: int


def counts_of_quarter(reader: Reader) -> ConcernCounts:
    """Return how many concerns were raised in the quarter, and of how many the Council knows and the person was asked.

    Withdrawn ones and those behind a wall do not count.
    """
    period = quarter_so_far(reader.day)
    concerns = Concern.objects.allowing(reader.user, Permission.LEAD_CONCERN).within(period.from_on, period.until_on)
    was_asked = Q(wishes_asked__in=[WishesAsked.EXPRESSED, WishesAsked.NONE_EXPRESSED])
    return ConcernCounts(
        **concerns.order_by().aggregate(
            raised=Count("pk"),
            enquiries=Count("pk", filter=Q(council_decision_kind__in=ENQUIRIES)),
            contacted=Count("pk", filter=Q(council_contacted_at__isnull=False)),
            in_time=Count("pk", filter=Q(council_contacted_at__lte=F("contact_due_at"))),
            limited=Count("pk", filter=Q(contact_due_at__isnull=False)),
            asked=Count("pk", filter=was_asked),
            open=Count("pk", filter=Q(pk__in=Concern.objects.open().values("pk"))),
        )
    )
