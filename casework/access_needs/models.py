"""What the person and their carers need to read, hear, be understood and take part, and whether it may be shared."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.access_needs.enums import CODED, CodedNeed, EqualityAct, NeedKind, NeedsSharing, need_text
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, StrikeThrough

# Messages of rules that more than one place checks.
NEED_MISSING = "Choose the need, or enter it in words."
BEST_INTEREST_REASON_MISSING = "Enter why it is in the person’s best interest, and who decided."


class AccessNeedQuerySet(AllowingQuerySet, RecordQuerySet["AccessNeed"]):
    pass


@tracked
class AccessNeed(Record, StrikeThrough):
    """One need of the person, or of a carer (`relationship`), with the day on which it is reviewed (R66).

    A need that somebody has no longer is struck through. Without a `code` the `words` say it all.
    """

    READ = Permission.READ_PERSON

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="access_needs")
    relationship = models.ForeignKey(
        "casework.Relationship", null=True, blank=True, on_delete=models.PROTECT, related_name="access_needs"
    )
    kind = models.CharField(max_length=12, choices=NeedKind)
    code = models.CharField("need", max_length=20, choices=CodedNeed, blank=True)
    words = models.CharField("in words", max_length=300, blank=True)
    review_on = models.DateField()

    objects = NotStruckManager.from_queryset(AccessNeedQuerySet)()
    with_struck = AccessNeedQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["individual", "relationship", "kind", "code", "words"],
                condition=Q(struck_at=None),
                nulls_distinct=False,
                name="access_need_once",
                violation_error_message="This need is already recorded.",
            ),
            models.CheckConstraint(
                name="access_need_named",
                condition=~Q(code="", words=""),
                violation_error_message=NEED_MISSING,
            ),
            models.CheckConstraint(
                name="access_need_code_of_kind",
                condition=Q(code="")
                | Q(kind=NeedKind.CONTACT, code__in=CODED[NeedKind.CONTACT])
                | Q(kind=NeedKind.FORMAT, code__in=CODED[NeedKind.FORMAT])
                | Q(kind=NeedKind.PROFESSIONAL, code__in=CODED[NeedKind.PROFESSIONAL])
                | Q(kind=NeedKind.SUPPORT, code__in=CODED[NeedKind.SUPPORT])
                | Q(kind=NeedKind.ADJUSTMENT, code__in=CODED[NeedKind.ADJUSTMENT]),
                violation_error_message="Choose a need of this kind.",
            ),
            StrikeThrough.strike_constraint("access_need_struck"),
        ]
        indexes = [models.Index(fields=["review_on"], name="access_need_review", condition=Q(struck_at=None))]

    def __str__(self) -> str:
        return need_text(self.code, self.words)


class SharingDecisionQuerySet(AllowingQuerySet, RecordQuerySet["SharingDecision"]):
    def latest_first(self) -> Self:
        """Order by the day of the decision. The first row counts, whenever it was entered."""
        return self.order_by("-decided_on", "-recorded_at", "pk")


@tracked
class SharingDecision(Record, StrikeThrough):
    """Whether other services may know of the needs: who decided, when and how; whether the Equality Act applies (R66).

    The latest decision counts, also where an earlier one was entered after it. Shaped after the Reasonable Adjustment
    Digital Flag.
    """

    READ = Permission.READ_PERSON

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="sharing_decisions")
    sharing = models.CharField("may other services know?", max_length=15, choices=NeedsSharing)
    reason = models.CharField("why, and who decided", max_length=500, blank=True)
    how = models.CharField("how it was asked", max_length=200)
    decided_on = models.DateField()
    equality_act = models.CharField(max_length=10, choices=EqualityAct, default=EqualityAct.NOT_ASKED)

    objects = NotStruckManager.from_queryset(SharingDecisionQuerySet)()
    with_struck = SharingDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="sharing_decision_best_interest",
                condition=~Q(sharing=NeedsSharing.BEST_INTEREST) | ~Q(reason=""),
                violation_error_message=BEST_INTEREST_REASON_MISSING,
            ),
            StrikeThrough.strike_constraint("sharing_decision_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_sharing_display()}, {self.decided_on:%-d %B %Y}"

    @property
    def is_given(self) -> bool:
        return self.sharing != NeedsSharing.REFUSED

    @property
    def is_best_interest(self) -> bool:
        return self.sharing == NeedsSharing.BEST_INTEREST

    @property
    def is_the_persons_own(self) -> bool:
        """Return True if the person decided it in their own pages: nobody else can withdraw it."""
        return self.individual.is_user(self.recorded_by_id)


class NoAccessNeedsQuerySet(AllowingQuerySet, RecordQuerySet["NoAccessNeeds"]):
    pass


@tracked
class NoAccessNeeds(Record, StrikeThrough):
    """The person, or a carer of theirs (`relationship`), was asked on a day and has no access needs.

    It is read where no need is recorded: one that is recorded later counts before it. Without a row nobody asked.
    """

    READ = Permission.READ_PERSON

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="no_access_needs")
    relationship = models.ForeignKey(
        "casework.Relationship", null=True, blank=True, on_delete=models.PROTECT, related_name="no_access_needs"
    )
    asked_on = models.DateField()
    how = models.CharField("how it was asked", max_length=200)

    objects = NotStruckManager.from_queryset(NoAccessNeedsQuerySet)()
    with_struck = NoAccessNeedsQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="no_access_needs_how",
                condition=~Q(how=""),
                violation_error_message="Enter how it was asked.",
            ),
            StrikeThrough.strike_constraint("no_access_needs_struck"),
        ]

    def __str__(self) -> str:
        return f"asked on {self.asked_on:%-d %B %Y}: none"
