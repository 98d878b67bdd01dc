"""The reviews of a package."""

import datetime
from collections.abc import Collection, Iterator
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Greatest

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Representative, SupportPackage
from casework.people.primary import primary_of
from contracts.models import Contract, Terms
from core.dates import Period, add_working_days
from core.history import append_only, tracked
from core.models import (
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
from design import formatting
from design.changes import text_of
from plans.models import GoalRating, GoalWording, SupportPlan
from reviews.package_reviews.columns import REVIEW_COLUMNS, REVIEW_LABELS
from reviews.package_reviews.constraints import REVIEW_CONSTRAINTS
from reviews.package_reviews.enums import (
    OWN_CONTACTS,
    RAISED_BY_SWEEP,
    REVIEW_TRANSITIONS,
    TO_ANSWER,
    HoursChange,
    MeetingKind,
    NextRoute,
    ReviewAnswer,
    ReviewContact,
    ReviewRequester,
    ReviewState,
    ReviewUrgency,
)
from reviews.package_reviews.reply import KeyworkerReply
from reviews.versions import EarlierVersion


class ReviewQuerySet(AllowingQuerySet, DutyQuerySet):
    def shared(self) -> Self:
        return self.filter(state=ReviewState.SHARED)

    def acknowledged(self) -> Self:
        """Filter to the shared reviews whose last version somebody at the Council has acknowledged."""
        return self.shared().filter(acknowledged_on__isnull=False)

    def unanswered(self) -> Self:
        """Filter to outstanding reviews where those who asked for them do not know the date."""
        return self.outstanding().filter(asked_by__in=TO_ANSWER, asked_on__isnull=False, answered_on=None)

    def arranged_from(self, instant: datetime.datetime) -> Self:
        """Filter to outstanding reviews with a date and time from `instant` on, the next on top."""
        return self.outstanding().filter(meets_at__gte=instant).order_by("meets_at", "pk")

    def asked_by_representative(self, user: User) -> Self:
        """Filter to the reviews for which `user` asked as a representative, of those who let them do it today."""
        consents = ConsentDecision.objects.in_force_for(user, ConsentPurpose.ASK_REVIEW)
        people = consents.values("representative__individual")
        return self.filter(
            asked_by=ReviewRequester.REPRESENTATIVE,
            asked_how=ReviewContact.CASEWORK,
            recorded_by=user,
            package__case__individual__in=people,
        )

    def inviting(self, user: User) -> Self:
        """Filter to the reviews to which `user` is invited as a representative, of those who let them ask for one."""
        consents = ConsentDecision.objects.in_force_for(user, ConsentPurpose.ASK_REVIEW)
        return self.filter(invited_representatives__in=consents.values("representative")).distinct()

    def with_last_sent(self) -> Self:
        """Add `last_sent_at`: when the text of today was shared, at first or with a correction."""
        return self.annotate(last_sent_at=last_sent())

    def last_answers(
        self, contract: Contract, period: Period, question: str, answers: Collection[ReviewAnswer]
    ) -> Self:
        """Return each person's last review of the period that asked `question` (a column), where it has such an answer.

        Each with `person`, the id of the primary record: merged records are one person (R54).
        """
        in_period = Q(conducted_on__gte=period.from_on, conducted_on__lt=period.until_on)
        asked = self.filter(in_period, package__case__contract=contract).exclude(
            **{f"{question}__in": ["", ReviewAnswer.NOT_ASKED]}
        )
        asked = asked.annotate(person=primary_of("package__case__individual"))
        is_later = Q(conducted_on__gt=OuterRef("conducted_on"))
        is_later |= Q(conducted_on=OuterRef("conducted_on"), pk__gt=OuterRef("pk"))
        last = asked.filter(~Exists(asked.filter(is_later, person=OuterRef("person"))))
        return last.filter(**{f"{question}__in": answers}).order_by("conducted_on", "pk")

    def with_goals(self) -> Self:
        """Add the goals that were talked about, with their wordings and ratings."""
        return self.prefetch_related(Prefetch("goals", ReviewGoal.objects.select_related("wording", "rating")))

    def outcome_readable_by(self, user: User) -> Self:
        """Filter to the reviews whose outcome `user` may read: shared ones, and before that the provider's staff."""
        staff = Review.objects.allowing(user, Permission.READ_VISIT).values("pk")
        return self.filter(Q(state=ReviewState.SHARED) | Q(pk__in=staff))


@tracked
class Review(Duty, RevisionChecked, Stateful, StrikeThrough, KeyworkerReply):
    """A review of the package: the first on the day agreed at acceptance (T3.5), later ones as agreed at the review
    before (`follows`), or on request (T4.7).

    `hours_minutes` are minutes a week, without a sign. `plan` is the version of the support plan that began with this
    review. `invited` are those beside the representatives in `invited_representatives`. An acknowledgement is of the
    last version: a correction after sharing removes it, with the reply and our answer. A shared review that is about
    somebody else is struck through; the review is due again.
    """

    READ = Permission.READ_PERSON
    STATES = ReviewState
    TRANSITIONS = REVIEW_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.DUE)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    # Asked for.
    asked_by = models.CharField(max_length=14, choices=ReviewRequester, default=ReviewRequester.CONTRACT)
    requester_name = models.CharField("name of who asked", max_length=120, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    asked_how = models.CharField(max_length=10, choices=ReviewContact, blank=True)
    urgency_asked = models.CharField(max_length=10, choices=ReviewUrgency, blank=True)
    reason = models.TextField("what to talk about", blank=True)
    answered_on = models.DateField("notified of the date on", null=True, blank=True)
    answered_how = models.CharField(max_length=10, choices=ReviewContact, blank=True)
    # Arranged.
    proposals = models.CharField("days and times suggested", max_length=500, blank=True)
    meets_at = models.DateTimeField(null=True, blank=True)
    moved_reason = models.CharField("why it moved", max_length=300, blank=True)
    meeting_kind = models.CharField(max_length=10, choices=MeetingKind, blank=True)
    meeting_place = models.CharField(max_length=200, blank=True)
    wishes = models.TextField("how the person wants it", blank=True)
    invited_representatives = models.ManyToManyField(Representative, related_name="+", blank=True)
    invited = models.CharField(max_length=500, blank=True)
    # Written up.
    conducted_on = models.DateField(null=True, blank=True)
    participants = models.CharField(max_length=300, blank=True)
    works_well = models.TextField("what works", blank=True)
    works_badly = models.TextField("what does not work", blank=True)
    own_words = models.TextField("in the person's own words", blank=True)
    outcome = models.TextField("what was agreed", blank=True)
    disagreement = models.TextField(blank=True)
    social_network = models.CharField(max_length=10, choices=ReviewAnswer, blank=True)
    quality_of_life = models.CharField(max_length=10, choices=ReviewAnswer, blank=True)
    managing_distress = models.CharField(max_length=10, choices=ReviewAnswer, blank=True)
    is_risk_reviewed = models.BooleanField(null=True, blank=True)
    risk_review_on = models.DateField(null=True, blank=True)
    hours_change = models.CharField(max_length=10, choices=HoursChange, blank=True)
    hours_minutes = models.PositiveIntegerField(null=True, blank=True, help_text="minutes a week")
    next_route = models.CharField(max_length=20, choices=NextRoute, blank=True)
    changes_plan = models.BooleanField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    plan = models.ForeignKey(SupportPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Shared.
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_how = models.CharField(max_length=10, choices=ReviewContact, blank=True)
    acknowledged_by = models.CharField("who acknowledged it", max_length=120, blank=True)

    objects = NotStruckManager.from_queryset(ReviewQuerySet)()
    with_struck = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = REVIEW_CONSTRAINTS
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
        requester = self.get_asked_by_display()
        requester = requester[0].lower() + requester[1:]
        if self.asked_by in RAISED_BY_SWEEP:
            return requester
        return f"asked for by {requester}" + (f", {self.requester_name}" if self.requester_name else "")

    @property
    def is_own_request(self) -> bool:
        """Whether the person asked for it."""
        return self.asked_by == ReviewRequester.PERSON

    @property
    def is_asked_by_representative(self) -> bool:
        """Whether a representative asked for it in their own pages."""
        return self.asked_by == ReviewRequester.REPRESENTATIVE and self.asked_how == ReviewContact.CASEWORK

    @property
    def meeting_in_words(self) -> str:
        """How and where the review takes place: "At the person’s home: 4 Mill Lane"; "" before it is arranged."""
        kind = self.get_meeting_kind_display() if self.meeting_kind else ""
        return ": ".join(part for part in (kind, self.meeting_place) if part)

    @property
    def meeting_to_person(self) -> str:
        """How and where they meet, in words to the person."""
        words = MeetingKind(self.meeting_kind).to_person if self.meeting_kind else ""
        return f"{words} {self.meeting_place}".strip()

    @property
    def everybody_invited(self) -> str:
        """The names of the representatives and others who are invited."""
        names = [row.user.full_name for row in self.invited_representatives.all()]
        return ", ".join([*names, *([self.invited] if self.invited else [])])

    @property
    def is_to_answer(self) -> bool:
        """Whether who asked for it does not know its date."""
        return self.is_due and self.asked_by in TO_ANSWER and self.asked_on is not None and self.answered_on is None

    @property
    def is_unacknowledged(self) -> bool:
        """Whether the keyworker has been sent the outcome and has not acknowledged it."""
        return self.state == ReviewState.SHARED and self.acknowledged_on is None and self.struck_at is None

    @property
    def reply_due_on(self) -> datetime.date | None:
        """The day by which what they said is answered: the next working day, as the duty says."""
        return add_working_days(self.acknowledged_on, 1) if self.acknowledged_on else None

    @property
    def is_reported(self) -> bool:
        """Whether somebody at the Council reported to staff that they have read it."""
        return self.acknowledged_on is not None and self.acknowledged_how not in OWN_CONTACTS

    @property
    def write_up(self) -> list[tuple[str, str]]:
        """Return what is written up, as labels and texts, without the date and who took part."""
        rows = ((name, getattr(self, name)) for name in REVIEW_COLUMNS[2:])
        return [(REVIEW_LABELS[name], column_text(name, value)) for name, value in rows if value not in (None, "")]

    @property
    def write_up_to_person(self) -> list[tuple[str, str]]:
        """Return the same in words to the person, without what is only for staff."""
        labels = REVIEW_LABELS | {"own_words": "In your own words"}
        values = [(name, getattr(self, name)) for name in REVIEW_COLUMNS[2:] if name not in NOT_TO_PERSON]
        return [
            (labels[name], ReviewAnswer(value).to_person if name in ANSWERED else column_text(name, value))
            for name, value in values
            if value not in (None, "")
        ]


# The columns in which the person says if a part of their life is better or worse.
ANSWERED = ("social_network", "quality_of_life", "managing_distress")
# About what staff do, and nothing that was said with the person.
NOT_TO_PERSON = ("is_risk_reviewed", "risk_review_on")


def column_text(name: str, value: object) -> str:
    """Return the text of a column of a review: the label of a choice, Yes or No, a day in words."""
    if name == "hours_minutes" and isinstance(value, int):
        return formatting.hours_and_minutes(value)
    if name in ANSWERED and isinstance(value, str) and value:
        return ReviewAnswer(value).in_full
    choices = dict(getattr(Review._meta.get_field(name), "flatchoices", None) or ())
    return str(choices.get(value, "")) or text_of(value)


class ReviewGoalQuerySet(AllowingQuerySet, RecordQuerySet["ReviewGoal"]):
    pass


@tracked
class ReviewGoal(Record, StrikeThrough):
    """What was said of one goal at a review, and the rating given there."""

    READ = Permission.READ_PERSON

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="goals")
    wording = models.ForeignKey(GoalWording, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    rating = models.ForeignKey(GoalRating, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = NotStruckManager.from_queryset(ReviewGoalQuerySet)()
    with_struck = ReviewGoalQuerySet.as_manager()

    class Meta:
        ordering = ["wording__position", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "wording"],
                condition=Q(struck_at=None),
                name="review_goal_once",
                violation_error_message="This goal is already in the review.",
            ),
            StrikeThrough.strike_constraint("review_goal_struck"),
        ]

    def __str__(self) -> str:
        return f"“{self.wording.words}”"


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

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Return what the review said, as labels and texts."""
        return list(self._lines())

    def _lines(self) -> Iterator[tuple[str, str]]:
        for name, label in REVIEW_LABELS.items():
            value = self.content.get(name)
            if value in (None, ""):
                continue
            yield label, column_text(name, datetime.date.fromisoformat(value) if name.endswith("_on") else value)
        for goal, words in self.content.get("goals", {}).items():
            yield f"“{goal}”", words


def last_sent() -> Greatest:
    """Return the expression for when the text of today was shared: at first, or with the last correction."""
    corrections = ReviewVersion.objects.filter(review=OuterRef("pk")).order_by("-recorded_at")
    return Greatest(F("shared_at"), Subquery(corrections.values("recorded_at")[:1]))
