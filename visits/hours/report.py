"""The report of hours for the page and the spreadsheet: its lines, figures, definitions and the records behind.

Names are shown to those who may read the record; others, such as a finance reader, see initials and references.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse

from accounts.models import User
from casework.models import Individual, WeeklyHours
from contracts.models import Contract
from design import formatting
from visits.hours import totals
from visits.hours.totals import NOBODY, HoursQuery, HoursSums
from visits.models import Visit
from workforce.models import Worker

TOTAL_KEY = "all"  # the key of the last line, which counts everything
Figure = int | float | None
DEFINITIONS = {
    "commissioned": "Weekly hours commissioned by the Council, one seventh for each day of support up to today. A step "
    "up or down counts from its start date. For a worker: the days on which they were lead worker.",
    "held": "Commissioned hours for the days on which support was on hold because of a hospital stay.",
    "delivered": "Time of the visits and calls that took place, from start to end, by the date of the start. Records "
    "marked as entered in error are not counted. For a worker: the visits that they made, including cover.",
    "share": "Delivered hours as a percentage of commissioned hours, without the days on hold.",
    "travel": "Travel time recorded with those visits. It is not part of any other figure.",
    "visits": "Number of visits and calls that took place.",
    "continuity": "Percentage of these made by the person's lead or buddy worker on that day.",
    "as_planned": "Percentage of planned visits recorded with exactly the planned times. A high percentage suggests "
    "that times are copied from the plan.",
}
LABELS = {
    "commissioned": "Commissioned",
    "held": "Of which on hold",
    "delivered": "Delivered",
    "share": "% delivered",
    "travel": "Travel",
    "visits": "Visits and calls",
    "continuity": "% by lead or buddy worker",
    "as_planned": "% as planned",
}
SHARES = ("share", "continuity", "as_planned")
# The list of records behind each figure.
LISTED = {
    "commissioned": "commissioned",
    "held": "held",
    "delivered": "visits",
    "travel": "visits",
    "visits": "visits",
    "continuity": "continuity",
    "as_planned": "as_planned",
}
HEADS = {"person": "Person", "worker": "Worker", "contract": "Contract", "week": "Week"}
LISTS = {
    "commissioned": "Hours commissioned",
    "held": "Hours commissioned while on hold",
    "visits": "Visits and calls that took place",
    "continuity": "Visits by the lead or buddy worker",
    "as_planned": "Visits at exactly the planned times",
}


@dataclass(frozen=True)
class HoursRow:
    """One line: its key, its label with a note, and its sums."""

    key: str
    label: str
    note: str
    sums: HoursSums

    @property
    def figures(self) -> dict[str, Figure]:
        """Return by name: minutes, a count, or a share from 0 to 1 (None where there is nothing to share)."""
        sums = self.sums
        return {
            "commissioned": sums.commissioned,
            "held": sums.held,
            "delivered": sums.delivered,
            "share": _share(sums.delivered, sums.to_deliver),
            "travel": sums.travel,
            "visits": sums.visits,
            "continuity": _share(sums.by_lead_or_buddy, sums.visits),
            "as_planned": _share(sums.as_planned, sums.planned),
        }

    def cells(self, parameters: dict[str, str]) -> list[dict[str, str]]:
        """Return the figures as the table shows them, linked to their records. `parameters`: those of the page."""
        return [
            {"label": LABELS[name], "text": figure_text(name, value), "href": self._href(name, value, parameters)}
            for name, value in self.figures.items()
        ]

    def _href(self, name: str, value: Figure, parameters: dict[str, str]) -> str:
        if not value or name not in LISTED:
            return ""
        return f"{reverse('hours_rows')}?{urlencode({**parameters, 'key': self.key, 'of': LISTED[name]})}"


def _share(part: int, total: int) -> float | None:
    return part / total if total else None


def figure_text(name: str, value: Figure) -> str:
    """Return a figure as people read it."""
    if value is None:
        return "–"
    if name in SHARES:
        return f"{100 * value:.0f}%"
    return str(value) if name == "visits" else formatting.hours(int(value))


def hours_rows(query: HoursQuery, by: str, user: User) -> list[HoursRow]:
    """Return every line: weeks by date, all others by name, hours without a lead last."""
    sums = totals.sums(query, by)
    if by == "week":
        return [
            HoursRow(
                key,
                f"{formatting.weekday(week.from_on)} to {formatting.weekday(week.last_on)}",
                "",
                sums.get(key, HoursSums()),
            )
            for week in query.weeks
            if (key := week.from_on.isoformat()) in sums or week.from_on < query.day_after
        ]
    labels = labels_of(by, sums.keys() - {NOBODY}, user)
    keys = sorted(labels, key=lambda key: (labels[key], key))
    rows = [HoursRow(key, *labels[key], sums[key]) for key in keys]
    if NOBODY in sums:
        rows.append(HoursRow(NOBODY, "No lead worker", "", sums[NOBODY]))
    return rows


def total_row(rows: Iterable[HoursRow]) -> HoursRow:
    """Return the line that counts all of them."""
    return HoursRow(TOTAL_KEY, "Total", "", sum((row.sums for row in rows), HoursSums()))


def labels_of(by: str, keys: Collection[Any], user: User) -> dict[str, tuple[str, str]]:
    """Return for each key its label, and a note to go beside it."""
    if by == "contract":
        return {str(contract.pk): (contract.name, "") for contract in Contract.objects.filter(pk__in=keys)}
    if by == "worker":
        readable = set(Worker.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
        workers = Worker.objects.filter(pk__in=keys).select_related("user", "team")
        return {
            str(worker.pk): (
                worker.user.full_name if worker.pk in readable else _initials(worker.user.full_name),
                worker.team.name,
            )
            for worker in workers
        }
    readable = set(Individual.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return {
        str(person.pk): (person.full_name if person.pk in readable else person.initials, person.reference)
        for person in Individual.objects.filter(pk__in=keys)
    }


def _initials(name: str) -> str:
    return ".".join(part[0] for part in name.split()) + "."


def table(rows: list[HoursRow], by: str) -> Iterator[list[str]]:
    """Return the lines for a spreadsheet, the headers first: minutes, counts, and shares in per cent."""
    units = dict.fromkeys((*SHARES, "visits"), "")
    heads = [label + units.get(name, " (minutes)") for name, label in LABELS.items()]
    yield [HEADS[by], {"person": "Reference", "worker": "Team"}.get(by, ""), *heads]
    for row in [*rows, total_row(rows)]:
        yield [row.label, row.note, *(_plain(name, value) for name, value in row.figures.items())]


def _plain(name: str, value: Figure) -> str:
    if value is None:
        return ""
    return f"{100 * value:.1f}" if isinstance(value, float) else str(value)


@dataclass(frozen=True)
class CountedHours:
    """One record behind a figure. `href` is empty for those who may not read the record."""

    person: str
    reference: str
    worker: str
    when: str
    minutes: int
    note: str
    href: str


def records_behind(
    query: HoursQuery, by: str, key: str, of: str, start: int, count: int, user: User
) -> tuple[list[CountedHours], list[UUID]]:
    """Return the records from `start` that a figure counts, at most `count`, and the ids of their people.

    Raises ValueError for an unknown key.
    """
    line_query = query if key == TOTAL_KEY else totals.for_line(query, by, key)
    if of in ("commissioned", "held"):
        lead = key if by == "worker" and key != TOTAL_KEY else ""
        rows = totals.commissioned_segments(line_query, is_held=of == "held", lead=lead)
        rows = rows.select_related("package__case__individual").order_by("package__reference", F("begins"), "pk")
        segments = list(rows[start : start + count])
        readable = _readable(segments, user)
        return [_of_segment(row, readable) for row in segments], [_person(row).pk for row in segments]
    narrow = {"continuity": totals.by_lead_or_buddy, "as_planned": totals.as_planned}.get(of)
    visit_rows: QuerySet[Visit] = narrow(line_query.visits) if narrow else line_query.visits
    visit_rows = visit_rows.select_related("package__case__individual", "worker__user").order_by("-started_at", "pk")
    visits = list(visit_rows.defer("notes")[start : start + count])
    readable = _readable(visits, user)
    workers = labels_of("worker", {visit.worker_id for visit in visits}, user)
    return [_of_visit(visit, readable, workers) for visit in visits], [_person(visit).pk for visit in visits]


def _person(row: WeeklyHours | Visit) -> Individual:
    individual: Individual = row.package.case.individual
    return individual


def _readable(rows: Iterable[WeeklyHours | Visit], user: User) -> set[UUID]:
    """Return the ids of the people of these rows whose records `user` may read."""
    people = {_person(row).pk for row in rows}
    return set(Individual.objects.visible_to(user).filter(pk__in=people).values_list("pk", flat=True))


def _label(row: WeeklyHours | Visit, readable: set[UUID]) -> tuple[str, str]:
    individual = _person(row)
    return individual.full_name if individual.pk in readable else individual.initials, row.package.reference


def _of_segment(row: WeeklyHours, readable: set[UUID]) -> CountedHours:
    """Return a row of `commissioned_segments`, which has annotated `begins`, `ends` and `days`."""
    begins, ends, day_count = row.begins, row.ends, row.days  # type: ignore[attr-defined]
    days = "1 day" if day_count == 1 else f"{day_count} days"
    return CountedHours(
        *_label(row, readable),
        worker="",
        when=f"{formatting.day(begins)} to {formatting.day(ends - totals.DAY)}",
        minutes=totals.divide_by_seven(day_count * row.minutes),
        note=f"{days} at {formatting.hours(row.minutes)} a week",
        href=reverse("package", args=[row.package_id]) if _person(row).pk in readable else "",
    )


def _of_visit(row: Visit, readable: set[UUID], workers: dict[str, tuple[str, str]]) -> CountedHours:
    times = f"{formatting.time(row.started_at)} to {formatting.time(row.ended_at)}"
    travel = f"travel {formatting.hours(row.travel_minutes)}" if row.travel_minutes else ""
    return CountedHours(
        *_label(row, readable),
        worker=workers[str(row.worker_id)][0],
        when=f"{formatting.weekday(row.local_on)} {row.local_on.year}, {times}",
        minutes=row.minutes,
        note=travel,
        href=reverse("visit", args=[row.pk]) if _person(row).pk in readable else "",
    )
