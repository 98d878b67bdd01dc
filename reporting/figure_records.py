"""The records behind a figure: counted now while a return is prepared, as frozen once it is sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from accounts.models import User
from casework.models import Individual, SupportPackage
from reporting.counted import Row
from reporting.enums import ABOUT_STAFF, Unit
from reporting.figures import format_value, hidden_for, rows_of
from reporting.indicators import INDICATORS
from reporting.models import CountedRecord, Return
from reporting.staff_groups import FEWEST, StaffGroup, group_staff, workers_of
from workforce.models import Absence, Worker


@dataclass(frozen=True)
class FigureRecord:
    """One row of the list: a reference, a description, the address of the record, the amount with its unit."""

    reference: str
    description: str
    href: str
    amount: str


def rows(quarterly: Return, key: str, user: User, *, with_records: bool) -> list[FigureRecord]:
    """The records that the figure `key` counts.

    `with_records` adds names and links, for the provider, and leaves out what `user` is walled off from; without it
    there are references only, and of figures about staff groups only.
    """
    hidden = hidden_for(user) if with_records else frozenset()
    unit = quarterly.figures.get(key=key).unit if quarterly.is_sealed else INDICATORS[key].unit
    counted_records = [
        (reference, row)
        for reference, row in _counted_records(quarterly, key)
        if row.record_id not in hidden and row.individual_id not in hidden
    ]
    if not with_records and figure_section(quarterly, key) in ABOUT_STAFF:
        return _groups([row for _reference, row in counted_records], unit)
    if not with_records:
        return [
            FigureRecord(reference, row.words, "", format_value(row.amount, unit)) for reference, row in counted_records
        ]
    names = _names({row.individual_id for _reference, row in counted_records if row.individual_id}, user)
    workers = _workers({row.record_id for _reference, row in counted_records if row.individual_id is None})
    packages = _packages({row.record_id for _reference, row in counted_records})
    figure_records = []
    for reference, row in counted_records:
        person = names.get(row.individual_id, "") if row.individual_id else ""
        subject = person or workers.get(row.record_id, "")
        figure_records.append(
            FigureRecord(
                packages.get(row.record_id) or reference,
                " ".join(part for part in (subject, row.words) if part),
                reverse("person", args=[row.individual_id]) if row.individual_id in names else "",
                format_value(row.amount, unit),
            )
        )
    return figure_records


def figure_section(quarterly: Return, key: str) -> int:
    """The section of the return with the figure `key`."""
    return quarterly.figures.get(key=key).section if quarterly.is_sealed else INDICATORS[key].section


def _groups(counted: Iterable[Row | CountedRecord], unit: str) -> list[FigureRecord]:
    """The rows about staff as groups, without references: a reference would stand for one person."""
    counted = list(counted)
    workers = workers_of(row.record_id for row in counted)
    groups = group_staff((workers[row.record_id], row.words, row.amount) for row in counted)
    return [FigureRecord("", group.description, "", _amount(group, unit)) for group in groups]


def _amount(group: StaffGroup, unit: str) -> str:
    """The amount of a group. A number of people is said as in its description."""
    if unit == Unit.WORKERS and group.is_small:
        return f"fewer than {FEWEST}"
    return format_value(group.amount, unit)


def _counted_records(quarterly: Return, key: str) -> list[tuple[str, Row | CountedRecord]]:
    """Each counted record with its reference, which only a sealed return has."""
    if quarterly.is_sealed:
        return [(row.reference, row) for row in quarterly.figures.get(key=key).counted.all()]
    return [("", row) for row in rows_of(INDICATORS[key], quarterly.contract, quarterly.period)]


def _names(ids: Iterable[UUID], user: User) -> dict[UUID, str]:
    return dict(Individual.objects.visible_to(user).filter(pk__in=ids).values_list("pk", "full_name"))


def _packages(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(SupportPackage.objects.filter(pk__in=ids).values_list("pk", "reference"))


def _workers(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of workers by the id of the worker or of one of their absences."""
    workers = dict(Worker.objects.filter(pk__in=ids).values_list("pk", "user__full_name"))
    absences = dict(Absence.with_struck.filter(pk__in=ids).values_list("pk", "worker__user__full_name"))
    return {**workers, **absences}
