"""The visits of a worker who is away, with who could cover them, ranked, and who cannot and why."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from casework.allocation.worker_ranking import Suggestion, suggestions
from casework.models import SupportPackage
from core import clock
from design.formatting import hours
from visits.models import LoneWorkingCheck, PlannedVisit
from visits.rota.models.planned_visit import PlannedQuerySet
from workforce.enums import Employment
from workforce.models import Absence, Worker


@dataclass(frozen=True)
class CoverRow:
    """One person with the visits that need cover, and the workers who could go, the best first."""

    package: SupportPackage
    visits: tuple[PlannedVisit, ...]
    able: tuple[Suggestion, ...]
    cannot: tuple[Suggestion, ...]

    @property
    def field(self) -> str:
        """The name of the form field for all visits of the person."""
        return f"all_{self.package.pk.hex}"

    @property
    def options(self) -> list[tuple[str, str]]:
        """The workers who could go, as choices of a form field."""
        return [(str(suggestion.worker.pk), _label(suggestion)) for suggestion in self.able]

    @property
    def visit_labels(self) -> list[str]:
        """Day and times of each visit."""
        return [visit_label(visit) for visit in self.visits]


def field_of(visit: PlannedVisit) -> str:
    """Return the name of the form field for one visit."""
    return f"visit_{visit.pk.hex}"


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

    `hidden` are the ids that the user is walled off from.
    """
    by_package: dict[SupportPackage, list[PlannedVisit]] = {}
    for visit in visits:
        by_package.setdefault(visit.package, []).append(visit)
    if not by_package:
        return []
    first_on = min(visit.local_on for visits_of in by_package.values() for visit in visits_of)
    ranked = suggestions(by_package, first_on, needs_capacity=False, hidden=hidden)
    rows = []
    for package, visits_of in by_package.items():
        others = [suggestion for suggestion in ranked[package.pk] if suggestion.worker != without]
        able = tuple(suggestion for suggestion in others if suggestion.place is not None)
        cannot = tuple(suggestion for suggestion in others if suggestion.place is None)
        rows.append(CoverRow(package, tuple(visits_of), able, cannot))
    return rows


def worker_by_visit(rows: Iterable[CoverRow], answers: Mapping[str, str]) -> dict[PlannedVisit, Worker | None]:
    """Return planned visit → worker by the answers of the form.

    The answer for the visit counts before that for all visits of the person. None means nobody yet.
    """
    workers_chosen: dict[PlannedVisit, Worker | None] = {}
    for row in rows:
        workers = {str(suggestion.worker.pk): suggestion.worker for suggestion in row.able}
        for visit in row.visits:
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
