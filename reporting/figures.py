"""Figures as a user may see them: counted now while a return is prepared, as frozen once it is sealed."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from uuid import UUID

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from accounts.walls import hidden_from
from contracts.models import Contract
from contracts.posts import is_staff
from core.dates import Period
from reporting import cut_over
from reporting.counted import Row
from reporting.enums import RESTRICTED, SECTIONS, Unit
from reporting.indicators import INDICATORS, Asked, Indicator, indicators_of, totals
from reporting.models import Return, ReturnFigure
from reporting.periods import periods_before

EARLIER_PERIODS = 7


@dataclass(frozen=True)
class Figure:
    """One figure of a return as a page or PDF shows it; `earlier` values are the oldest first, as sealed.

    `recorded_from` and `earlier_recorded_from` are the notes of `cut_over` for this period and each earlier one.
    `previous_now` is the last of `earlier` counted again, where records added since it was sealed change it.
    """

    key: str
    section: int
    label: str
    definition: str
    unit: str
    value: int
    earlier: tuple[int, ...]
    recorded_from: str = ""
    earlier_recorded_from: tuple[str, ...] = ()
    previous_now: int | None = None

    @property
    def restatement(self) -> str:
        """What a restatement of the period before would say instead; "" where nothing changes it."""
        return "" if self.previous_now is None else format_value(self.previous_now, self.unit)

    @property
    def is_recorded(self) -> bool:
        """Whether records exist here for any day of the period."""
        return self.recorded_from != cut_over.NOT_RECORDED

    @property
    def display(self) -> str:
        """The value with its unit; for a period before the cut-over, the note that it is not recorded here."""
        return format_value(self.value, self.unit) if self.is_recorded else self.recorded_from

    @property
    def note(self) -> str:
        """The day from which it counts, where that is not the first day of the period."""
        return self.recorded_from if self.is_recorded else ""

    @property
    def previous(self) -> str:
        """The value of the quarter before, or the note that it is not recorded here; "" without one."""
        if self.earlier_recorded_from and self.earlier_recorded_from[-1] == cut_over.NOT_RECORDED:
            return self.earlier_recorded_from[-1]
        return format_value(self.earlier[-1], self.unit) if self.earlier else ""

    @property
    def points(self) -> list[int | None]:
        """The figure over time, this period last; None where it is not recorded here."""
        notes = self.earlier_recorded_from or ("",) * len(self.earlier)
        known = [
            value if note != cut_over.NOT_RECORDED else None for value, note in zip(self.earlier, notes, strict=True)
        ]
        return [*known, self.value if self.is_recorded else None]


@dataclass(frozen=True)
class SectionFigures:
    number: int
    title: str
    narrative: str
    is_restricted: bool
    figures: tuple[Figure, ...]


def format_value(value: int, unit: str) -> str:
    """The number with its unit where it needs one: 90 minutes are “1 hour 30 minutes”."""
    if unit != Unit.MINUTES:
        return f"{value:,}"
    hours, minutes = divmod(value, 60)
    parts = [_count(hours, "hour")] if hours else []
    if minutes or not hours:
        parts.append(_count(minutes, "minute"))
    return " ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def rows_of(indicator: Indicator, contract: Contract, period: Period, hidden: Set[UUID] = frozenset()) -> list[Row]:
    """What the indicator counts since the cut-over, without the records and people in `hidden`."""
    recorded_part = cut_over.recorded_part(contract, period)
    return [
        row
        for row in (indicator.rows(contract, recorded_part) if recorded_part else [])
        if row.record_id not in hidden and row.individual_id not in hidden
    ]


def total(rows: Iterable[Row]) -> int:
    return sum(row.amount for row in rows)


def totals_of(asked: Sequence[Asked], hidden: Set[UUID] = frozenset()) -> list[int]:
    """Return the sum of `rows_of` for each of these figures, counted by the database where nothing is hidden."""
    if hidden:
        return [total(rows_of(indicator, contract, period, hidden)) for indicator, contract, period in asked]
    recorded = [
        (number, (indicator, contract, part))
        for number, (indicator, contract, period) in enumerate(asked)
        if (part := cut_over.recorded_part(contract, period))
    ]
    sums = totals([figure for _, figure in recorded])
    by_number = {number: value for (number, _), value in zip(recorded, sums, strict=True)}
    return [by_number.get(number, 0) for number in range(len(asked))]


def hidden_for(user: User) -> frozenset[UUID]:
    """The ids of the records that `user` is walled off from."""
    return frozenset(hidden_from(user))


def shows_restricted(quarterly: Return, user: User) -> bool:
    """Whether `user` sees the restricted section: its signatory in preparation, the Council once it is sealed.

    For everybody else at the provider it looks the same, whatever it contains.
    """
    if quarterly.is_sealed:
        return not is_staff(user) and can(user, Permission.READ_RETURN, quarterly)
    return user.pk == quarterly.restricted_to_id


def sections(quarterly: Return, user: User) -> list[SectionFigures]:
    """The ten sections as `user` may see them."""
    with_restricted = shows_restricted(quarterly, user)
    figures = _sealed_figures(quarterly, user) if quarterly.is_sealed else _live(quarterly, user, with_restricted)
    return group_by_section(quarterly, with_cut_over_notes(quarterly, figures), with_restricted=with_restricted)


def group_by_section(quarterly: Return, figures: list[Figure], *, with_restricted: bool) -> list[SectionFigures]:
    """The ten sections with their figures and narratives; without `with_restricted`, restricted ones are empty."""
    return [
        SectionFigures(
            section.number,
            SECTIONS[section.number],
            section.narrative if with_restricted or section.number not in RESTRICTED else "",
            section.number in RESTRICTED and not with_restricted,
            tuple(
                figure
                for figure in figures
                if figure.section == section.number and (with_restricted or section.number not in RESTRICTED)
            ),
        )
        for section in quarterly.sections.all()
    ]


def with_cut_over_notes(quarterly: Return, figures: list[Figure]) -> list[Figure]:
    """The figures, each with the notes on days before the contract's cut-over (R63)."""
    note = cut_over.note(quarterly.contract, quarterly.period)
    before = [cut_over.note(quarterly.contract, quarter) for quarter in _periods(quarterly)]
    return [
        replace(figure, recorded_from=note, earlier_recorded_from=tuple(before[len(before) - len(figure.earlier) :]))
        for figure in figures
    ]


