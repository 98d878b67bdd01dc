"""Documents that a task is making or could not make."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q


class DocumentJobQuerySet(models.QuerySet["DocumentJob"]):
    def given_up(self) -> Self:
        """Filter to the documents that are not tried again by themselves."""
        return self.exclude(given_up_at=None)


class DocumentJob(models.Model):
    """One document from its first attempt until it is stored; then the row is deleted.

    `key` names the document within its kind. `claimed_at` is set while a task makes it: a task that was killed leaves
    it set, and the document may be claimed again after a time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    reference = models.CharField(max_length=120, help_text="for the system status: names nobody")
    attempts = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    objects = DocumentJobQuerySet.as_manager()

    class Meta:
        ordering = ["began_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="document_job_once",
                violation_error_message="This document is being made already.",
            ),
            models.CheckConstraint(
                name="document_job_given_up",
                condition=Q(given_up_at=None) | Q(claimed_at=None, given_up_at__gte=F("began_at")),
                violation_error_message="A document that was given up is not being made.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
