"""The hours as a page and a spreadsheet show them: whose line it is, each figure with its definition and its rows.

Names are for those who read the record; others, such as a finance reader, see initials and references.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from casework.models import Individual
from contracts.models import Contract
from design import formatting
from visits.hours import totals
from visits.hours.totals import NOBODY, HoursQuery, HoursSums
from workforce.models import Worker

WHOLE = "all"  # the key of the last line, which counts everything
DEFINITIONS = {
    "commissioned": "The hours a week that the Council commissioned, a seventh for each day from the first to the last "
    "day of support, today the latest; a step up or down counts from its day. Under a worker: of the days on which "
    "they lead.",
    "held": "Of these, the hours of the days on which support was held because of a hospital stay.",
    "delivered": "The minutes of visits and calls that happened, from start to end, by the London date of the start. "
    "Entries struck through do not count. Under a worker: of those who made them, cover included.",
    "share": "Delivered as a share of what was commissioned, held days left out.",
    "travel": "Minutes of travel written down with those visits; part of no other figure.",
    "visits": "How many visits and calls happened.",
    "continuity": "Of these, the share made by somebody who was the person's lead or buddy on that day.",
    "as_planned": "Of those that had been planned, the share with the very times of the plan. A high share says that "
    "times are copied rather than written down.",
}
LABELS = {
    "commissioned": "Commissioned",
    "held": "Of which held",
    "delivered": "Delivered",
    "share": "Share",
    "travel": "Travel",
    "visits": "Visits",
    "continuity": "By lead or buddy",
    "as_planned": "Same as plan",
}
SHARES = ("share", "continuity", "as_planned")
# Which list stands behind a figure.
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
    "held": "Hours commissioned for held days",
    "visits": "Visits that happened",
    "continuity": "Visits by lead or buddy",
    "as_planned": "Visits with the times of the plan",
}


@dataclass(frozen=True)
class HoursRow:
    """One line: its key, whose it is, what it counts."""

    key: str
    label: str
    note: str
    sums: HoursSums

    @property
    def figures(self) -> dict[str, int | float | None]:
        """By name: minutes, a count, or a share between 0 and 1 (none where there is nothing to share)."""
        sums = self.sums
        return {
            "commissioned": sums.commissioned,
            "held": sums.held,
            "delivered": sums.delivered,
            "share": _share(sums.delivered, sums.to_deliver),
            "travel": sums.travel,
            "visits": sums.visits,
            "continuity": _share(sums.by_known, sums.visits),
            "as_planned": _share(sums.as_planned, sums.planned),
        }

    def cells(self, query: dict[str, str]) -> list[dict]:
        """The figures as the table shows them, each leading to its rows. `query`: what the page was asked for."""
        return [
            {"label": LABELS[name], "text": in_words(name, value), "href": self._href(name, value, query)}
            for name, value in self.figures.items()
        ]

    def _href(self, name: str, value, query: dict[str, str]) -> str:
        if not value or name not in LISTED:
            return ""
        asked = {**query, "key": self.key, "of": LISTED[name]}
        return f"{reverse('hours_rows')}?{urlencode(asked)}"


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def in_words(name: str, value) -> str:
    """A figure as people read it."""
    if value is None:
        return "–"
    if name in SHARES:
        return f"{100 * value:.0f} %"
    return str(value) if name == "visits" else formatting.hours(value)


def hours_rows(asked: HoursQuery, by: str, user) -> list[HoursRow]:
    """Every line, in the order in which people look for it."""
    found = totals.sums(asked, by)
    if by == "week":
        return [
            HoursRow(
                key,
                f"{formatting.weekday(week.from_on)} to {formatting.weekday(week.last_on)}",
                "",
                found.get(key, HoursSums()),
            )
            for week in asked.weeks
            if (key := week.from_on.isoformat()) in found or week.from_on < asked.day_after
        ]
    labels = labels_of(by, found.keys() - {NOBODY}, user)
    ordered = sorted(labels, key=lambda key: (labels[key], key))
    made = [HoursRow(key, *labels[key], found[key]) for key in ordered]
    if NOBODY in found:
        made.append(HoursRow(NOBODY, "No lead worker", "", found[NOBODY]))
    return made


def total_row(made: Iterable[HoursRow]) -> HoursRow:
    """The line that counts all of them."""
    return HoursRow(WHOLE, "All", "", sum((line.sums for line in made), HoursSums()))


def labels_of(by: str, keys, user) -> dict[str, tuple[str, str]]:
    """For each key what to call it, and a quieter word beside it."""
    if by == "contract":
        return {str(one.pk): (one.name, "") for one in Contract.objects.filter(pk__in=keys)}
    if by == "worker":
        readable = set(Worker.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
        workers = Worker.objects.filter(pk__in=keys).select_related("user", "team")
        return {
            str(one.pk): (one.user.full_name if one.pk in readable else _initials(one.user.full_name), one.team.name)
            for one in workers
        }
    readable = set(Individual.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return {
        str(one.pk): (one.full_name if one.pk in readable else one.initials, one.reference)
        for one in Individual.objects.filter(pk__in=keys)
    }


def _initials(name: str) -> str:
    return ".".join(part[0] for part in name.split()) + "."


def table(made: list[HoursRow], by: str) -> Iterator[list[str]]:
    """The lines for a spreadsheet: minutes, counts, and shares as per cent, the headers first."""
    units = dict.fromkeys(SHARES, " (%)") | {"visits": ""}
    heads = [label + units.get(name, " (minutes)") for name, label in LABELS.items()]
    yield [HEADS[by], {"person": "Reference", "worker": "Team"}.get(by, ""), *heads]
    for line in [*made, total_row(made)]:
        yield [line.label, line.note, *(_plain(name, value) for name, value in line.figures.items())]


def _plain(name: str, value) -> str:
    if value is None:
        return ""
    return f"{100 * value:.1f}" if isinstance(value, float) else str(value)


@dataclass(frozen=True)
class CountedHours:
    """One record behind a figure. `href` leads to the record for who reads it."""

    who: str
    reference: str
    worker: str
    when: str
    minutes: int
    note: str
    href: str


def counted(
    asked: HoursQuery, by: str, key: str, of: str, start: int, count: int, user
) -> tuple[list[CountedHours], list]:
    """The records from `start` that a figure counts, at most `count`, and the people they are about.

    Raises ValueError for a key that is none.
    """
    one = asked if key == WHOLE else totals.for_line(asked, by, key)
    if of in ("commissioned", "held"):
        lead = key if by == "worker" and key != WHOLE else ""
        rows = totals.commissioned_segments(one, held=of == "held", lead=lead)
        rows = rows.select_related("package__case__individual").order_by("package__reference", "begins", "pk")
        found = list(rows[start : start + count])
        names = _readable(found, user)
        return [_of_a_piece(row, names) for row in found], [row.package.case.individual_id for row in found]
    rows = {"continuity": totals.by_known, "as_planned": totals.as_planned}.get(of, lambda visits: visits)(one.visits)
    rows = rows.select_related("package__case__individual", "worker__user").order_by("-started_at", "pk")
    found = list(rows.defer("notes")[start : start + count])
    names = _readable(found, user)
    workers = labels_of("worker", {row.worker_id for row in found}, user)
    return [_of_a_visit(row, names, workers) for row in found], [row.package.case.individual_id for row in found]


def _readable(rows, user) -> set:
    people = {row.package.case.individual_id for row in rows}
    return set(Individual.objects.visible_to(user).filter(pk__in=people).values_list("pk", flat=True))


def _who(row, readable) -> tuple[str, str]:
    individual = row.package.case.individual
    return individual.full_name if individual.pk in readable else individual.initials, row.package.reference


def _of_a_piece(row, readable) -> CountedHours:
    last = row.ends - totals.DAY
    minutes = row.days * row.minutes
    days = "1 day" if row.days == 1 else f"{row.days} days"
    return CountedHours(
        *_who(row, readable),
        worker="",
        when=f"{formatting.day(row.begins)} to {formatting.day(last)}",
        minutes=(2 * minutes + 7) // 14,
        note=f"{days} of {formatting.hours(row.minutes)} a week",
        href=reverse("package", args=[row.package_id]) if row.package.case.individual_id in readable else "",
    )


def _of_a_visit(row, readable, workers) -> CountedHours:
    times = f"{formatting.time(row.started_at)} to {formatting.time(row.ended_at)}"
    travel = f"travel {formatting.hours(row.travel_minutes)}" if row.travel_minutes else ""
    return CountedHours(
        *_who(row, readable),
        worker=workers[str(row.worker_id)][0],
        when=f"{formatting.weekday(row.local_on)} {row.local_on.year}, {times}",
        minutes=row.minutes,
        note=travel,
        href=reverse("visit", args=[row.pk]) if row.package.case.individual_id in readable else "",
    )
