"""The safety plan of a person, in versions; who has a copy; who else may have it; and advance choice documents."""

import datetime
from collections.abc import Collection, Iterable
from typing import Self, cast
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from accounts.walls import exclude_walled
from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Individual, Merge
from casework.people.primary import about_any_of, about_people, about_same_person, to_primary, under_or_primary
from core import clock
from core.history import tracked
from core.models import NotStruckManager, Record, RecordQuerySet, RevisionChecked, Stateful, StrikeThrough
from risk.safety_plans.enums import (
    ONCE_LIVE,
    READABLE,
    SAFETY_PLAN_TRANSITIONS,
    AdvanceChoiceKind,
    SafetyPlanReader,
    SafetyPlanState,
    SafetySection,
)

WRITTEN_WITH_MISSING = "Enter who wrote it together, and when."


class SafetyPlanQuerySet(AllowingQuerySet, RecordQuerySet["SafetyPlan"]):
    def in_force(self) -> Self:
        return self.filter(state=SafetyPlanState.IN_FORCE)

    def readable(self) -> Self:
        """Return what is or was live: neither drafts nor what was entered in error."""
        return self.filter(state__in=READABLE)

    def of_person(self, individual: Individual) -> Self:
        """Return the versions of this person, under any of their records, the newest first."""
        people = Individual.objects.same_person(individual)
        return self.filter(individual__in=people).order_by("-version", "-recorded_at")

    def consented_to(self, user: User) -> Self:
        """Return the plans in force that the person lets `user`, their representative, read today."""
        consents = ConsentDecision.objects.in_force_for(user, ConsentPurpose.SEE_SAFETY_PLAN)
        is_theirs = under_or_primary("individual", consents, "representative__individual")
        plans = self.in_force().filter(is_theirs, exclude_walled(user, "pk"))
        return plans.select_related("individual").order_by("-in_force_on", "-version", "pk")

    def on_phones(self) -> Self:
        """Return the plans of people who agreed that workers have it on their phone."""
        consents = SafetyPlanConsent.objects.in_force(SafetyPlanReader.PHONE)
        return self.filter(about_any_of("individual", consents, "individual"))

    def in_force_of(self, primary_ids: Collection[UUID]) -> dict[UUID, list["SafetyPlan"]]:
        """Return the plans in force of these people by primary id, the newest first, in one query.

        After a merge there may be one for each record, until a new version replaces them.
        """
        rows = self.in_force().filter(about_people("individual", primary_ids)).select_related("individual")
        plans = cast("Iterable[SafetyPlan]", rows.order_by("-in_force_on", "-version", "pk"))
        by_person: dict[UUID, list[SafetyPlan]] = {}
        for plan in plans:
            by_person.setdefault(plan.individual.primary_id, []).append(plan)
        return by_person


