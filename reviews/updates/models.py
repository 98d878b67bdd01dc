"""The regular update to the keyworker."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.models import CodeLink
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from contracts.models import Terms
from core import clock
from core.dates import add_working_days
from core.history import append_only, tracked
from core.models import (
    Document,
    Duty,
    DutyQuerySet,
    DutyUrgency,
    NotStruckManager,
    Record,
    RecordQuerySet,
    RevisionChecked,
    Stateful,
    StrikeThrough,
)
from reviews.updates.enums import NOT_SENT_STATES, SENT_STATES, UPDATE_TRANSITIONS, ReportMethod, UpdateState
from reviews.versions import EarlierVersion

NOT_SENT = "Send the update first."
UPDATE_TEXT_FIELDS = ("how_it_is", "progress", "what_changed", "person_says", "next_weeks")
MAY_PASS_ON_MISSING = "Tick that the person agreed to pass this on, or leave out what they say."
REPORT_MISSING = "Enter who has read it, how they told us and when."
REPLY_MISSING = "Enter what you want to know."


class UpdateQuerySet(AllowingQuerySet, DutyQuerySet):
    def sent(self) -> Self:
        return self.filter(state__in=SENT_STATES)

    def acknowledged(self) -> Self:
        """Filter to the sent updates that somebody at the Council has acknowledged."""
        return self.filter(state=UpdateState.ACKNOWLEDGED)

    def not_sent(self) -> Self:
        """Filter to the updates that are still to be sent, written or not."""
        return self.filter(state__in=NOT_SENT_STATES)


@tracked
class KeyworkerUpdate(Duty, RevisionChecked, Stateful, StrikeThrough):
    """A formal update to the keyworker (T4.9), under the terms in force when it was raised.

    One that was sent and is about somebody else is struck through; another is raised for its day.
    """

    READ = Permission.WRITE_UPDATE
    STATES = UpdateState
    TRANSITIONS = UPDATE_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=15, choices=UpdateState, default=UpdateState.DUE)
    how_it_is = models.TextField("how things are", blank=True)
    progress = models.TextField("progress with goals", blank=True)
    what_changed = models.TextField("what has changed, and any concerns", blank=True)
    person_says = models.TextField("what the person says", blank=True)
    may_pass_on = models.BooleanField("the person agreed to pass on what they say", default=False)
    next_weeks = models.TextField("plans for the next few weeks", blank=True)
    figures = models.JSONField(
        null=True, blank=True, editable=False, help_text="the sections from the records, as they were when it was sent"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True, editable=False)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    acknowledged_link = models.ForeignKey(
        CodeLink, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField("the keyworker's reply", blank=True)
    needs_answer = models.BooleanField("the keyworker asks for an answer", default=False)
    reader_name = models.CharField("who told us that they have read it", max_length=120, blank=True)
    report_method = models.CharField(max_length=10, choices=ReportMethod, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    our_answer = models.TextField("the answer to the reply", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = NotStruckManager.from_queryset(UpdateQuerySet)()
    with_struck = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "due_on"],
                condition=Q(struck_at=None),
                name="update_once",
                violation_error_message="There is already an update due on that day.",
            ),
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(state__in=NOT_SENT_STATES),
                name="update_one_due",
                violation_error_message="There is already an update due.",
            ),
            models.CheckConstraint(
                name="update_submitted",
                condition=Q(submitted_at=None, submitted_by=None, state__in=[*NOT_SENT_STATES, UpdateState.EXPIRED])
                | Q(submitted_at__isnull=False, submitted_by__isnull=False, state__in=SENT_STATES),
                violation_error_message="A sent update needs a sender and a time.",
            ),
            models.CheckConstraint(
                name="update_acknowledged",
                condition=Q(acknowledged_at=None, acknowledged_by=None, acknowledged_link=None)
                & ~Q(state=UpdateState.ACKNOWLEDGED)
                | (
                    Q(acknowledged_by__isnull=False, acknowledged_link=None)
                    | Q(acknowledged_by=None, acknowledged_link__isnull=False)
                )
                & Q(acknowledged_at__isnull=False, state=UpdateState.ACKNOWLEDGED),
                violation_error_message="An acknowledgement needs a name and a time.",
            ),
            models.CheckConstraint(
                name="update_figures_frozen",
                condition=Q(figures=None) | Q(state__in=SENT_STATES),
                violation_error_message="The figures are saved when the update is sent.",
            ),
            models.CheckConstraint(
                name="update_may_pass_on",
                condition=Q(person_says="") | Q(may_pass_on=True),
                violation_error_message=MAY_PASS_ON_MISSING,
            ),
            models.CheckConstraint(
                name="update_reported",
                condition=Q(reader_name="", report_method="", reported_on=None)
                | (
                    ~Q(reader_name="")
                    & ~Q(report_method="")
                    & Q(reported_on__isnull=False, acknowledged_by__isnull=False)
                ),
                violation_error_message=REPORT_MISSING,
            ),
            models.CheckConstraint(
                name="update_answered",
                condition=Q(our_answer="", answered_at=None, answered_by=None)
                | (~Q(our_answer="") & ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                violation_error_message="An answer needs a reply, and who gave it.",
            ),
            models.CheckConstraint(
                name="update_needs_answer",
                condition=Q(needs_answer=False) | ~Q(answer=""),
                violation_error_message=REPLY_MISSING,
            ),
            models.CheckConstraint(
                name="update_struck_after_sending",
                condition=Q(struck_at=None) | Q(state__in=SENT_STATES),
                violation_error_message="Only an update that was sent is marked as entered in error.",
            ),
            StrikeThrough.strike_constraint("update_struck"),
            Duty.outcome_constraint("update_met_or_expired"),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="update_due", condition=Q(state__in=NOT_SENT_STATES)),
            models.Index(fields=["submitted_at"], name="update_unacknowledged", condition=Q(state=UpdateState.SENT)),
        ]

    def __str__(self) -> str:
        return f"Update due {self.due_on:%-d %b %Y}"

    @property
    def status(self) -> UpdateState | DutyUrgency:
        """How urgent it is until it is sent, then its state."""
        return self.urgency if self.state == UpdateState.DUE else UpdateState(self.state)

    @property
    def is_not_sent(self) -> bool:
        return self.state in NOT_SENT_STATES

    @property
    def is_due(self) -> bool:
        """Whether its worker still writes it."""
        return self.state == UpdateState.DUE

    @property
    def is_unacknowledged(self) -> bool:
        """Whether somebody at the Council has still to acknowledge it."""
        return self.state == UpdateState.SENT

    @property
    def is_with_manager(self) -> bool:
        return self.state == UpdateState.WRITTEN

    @property
    def must_be_checked(self) -> bool:
        """Whether a manager must check it before it can be sent."""
        return self.state == UpdateState.DUE and bool(self.terms.update_needs_check)

    @property
    def parts_written(self) -> int:
        """How many of its texts are written; what the person says is not asked of each."""
        return sum(bool(getattr(self, name).strip()) for name in UPDATE_TEXT_FIELDS if name != "person_says")

    @property
    def awaits_answer(self) -> bool:
        """Whether the keyworker asked for an answer to their reply, and has none."""
        return self.needs_answer and not self.our_answer

    @property
    def reply_due_on(self) -> datetime.date | None:
        """The day by which the keyworker's reply is answered: the next working day, as the duty says."""
        return add_working_days(clock.day_of(self.acknowledged_at), 1) if self.acknowledged_at else None

    @property
    def acknowledged_by_name(self) -> str:
        """The name of whoever acknowledged it, such as "Jo Ferris (by a link)"; "" before."""
        if self.reader_name:
            reported_on = f"{self.reported_on:%-d %B %Y}" if self.reported_on else ""
            how = f"{self.get_report_method_display().lower()} on {reported_on}"
            return f"{self.reader_name} ({how}; recorded by {self.acknowledged_by})"
        return str(self.acknowledged_link or self.acknowledged_by or "")

    @property
    def is_sent_late(self) -> bool:
        return self.met_on is not None and self.met_on > self.due_on


class UpdateVersion(EarlierVersion):
    """An update as it was sent before a correction."""

    update = models.ForeignKey(KeyworkerUpdate, on_delete=models.PROTECT, related_name="versions")

    class Meta(EarlierVersion.Meta):
        constraints = EarlierVersion.version_constraints("update_version", "update")
        triggers = [append_only("update_version_written_once")]

    def __str__(self) -> str:
        return f"{self.update}, version {self.number}"


class UpdatePdfQuerySet(AllowingQuerySet, RecordQuerySet):
    def pending(self) -> Self:
        """Return the PDFs that were requested and not made yet, without those of updates that were struck through."""
        return self.filter(document=None, update__struck_at=None)


@tracked
class UpdatePdf(Record):
    """A sent update as PDF, with the corrections up to then: requested once for each `number` of corrections."""

    READ = Permission.READ_UPDATE

    update = models.ForeignKey(KeyworkerUpdate, on_delete=models.PROTECT, related_name="pdfs")
    number = models.PositiveSmallIntegerField(default=0)
    document = models.OneToOneField(
        Document, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = UpdatePdfQuerySet.as_manager()

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["update", "number"],
                name="update_pdf_once",
                violation_error_message="This PDF is already being made.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.update}, PDF"
