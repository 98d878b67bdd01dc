"""A mark on the record: the person does not want or cannot use emails, texts and pages of their own."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.people.models import Individual
from casework.people.primary import about_people
from core.history import tracked
from core.models import Record, RecordQuerySet


class NoDigitalContactQuerySet(AllowingQuerySet, RecordQuerySet["NoDigitalContact"]):
    def in_force(self) -> Self:
        """Filter to the marks that nobody has taken away."""
        return self.filter(ended_at=None)

    def of_person(self, individual: Individual) -> Self:
        """Filter to the marks on any record of this person."""
        return self.filter(about_people("individual", [individual.primary_id]))


@tracked
class NoDigitalContact(Record):
    """While it is in force, the person gets no invitation, email or text. Staff record what they say.

    `said_on` is the day on which the person said so.
    """

    READ = Permission.READ_PERSON

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="no_digital_contact")
    reason = models.CharField(max_length=300)
    said_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    ended_reason = models.CharField(max_length=300, blank=True)

    objects = NoDigitalContactQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["individual"],
                condition=Q(ended_at=None),
                name="no_digital_contact_once",
                violation_error_message="This is recorded already.",
            ),
            models.CheckConstraint(
                name="no_digital_contact_reason",
                condition=~Q(reason=""),
                violation_error_message="Enter what the person said.",
            ),
            models.CheckConstraint(
                name="no_digital_contact_ended",
                condition=Q(ended_at=None, ended_by=None, ended_reason="")
                | (Q(ended_at__gte=F("recorded_at"), ended_by__isnull=False) & ~Q(ended_reason="")),
                violation_error_message="Enter why this ends.",
            ),
        ]

    def __str__(self) -> str:
        return f"No digital contact since {self.said_on:%-d %b %Y}"


def wants_no_digital_contact(individual: Individual) -> NoDigitalContact | None:
    """Return the mark in force on any record of the person; None without one."""
    return NoDigitalContact.objects.in_force().of_person(individual).order_by("recorded_at", "pk").first()
