"""Messages between the person and staff, and the duty to answer what the person wrote.

A message (Comment) belongs to the person's support. It is about the plan, a section of it or a goal, whatever the
version: every version shows it. Without a plan it is about the support in general, or about what `about` names.
"""

import datetime
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from casework.models import Individual, RecordAccess, Representative, SupportPackage
from core.history import tracked
from core.models import Duty, DutyQuerySet, Record, RecordQuerySet, StateChange
from plans.comments.readers import opened_by_managers, opened_by_who_answers
from plans.enums import UNSHARED_STATES, WITHDRAW_OFFER, MessageWay
from plans.goals.models import Goal, GoalWording
from plans.support_plan.models.plan import SupportPlan
from plans.support_plan.sections import PlanSection

NO_ID = UUID(int=0)


class CommentQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_on_drafts(self) -> Self:
        """Leave out what staff noted on a draft; what the person wrote stays.

        What the person could read before a plan was taken back stays, too.
        """
        taken_back = StateChange.objects.filter(
            record_id=OuterRef("plan"), verb=WITHDRAW_OFFER, recorded_at__gte=OuterRef("recorded_at")
        )
        return self.filter(~Q(plan__state__in=UNSHARED_STATES) | Q(answer_duty__isnull=False) | Exists(taken_back))

    def awaiting_answer(self, individual: Individual) -> Self:
        """Filter to what the person wrote, about any of their support, that nobody has answered; in order."""
        individuals = Individual.objects.same_person(individual)
        return self.filter(answer_duty__in=AnswerDuty.objects.outstanding(), package__case__individual__in=individuals)

    def with_goal_words(self) -> Self:
        """Add `goal_words`: the goal in the words of its newest version that is no draft; None without a goal."""
        wordings = GoalWording.objects.exclude(plan__state__in=UNSHARED_STATES).filter(goal=OuterRef("goal"))
        return self.annotate(goal_words=Subquery(wordings.order_by("-plan__version").values("words")[:1]))


@tracked
class Comment(Record):
    """About the whole plan, one `section` of it, or one `goal`; `plan` is the version that its author had open.

    Without a plan it is about the support, or about what `about` says in words, such as a visit. With a
    `representative`, who wrote it to the team, the person never reads it. `way` says how its author, of the
    staff, heard what the person or the representative said. `for_managers`: its author does not want the workers to
    read it, so neither they nor anybody but managers do (`plans.policies`).
    """

    READ = Permission.READ_VISIT  # between the person and staff: not for the keyworker

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(SupportPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=20, choices=PlanSection, blank=True)
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=80, blank=True, help_text="in words, without a plan: a visit")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    representative = models.ForeignKey(
        Representative, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(max_length=10, choices=MessageWay, blank=True)
    for_managers = models.BooleanField("only managers read it", default=False)
    words = models.TextField()

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="comment_words",
                condition=~Q(words=""),
                violation_error_message="Enter your comment.",
            ),
            models.CheckConstraint(
                name="comment_about_one",
                condition=Q(section="") | Q(goal=None),
                violation_error_message="A comment is about a section of the plan or a goal, not both.",
            ),
            models.CheckConstraint(
                name="comment_with_or_without_plan",
                condition=Q(plan=None, section="", goal=None) | Q(plan__isnull=False, about="", representative=None),
                violation_error_message="A message without a plan is about no part of one.",
            ),
            models.CheckConstraint(
                name="comment_for_managers_without_plan",
                condition=Q(for_managers=False) | Q(plan=None),
                violation_error_message="A message to a manager is about no part of the plan.",
            ),
        ]
        indexes = [models.Index(fields=["package", "recorded_at"], name="comment_of_package")]

    def __str__(self) -> str:
        return self.words

    @property
    def awaits_answer(self) -> bool:
        """True if the person wrote it and nobody has answered. Without a query after `select_related`."""
        duty = getattr(self, "answer_duty", None)
        return duty is not None and duty.met_on is None and duty.expired_on is None

    @property
    def conversation(self) -> dict[str, Any]:
        """The lookup of the messages about the same, with the same side."""
        return {
            "package": self.package_id,
            "plan__isnull": self.plan_id is None,
            "section": self.section,
            "goal": self.goal_id,
            "about": self.about,
            "representative": self.representative_id,
            "for_managers": self.for_managers,
        }

    @property
    def written_by(self) -> str:
        """Who it is from, such as "Rosa Lindqvist, representative" or "The person, by phone. Recorded by Amara"."""
        sender = f"{self.author}, representative" if self.representative_id else str(self.author)
        if not self.way:
            return sender
        sender = f"{self.representative.user}, representative" if self.representative else "The person"
        return f"{sender}, {self.get_way_display().lower()}. Recorded by {self.author}"

    @property
    def anchor(self) -> str:
        """Where pages of the plan show it."""
        return f"comment-{self.pk}"

    @property
    def subject(self) -> str:
        """What it is about, for a comment `with_goal_words`."""
        if self.plan_id is None:
            return self.about or "support"
        if self.goal_id:
            words: str = self.goal_words  # type: ignore[attr-defined]
            return f"“{words}”" if words else "a goal"
        return PlanSection(self.section).label if self.section else "the plan"


