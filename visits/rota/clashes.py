"""Clashes of a planned visit: the planner is asked about them and may plan the visit anyway."""

import datetime
from uuid import UUID

from casework.models import Allocation, HospitalSpell, Individual, SupportPackage
from casework.people.safety_facts import facts_of
from casework.times.hours import objections
from core import clock
from visits.models import PlannedVisit
from visits.rota.appointments import at_the_same_time
from workforce.models import Worker


def find_clashes(
    *,
    package: SupportPackage,
    worker: Worker,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    without: PlannedVisit | None = None,
    without_appointment: UUID | None = None,
) -> list[str]:
    """Return every reason to ask before this worker is planned for these instants, as sentences.

    Among them are times that do not suit the person, and why (R70, T4.16). `without` is the planned visit that is being
    moved, and `without_appointment` the record of an appointment that is. The sentences do not name other people.
    """
    day = clock.day_of(starts_at)
    sentences = []
    overlapping = PlannedVisit.objects.upcoming().overlapping(starts_at, ends_at)
    if without is not None:
        overlapping = overlapping.exclude(pk=without.pk)
    for other in overlapping.filter(worker=worker)[:3]:
        sentences.append(f"{worker} has another visit from {_time(other.starts_at)} to {_time(other.ends_at)}.")
    if overlapping.filter(package=package).exclude(worker=worker).exists():
        sentences.append("Someone else is visiting the person at that time.")
    sentences += _appointments(package, worker, starts_at, ends_at, without_appointment)
    absence = worker.absences.on(day).first()
    if absence is not None:
        sentences.append(f"{worker} is away ({absence.get_kind_display().lower()}) on {day:%-d %B %Y}.")
    if worker.left_on and worker.left_on < day:
        sentences.append(f"{worker} leaves on {worker.left_on:%-d %B %Y}.")
    elif not Allocation.objects.on(day).filter(package=package, worker=worker).exists():
        sentences.append(f"{worker} is not allocated to the person on {day:%-d %B %Y}.")
    if not worker.user.has_access:
        sentences.append(f"{worker} has no access to Casework.")
    people = Individual.objects.same_person(package.case.individual)
    if HospitalSpell.objects.on(day).filter(individual__in=people).exists():
        sentences.append("The person is in hospital, and no discharge is recorded by that day.")
    return sentences + objections(facts_of(package.case.individual).times, starts_at, ends_at)


def _appointments(
    package: SupportPackage,
    worker: Worker,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    without: UUID | None,
) -> list[str]:
    rows = at_the_same_time(starts_at, ends_at, packages=[package.pk], workers=[worker.pk])
    return [
        f"{row.what} with the person at {_time(row.starts_at)}."
        if row.package_id == package.pk
        else f"{worker} has another appointment at {_time(row.starts_at)}: {row.what.lower()}."
        for row in rows
        if row.record_id != without
    ][:3]


def _time(instant: datetime.datetime) -> str:
    return f"{instant.astimezone(clock.LONDON):%H:%M}"