def _live(quarterly: Return, user: User, with_restricted: bool) -> list[Figure]:
    hidden = hidden_for(user)
    sealed = _sealed_before(quarterly)
    indicators = [
        indicator
        for indicator in indicators_of(quarterly.contract, quarterly.period)
        if with_restricted or indicator.section not in RESTRICTED
    ]
    counted = _counted_now(quarterly, indicators, [quarterly.period, *_periods(quarterly)], hidden)
    return [_figure(indicator, quarterly, sealed, counted, hidden) for indicator in indicators]


Sealed = dict[tuple[Period, str], ReturnFigure]


def _sealed_before(quarterly: Return) -> Sealed:
    """Return the sealed figures of returns before this one, by period and key; of editions, the newest."""
    days = [quarter.from_on for quarter in _periods(quarterly)]
    figures = ReturnFigure.objects.filter(
        in_return__in=Return.objects.sealed().filter(contract=quarterly.contract, from_on__in=days)
    )
    figures = figures.select_related("in_return").order_by("in_return__edition", "pk")
    return {(figure.in_return.period, figure.key): figure for figure in figures}


Counts = dict[tuple[Period, str], int]


def _counted_now(
    quarterly: Return, indicators: Sequence[Indicator], periods: Sequence[Period], hidden: Set[UUID]
) -> Counts:
    """Return each figure as counted now, without the records in `hidden`, by period and key."""
    asked = [(indicator, quarterly.contract, period) for indicator in indicators for period in periods]
    values = totals_of(asked, hidden)
    return {(period, indicator.key): value for (indicator, _, period), value in zip(asked, values, strict=True)}


