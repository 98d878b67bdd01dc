"""The risk assessment of a person: its versions, hazards, signatures, reviews and disclosures (T6.5)."""

import datetime
from collections.abc import Collection, Iterable
from typing import Self, cast
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from casework.models import Individual
from casework.people.primary import about_people
from core.history import tracked
from core.models import Document, Duty, DutyQuerySet, Record, RecordQuerySet, RevisionChecked, Stateful
from risk.assessments.enums import (
    ASSESSMENT_TRANSITIONS,
    DisclosureMethod,
    HazardKind,
    Likelihood,
    ReviewedHow,
    RiskAssessmentState,
    RiskLevel,
    Severity,
    level_of,
)

# The text columns of an assessment, which a new version copies.
TEXT_FIELDS = ("lone_working", "visit_instructions", "contingency", "took_part")
HAZARD_COLUMNS = ("kind", "description", "who_harmed", "likelihood", "severity", "measures", "contingency")


class RiskQuerySet(AllowingQuerySet, RecordQuerySet):
    def in_force(self) -> Self:
        return self.filter(state=RiskAssessmentState.IN_FORCE)

    def of_person(self, individual: Individual) -> Self:
        """Return the versions of this person, under any of their records, the newest first."""
        people = Individual.objects.same_person(individual)
        return self.filter(individual__in=people).order_by("-version", "-recorded_at")

    def in_force_of(self, primary_ids: Collection[UUID]) -> dict[UUID, list["RiskAssessment"]]:
        """Return the assessments in force of these people by primary id, the newest first, in one query.

        After a merge there may be one for each record, until a new version replaces them.
        """
        rows = self.in_force().filter(about_people("individual", primary_ids)).select_related("individual")
        assessments = cast("Iterable[RiskAssessment]", rows.order_by("-in_force_on", "-version", "pk"))
        by_person: dict[UUID, list[RiskAssessment]] = {}
        for assessment in assessments:
            by_person.setdefault(assessment.individual.primary_id, []).append(assessment)
        return by_person

    def published(self) -> Self:
        """Return what is or was in force: a draft is read only by those who write it."""
        return self.filter(state__in=[RiskAssessmentState.IN_FORCE, RiskAssessmentState.SUPERSEDED])


@tracked
class RiskAssessment(Record, RevisionChecked, Stateful):
    """One version. A person has at most one in force and one draft."""

    READ = Permission.READ_RISK
    STATES = RiskAssessmentState
    TRANSITIONS = ASSESSMENT_TRANSITIONS

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=RiskAssessmentState, default=RiskAssessmentState.DRAFT)
    lone_working = models.TextField("visiting alone", blank=True)
    visit_instructions = models.TextField("what to do at a visit", blank=True)
    contingency = models.TextField("if something goes wrong", blank=True)
    took_part = models.TextField("who took part, and what the person says about it", blank=True)
    none_known = models.BooleanField("no hazards found", default=False, editable=False)
    in_force_on = models.DateField(null=True, blank=True, editable=False)
    review_on = models.DateField(null=True, blank=True, editable=False)

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ["-version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["individual", "version"],
                name="risk_version_once",
                violation_error_message="This version of the risk assessment already exists.",
            ),
            models.UniqueConstraint(
                fields=["individual"],
                condition=Q(state=RiskAssessmentState.IN_FORCE),
                name="risk_one_in_force",
                violation_error_message="This person already has a live risk assessment.",
            ),
            models.UniqueConstraint(
                fields=["individual"],
                condition=Q(state=RiskAssessmentState.DRAFT),
                name="risk_one_draft",
                violation_error_message="A new version is already being written.",
            ),
            models.CheckConstraint(
                name="risk_in_force_dated",
                condition=Q(
                    state__in=[RiskAssessmentState.DRAFT, RiskAssessmentState.DROPPED], in_force_on=None, review_on=None
                )
                | Q(
                    state__in=[RiskAssessmentState.IN_FORCE, RiskAssessmentState.SUPERSEDED],
                    in_force_on__isnull=False,
                    review_on__isnull=False,
                ),
                violation_error_message="A live risk assessment needs its start date and its review date.",
            ),
            models.CheckConstraint(
                name="risk_review_after",
                condition=Q(review_on=None) | Q(review_on__gt=F("in_force_on")),
                violation_error_message="The review must be after the date the assessment goes live.",
            ),
        ]

    def __str__(self) -> str:
        return f"Risk assessment, version {self.version}"


class HazardQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_excluded(self) -> Self:
        """Leave out hazards that were excluded from a draft."""
        return self.filter(excluded_on=None)


