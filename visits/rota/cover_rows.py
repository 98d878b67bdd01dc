"""For the visits of a worker who is away: who could go, whom we would choose, who cannot and why."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from casework.allocation.worker_ranking import Suggestion, suggestions
from casework.models import SupportPackage
from core import clock
from design.formatting import hours
from visits.models import LoneWorkingCheck, PlannedVisit
from workforce.enums import Employment
from workforce.models import Worker


@dataclass(frozen=True)
class CoverRow:
    """One person with the visits that nobody comes to, and the workers who could, the best first."""

    package: SupportPackage
    visits: tuple[PlannedVisit, ...]
    able: tuple[Suggestion, ...]
    cannot: tuple[Suggestion, ...]

    @property
    def field(self) -> str:
        """The question for all of the person's visits."""
        return f"all_{self.package.pk.hex}"

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(str(one.worker.pk), _words(one)) for one in self.able]


def field_of(visit: PlannedVisit) -> str:
    """The question for one visit."""
    return f"visit_{visit.pk.hex}"


def _words(one: Suggestion) -> str:
    """A worker as an option: on what footing, and with how much room."""
    employment = Employment(one.worker.employment)
    footing = "" if employment == Employment.EMPLOYED else f" ({employment.label.lower()})"
    return f"{one.worker}{footing}, {hours(one.load.room)} free"


def to_give(visits):
    """Without those whose worker is being looked for: until they are found, nobody else is sent."""
    return visits.exclude(lone_working_check__in=LoneWorkingCheck.objects.silent())


def cover_rows(visits: Iterable[PlannedVisit], *, without: Worker, hidden=()) -> list[CoverRow]:
    """The visits by person, in the order of their first, each with the workers asked on the first day."""
    by_package: dict = {}
    for visit in visits:
        by_package.setdefault(visit.package, []).append(visit)
    if not by_package:
        return []
    first = min(visit.local_on for found in by_package.values() for visit in found)
    ranked = suggestions(by_package, first, needs_room=False, hidden=hidden)
    return [
        CoverRow(
            package,
            tuple(found),
            tuple(one for one in ranked[package.pk] if _could(one) and one.worker != without),
            tuple(one for one in ranked[package.pk] if not _could(one) and one.worker != without),
        )
        for package, found in by_package.items()
    ]


def _could(one: Suggestion) -> bool:
    return one.place is not None


def chosen(found: list[CoverRow], answers: dict) -> dict:
    """Planned visit → the worker answered for it, else the one for all of the person's, or None for nobody yet."""
    choices = {}
    for line in found:
        workers = {str(one.worker.pk): one.worker for one in line.able}
        for visit in line.visits:
            answer = answers.get(field_of(visit)) or answers.get(line.field)
            choices[visit] = workers.get(answer or "")
    return choices


def when(visit: PlannedVisit) -> str:
    """The day and times of a visit, as London shows them, and how they meet if not face to face."""
    begins, ends = (instant.astimezone(clock.LONDON) for instant in (visit.starts_at, visit.ends_at))
    how = f", {visit.non_face_to_face_label.lower()}" if visit.non_face_to_face_label else ""
    return f"{begins:%a %-d %b}, {begins:%H:%M} to {ends:%H:%M}{how}"


def days_of(absence, today: datetime.date, ahead: datetime.timedelta) -> tuple[datetime.date, datetime.date]:
    """From when until when (exclusive) cover is looked for: an absence without an end, for the days planned ahead."""
    return max(today, absence.from_on), absence.until_on or max(today, absence.from_on) + ahead