@tracked
class SafetyPlan(Record, RevisionChecked, Stateful):
    """One version, written with the person. A person has at most one in force and one draft. It is never graded.

    `reviewed_at` is when it was made live or last reviewed, or when the person said that they want none, or no longer.
    One that `is_carried` has its text from the support plan and was not written with the person yet.
    """

    READ = Permission.READ_RISK
    STATES = SafetyPlanState
    TRANSITIONS = SAFETY_PLAN_TRANSITIONS

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=SafetyPlanState, default=SafetyPlanState.DRAFT)
    warning_signs = models.TextField(blank=True)
    own_steps = models.TextField("what they can do on their own", blank=True)
    distractions = models.TextField("people and places that take their mind off it", blank=True)
    people = models.TextField("people they can ask for help", blank=True)
    professionals = models.TextField("workers and crisis lines", blank=True)
    safer_place = models.TextField("how to make the place safer", blank=True)
    reasons = models.TextField("what matters enough to stay", blank=True)
    unhelpful = models.TextField("what does not help", blank=True)
    other_help = models.TextField("what else helps in a crisis", blank=True)
    made_with = models.CharField("who wrote it together", max_length=300, blank=True)
    made_on = models.DateField(null=True, blank=True)
    is_carried = models.BooleanField("taken from the support plan", default=False, editable=False)
    in_force_on = models.DateField(null=True, blank=True, editable=False)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    review_on = models.DateField(null=True, blank=True, editable=False)

    objects = SafetyPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-version", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["individual", "version"],
                name="safety_plan_version_once",
                violation_error_message="This version of the safety plan already exists.",
            ),
            models.UniqueConstraint(
                fields=["individual"],
                condition=Q(state=SafetyPlanState.IN_FORCE),
                name="safety_plan_one_in_force",
                violation_error_message="This person already has a live safety plan.",
            ),
            models.UniqueConstraint(
                fields=["individual"],
                condition=Q(state=SafetyPlanState.DRAFT),
                name="safety_plan_one_draft",
                violation_error_message="A new version is already being written.",
            ),
            models.CheckConstraint(
                name="safety_plan_in_force_dated",
                condition=Q(state__in=ONCE_LIVE, in_force_on__isnull=False, review_on__isnull=False)
                | (~Q(state__in=ONCE_LIVE) & Q(in_force_on=None, review_on=None)),
                violation_error_message="A live safety plan needs its start date and its review date.",
            ),
            models.CheckConstraint(
                name="safety_plan_review_after",
                condition=Q(review_on=None) | Q(review_on__gt=F("in_force_on")),
                violation_error_message="The review must be after the date the safety plan goes live.",
            ),
            models.CheckConstraint(
                name="safety_plan_reviewed",
                condition=Q(reviewed_at=None, state__in=[SafetyPlanState.DRAFT, SafetyPlanState.DROPPED])
                | Q(reviewed_at__isnull=False, state__in=[*ONCE_LIVE, SafetyPlanState.NOT_WANTED]),
                violation_error_message="A safety plan that is not a draft needs the time of its last review.",
            ),
            models.CheckConstraint(
                name="safety_plan_written_with",
                condition=~Q(state__in=ONCE_LIVE) | Q(is_carried=True) | (~Q(made_with="") & Q(made_on__isnull=False)),
                violation_error_message=WRITTEN_WITH_MISSING,
            ),
        ]

    def __str__(self) -> str:
        return f"Safety plan, version {self.version}"

    @property
    def sections(self) -> list[tuple[SafetySection, str]]:
        """The sections that have a text, in their order."""
        texts = [(section, getattr(self, section.value)) for section in SafetySection]
        return [(section, text) for section, text in texts if text.strip()]

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Heading and text of each written section, for what a worker reads before a visit."""
        return [(str(section.label), text) for section, text in self.sections]

    @property
    def is_draft(self) -> bool:
        return self.state == SafetyPlanState.DRAFT

    @property
    def is_in_force(self) -> bool:
        return self.state == SafetyPlanState.IN_FORCE

    @property
    def was_live(self) -> bool:
        return self.state in ONCE_LIVE


class SafetyPlanCopyQuerySet(AllowingQuerySet, RecordQuerySet["SafetyPlanCopy"]):
    pass


@tracked
class SafetyPlanCopy(Record, StrikeThrough):
    """Somebody has a copy of a version: who, how they got it and when, and how the person agreed to it."""

    READ = Permission.READ_RISK

    plan = models.ForeignKey(SafetyPlan, on_delete=models.PROTECT, related_name="copies")
    name = models.CharField("who has it", max_length=160)
    how = models.CharField("how they got it", max_length=160)
    agreed_how = models.CharField("how the person agreed", max_length=200)
    given_on = models.DateField()

    objects = NotStruckManager.from_queryset(SafetyPlanCopyQuerySet)()
    with_struck = SafetyPlanCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="safety_plan_copy_words",
                condition=~Q(name="") & ~Q(how="") & ~Q(agreed_how=""),
                violation_error_message="Enter who has it, how they got it and how the person agreed.",
            ),
            StrikeThrough.strike_constraint("safety_plan_copy_struck"),
        ]

    def __str__(self) -> str:
        return f"Copy of {self.name}, {self.given_on:%-d %B %Y}"


# The newest first. Of two of the same moment, the one that shares less.
NEWEST = ("-decided_at", "-recorded_at", "is_given", "pk")


class SafetyPlanConsentQuerySet(AllowingQuerySet, RecordQuerySet["SafetyPlanConsent"]):
    def in_force(self, reader: str) -> Self:
        """Return the newest decision of each person about `reader`, where it is a yes.

        After a merge a "no" under another record counts, until the person agrees later than the merge (decision 13).
        """
        same = SafetyPlanConsent.objects.filter(about_same_person("individual", "individual"), reader=reader)
        newest = Subquery(same.order_by(*NEWEST).values("pk")[:1])
        refused = same.filter(is_given=False).exclude(individual=OuterRef("individual"))
        person = Coalesce(OuterRef(to_primary("individual")), OuterRef("individual"))
        merges = Merge.objects.filter(undone_at=None, into=person).order_by("-recorded_at")
        merged_at = Subquery(merges.values("recorded_at")[:1])
        rows = self.filter(pk=newest, reader=reader, is_given=True)
        return rows.filter(~Exists(refused) | Q(decided_at__gt=merged_at))

    def of_person(self, individual: Individual) -> Self:
        """Return the decisions of this person, under any of their records, the newest first."""
        return self.filter(individual__in=Individual.objects.same_person(individual)).order_by(*NEWEST)


@tracked
class SafetyPlanConsent(Record, StrikeThrough):
    """What the person said about who else may have their safety plan. The newest counts, and none is no."""

    READ = Permission.READ_RISK

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    reader = models.CharField("who may have it", max_length=12, choices=SafetyPlanReader)
    is_given = models.BooleanField("the person agreed")
    how = models.CharField("how the person said so", max_length=160)
    decided_at = models.DateTimeField()

    objects = NotStruckManager.from_queryset(SafetyPlanConsentQuerySet)()
    with_struck = SafetyPlanConsentQuerySet.as_manager()

    class Meta:
        ordering = NEWEST
        constraints = [
            models.CheckConstraint(
                name="safety_plan_consent_how",
                condition=~Q(how=""),
                violation_error_message="Enter how the person said so, and to whom.",
            ),
            StrikeThrough.strike_constraint("safety_plan_consent_struck"),
        ]
        indexes = [models.Index(fields=["individual", "reader", "-decided_at"], name="safety_plan_consent_newest")]

    def __str__(self) -> str:
        return f"{self.get_reader_display()}: {'yes' if self.is_given else 'no'}"


class AdvanceChoiceQuerySet(AllowingQuerySet, RecordQuerySet["AdvanceChoice"]):
    def of_person(self, individual: Individual) -> Self:
        """Return the documents of this person, under any of their records."""
        return self.filter(individual__in=Individual.objects.same_person(individual))

    def current(self) -> Self:
        """Leave out those that are no longer valid today."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=clock.today()))


