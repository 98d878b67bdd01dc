"""Timeline entries of plans, goals and achievements."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from core.models import StateChange
from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from plans.enums import PlanState
from plans.models import Achievement, Goal, GoalWording, SupportPlan

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
    """Return the state changes of the plans and goals that `user` may read, and the achievements."""
    return [_plans(individual, user), _goals(individual, user), _achievements(individual, user)]


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
