"""A plan in easy read: the same goals and sections, one sentence a line, each with a picture.

The writer's words are not changed: texts are divided into sentences and get simple headings.
"""

import re
from dataclasses import dataclass

from plans.enums import GoalState, NeedCode
from plans.support_plan.plan_view import GoalView, PlanView
from plans.support_plan.sections import PlanSection

HEADINGS = {
    PlanSection.MATTERS_TO_ME: "What is important to me",
    PlanSection.WHO_MATTERS: "People who are important to me",
    PlanSection.SUPPORT_ME_BEST: "How to help me",
    PlanSection.COMMUNICATE: "How to talk with me",
    PlanSection.GOOD_DAYS: "My good days",
    PlanSection.BAD_DAYS: "My bad days",
    PlanSection.EARLY_SIGNS: "Signs I am getting unwell",
    PlanSection.IN_A_CRISIS: "What helps when things are very bad",
}
PICTURES = {
    NeedCode.SOCIAL: "people",
    NeedCode.HOUSING: "home",
    NeedCode.TRAINING: "learning",
    NeedCode.VOCATIONAL: "work",
    NeedCode.MONEY: "money",
    NeedCode.HEALTH: "health",
    NeedCode.DAILY_LIVING: "cooking",
    NeedCode.COMMUNITY: "community",
}
STATES = {
    GoalState.PAUSED: "We stopped working on this for now.",
    GoalState.ACHIEVED: "You did it.",
    GoalState.PARTLY: "You did part of it.",
    GoalState.CHANGED: "You have another goal instead.",
    GoalState.ABANDONED: "You do not want this any more.",
}
SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*\n+\s*")


@dataclass(frozen=True)
class EasyPart:
    """A heading with its picture's name and its lines."""

    heading: str
    picture: str
    lines: list[str]


@dataclass(frozen=True)
class EasyGoal:
    """The goal in full, then a line for each thing about it, each with its picture's name."""

    words: str
    picture: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class EasyPlan:
    parts: list[EasyPart]
    goals: list[EasyGoal]


def split_sentences(text: str) -> list[str]:
    """Return `text` cut at the end of sentences and at line breaks; no word is lost."""
    return [sentence for sentence in SENTENCE.split(text.strip()) if sentence]


def to_easy_read(plan_view: PlanView, *, shows_ratings: bool) -> EasyPlan:
    """Return the plan in easy read: every section that is written, and every goal of the plan."""
    parts = [
        EasyPart(HEADINGS[part.section], part.section.picture, split_sentences(part.text)) for part in plan_view.written
    ]
    return EasyPlan(parts, [_goal(goal, shows_ratings) for goal in plan_view.goals])


def _goal(view: GoalView, shows_ratings: bool) -> EasyGoal:
    wording = view.wording
    lines = [("heart", sentence) for sentence in split_sentences(wording.why)]
    if view.state in STATES:
        lines.append(("done" if view.state in (GoalState.ACHIEVED, GoalState.PARTLY) else "goal", STATES[view.state]))
    for step in view.steps:
        lines.append(("done", f"Done: {step.text}") if step.done_on else ("step", step.text))
    if wording.target_on:
        lines.append(("calendar", f"By {wording.target_on:%-d %B %Y}."))
    if shows_ratings and view.last_rating:
        rating = view.last_rating
        lines.append(("look", f"{rating.value} out of 10 on {rating.rated_on:%-d %B %Y}."))
    picture = next((PICTURES[NeedCode(need)] for need in wording.needs), "goal")
    return EasyGoal(wording.words, picture, lines)