@tracked
class AdvanceChoice(Record, StrikeThrough):
    """A document in which the person said beforehand what they want: its date, and who holds it. Not the text itself.

    It is no longer valid from `until_on` (exclusive end).
    """

    READ = Permission.READ_RISK

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=AdvanceChoiceKind)
    dated_on = models.DateField("date of the document")
    held_by = models.CharField("who holds it", max_length=160)
    where = models.CharField("where it is stored", max_length=200, blank=True)
    note = models.TextField("what staff must know", blank=True, max_length=2_000)
    until_on = models.DateField(null=True, blank=True)

    objects = NotStruckManager.from_queryset(AdvanceChoiceQuerySet)()
    with_struck = AdvanceChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["-dated_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="advance_choice_holder",
                condition=~Q(held_by=""),
                violation_error_message="Enter who holds it.",
            ),
            models.CheckConstraint(
                name="advance_choice_days",
                condition=Q(until_on=None) | Q(until_on__gte=F("dated_on")),
                violation_error_message="It cannot end before its date.",
            ),
            StrikeThrough.strike_constraint("advance_choice_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.dated_on:%-d %B %Y}"

    @property
    def last_on(self) -> datetime.date | None:
        """The last day on which it is valid (inclusive)."""
        return self.until_on - datetime.timedelta(days=1) if self.until_on else None
