"""The communication log: calls, emails, meetings with the person and those around them (T4.10)."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import ConsentDecision, SafetyDisclosure, SupportPackage
from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet, StrikeThrough
from visits.enums import NEEDS_ANSWERS, OF_CONTACT, ContactHow, Shared, Urgency, WithWhom
from visits.log.models.visit import CALL_OFFERED_FOR, NOBODY_REASON_MISSING, needs_reason_constraint

SHARED_WORDS_MISSING = {
    "shared_what": "Enter what you shared.",
    "shared_why": "Enter why it was needed to keep someone safe.",
}


class ContactQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_struck(self) -> Self:
        """Filter to entries that are not struck through."""
        return self.filter(struck_at=None)

    def about_crisis(self) -> Self:
        """Filter to entries about crisis, distress or self-harm that are not struck through."""
        return self.filter(was_crisis=True, struck_at=None)

    def within(self, from_on: datetime.date, until_on: datetime.date) -> Self:
        """Filter to entries of the period that are not struck through, by London day (`until_on` exclusive)."""
        begins, ends = (clock.instant_on(day, datetime.time.min) for day in (from_on, until_on))
        return self.not_struck().filter(at__gte=begins, at__lt=ends)


@tracked
class ContactEntry(Record, StrikeThrough):
    """A call, email, letter or meeting. `was_reached` is False when it was only tried."""

    READ = Permission.READ_VISIT

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    with_whom = models.CharField(max_length=20, choices=WithWhom)
    name = models.CharField("their name", max_length=120, blank=True)
    how = models.CharField(max_length=10, choices=ContactHow)
    was_reached = models.BooleanField(default=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    about = models.TextField("what it was about", max_length=20_000)
    changed = models.CharField("what changed", max_length=300, blank=True)
    was_crisis = models.BooleanField("crisis, distress or self-harm", default=False)
    urgency = models.CharField(max_length=10, choices=[(each.value, each.label) for each in OF_CONTACT], blank=True)
    nobody_reason = models.CharField("why nobody else needs to know of a crisis", max_length=300, blank=True)
    needs_met = models.CharField("access needs met", max_length=10, choices=NEEDS_ANSWERS, blank=True)
    needs_reason = models.CharField("why access needs were not met", max_length=300, blank=True)
    shared = models.CharField("shared about the person’s support", max_length=10, choices=Shared, blank=True)
    consent = models.ForeignKey(ConsentDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    disclosure = models.ForeignKey(SafetyDisclosure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    alert = models.ForeignKey(
        "visits.Alert", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="contacts"
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(
                name="contact_about",
                condition=~Q(about=""),
                violation_error_message="Enter what it was about.",
            ),
            models.CheckConstraint(
                name="contact_in_crisis",
                condition=Q(was_crisis=False, urgency="") | (Q(was_crisis=True) & ~Q(urgency="")),
                violation_error_message="Choose who needs to know about the crisis.",
            ),
            models.CheckConstraint(
                name="contact_nobody_reason",
                condition=(Q(urgency=Urgency.NOBODY) & ~Q(nobody_reason=""))
                | (~Q(urgency=Urgency.NOBODY) & Q(nobody_reason="")),
                violation_error_message=NOBODY_REASON_MISSING,
            ),
            needs_reason_constraint("contact_needs_reason"),
            models.CheckConstraint(
                name="contact_shared_by_consent",
                condition=Q(shared=Shared.CONSENT, consent__isnull=False)
                | (~Q(shared=Shared.CONSENT) & Q(consent=None)),
                violation_error_message="Choose who the person agreed that you talk with.",
            ),
            models.CheckConstraint(
                name="contact_shared_for_safety",
                condition=Q(shared=Shared.SAFETY, disclosure__isnull=False)
                | (~Q(shared=Shared.SAFETY) & Q(disclosure=None)),
                violation_error_message="Enter what you shared, and why it was needed to keep someone safe.",
            ),
            StrikeThrough.strike_constraint("contact_struck"),
        ]
        indexes = [
            models.Index(fields=["package", "-at"], name="contact_of_package"),
            models.Index(
                fields=["package", "recorded_at"],
                name="contact_about_crisis",
                condition=Q(was_crisis=True, struck_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()}, {self.get_with_whom_display().lower()}, {clock.day_of(self.at):%-d %b %Y}"

    @property
    def offers_call(self) -> bool:
        """Return True if it is about a crisis and recent enough to alert the on-call senior in one press."""
        return self.was_crisis and self.struck_at is None and self.at > clock.now() - CALL_OFFERED_FOR

    @property
    def shared_in_words(self) -> str:
        """By which right there was talk with somebody about the person's support; "" if nobody was."""
        return {
            Shared.CONSENT: "Their support was discussed: the person agreed.",
            Shared.SAFETY: "Shared something without consent to keep someone safe.",
        }.get(Shared(self.shared) if self.shared else Shared.NOTHING, "")

    @property
    def summary(self) -> str:
        """How and with whom, such as "Phone call: family or carer, Joan Ali"."""
        whom = WithWhom(self.with_whom).in_sentence
        return f"{self.get_how_display()}: {whom}" + (f", {self.name}" if self.name else "")
