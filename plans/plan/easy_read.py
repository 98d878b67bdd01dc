"""A plan easy to read: the same goals and sections, one thought a line, each with a picture.

Nothing is put into other words: who wrote it chose them. It is cut where a sentence ends, and headed simply.
"""

import re
from dataclasses import dataclass

from plans.enums import GoalState, NeedCode
from plans.plan.plan_view import GoalView, PlanView
from plans.plan.sections import Section

HEADINGS = {
    Section.MATTERS_TO_ME: "What is important to me",
    Section.WHO_MATTERS: "People who are important to me",
    Section.SUPPORT_ME_BEST: "How to help me",
    Section.COMMUNICATE: "How to talk with me",
    Section.GOOD_DAYS: "My good days",
    Section.BAD_DAYS: "My bad days",
    Section.EARLY_SIGNS: "Signs that things get harder",
    Section.IN_A_CRISIS: "What helps when things are very bad",
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
    GoalState.PAUSED: "This goal has a rest now.",
    GoalState.ACHIEVED: "You did it.",
    GoalState.PARTLY: "You did a part of it.",
    GoalState.CHANGED: "This goal has changed into another one.",
    GoalState.LET_GO: "You do not want this any more.",
}
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\s*\n+\s*")


@dataclass(frozen=True)
class EasyPart:
    """A heading with its picture's name and its lines."""

    heading: str
    picture: str
    lines: list[str]


@dataclass(frozen=True)
class EasyGoal:
    """A goal: its words whole, then a line for each thing about it, each with its picture's name."""

    words: str
    picture: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class EasyPlan:
    parts: list[EasyPart]
    goals: list[EasyGoal]


def lines_of(text: str) -> list[str]:
    """One thought a line: cut at the end of sentences and at line breaks; no word is lost."""
    return [line for line in SENTENCE.split(text.strip()) if line]


def easy(read: PlanView, *, shows_ratings: bool) -> EasyPlan:
    """The plan easy to read: every section that says something, and every goal of the plan."""
    parts = [EasyPart(HEADINGS[part.section], part.section.picture, lines_of(part.text)) for part in read.written]
    return EasyPlan(parts, [_goal(goal, shows_ratings) for goal in read.goals])


def _goal(read: GoalView, shows_ratings: bool) -> EasyGoal:
    goal = read.goal
    lines = [("heart", line) for line in lines_of(goal.why)]
    if read.state in STATES:
        lines.append(("done" if read.state in (GoalState.ACHIEVED, GoalState.PARTLY) else "goal", STATES[read.state]))
    for step in read.steps:
        lines.append(("done", f"Done: {step.text}") if step.done_on else ("step", step.text))
    if goal.target_on:
        lines.append(("calendar", f"By {goal.target_on:%-d %B %Y}."))
    if shows_ratings and read.last:
        lines.append(("look", f"{read.last.value} out of 10 on {read.last.rated_on:%-d %B %Y}."))
    picture = next((PICTURES[NeedCode(need)] for need in goal.needs), "goal")
    return EasyGoal(goal.words, picture, lines)
