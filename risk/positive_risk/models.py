"""A positive risk decision: what the person wants to do, the reasons for and against, the decision (T6.6, C5d)."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from core.history import tracked
from core.models import Duty, DutyQuerySet, Record, RecordQuerySet, RevisionChecked, Stateful
from risk.positive_risk.enums import (
    ASSESSED_CAPACITY,
    DECIDED_STATES,
    DECISION_REVIEW_TRANSITIONS,
    DECISION_TRANSITIONS,
    Capacity,
    DecisionReviewOutcome,
    DecisionReviewState,
    HumanRight,
    PositiveRiskState,
    RiskDecision,
    YesOrNo,
)


class PositiveRiskQuerySet(AllowingQuerySet, RecordQuerySet):
    def decided(self) -> Self:
        """Return what was decided, replaced decisions included; no drafts and nothing dropped."""
        return self.filter(state__in=DECIDED_STATES)


@tracked
class PositiveRisk(Record, RevisionChecked, Stateful):
    """Written as a conversation about one thing the person wants to do. Capacity is asked for this decision only."""

    READ = Permission.READ_RISK
    STATES = PositiveRiskState
    TRANSITIONS = DECISION_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="followed_by",
        help_text="the decision that this one is to replace",
    )
    state = models.CharField(max_length=12, choices=PositiveRiskState, default=PositiveRiskState.DRAFT)
    wish = models.TextField("what the person wants to do", help_text="in their own words")
    gains = models.TextField("what they would gain from it", blank=True)
    losses = models.TextField("what they would lose if they could not do it", blank=True)
    harms = models.TextField("what could go wrong", blank=True)
    own_view = models.TextField("what the person thinks about it", blank=True)
    explained = models.TextField("how the possible consequences were explained", blank=True)
    least_restrictive = models.TextField("the least restrictive way", blank=True)
    # Mental Capacity Act 2005: for this decision, at this time.
    capacity = models.CharField(max_length=12, choices=Capacity, blank=True)
    assessed_how = models.TextField("how capacity was assessed", blank=True)
    assessed_by = models.CharField(max_length=160, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    best_interests = models.TextField("what is in their best interests, and who was asked", blank=True)
    less_restrictive = models.TextField("less restrictive options considered", blank=True)
    rights = ArrayField(models.CharField(max_length=3, choices=HumanRight), default=list, blank=True)
    rights_words = models.TextField("how human rights were considered", blank=True)
    deprivation = models.CharField("could it take away their liberty", max_length=3, choices=YesOrNo, blank=True)
    deprivation_words = models.TextField("what was done about liberty", blank=True)
    # The decision.
    decision = models.CharField(max_length=12, choices=RiskDecision, blank=True)
    decision_words = models.TextField("the decision in words", blank=True)
    decided_by = models.CharField(max_length=160, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True, help_text="when it is first reviewed")

    objects = PositiveRiskQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="risk_wish",
                condition=~Q(wish=""),
                violation_error_message="Enter what the person wants to do, in their own words.",
            ),
            models.CheckConstraint(
                name="risk_decided",
                condition=(
                    ~Q(state__in=DECIDED_STATES)
                    & Q(decision="", decision_words="", decided_by="", decided_on=None, review_on=None)
                )
                | (
                    Q(state__in=DECIDED_STATES, decided_on__isnull=False, review_on__isnull=False)
                    & ~Q(decision="")
                    & ~Q(decision_words="")
                    & ~Q(decided_by="")
                ),
                violation_error_message="Enter the decision, who decided, when, and when it is reviewed.",
            ),
            models.CheckConstraint(
                name="decision_review_after",
                condition=Q(review_on=None) | Q(review_on__gt=F("decided_on")),
                violation_error_message="The review must be after the date of the decision.",
            ),
            models.CheckConstraint(
                name="risk_capacity_assessed",
                condition=~Q(state__in=DECIDED_STATES)
                | Q(capacity=Capacity.NOT_DOUBTED)
                | (
                    Q(capacity__in=ASSESSED_CAPACITY, assessed_on__isnull=False)
                    & ~Q(assessed_how="")
                    & ~Q(assessed_by="")
                ),
                violation_error_message="Enter whether the person can decide this. If it was assessed, enter how, by "
                "whom and when.",
            ),
            models.CheckConstraint(
                name="risk_best_interests",
                condition=~Q(state__in=DECIDED_STATES)
                | ~Q(capacity=Capacity.LACKS)
                | (~Q(best_interests="") & ~Q(less_restrictive="")),
                violation_error_message="If the person cannot decide this, enter what is in their best interests "
                "and which less restrictive options were considered.",
            ),
            models.CheckConstraint(
                name="risk_liberty",
                condition=~Q(state__in=DECIDED_STATES)
                | Q(deprivation=YesOrNo.NO)
                | (Q(deprivation=YesOrNo.YES) & ~Q(deprivation_words="")),
                violation_error_message="Enter whether it could take away the person's liberty, and what was done.",
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=~Q(state=PositiveRiskState.DROPPED),
                name="risk_follows_once",
                violation_error_message="This decision has already been reopened for discussion.",
            ),
        ]

    def __str__(self) -> str:
        return f"Positive risk decision: {self.wish[:60]}"


@tracked
class RiskView(Record, RevisionChecked):
    """What somebody else thinks. Given in confidence, the person and their representatives never read it.

    The staff who read the decision do, and Council staff who inspect it; the form says so.
    """

    risk = models.ForeignKey(PositiveRisk, on_delete=models.PROTECT, related_name="views")
    name = models.CharField(max_length=120)
    relation = models.CharField("relationship to the person", max_length=80)
    view = models.TextField("what they think")
    in_confidence = models.BooleanField("given in confidence", default=False)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="risk_view_words",
                condition=~Q(name="") & ~Q(relation="") & ~Q(view=""),
                violation_error_message="Enter their name, their relationship to the person and what they think.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.relation}"


@tracked
class RiskStep(Record, RevisionChecked):
    """A step that makes it safe enough: what, who is responsible, by when."""

    risk = models.ForeignKey(PositiveRisk, on_delete=models.PROTECT, related_name="steps")
    text = models.CharField(max_length=300)
    responsible = models.CharField(max_length=120)
    by_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "text"],
                name="risk_step_once",
                violation_error_message="This step is already in the list.",
            ),
            models.CheckConstraint(
                name="risk_step_words",
                condition=~Q(text="") & ~Q(responsible=""),
                violation_error_message="Enter what will be done and who will do it.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class DecisionReviewQuerySet(AllowingQuerySet, DutyQuerySet):
    pass


@tracked
class PositiveRiskReview(Duty, RevisionChecked, Stateful):
    """The duty to review a decision on the day it named, and again until it is replaced."""

    READ = Permission.READ_RISK
    STATES = DecisionReviewState
    TRANSITIONS = DECISION_REVIEW_TRANSITIONS

    risk = models.ForeignKey(PositiveRisk, on_delete=models.PROTECT, related_name="reviews")
    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=DecisionReviewState, default=DecisionReviewState.DUE)
    reviewed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=DecisionReviewOutcome, blank=True)
    words = models.TextField("outcome of the review", blank=True)

    objects = DecisionReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["risk"],
                condition=Q(state=DecisionReviewState.DUE),
                name="risk_review_one_due",
                violation_error_message="This decision already has a review due.",
            ),
            models.CheckConstraint(
                name="decision_reviewed",
                condition=Q(
                    reviewed_on=None, outcome="", state__in=[DecisionReviewState.DUE, DecisionReviewState.EXPIRED]
                )
                | (Q(reviewed_on__isnull=False, state=DecisionReviewState.REVIEWED) & ~Q(outcome="")),
                violation_error_message="A completed review needs its date and its outcome.",
            ),
            Duty.outcome_constraint("decision_review_met_or_expired"),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="decision_review_due", condition=Q(state=DecisionReviewState.DUE))
        ]

    def __str__(self) -> str:
        return f"Review of a positive risk decision due {self.due_on:%-d %b %Y}"
