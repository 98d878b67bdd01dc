"""Figures as somebody may see them: counted now while a return is prepared, as frozen once it is sealed."""

from dataclasses import dataclass, replace

from accounts.enums import Permission
from accounts.permissions import can
from accounts.walls import hidden_from
from contracts.posts import is_staff
from core.dates import quarters_before
from reporting import cut_over
from reporting.enums import RESTRICTED, SECTIONS, Unit
from reporting.indicators import INDICATORS, Indicator, Row
from reporting.models import Return

EARLIER_QUARTERS = 7


@dataclass(frozen=True)
class Figure:
    """What a page or a paper shows of one figure; `earlier` values are oldest first.

    `held` and `earlier_held` say of this period and of each earlier one what `cut_over` has to say of it.
    """

    key: str
    section: int
    label: str
    definition: str
    unit: str
    value: int
    earlier: tuple[int, ...]
    held: str = ""
    earlier_held: tuple[str, ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether anything of the period is held here."""
        return self.held != cut_over.NOT_HELD

    @property
    def shown(self) -> str:
        """The value in words: minutes as hours and minutes; of days before the cut-over, that it is not held here."""
        return in_words(self.value, self.unit) if self.is_held else self.held

    @property
    def note(self) -> str:
        """From which day it counts, where that is not the first of the period."""
        return self.held if self.is_held else ""

    @property
    def last(self) -> str:
        if self.earlier_held and self.earlier_held[-1] == cut_over.NOT_HELD:
            return self.earlier_held[-1]
        return in_words(self.earlier[-1], self.unit) if self.earlier else ""

    @property
    def points(self) -> list[int | None]:
        """The figure over time; a gap where it is not held here."""
        words = self.earlier_held or ("",) * len(self.earlier)
        known = [value if said != cut_over.NOT_HELD else None for value, said in zip(self.earlier, words, strict=True)]
        return [*known, self.value if self.is_held else None]


@dataclass(frozen=True)
class Section:
    number: int
    title: str
    narrative: str
    is_restricted: bool
    figures: tuple[Figure, ...]


def in_words(value: int, unit: str) -> str:
    """The number with its unit where it needs one: 90 minutes are “1 h 30 min”."""
    if unit == Unit.MINUTES:
        return f"{value // 60:,} h {value % 60:02} min"
    return f"{value:,}"


def rows_of(indicator: Indicator, contract, period, hidden=frozenset()) -> list[Row]:
    """What the indicator counts, without the records and people in `hidden`, and nothing of before the cut-over."""
    held = cut_over.recorded_from(contract, period)
    return [
        row
        for row in (indicator.rows(contract, held) if held else [])
        if row.record_id not in hidden and row.individual_id not in hidden
    ]


def total(rows) -> int:
    return sum(row.amount for row in rows)


def hidden_for(user) -> frozenset:
    """What `user` is walled off from, as a set; for the Council nothing is hidden in a sealed return."""
    return frozenset(hidden_from(user))


def shows_restricted(to_show: Return, user) -> bool:
    """Whether `user` sees the restricted section: its signatory while preparing, the Council once sealed.

    For everybody else of the provider it looks the same, whether or not it holds anything they must not know.
    """
    if to_show.is_sealed:
        return not is_staff(user) and can(user, Permission.READ_RETURN, to_show)
    return user.pk == to_show.restricted_to_id


def sections(to_show: Return, user) -> list[Section]:
    """The ten sections as `user` may see them."""
    restricted = shows_restricted(to_show, user)
    found = with_cut_over_notes(
        to_show, _sealed(to_show, user) if to_show.is_sealed else _live(to_show, user, restricted)
    )
    return group_by_section(to_show, found, with_restricted=restricted)


def group_by_section(to_show: Return, figures, *, with_restricted: bool) -> list[Section]:
    """Figures put under the ten headings with their narratives."""
    return [
        Section(
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
        for section in to_show.sections.all()
    ]


def with_cut_over_notes(to_show: Return, figures) -> list[Figure]:
    """The figures with what is to be said of days before the contract's cut-over (R63)."""
    held = cut_over.words(to_show.contract, to_show.period)
    before = [cut_over.words(to_show.contract, quarter) for quarter in _quarters(to_show)]
    return [
        replace(figure, held=held, earlier_held=tuple(before[len(before) - len(figure.earlier) :]))
        for figure in figures
    ]


def _live(to_show, user, with_restricted) -> list[Figure]:
    hidden = hidden_for(user)
    before = _quarters(to_show)
    return [
        _figure(indicator, to_show.contract, to_show.period, before, hidden)
        for indicator in INDICATORS.values()
        if with_restricted or indicator.section not in RESTRICTED
    ]


def _figure(indicator, contract, period, before, hidden) -> Figure:
    earlier = [total(rows_of(indicator, contract, quarter, hidden)) for quarter in before]
    return Figure(
        indicator.key,
        indicator.section,
        indicator.label,
        indicator.definition,
        indicator.unit,
        total(rows_of(indicator, contract, period, hidden)),
        tuple(earlier),
    )


def all_figures(to_seal: Return) -> list[tuple[Indicator, list[Row], tuple[int, ...]]]:
    """Every indicator with all it counts, nothing hidden, and its earlier quarters: what is sealed."""
    before, contract = _quarters(to_seal), to_seal.contract
    return [
        (
            indicator,
            rows_of(indicator, contract, to_seal.period),
            tuple(total(rows_of(indicator, contract, quarter)) for quarter in before),
        )
        for indicator in INDICATORS.values()
    ]


def _sealed(to_show, user) -> list[Figure]:
    """As sealed for the Council; for a user of the provider, less what they are walled off from."""
    hidden = hidden_for(user) if is_staff(user) else frozenset()
    if not hidden:
        return [as_sealed(figure) for figure in to_show.figures.all()]
    return [_without_walled(to_show, figure, hidden) for figure in to_show.figures.all()]


def _without_walled(to_show, figure, hidden) -> Figure:
    """A frozen figure without what is hidden, in the quarters before it as well."""
    counted = figure.counted.filter(record_id__in=hidden) | figure.counted.filter(individual_id__in=hidden)
    earlier = []
    for quarter, value in zip(_quarters(to_show), figure.earlier, strict=False):
        rows = rows_of(INDICATORS[figure.key], to_show.contract, quarter) if figure.key in INDICATORS else []
        earlier.append(value - total(row for row in rows if {row.record_id, row.individual_id} & hidden))
    return as_sealed(figure, sum(counted.values_list("amount", flat=True)), tuple(earlier))


def _quarters(of_return) -> list:
    """The quarters before a return since its contract began, oldest first."""
    before = reversed(quarters_before(of_return.from_on, EARLIER_QUARTERS))
    return [quarter for quarter in before if quarter.from_on >= of_return.contract.starts_on]


def as_sealed(figure, less: int = 0, earlier: tuple[int, ...] | None = None) -> Figure:
    """A frozen figure, with `less` taken off and other values for `earlier` where they are given."""
    return Figure(
        figure.key,
        figure.section,
        figure.label,
        figure.definition,
        figure.unit,
        figure.value - less,
        tuple(figure.earlier) if earlier is None else earlier,
    )
