"""What plans bring to a person's timeline."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from core.models import StateChange
from core.timeline import Entry, TimelineRow, TimelineSource, timeline_source
from plans.enums import PlanState
from plans.models import Achievement, Goal, GoalWording, SupportPlan

WORDS = {
    "start": "begun",
    "offer": "given to the person to read",
    "take back": "taken back to change it",
    "agree": "agreed",
    "decline": "not agreed",
    "supersede": "replaced by a newer one",
}

BECAME = {
    "pause": "Goal paused",
    "resume": "Goal worked on again",
    "achieve": "Goal achieved",
    "partly achieve": "Goal partly achieved",
    "change": "Goal changed into another",
    "let go": "Goal let go",
    "take up again": "Goal taken up again",
}


def entries(individual, user) -> list[TimelineSource]:
    """Every move of the plans `user` may see, what became of their goals, and what was gained."""
    plans = SupportPlan.objects.visible_to(user).filter(package__case__individual=individual)
    version = SupportPlan.objects.filter(pk=OuterRef("record_id")).values("version")

    def tell(line: TimelineRow) -> Entry:
        return Entry(
            at=line.at,
            title=f"Support plan, version {line.columns['version']} {WORDS[line.columns['verb']]}",
            body=line.columns["reason"],
            by=line.by,
            href=reverse("person_plan", args=[individual.pk]),
        )

    moves = StateChange.objects.of_records(plans)
    return [
        timeline_source(moves, tell, at="recorded_at", verb="verb", reason="reason", version=Subquery(version)),
        _goals(individual, user),
        _achievements(individual, user),
    ]


def _goals(individual, user) -> TimelineSource:
    """What became of each goal, in its last words."""
    goals = Goal.objects.visible_to(user).filter(package__case__individual=individual)
    said = GoalWording.objects.exclude(plan__state=PlanState.DRAFT)
    words = said.filter(line=OuterRef("record_id")).order_by("-plan__version").values("words")[:1]

    def tell(line: TimelineRow) -> Entry:
        title = f"{BECAME[line.columns['verb']]}: “{line.columns['words']}”"
        return Entry(
            at=line.at,
            title=title,
            body=line.columns["reason"],
            by=line.by,
            href=reverse("person_plan", args=[individual.pk]),
        )

    moves = StateChange.objects.of_records(goals)
    return timeline_source(moves, tell, at="recorded_at", verb="verb", reason="reason", words=Subquery(words))


def _achievements(individual, user) -> TimelineSource:
    """What was gained."""
    gained = Achievement.objects.visible_to(user).standing().filter(package__case__individual=individual)

    def tell(line: TimelineRow) -> Entry:
        return Entry(
            at=line.at,
            title=f"Achieved: {line.columns['what']}",
            body=line.columns["evidence"],
            by=line.by,
            href=reverse("person_plan", args=[individual.pk]),
        )

    return timeline_source(gained, tell, at="recorded_at", what="what", evidence="evidence")
