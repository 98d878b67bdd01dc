"""Timeline entries of plans, goals and achievements."""

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual
from core.models import StateChange
from core.timeline import Entry, TimelineRow, timeline_source
from plans.enums import UNSHARED_STATES
from plans.models import Achievement, Comment, Goal, GoalWording, SupportPlan
from plans.support_plan.sections import PlanSection

PLAN_VERBS = {
    "start": "started",
    "offer": "shared with the person",
    "withdraw offer": "withdrawn to edit it",
    "agree": "agreed",
    "decline": "not agreed",
    "supersede": "replaced by a newer version",
    "drop": "not used: the draft was dropped",
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


def _plan_changes(individual: Individual, user: User) -> QuerySet[StateChange]:
    """Return what became of the plans, with `words` for those who read what the person writes to us.

    The reason of a change may be what the person wrote with their answer.
    """
    plans = SupportPlan.objects.filter(package__case__individual=individual)
    with_words = plans.allowing(user, Permission.READ_VISIT).values("pk")
    words = Case(When(record_id__in=with_words, then=F("reason")), default=Value(""), output_field=TextField())
    return StateChange.objects.of_records(plans.visible_to(user)).annotate(words=words)


def _plan_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"Support plan, version {line.columns['version']} {PLAN_VERBS[line.columns['verb']]}",
        body=line.columns["words"],
        by=line.by,
        href=_plan_address(line),
    )


def _goal_changes(individual: Individual, user: User) -> QuerySet[StateChange]:
    goals = Goal.objects.visible_to(user).filter(package__case__individual=individual)
    return StateChange.objects.of_records(goals)


def _goal_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"{GOAL_VERBS[line.columns['verb']]}: “{line.columns['words']}”",
        body=line.columns["reason"],
        by=line.by,
        href=_plan_address(line),
    )


def _comments(individual: Individual, user: User) -> QuerySet[Comment]:
    """What the person and their workers wrote to each other on any version of the plan, without notes on drafts."""
    comments = Comment.objects.visible_to(user).not_on_drafts().filter(package__case__individual=individual)
    return comments.with_goal_words()


def _comment_entry(line: TimelineRow) -> Entry:
    if not line.columns["plan"]:
        return _message_entry(line)
    section = line.columns["section"]
    subject = PlanSection(section).label if section else line.columns["goal_words"] or "the plan"
    return Entry(
        at=line.at,
        title=f"Comment on “{subject}”" if subject != "the plan" else "Comment on the plan",
        body=line.columns["words"],
        by=line.by,
        href=f"{_plan_address(line)}#comment-{line.columns['id']}",
    )


def _message_entry(line: TimelineRow) -> Entry:
    """Return the entry of a message without a plan."""
    sender, about = line.columns["representative_name"], line.columns["about"]
    title = f"Message from {sender}, representative" if sender else "Message"
    title += " to a manager" if line.columns["for_managers"] else ""
    return Entry(
        at=line.at,
        title=f"{title} about {about}" if about else title,
        body=line.columns["words"],
        by=line.by,
        href=f"{reverse('person_messages', args=[line.person_id])}#comment-{line.columns['id']}",
    )


def _achievements(individual: Individual, user: User) -> QuerySet[Achievement]:
    return Achievement.objects.visible_to(user).not_struck().filter(package__case__individual=individual)


def _achievement_entry(line: TimelineRow) -> Entry:
    return Entry(
        at=line.at,
        title=f"Achieved: {line.columns['description']}",
        body=line.columns["evidence"],
        by=line.by,
        href=_plan_address(line),
    )


def _plan_address(line: TimelineRow) -> str:
    return reverse("person_plan", args=[line.person_id])


_version = SupportPlan.objects.filter(pk=OuterRef("record_id")).values("version")
# A goal is named in the words of its newest wording outside a draft.
_wordings = GoalWording.objects.exclude(plan__state__in=UNSHARED_STATES).filter(goal=OuterRef("record_id"))
_words = _wordings.order_by("-plan__version").values("words")[:1]

# The state changes of plans and goals, the comments, and the achievements.
SOURCES = [
    timeline_source(
        _plan_changes, _plan_entry, at="recorded_at", verb="verb", words="words", version=Subquery(_version)
    ),
    timeline_source(_goal_changes, _goal_entry, at="recorded_at", verb="verb", reason="reason", words=Subquery(_words)),
    timeline_source(
        _comments,
        _comment_entry,
        at="recorded_at",
        id="id",
        words="words",
        section="section",
        goal_words="goal_words",
        plan=F("plan"),
        about="about",
        for_managers="for_managers",
        representative_name=F("representative__user__full_name"),
    ),
    timeline_source(
        _achievements, _achievement_entry, at="recorded_at", description="description", evidence="evidence"
    ),
]
