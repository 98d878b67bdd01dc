"""The visits of a worker who is away, with who could cover them, ranked, and who cannot and why."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from casework.allocation.cover_checks import CoverChecks
from casework.allocation.worker_ranking import Suggestion, suggestions
from casework.models import SupportPackage
from core import clock
from design.formatting import hours
from visits.models import LoneWorkingCheck, PlannedVisit
from visits.rota.models.planned_visit import PlannedQuerySet
from workforce.enums import Employment
from workforce.models import Absence, Worker

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class CoverRow:
    """One person with the visits that need cover, and the workers who could go to all of them, the best first.

    `able_by_visit` are those who could go to one visit, by its id, `best` is the one suggested for all of them, and
    `cannot` are those who can go to none, with their obstacles.
    """

    package: SupportPackage
    visits: tuple[PlannedVisit, ...]
    able: tuple[Suggestion, ...]
    able_by_visit: dict[UUID, tuple[Suggestion, ...]]
    cannot: tuple[Suggestion, ...]
    best: Suggestion | None

    @property
    def field(self) -> str:
        """The name of the form field for all visits of the person."""
        return f"all_{self.package.pk.hex}"

    @property
    def options(self) -> list[tuple[str, str]]:
        """The workers who could go to all visits, as choices of a form field."""
        return _options(self.able)

    def options_of(self, visit: PlannedVisit) -> list[tuple[str, str]]:
        """Return the workers who could go to this visit, as choices of a form field."""
        return _options(self.able_by_visit[visit.pk])

    @property
    def visit_labels(self) -> list[tuple[str, PlannedVisit]]:
        """Day and times of each visit."""
        return [(visit_label(visit), visit) for visit in self.visits]


def field_of(visit: PlannedVisit) -> str:
    """Return the name of the form field for one visit."""
    return f"visit_{visit.pk.hex}"


def _options(able: Iterable[Suggestion]) -> list[tuple[str, str]]:
    return [(str(suggestion.worker.pk), _label(suggestion)) for suggestion in able]


def _label(suggestion: Suggestion) -> str:
    """Return the label of a worker: the name, the kind of employment if not employed, and the free capacity."""
    employment = Employment(suggestion.worker.employment)
    kind = "" if employment == Employment.EMPLOYED else f" ({employment.label.lower()})"
    return f"{suggestion.worker}{kind}, {hours(suggestion.load.free_minutes)} free"


def without_missing_workers(visits: PlannedQuerySet) -> PlannedQuerySet:
    """Leave out visits whose worker is missing: nobody else is sent until that worker is found."""
    return visits.exclude(lone_working_check__in=LoneWorkingCheck.objects.overdue())


def cover_rows(visits: Iterable[PlannedVisit], *, without: Worker, hidden: Collection[UUID] = ()) -> list[CoverRow]:
    """Return the visits by person, in the order of the first visits, with the workers ranked for the first day.

    Whom the service would refuse is not among those who could go. The best are chosen one after the other, so that
    nobody is suggested for two visits at once. `hidden` are the ids that the user is walled off from.
    """
    by_package: dict[SupportPackage, list[PlannedVisit]] = {}
    for visit in visits:
        by_package.setdefault(visit.package, []).append(visit)
    if not by_package:
        return []
    first_on = min(visit.local_on for visits_of in by_package.values() for visit in visits_of)
    ranked = suggestions(by_package, first_on, needs_capacity=False, hidden=hidden)
    may_go = CoverChoice.read(by_package, [visit for visits_of in by_package.values() for visit in visits_of])
    rows: list[CoverRow] = []
    for package, visits_of in by_package.items():
        others = [suggestion for suggestion in ranked[package.pk] if suggestion.worker != without]
        row = _row(package, tuple(visits_of), others, may_go)
        if row.best is not None:
            may_go.taken.setdefault(row.best.worker.pk, []).extend(visits_of)
        rows.append(row)
    return rows


def _row(
    package: SupportPackage, visits: tuple[PlannedVisit, ...], workers: list[Suggestion], may_go: "CoverChoice"
) -> CoverRow:
    """Return the row of one person: who of `workers` could go to all visits, to each, and to none and why."""
    by_place = [suggestion for suggestion in workers if suggestion.place is not None]
    cannot = [suggestion for suggestion in workers if suggestion.place is None]
    able_by_visit: dict[UUID, tuple[Suggestion, ...]] = {
        visit.pk: tuple(row for row in by_place if not may_go.obstacles(row.worker, package, [visit]))
        for visit in visits
    }
    able = []
    for suggestion in by_place:
        obstacles = may_go.obstacles(suggestion.worker, package, visits)
        if not obstacles:
            able.append(suggestion)
        elif not any(suggestion in row for row in able_by_visit.values()):
            load = replace(suggestion.load, obstacles=tuple(obstacles))
            cannot.append(replace(suggestion, load=load, place=None))
    best = next((row for row in able if not may_go.is_taken(row.worker, visits)), None)
    return CoverRow(package, visits, tuple(able), able_by_visit, tuple(cannot), best)


@dataclass(frozen=True)
class CoverChoice:
    """Whether workers could go to visits: the checks of cover, and their own visits. `taken` are those chosen above."""

    checks: CoverChecks
    own: dict[UUID, list[PlannedVisit]]
    taken: dict[UUID, list[PlannedVisit]]

    @classmethod
    def read(cls, packages: Collection[SupportPackage], visits: Collection[PlannedVisit]) -> "CoverChoice":
        """Read what is needed for `visits`, of which there are some, to the people of `packages`."""
        from_on = min(visit.local_on for visit in visits)
        until_on = max(visit.local_on for visit in visits) + DAY
        begin, end = min(visit.starts_at for visit in visits), max(visit.ends_at for visit in visits)
        contracts = {package.case.contract_id for package in packages}
        workers = Worker.objects.filter(contracts__in=contracts).employed(from_on).distinct()
        checks = CoverChecks.read(workers, packages, from_on, until_on)
        own: dict[UUID, list[PlannedVisit]] = {}
        near = PlannedVisit.objects.upcoming().overlapping(begin, end)
        for visit in near.filter(worker__in=list(checks.workers)):
            own.setdefault(visit.worker_id, []).append(visit)
        return cls(checks, own, {})

    def obstacles(self, worker: Worker, package: SupportPackage, visits: Sequence[PlannedVisit]) -> list[str]:
        """Return why the worker could not go to these visits, in order of their days, of one package."""
        days = visits[0].local_on, visits[-1].local_on + DAY
        reasons = self.checks.reasons_against(worker.pk, package.pk, *days)
        if has_clash(self.own.get(worker.pk, []), visits):
            reasons.append("Has another visit at the same time")
        return reasons

    def is_taken(self, worker: Worker, visits: Sequence[PlannedVisit]) -> bool:
        """Return whether the worker is suggested for another visit at the time of one of these."""
        return has_clash(self.taken.get(worker.pk, []), visits)


def has_clash(visits: Iterable[PlannedVisit], others: Iterable[PlannedVisit]) -> bool:
    """Return whether a visit of one list and another visit of the other overlap in time."""
    others = list(others)
    return any(
        visit.pk != other.pk and visit.starts_at < other.ends_at and visit.ends_at > other.starts_at
        for visit in visits
        for other in others
    )


def worker_by_visit(rows: Iterable[CoverRow], answers: Mapping[str, str]) -> dict[PlannedVisit, Worker | None]:
    """Return planned visit → worker by the answers of the form.

    The answer for the visit counts before that for all visits of the person. None means nobody yet.
    """
    workers_chosen: dict[PlannedVisit, Worker | None] = {}
    for row in rows:
        for visit in row.visits:
            able = (*row.able, *row.able_by_visit[visit.pk])
            workers = {str(suggestion.worker.pk): suggestion.worker for suggestion in able}
            answer = answers.get(field_of(visit)) or answers.get(row.field)
            workers_chosen[visit] = workers.get(answer or "")
    return workers_chosen


def visit_label(visit: PlannedVisit) -> str:
    """Return day and local times of a visit, and its kind if not face to face."""
    begins, ends = (instant.astimezone(clock.LONDON) for instant in (visit.starts_at, visit.ends_at))
    kind = f", {visit.non_face_to_face_label.lower()}" if visit.non_face_to_face_label else ""
    return f"{begins:%a %-d %b}, {begins:%H:%M} to {ends:%H:%M}{kind}"


def cover_period(
    absence: Absence, today: datetime.date, ahead: datetime.timedelta
) -> tuple[datetime.date, datetime.date]:
    """Return the days (end exclusive) that need cover. An absence without an end counts until `ahead` from today."""
    return max(today, absence.from_on), absence.until_on or max(today, absence.from_on) + ahead