def _address(name: str, argument: OuterRef) -> Concat:
    """Return the address `name` with an id as its argument, as an expression."""
    before, after = reverse(name, args=[NO_ID]).split(str(NO_ID))
    return Concat(Value(before), Cast(argument, models.TextField()), Value(after), output_field=models.TextField())


class AnswerDutyQuerySet(AllowingQuerySet, DutyQuerySet):
    def unread(self) -> Self:
        """Filter to those whose comment nobody who answers it has opened since, by the access log."""
        by_workers = Q(comment__for_managers=False) & Exists(opened_by_who_answers(_openings(), "comment__package"))
        by_managers = Q(comment__for_managers=True) & Exists(opened_by_managers(_openings(), "comment__package"))
        return self.outstanding().exclude(by_workers).exclude(by_managers)

    def opened_by(self, user: User, until: datetime.datetime) -> Self:
        """Filter to those whose comment `user` has opened by `until`, inclusive, by the access log."""
        return self.filter(Exists(_openings().filter(recorded_by=user, recorded_at__lte=until)))


def _openings() -> QuerySet[RecordAccess]:
    """Return the openings of the pages that show a waiting comment, since it was written, for a query of duties."""
    individual = OuterRef("comment__package__case__individual")
    return RecordAccess.objects.filter(
        Q(path=_address("person_plan", individual))
        | Q(path=_address("person_messages", individual))
        | Q(path=_address("comment_answer", OuterRef("pk"))),
        individual=individual,
        recorded_at__gte=OuterRef("recorded_at"),
    )


@tracked
class AnswerDuty(Duty):
    """The duty to answer a comment of the person. It leaves the lists only when somebody has answered.

    Unread at `read_by_at`, it goes to the on-call senior, once (`escalated_at`).
    """

    READ = Permission.READ_VISIT

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="answer_duty")
    read_by_at = models.DateTimeField(help_text="when the on-call senior is alerted if nobody has read it")
    escalated_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    how = models.TextField("how it was answered, if not here", max_length=5_000, blank=True)

    objects = AnswerDutyQuerySet.as_manager()

    class Meta:
        ordering = ["read_by_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="answer_duty_answered",
                condition=Q(met_on=None, answered_at=None, answered_by=None, how="")
                | Q(met_on__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                violation_error_message="An answer needs the time and who gave it.",
            ),
            Duty.outcome_constraint("answer_duty_met_or_expired"),
        ]
        indexes = [
            models.Index(fields=["read_by_at"], name="answer_duty_open", condition=Q(met_on=None, escalated_at=None))
        ]

    def __str__(self) -> str:
        return f"Message to answer, from {self.recorded_at:%-d %b %Y}"
