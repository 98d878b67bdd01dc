"""Teams and workers."""

import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Lower

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from contracts.models import Contract, LifeDomain
from contracts.posts import contracts_where
from core.history import tracked, tracked_links
from core.models import Record, RecordQuerySet
from workforce.enums import Employment, Gender, LeavingReason


class TeamQuerySet(AllowingQuerySet, RecordQuerySet):
    def current(self) -> Self:
        """Filter to the teams that have not ended."""
        return self.filter(ended_on=None)

    def with_worker_count(self, day: datetime.date) -> Self:
        """Annotate `worker_count`: the workers employed on `day` or later."""
        staying = Q(workers__left_on=None) | Q(workers__left_on__gte=day)
        return self.annotate(worker_count=Count("workers", filter=staying))


@tracked
class Team(Record):
    """A team of workers. One that has ended has no current workers and is offered in no form."""

    READ = Permission.KEEP_SERVICE

    name = models.CharField(max_length=80)
    ended_on = models.DateField(null=True, blank=True, editable=False, help_text="the day on which it was ended")

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="team_name_once",
                violation_error_message="There is already a team with this name.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WorkerQuerySet(AllowingQuerySet, RecordQuerySet):
    def findable_by(self, user: User) -> Self:
        """Filter to the workers whom `user` may find by name: those of the contracts where they work with people."""
        contracts = contracts_where(user, Permission.FIND_PERSON, Scope.CONTRACT)
        return self.filter(pk__in=Worker.contracts.through.objects.filter(contract__in=contracts).values("worker"))

    def employed(self, day: datetime.date) -> Self:
        """Filter to the workers employed on `day`; the last day counts."""
        return self.filter(Q(left_on=None) | Q(left_on__gte=day), started_on__lte=day)

    def staying(self, day: datetime.date) -> Self:
        """Filter to the workers employed on `day` or later: those who start after it too."""
        return self.filter(Q(left_on=None) | Q(left_on__gte=day))

    def former(self, day: datetime.date) -> Self:
        """Filter to the workers whose last day was before `day`."""
        return self.filter(left_on__lt=day)


@tracked
class Worker(Record):
    READ = Permission.READ_WORKER

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="workers")
    contracts = models.ManyToManyField(Contract, related_name="+", help_text="where this worker can be allocated")
    specialisms = models.ManyToManyField(LifeDomain, related_name="+", blank=True)
    job_title = models.CharField(max_length=80, default="Support worker")
    employment = models.CharField(max_length=10, choices=Employment, default=Employment.EMPLOYED)
    started_on = models.DateField()
    left_on = models.DateField(null=True, blank=True, help_text="last day")
    leaving_reason = models.CharField(max_length=30, choices=LeavingReason, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True, help_text="other than English")
    areas = ArrayField(models.CharField(max_length=80), default=list, blank=True, help_text="towns where they work")
    induction_completed_on = models.DateField(null=True, blank=True)
    dbs_checked_on = models.DateField(null=True, blank=True)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        ordering = ["user__full_name", "id"]
        constraints = [
            models.CheckConstraint(
                name="worker_dates",
                condition=Q(left_on=None) | Q(left_on__gte=F("started_on")),
                violation_error_message="The leaving date must not be before the start date.",
            ),
            models.CheckConstraint(
                name="worker_leaving_reason",
                condition=Q(left_on=None, leaving_reason="") | (Q(left_on__isnull=False) & ~Q(leaving_reason="")),
                violation_error_message="Choose the reason for leaving.",
            ),
        ]

    def __str__(self) -> str:
        return self.user.full_name


@tracked_links
class WorkerContract(Worker.contracts.through):  # type: ignore[name-defined]
    """The link of a worker to a contract, for its history."""

    class Meta:
        proxy = True


@tracked_links
class WorkerSpecialism(Worker.specialisms.through):  # type: ignore[name-defined]
    """The link of a worker to a life domain they specialise in, for its history."""

    class Meta:
        proxy = True
