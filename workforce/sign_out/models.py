"""When a worker was signed out of all devices by somebody else, and why: a phone was lost."""

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from core.history import tracked
from core.models import Record, RecordQuerySet
from workforce.staff.models import Worker


class WorkerSignOutQuerySet(AllowingQuerySet, RecordQuerySet["WorkerSignOut"]):
    pass


@tracked
class WorkerSignOut(Record):
    """`recorded_by` signed the worker out everywhere. Their access stays: they sign in again."""

    READ = Permission.SIGN_OUT

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)

    objects = WorkerSignOutQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="worker_sign_out_reason",
                condition=~Q(reason=""),
                violation_error_message="Enter the reason.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.worker} signed out of all devices"
