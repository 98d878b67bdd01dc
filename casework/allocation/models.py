"""Allocations of workers to packages, and declared relations that forbid one."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from casework.enums import AllocationKind
from casework.packages.models.package import SupportPackage
from casework.people.models import Individual
from core.history import tracked
from core.models import (
    DatedQuerySet,
    DatedStrikeThrough,
    NotStruckManager,
    Record,
    RecordQuerySet,
    StrikeThrough,
    not_overlapping,
)
from workforce.models import Worker

# The lead, and cover on its days: their allocations count the package's hours.
HAS_HOURS = Q(kind__in=[AllocationKind.LEAD, AllocationKind.COVER])

# Messages of rules that more than one place checks.
COVER_END_MISSING = "Enter when cover ends."


class AllocationQuerySet(DatedQuerySet):
    def leads(self) -> Self:
        return self.filter(kind=AllocationKind.LEAD)

    def cover(self) -> Self:
        return self.filter(kind=AllocationKind.COVER)

    def with_hours(self) -> Self:
        """Filter to the allocations that count the package's hours."""
        return self.filter(HAS_HOURS)

    def in_force_on(self, day: datetime.date | F) -> Self:
        """Filter to the allocations in force on `day` to packages that have not ended by then."""
        return self.on(day).filter(Q(package__ended_on=None) | Q(package__ended_on__gt=day))

    def from_day(self, day: datetime.date) -> Self:
        """Filter to the allocations in force on `day` or later, to packages that have not ended by `day`."""
        return self.exclude(until_on__lte=day).exclude(package__ended_on__lte=day)


@tracked
class Allocation(Record, DatedStrikeThrough):
    """A worker works with the person in this package, as lead, buddy or cover."""

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AllocationKind)

    objects = NotStruckManager.from_queryset(AllocationQuerySet)()
    with_struck = AllocationQuerySet.as_manager()

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
            DatedStrikeThrough.struck_dates_constraint("allocation_dates"),
            StrikeThrough.strike_constraint("allocation_struck"),
        ]
        indexes = [models.Index(fields=["worker", "from_on"], name="allocation_of_worker")]

    def __str__(self) -> str:
        return f"{self.worker}, {self.get_kind_display()}"


class RelationQuerySet(RecordQuerySet["DeclaredRelation"]):
    def findable_by(self, user: User) -> Self:
        """Filter to the relations to people whom `user` may find by name."""
        return self.filter(individual__in=Individual.objects.findable_by(user))

    def in_force(self) -> Self:
        """Filter to the relations that nobody withdrew."""
        return self.filter(withdrawn_at=None)


@tracked
class DeclaredRelation(Record):
    """A user knows the person from elsewhere: from then on the person's records are hidden from them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    declared_on = models.DateField()
    words = models.CharField(max_length=200, help_text="for example: neighbour, cousin")
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "individual"],
                condition=Q(withdrawn_at=None),
                name="declared_relation_once",
                violation_error_message="This connection is already declared.",
            ),
            models.CheckConstraint(
                name="declared_relation_withdrawn",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                violation_error_message="Enter why the connection is withdrawn.",
            ),
        ]
        indexes = [
            models.Index(fields=["user"], name="declared_relation_in_force", condition=Q(withdrawn_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.words}"