def _earlier(
    indicator: Indicator, quarterly: Return, sealed: Sealed, counted: Counts, hidden: Set[UUID]
) -> list[tuple[int, int]]:
    """Return the figure of each quarter before, as sealed and as counted now, without the records in `hidden`.

    A quarter whose return is not sealed is counted, as is one of which only a part was sealed, because the contract was
    extended later. A sealed one never is: its remedy is a restatement.
    """
    values = []
    for quarter in _periods(quarterly):
        now = counted[quarter, indicator.key]
        figure = sealed.get((quarter, indicator.key))
        values.append((figure.value - _amount_of(figure, hidden) if figure else now, now))
    return values


def _amount_of(figure: ReturnFigure, hidden: Set[UUID]) -> int:
    """Return how much of a frozen figure the hidden records make up."""
    if not hidden:
        return 0
    records = figure.counted.filter(record_id__in=hidden) | figure.counted.filter(individual_id__in=hidden)
    return sum(records.values_list("amount", flat=True))


def _figure(indicator: Indicator, quarterly: Return, sealed: Sealed, counted: Counts, hidden: Set[UUID]) -> Figure:
    earlier = _earlier(indicator, quarterly, sealed, counted, hidden)
    was, now = earlier[-1] if earlier else (0, 0)
    return Figure(
        indicator.key,
        indicator.section,
        indicator.label,
        indicator.definition,
        indicator.unit,
        counted[quarterly.period, indicator.key],
        tuple(value for value, _ in earlier),
        previous_now=now if now != was else None,
    )


def all_figures(quarterly: Return) -> list[tuple[Indicator, list[Row], tuple[int, ...]]]:
    """Every indicator with all rows it counts, walls disregarded, and its earlier quarters: what sealing freezes."""
    sealed, indicators = _sealed_before(quarterly), indicators_of(quarterly.contract, quarterly.period)
    counted = _counted_now(quarterly, indicators, _periods(quarterly), frozenset())
    return [
        (
            indicator,
            rows_of(indicator, quarterly.contract, quarterly.period),
            tuple(value for value, _ in _earlier(indicator, quarterly, sealed, counted, frozenset())),
        )
        for indicator in indicators
    ]


def _sealed_figures(quarterly: Return, user: User) -> list[Figure]:
    """The figures as sealed; for a user of the provider, without what they are walled off from."""
    hidden = hidden_for(user) if is_staff(user) else frozenset()
    if not hidden:
        return [as_sealed(figure) for figure in quarterly.figures.all()]
    return [_without_walled(quarterly, figure, hidden) for figure in quarterly.figures.all()]


def _without_walled(quarterly: Return, figure: ReturnFigure, hidden: Set[UUID]) -> Figure:
    """Return a frozen figure without the hidden records, also in earlier quarters."""
    quarters, earlier = _periods(quarterly), []
    for quarter, value in zip(quarters[len(quarters) - len(figure.earlier) :], figure.earlier, strict=True):
        rows = rows_of(INDICATORS[figure.key], quarterly.contract, quarter) if figure.key in INDICATORS else []
        earlier.append(value - total(row for row in rows if {row.record_id, row.individual_id} & hidden))
    return as_sealed(figure, _amount_of(figure, hidden), tuple(earlier))


def _periods(quarterly: Return) -> list[Period]:
    """The quarters or half-years before a return since its contract began, the oldest first; the first may be cut."""
    before = reversed(periods_before(quarterly.period, EARLIER_PERIODS))
    return [part for period in before if (part := quarterly.contract.part_of(period))]


def as_sealed(figure: ReturnFigure, less: int = 0, earlier: tuple[int, ...] | None = None) -> Figure:
    """Return a frozen figure, reduced by `less`, with `earlier` as its earlier values if there are any."""
    return Figure(
        figure.key,
        figure.section,
        figure.label,
        figure.definition,
        figure.unit,
        figure.value - less,
        tuple(figure.earlier) if earlier is None else earlier,
    )
