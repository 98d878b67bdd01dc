"""What follows an incident: who is notified, the duty of candour, actions with owners, and our record as a PDF."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from core.history import tracked
from core.models import Document, Record, RecordQuerySet, RevisionChecked, StrikeThrough
from safeguarding.incidents.follow_up.enums import Applies, Recipient, ReportBasis
from safeguarding.incidents.models import Incident

WHY_NOT = "Enter why it does not apply."
WHOM = "Enter when they were notified, by whom and how."


def reason_constraint(name: str) -> models.CheckConstraint:
    """Return the constraint that what does not apply has the reason."""
    return models.CheckConstraint(
        name=name, condition=~Q(applies=Applies.NO) | ~Q(reason=""), violation_error_message=WHY_NOT
    )


class IncidentNoticeQuerySet(AllowingQuerySet, RecordQuerySet):
    def to_send(self) -> Self:
        """Filter to the notices that apply and were not sent yet."""
        return self.filter(applies=Applies.YES, notified_at=None)


@tracked
class IncidentNotice(Record, RevisionChecked):
    """Whether somebody outside must be notified of the incident; if so, when they were, by whom and how.

    There is one for each recipient from the start. `due_on` only where a statute gives a number of days.
    """

    READ = Permission.READ_INCIDENT

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="notices")
    recipient = models.CharField(max_length=20, choices=Recipient)
    applies = models.CharField(max_length=5, choices=Applies, blank=True)
    reason = models.TextField("why it does not apply, or how the person agreed", blank=True)
    basis = models.CharField("what must be reported", max_length=20, choices=ReportBasis, blank=True)
    due_on = models.DateField(null=True, blank=True, editable=False)
    notified_at = models.DateTimeField(null=True, blank=True)
    notified_by = models.CharField(max_length=120, blank=True)
    notified_how = models.CharField("how, and who was spoken to", max_length=200, blank=True)
    reference = models.CharField("their reference", max_length=60, blank=True)

    objects = IncidentNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            reason_constraint("incident_notice_reason"),
            models.CheckConstraint(
                name="incident_notice_notified",
                condition=Q(notified_at=None, notified_by="", notified_how="", reference="")
                | (Q(applies=Applies.YES, notified_at__isnull=False) & ~Q(notified_by="") & ~Q(notified_how="")),
                violation_error_message=WHOM,
            ),
            models.CheckConstraint(
                name="incident_notice_consent",
                condition=~Q(recipient=Recipient.FAMILY, applies=Applies.YES) | ~Q(reason=""),
                violation_error_message="Enter how the person agreed that the family is notified.",
            ),
            models.CheckConstraint(
                name="incident_notice_basis",
                condition=(Q(recipient=Recipient.RIDDOR, applies=Applies.YES, due_on__isnull=False) & ~Q(basis=""))
                | (~Q(recipient=Recipient.RIDDOR, applies=Applies.YES) & Q(basis="", due_on=None)),
                violation_error_message="Choose what must be reported.",
            ),
            models.UniqueConstraint(
                fields=["incident", "recipient"],
                name="incident_notice_once",
                violation_error_message="There is a row for them already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident}: {self.get_recipient_display()}"

    @property
    def is_to_send(self) -> bool:
        return self.applies == Applies.YES and self.notified_at is None

    @property
    def does_not_apply(self) -> bool:
        return self.applies == Applies.NO


class CandourQuerySet(AllowingQuerySet, RecordQuerySet):
    """Rows that people read by the rule of their incident."""


@tracked
class Candour(Record, RevisionChecked):
    """The duty of candour after an incident: explained in person, with an apology, in writing, and with support."""

    READ = Permission.READ_INCIDENT

    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="candour")
    applies = models.CharField(max_length=5, choices=Applies, blank=True)
    reason = models.TextField("why it does not apply", blank=True)
    explained_on = models.DateField("explained in person on", null=True, blank=True)
    apologised_on = models.DateField(null=True, blank=True)
    written_on = models.DateField("written account and apology sent on", null=True, blank=True)
    support = models.TextField("support that was offered", blank=True)

    objects = CandourQuerySet.as_manager()

    class Meta:
        constraints = [
            reason_constraint("candour_reason"),
            models.CheckConstraint(
                name="candour_steps",
                condition=Q(applies=Applies.YES)
                | Q(explained_on=None, apologised_on=None, written_on=None, support=""),
                violation_error_message="Choose “Yes”: something was done already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident}: duty of candour"

    @property
    def does_not_apply(self) -> bool:
        return self.applies == Applies.NO

    @property
    def is_complete(self) -> bool:
        """Whether it applies and every step is done."""
        steps = (self.explained_on, self.apologised_on, self.written_on, self.support)
        return self.applies == Applies.YES and all(steps)


class IncidentActionQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_struck(self) -> Self:
        """Leave out the actions that were withdrawn."""
        return self.filter(struck_at=None)

    def outstanding(self) -> Self:
        """Filter to the actions that nobody has done, and that were not withdrawn."""
        return self.not_struck().filter(done_on=None)


@tracked
class IncidentAction(Record, StrikeThrough):
    """What somebody does after an incident, by a day. Its owner reads the action, and not the incident for it."""

    READ = Permission.READ_INCIDENT

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="actions")
    words = models.TextField("what must be done")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    done_words = models.TextField("what was done", blank=True)

    objects = IncidentActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="incident_action_done",
                condition=Q(done_on=None, done_by=None, done_words="")
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(done_words="")),
                violation_error_message="Enter what was done.",
            ),
            StrikeThrough.strike_constraint("incident_action_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.incident}: action"


class IncidentSheetQuerySet(AllowingQuerySet, RecordQuerySet):
    def pending(self) -> Self:
        """Filter to the sheets that were requested and not made yet."""
        return self.filter(document=None)


@tracked
class IncidentSheet(Record):
    """Our record of an incident as a PDF, as it was when it was requested: `edition` is a digest of its words."""

    READ = Permission.READ_INCIDENT

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="sheets")
    edition = models.CharField(max_length=64, help_text="digest of what the sheet says")
    document = models.OneToOneField(
        Document, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = IncidentSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "edition"],
                name="incident_sheet_once",
                violation_error_message="This sheet is already being made.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident}, sheet"
