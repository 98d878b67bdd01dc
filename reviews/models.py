"""The duties that inform the Council: the regular update to the keyworker, and the reviews."""

import datetime
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.models import CodeLink, User
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from contracts.models import Terms
from core.history import append_only, tracked
from core.models import Duty, DutyQuerySet, DutyUrgency, Record, RevisionChecked, Stateful
from reviews.enums import REVIEW_TRANSITIONS, UPDATE_TRANSITIONS, ReviewRequester, ReviewState, UpdateState

UPDATE_TEXT_FIELDS = ("how_it_is", "progress", "what_changed", "next_weeks")
REVIEW_COLUMNS = ("conducted_on", "participants", "outcome")
CORRECTION_REASON_MISSING = "Enter what was wrong."


class UpdateQuerySet(AllowingQuerySet, DutyQuerySet):
    def sent(self) -> Self:
        return self.filter(state__in=[UpdateState.SENT, UpdateState.ACKNOWLEDGED])


@tracked
class KeyworkerUpdate(Duty, RevisionChecked, Stateful):
    """A formal update to the keyworker (T4.9), under the terms in force when it was raised."""

    READ = Permission.WRITE_UPDATE
    STATES = UpdateState
    TRANSITIONS = UPDATE_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=15, choices=UpdateState, default=UpdateState.DUE)
    how_it_is = models.TextField("how things are", blank=True)
    progress = models.TextField("progress with goals", blank=True)
    what_changed = models.TextField("what has changed, and any concerns", blank=True)
    next_weeks = models.TextField("plans for the next few weeks", blank=True)
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

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "due_on"],
                name="update_once",
                violation_error_message="There is already an update due on that day.",
            ),
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(state=UpdateState.DUE),
                name="update_one_due",
                violation_error_message="There is already an update due.",
            ),
            models.CheckConstraint(
                name="update_submitted",
                condition=Q(submitted_at=None, submitted_by=None, state__in=[UpdateState.DUE, UpdateState.EXPIRED])
                | Q(
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                    state__in=[UpdateState.SENT, UpdateState.ACKNOWLEDGED],
                ),
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
            Duty.outcome_constraint("update_met_or_expired"),
        ]
        indexes = [models.Index(fields=["due_on"], name="update_due", condition=Q(state=UpdateState.DUE))]

    def __str__(self) -> str:
        return f"Update due {self.due_on:%-d %b %Y}"

    @property
    def status(self) -> UpdateState | DutyUrgency:
        """How urgent it is until it is sent, then its state."""
        return self.urgency if self.state == UpdateState.DUE else UpdateState(self.state)

    @property
    def acknowledged_by_name(self) -> str:
        """The name of whoever acknowledged it, such as "Jo Ferris (by a link)"; "" before."""
        return str(self.acknowledged_link or self.acknowledged_by or "")

    @property
    def is_sent_late(self) -> bool:
        return self.met_on is not None and self.met_on > self.due_on


class ReviewQuerySet(AllowingQuerySet, DutyQuerySet):
    def outcome_readable_by(self, user: User) -> Self:
        """Filter to the reviews whose outcome `user` may read: shared ones, and before that the provider's staff."""
        staff = Review.objects.allowing(user, Permission.READ_VISIT).values("pk")
        return self.filter(Q(state=ReviewState.SHARED) | Q(pk__in=staff))


@tracked
class Review(Duty, RevisionChecked, Stateful):
    """A review of the package: the first on the day agreed at acceptance (T3.5), later ones on request (T4.7)."""

    READ = Permission.READ_PERSON
    STATES = ReviewState
    TRANSITIONS = REVIEW_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=10, choices=ReviewRequester, default=ReviewRequester.CONTRACT)
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.DUE)
    outcome = models.TextField(blank=True)
    participants = models.CharField(max_length=300, blank=True)
    conducted_on = models.DateField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "due_on"],
                name="review_once",
                violation_error_message="There is already a review due on that day.",
            ),
            models.CheckConstraint(
                name="review_conducted",
                condition=Q(conducted_on=None, state__in=[ReviewState.DUE, ReviewState.EXPIRED])
                | Q(conducted_on__isnull=False, state__in=[ReviewState.CONDUCTED, ReviewState.SHARED]),
                violation_error_message="A completed review needs its date.",
            ),
            models.CheckConstraint(
                name="review_shared",
                condition=Q(shared_at=None) & ~Q(state=ReviewState.SHARED)
                | Q(shared_at__isnull=False, state=ReviewState.SHARED),
                violation_error_message="A shared review needs the time it was shared.",
            ),
            Duty.outcome_constraint("review_met_or_expired"),
        ]
        indexes = [models.Index(fields=["due_on"], name="review_due", condition=Q(state=ReviewState.DUE))]

    def __str__(self) -> str:
        return f"Review due {self.due_on:%-d %b %Y}"

    @property
    def is_due(self) -> bool:
        return self.state == ReviewState.DUE

    @property
    def is_unshared(self) -> bool:
        """Whether it took place and the keyworker has not been sent the outcome."""
        return self.state == ReviewState.CONDUCTED

    @property
    def status(self) -> ReviewState | DutyUrgency:
        """How urgent it is until it takes place, then its state."""
        return self.urgency if self.is_due else ReviewState(self.state)

    @property
    def requested_by_text(self) -> str:
        """Who asked for it, as a half-sentence."""
        if self.asked_by == ReviewRequester.CONTRACT:
            return "agreed when we accepted the referral"
        return f"asked for by {self.get_asked_by_display().lower()}"


class EarlierVersion(Record):
    """What a record said before a correction, and the reason. Written once."""

    number = models.PositiveSmallIntegerField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    reason = models.CharField(max_length=300)

    class Meta:
        abstract = True
        ordering = ["number"]

    @staticmethod
    def version_constraints(name: str, record: str) -> list[models.BaseConstraint]:
        """Return the constraints that each version of `record` has its own number, and a reason."""
        return [
            models.UniqueConstraint(
                fields=[record, "number"],
                name=f"{name}_once",
                violation_error_message="This correction has already been saved.",
            ),
            models.CheckConstraint(
                name=f"{name}_reason",
                condition=~Q(reason=""),
                violation_error_message=CORRECTION_REASON_MISSING,
            ),
        ]


class UpdateVersion(EarlierVersion):
    """An update as it was sent before a correction."""

    update = models.ForeignKey(KeyworkerUpdate, on_delete=models.PROTECT, related_name="versions")

    class Meta(EarlierVersion.Meta):
        constraints = EarlierVersion.version_constraints("update_version", "update")
        triggers = [append_only("update_version_written_once")]

    def __str__(self) -> str:
        return f"{self.update}, version {self.number}"


class ReviewVersion(EarlierVersion):
    """A review as it was recorded before a correction."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="versions")

    class Meta(EarlierVersion.Meta):
        constraints = EarlierVersion.version_constraints("review_version", "review")
        triggers = [append_only("review_version_written_once")]

    def __str__(self) -> str:
        return f"{self.review}, version {self.number}"

    @property
    def conducted_on(self) -> datetime.date:
        return datetime.date.fromisoformat(self.content["conducted_on"])