@tracked
class Hazard(Record, RevisionChecked):
    """What could happen to whom, the control measures, and what to do if it happens.

    Likelihood and severity are graded for surroundings and lone working only (decision 70). A row from before kinds
    were recorded has none; a new version needs one.
    """

    READ = Permission.READ_RISK

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="hazards")
    kind = models.CharField(max_length=20, choices=HazardKind, blank=True)
    description = models.CharField("what could happen", max_length=300)
    who_harmed = models.CharField("who could be harmed", max_length=200)
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood, null=True, blank=True)
    severity = models.PositiveSmallIntegerField(choices=Severity, null=True, blank=True)
    measures = models.TextField("control measures")
    contingency = models.TextField("what to do if it happens", blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    excluded_on = models.DateField(null=True, blank=True, editable=False)

    objects = HazardQuerySet.as_manager()

    class Meta:
        ordering = ["position", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="hazard_graded_surroundings_only",
                condition=Q(
                    kind=HazardKind.SURROUNDINGS,
                    likelihood__isnull=False,
                    severity__isnull=False,
                    likelihood__gte=1,
                    likelihood__lte=5,
                    severity__gte=1,
                    severity__lte=5,
                )
                | (~Q(kind=HazardKind.SURROUNDINGS) & Q(likelihood=None, severity=None)),
                violation_error_message="Grade surroundings and visiting alone from 1 to 5, and nothing else.",
            ),
            models.CheckConstraint(
                name="hazard_words",
                condition=~Q(description="") & ~Q(who_harmed="") & ~Q(measures=""),
                violation_error_message="Enter what could happen, who could be harmed and the control measures.",
            ),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def level(self) -> RiskLevel | None:
        """The level of a graded hazard; None for every other kind."""
        if self.likelihood is None or self.severity is None:
            return None
        return level_of(self.likelihood, self.severity)


class AssessmentReviewQuerySet(AllowingQuerySet, DutyQuerySet):
    pass


@tracked
class RiskReview(Duty):
    """The duty to review an assessment; met by a new version, or by confirming that nothing changed."""

    READ = Permission.READ_RISK

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="reviews")
    how = models.CharField(max_length=20, choices=ReviewedHow, blank=True, editable=False)
    note = models.TextField("what was reviewed, and who with", blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = AssessmentReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "due_on"],
                name="risk_review_once",
                violation_error_message="A review of this assessment on that date is already recorded.",
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=Q(met_on=None, expired_on=None),
                name="risk_review_one_outstanding",
                violation_error_message="A review of this assessment is already due.",
            ),
            models.CheckConstraint(
                name="risk_review_met",
                condition=Q(met_on=None, how="", met_by=None)
                | (Q(met_on__isnull=False, met_by__isnull=False) & ~Q(how="")),
                violation_error_message="A completed review needs its date, who did it and the outcome.",
            ),
            Duty.outcome_constraint("risk_review_met_or_expired"),
        ]
        indexes = [models.Index(fields=["due_on"], name="risk_review_due", condition=Q(met_on=None, expired_on=None))]

    def __str__(self) -> str:
        return f"Review of the risk assessment due {self.due_on:%-d %b %Y}"


class SignatureQuerySet(AllowingQuerySet, RecordQuerySet):
    pass


@tracked
class RiskSignature(Record):
    """A worker who visits has confirmed that they have read this version."""

    READ = Permission.READ_RISK

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="signatures")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(editable=False)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "user"],
                name="risk_signed_once",
                violation_error_message="You have already signed this version.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.signed_at:%-d %b %Y}"


class DisclosureQuerySet(AllowingQuerySet, RecordQuerySet):
    def open_to(self, user: User, day: datetime.date) -> Self:
        """Return the disclosures that give `user` access on `day`, while they are the person's keyworker."""
        return self.filter(user=user, disclosed_on__lte=day, until_on__gt=day)

    def without_document(self) -> Self:
        """Return the disclosures that need a PDF and have none yet."""
        return self.exclude(how=DisclosureMethod.ACCESS).filter(document=None)


@tracked
class RiskDisclosure(Record):
    """One version was disclosed to the Council on request: who asked, when and how it was disclosed (T6.5).

    If there is a `user`, that account may read this version from `disclosed_on` until `until_on` (exclusive).
    """

    READ = Permission.READ_RISK

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="disclosures")
    asked_by = models.CharField("who asked", max_length=120)
    asked_by_post = models.CharField("their role", max_length=120)
    asked_on = models.DateField()
    disclosed_on = models.DateField()
    how = models.CharField(max_length=10, choices=DisclosureMethod)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    until_on = models.DateField(null=True, blank=True)
    document = models.OneToOneField(
        Document, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["-disclosed_on", "-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="risk_disclosure_requester",
                condition=~Q(asked_by="") & ~Q(asked_by_post=""),
                violation_error_message="Enter who asked for it and their role.",
            ),
            models.CheckConstraint(
                name="risk_disclosure_order",
                condition=Q(disclosed_on__gte=F("asked_on")),
                violation_error_message="The date it was shared can't be before the date they asked.",
            ),
            models.CheckConstraint(
                name="risk_disclosure_access",
                condition=(Q(how=DisclosureMethod.ACCESS) & Q(user__isnull=False) & Q(until_on__gte=F("disclosed_on")))
                | (~Q(how=DisclosureMethod.ACCESS) & Q(user=None, until_on=None)),
                violation_error_message="Access needs an account and an end date. Other ways of sharing have neither.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}, shared with {self.asked_by}"

    @property
    def needs_document(self) -> bool:
        """True unless the version is read in Casework itself."""
        return self.how != DisclosureMethod.ACCESS

    @property
    def last_on(self) -> datetime.date | None:
        """The last day of the access (inclusive)."""
        return self.until_on - datetime.timedelta(days=1) if self.until_on else None
