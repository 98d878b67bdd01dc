"""Allocations of workers to packages, and declared relations that forbid one."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from casework.enums import AllocationKind
from casework.packages.models.package import SupportPackage
from casework.people.models import Individual
from core.history import tracked
from core.models import Dated, DatedQuerySet, Record, not_overlapping
from workforce.models import Worker

# Messages of rules that more than one place checks.
COVER_END_MISSING = "Enter when cover ends."


class AllocationQuerySet(DatedQuerySet):
    def leads(self) -> Self:
        return self.filter(kind=AllocationKind.LEAD)

    def cover(self) -> Self:
        return self.filter(kind=AllocationKind.COVER)

    def with_hours(self) -> Self:
        """Filter to the allocations that count the package's hours: the lead, and cover on its days."""
        return self.filter(kind__in=[AllocationKind.LEAD, AllocationKind.COVER])

    def in_force_on(self, day: datetime.date) -> Self:
        """Filter to the allocations in force on `day` to packages that have not ended by then."""
        return self.on(day).filter(Q(package__ended_on=None) | Q(package__ended_on__gt=day))

    def from_day(self, day: datetime.date) -> Self:
        """Filter to the allocations in force on `day` or later, to packages that have not ended by `day`."""
        return self.exclude(until_on__lte=day).exclude(package__ended_on__lte=day)


@tracked
class Allocation(Record, Dated):
    """A worker works with the person in this package, as lead, buddy or cover."""

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AllocationKind)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            not_overlapping(
                "allocation_worker_once",
                "package",
                "worker",
                message="This worker is already allocated to this person on some of these days.",
            ),
            not_overlapping(
                "allocation_one_lead",
                "package",
                message="There is already a lead worker on some of these days.",
                condition=Q(kind=AllocationKind.LEAD),
            ),
            Dated.dates_constraint("allocation_dates"),
        ]
        indexes = [models.Index(fields=["worker", "from_on"], name="allocation_of_worker")]

    def __str__(self) -> str:
        return f"{self.worker}, {self.get_kind_display()}"


@tracked
class DeclaredRelation(Record):
    """A worker declared that they know the person from elsewhere, so they are not allocated to the person."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    declared_on = models.DateField()
    words = models.CharField(max_length=200, help_text="for example: neighbour, cousin")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "individual"],
                name="declared_relation_once",
                violation_error_message="This connection is already declared.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.worker}: {self.words}"
