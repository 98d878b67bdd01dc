"""What changed from one version of a plan to another, in words."""

from dataclasses import dataclass

from plans.models import GoalWording
from plans.plan.plan_view import PlanView
from plans.plan.sections import Section


@dataclass(frozen=True)
class Change:
    """One change: what it is, and where a text changed, as it was and as it is."""

    words: str
    before: str = ""
    after: str = ""


def compare_versions(before: PlanView, after: PlanView) -> list[Change]:
    """Every change from `before` to `after`: sections, goals in the newer plan's order, then goals that are gone."""
    found = [change for section in Section if (change := _section(section, before, after))]
    found += _lists("Who took part", "name", _people(before), _people(after))
    old = {read.goal.line_id: read for read in before.goals}
    for read in after.goals:
        if read.goal.line_id in old:
            found += _goal(old[read.goal.line_id], read)
        else:
            found.append(Change(f"A new goal: “{read.goal.words}”"))
    kept = {read.goal.line_id for read in after.goals}
    for read in before.goals:
        if read.goal.line_id not in kept:
            became = "" if read.is_open else f": {read.state.label.lower()}"
            found.append(Change(f"No longer in the plan: “{read.goal.words}”{became}"))
    return found


def _section(section: Section, before: PlanView, after: PlanView) -> Change | None:
    was, now = getattr(before.plan, section), getattr(after.plan, section)
    if was == now:
        own = [section in read.plan.own_words for read in (before, after)]
        if now and own[0] != own[1]:
            whose = "now in the person's own words" if own[1] else "no longer marked as the person's own words"
            return Change(f"“{section.label}” is {whose}")
        return None
    if not was:
        return Change(f"“{section.label}” was written", after=now)
    if not now:
        return Change(f"“{section.label}” was taken out", before=was)
    return Change(f"“{section.label}” was changed", was, now)


def _goal(before, after) -> list[Change]:
    was, now = before.goal, after.goal
    name = f"“{now.words}”"
    found = []
    if was.words != now.words:
        found.append(Change("A goal is said otherwise", was.words, now.words))
    found += [
        Change(f"{name}: {words} changed", _said(was, column), _said(now, column))
        for column, words in _COLUMNS.items()
        if _said(was, column) != _said(now, column)
    ]
    found += _lists(name, "step", _steps(before), _steps(after))
    found += _lists(name, "outcome", _outcomes(before), _outcomes(after))
    return found


_COLUMNS = {
    "life_domain": "the part of life",
    "why": "why it matters",
    "how_we_know": "how we shall know",
    "target_on": "the day",
    "pace": "the pace",
    "needs": "what it is about",
    "no_outcome_reason": "why it serves none of the Council's outcomes",
}


def _said(goal: GoalWording, column: str) -> str:
    if column == "pace":
        return goal.get_pace_display()
    if column == "target_on":
        return f"{goal.target_on:%-d %B %Y}" if goal.target_on else ""
    if column == "needs":
        return ", ".join(goal.need_words)
    return str(getattr(goal, column))


def _people(read: PlanView) -> list[str]:
    return [f"{one} ({one.how})" for one in read.participants]


def _steps(read) -> list[str]:
    """Each step with who and by when, as it is compared."""
    return [
        step.text + (f" ({step.who})" if step.who else "") + (f", by {step.by_on:%-d %B %Y}" if step.by_on else "")
        for step in read.steps
    ]


def _outcomes(read) -> list[str]:
    return [outcome.text for outcome in read.outcomes]


def _lists(name: str, what: str, was: list[str], now: list[str]) -> list[Change]:
    added = [Change(f"{name}: a new {what}: {text}") for text in now if text not in was]
    gone = [Change(f"{name}: {what} taken out: {text}") for text in was if text not in now]
    return added + gone
