"""Timeline entries of plans, goals and achievements."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.models import StateChange
from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from plans.enums import PlanState
from plans.models import Achievement, Comment, Goal, GoalWording, SupportPlan
from plans.support_plan.sections import PlanSection

PLAN_VERBS = {
    "start": "started",
    "offer": "shared with the person",
    "withdraw offer": "withdrawn to edit it",
    "agree": "agreed",
    "decline": "not agreed",
    "supersede": "replaced by a newer version",
}

GOAL_VERBS = {
    "pause": "Goal paused",
    "resume": "Goal restarted",
    "achieve": "Goal achieved",
    "partly achieve": "Goal partly achieved",
    "change": "Goal replaced by another",
    "abandon": "Goal no longer wanted",
    "reopen": "Goal reopened",
}


def entries(individual: Individual, user: User) -> list[TimelineSource]:
    """Return the state changes of the plans and goals that `user` may read, the comments, and the achievements."""
    return [
        _plans(individual, user),
        _goals(individual, user),
        _comments(individual, user),
        _achievements(individual, user),
    ]


def _plans(individual: Individual, user: User) -> TimelineSource:
    plans = SupportPlan.objects.visible_to(user).filter(package__case__individual=individual)
    version = SupportPlan.objects.filter(pk=OuterRef("record_id")).values("version")

    def to_entry(line: TimelineRow) -> Entry:
        return Entry(
            at=line.at,
            title=f"Support plan, version {line.columns['version']} {PLAN_VERBS[line.columns['verb']]}",
            body=line.columns["reason"],
            by=line.by,
            href=reverse("person_plan", args=[individual.pk]),
        )

    changes = StateChange.objects.of_records(plans)
    return timeline_source(changes, to_entry, at="recorded_at", verb="verb", reason="reason", version=Subquery(version))


def _goals(individual: Individual, user: User) -> TimelineSource:
    """What became of each goal, in the words of its newest wording outside a draft."""
    goals = Goal.objects.visible_to(user).filter(package__case__individual=individual)
    wordings = GoalWording.objects.exclude(plan__state=PlanState.DRAFT).filter(goal=OuterRef("record_id"))
    words = wordings.order_by("-plan__version").values("words")[:1]

    def to_entry(line: TimelineRow) -> Entry:
        return Entry(
            at=line.at,
            title=f"{GOAL_VERBS[line.columns['verb']]}: “{line.columns['words']}”",
            body=line.columns["reason"],
            by=line.by,
            href=reverse("person_plan", args=[individual.pk]),
        )

    changes = StateChange.objects.of_records(goals)
    return timeline_source(changes, to_entry, at="recorded_at", verb="verb", reason="reason", words=Subquery(words))


def _comments(individual: Individual, user: User) -> TimelineSource:
    """What the person and their workers wrote to each other on any version of the plan, without notes on drafts."""
    comments = Comment.objects.visible_to(user).not_on_drafts().filter(package__case__individual=individual)

    def to_entry(line: TimelineRow) -> Entry:
        section = line.columns["section"]
        subject = PlanSection(section).label if section else line.columns["goal_words"] or "the plan"
        return Entry(
            at=line.at,
            title=f"Comment on “{subject}”" if subject != "the plan" else "Comment on the plan",
            body=line.columns["words"],
            by=line.by,
            href=f"{reverse('person_plan', args=[individual.pk])}#comment-{line.columns['id']}",
        )

    return timeline_source(
        comments.with_goal_words(),
        to_entry,
        at="recorded_at",
        id="id",
        words="words",
        section="section",
        goal_words="goal_words",
    )


def _achievements(individual: Individual, user: User) -> TimelineSource:
    achievements = Achievement.objects.visible_to(user).not_struck().filter(package__case__individual=individual)

    def to_entry(line: TimelineRow) -> Entry:
        return Entry(
            at=line.at,
            title=f"Achieved: {line.columns['description']}",
            body=line.columns["evidence"],
            by=line.by,
            href=reverse("person_plan", args=[individual.pk]),
        )

    return timeline_source(achievements, to_entry, at="recorded_at", description="description", evidence="evidence")
