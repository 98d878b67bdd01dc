"""Whether workers may cover on some days: the one rule by which pages suggest cover and services arrange it."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from casework.allocation.capacity import RELATION, obstacles_on, related_users
from casework.models import SupportPackage
from workforce.models import Absence, TrainingCourse, TrainingDone, Worker

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class CoverChecks:
    """What the checks of cover need to know of some workers, read once for all days of a period (T4.14, T8.9)."""

    workers: dict[UUID, Any]
    courses: list[TrainingCourse]
    related: dict[UUID, set[UUID]]  # package id → ids of the users who know its person

    @classmethod
    def read(
        cls,
        workers: QuerySet[Worker],
        packages: Iterable[SupportPackage],
        from_on: datetime.date,
        until_on: datetime.date,
    ) -> "CoverChecks":
        """Read what `reasons_against` needs for days from `from_on` until `until_on` (exclusive).

        The number of queries does not grow with the workers or packages.
        """
        absences = Absence.objects.within(from_on, until_on).order_by("from_on")
        trainings = TrainingDone.objects.filter(course__is_required=True, done_on__lt=until_on)
        rows: Any = workers.select_related("user")
        rows = rows.prefetch_related(
            Prefetch("absences", absences, "absences_of_period"),
            Prefetch("trainings", trainings.select_related("course").order_by("done_on"), "required_trainings"),
        )
        courses = list(TrainingCourse.objects.filter(is_required=True))
        return cls({worker.pk: worker for worker in rows}, courses, related_users(packages))

    def reasons_against(
        self, worker_id: UUID, package_id: UUID, from_on: datetime.date, until_on: datetime.date
    ) -> list[str]:
        """Return why this worker cannot cover for the package from a day until a day (exclusive). Capacity is none.

        The first day counts, and each later day on which something changes for the worker.
        """
        worker = self.workers[worker_id]
        reasons: dict[str, None] = {}
        if worker.left_on and worker.left_on >= from_on and until_on > worker.left_on + DAY:
            reasons[f"Leaves on {worker.left_on:%-d %B %Y}"] = None
        for day in sorted({from_on, *(day for day in self._changes(worker) if from_on < day < until_on)}):
            for reason in self._reasons_on(day, worker, package_id):
                if reason not in reasons:
                    reasons[f"{reason} on {day:%-d %B %Y}" if day > from_on else reason] = None
        return list(reasons)

    def _changes(self, worker: Any) -> Iterator[datetime.date]:
        """Yield the days on which an absence begins or training expires."""
        yield from (absence.from_on for absence in worker.absences_of_period)
        for training in worker.required_trainings:
            expires_on = training.course.expires_on(training.done_on)
            if expires_on:
                yield expires_on

    def _reasons_on(self, day: datetime.date, worker: Any, package_id: UUID) -> Iterator[str]:
        latest = {row.course_id: row for row in worker.required_trainings if row.done_on <= day}
        absences = [row for row in worker.absences_of_period if row.until_on is None or row.until_on > day]
        yield from obstacles_on(day, worker, self.courses, trainings=latest.values(), absences=absences)
        if worker.user_id in self.related[package_id]:
            yield RELATION
