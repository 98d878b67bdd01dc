"""Notes written on a phone: stored exactly as sent, then made into a visit or queried."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from core.history import tracked
from core.models import Record, RecordQuerySet, Stateful
from visits.log.models.visit import Visit
from visits.phone.enums import PHONE_ENTRY_TRANSITIONS, PhoneEntryState
from visits.rota.models.planned_visit import PlannedVisit

AS_SENT = ("entry_id", "text", "sha256", "version", "written_at", "recorded_at", "recorded_by")


class PhoneDeviceQuerySet(AllowingQuerySet, RecordQuerySet):
    pass


class PhoneEntryQuerySet(AllowingQuerySet, RecordQuerySet):
    def with_question(self) -> Self:
        """Return the notes with a question that nobody has answered."""
        return self.filter(state=PhoneEntryState.ASKS)

    def waiting(self) -> Self:
        """Return the notes that have arrived and were not processed yet."""
        return self.filter(state=PhoneEntryState.RECEIVED)


@tracked
class PhoneEntry(Record, Stateful):
    """One note about one visit. `recorded_by` sent it, `recorded_at` is when it arrived.

    `entry_id` was made on the phone and becomes the id of the visit. The same id with other content is another row.
    """

    READ = Permission.READ_VISIT
    STATES = PhoneEntryState
    TRANSITIONS = PHONE_ENTRY_TRANSITIONS

    entry_id = models.UUIDField(editable=False)
    text = models.TextField("as sent", editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    version = models.PositiveSmallIntegerField(editable=False, help_text="of the note format of the phone")
    written_at = models.DateTimeField(null=True, editable=False, help_text="by the clock of the phone")
    package = models.ForeignKey(SupportPackage, null=True, on_delete=models.PROTECT, related_name="+")
    planned = models.ForeignKey(PlannedVisit, null=True, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=PhoneEntryState, default=PhoneEntryState.RECEIVED)

    objects = PhoneEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recorded_by", "entry_id", "sha256"],
                name="phone_entry_once",
                violation_error_message="This note has already been received.",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                name="phone_entry_visit_once",
                violation_error_message="Another note has already been saved as this visit.",
            ),
            models.CheckConstraint(
                name="phone_entry_answer",
                condition=Q(state=PhoneEntryState.RECEIVED, visit=None, question="")
                | Q(state=PhoneEntryState.SAVED, visit__isnull=False, question="")
                | (Q(state=PhoneEntryState.ASKS, visit=None) & ~Q(question=""))
                | (Q(state=PhoneEntryState.SETTLED) & ~Q(question="")),
                violation_error_message="A note must be saved as a visit or marked as needing a check.",
            ),
        ]
        indexes = [
            models.Index(fields=["recorded_by", "-recorded_at"], name="phone_entry_of_sender"),
            models.Index(fields=["package"], name="phone_entry_asking", condition=Q(state=PhoneEntryState.ASKS)),
            models.Index(
                fields=["recorded_at"], name="phone_entry_waiting", condition=Q(state=PhoneEntryState.RECEIVED)
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="phone_entry_as_sent", fields=list(AS_SENT))]

    @property
    def needs_checking(self) -> bool:
        """Return True while the note has a question that no one has answered."""
        return self.state == PhoneEntryState.ASKS

    def __str__(self) -> str:
        return f"note from a phone, {self.get_state_display().lower()}"


@tracked
class PhoneDevice(Record):
    """One place on a phone where notes wait: the browser, or the installed app, which has a store of its own.

    Its id was made there; the notes are those of `recorded_by`.
    """

    READ = Permission.LOG_VISIT

    is_installed = models.BooleanField()
    unsent = models.PositiveIntegerField(help_text="notes that waited there when it last said so")
    reported_at = models.DateTimeField()

    objects = PhoneDeviceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recorded_by"], name="phone_device_waiting", condition=Q(unsent__gt=0)),
        ]

    def __str__(self) -> str:
        return "installed app" if self.is_installed else "browser"
