"""What changed from one version of a plan to another, in sentences, and the old and new text side by side."""

from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from uuid import UUID

from plans.enums import GoalState, ParticipantRole
from plans.models import GoalWording
from plans.support_plan.easy_read import split_sentences
from plans.support_plan.plan_view import GoalView, PlanView
from plans.support_plan.sections import MOVED, PlanSection


@dataclass(frozen=True)
class Change:
    """One change: what it is, and where a text changed, its text before and after."""

    words: str
    before: str = ""
    after: str = ""

    @property
    def side_by_side(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return "Before" and "Now", each with its sentences, each with its mark: "Removed", "Added" or ""."""
        was, now = split_sentences(self.before), split_sentences(self.after)
        blocks: list[Match] = []
        if was and now:
            blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
        same_before = {number for block in blocks for number in range(block.a, block.a + block.size)}
        same_now = {number for block in blocks for number in range(block.b, block.b + block.size)}
        sides = (("Before", was, same_before, "Removed"), ("Now", now, same_now, "Added"))
        return [
            (side, [(text, "" if number in same else mark) for number, text in enumerate(sentences)])
            for side, sentences, same, mark in sides
            if sentences
        ]


OF_THE_PERSON = {
    "Helped to write it: You": "You helped to write it",
    "No longer listed as helping: You": "It no longer says that you helped to write it",
}
ADDED_AND_REMOVED = ("Took part", "No longer listed as taking part")


def compare_versions(before: PlanView, after: PlanView, *, to_person: bool = False) -> list[Change]:
    """Return the changes: sections, participants, goals in the newer plan's order, then goals that are gone.

    `to_person`: the person reads them, so "you" is the person.
    """
    changes = [change for section in PlanSection if (change := _section(section, before, after, to_person))]
    changes += _participants(before, after, to_person)
    old = {view.wording.goal_id: view for view in before.goals}
    for view in after.goals:
        if view.wording.goal_id in old:
            changes += _goal(old[view.wording.goal_id], view, to_person)
        else:
            changes.append(Change(f"New goal: “{view.wording.words}”"))
    still_there = {view.wording.goal_id for view in after.goals}
    for view in before.goals:
        if view.wording.goal_id not in still_there:
            changes.append(_goal_that_is_gone(view, to_person))
    return changes


def _goal_that_is_gone(view: GoalView, to_person: bool) -> Change:
    name = f"“{view.wording.words}”"
    if to_person and view.state == GoalState.ACHIEVED:
        return Change(f"You did it: {name}")
    outcome = "" if view.is_open else f": {view.state.label.lower()}"
    return Change(f"No longer in the plan: {name}{outcome}")


def section_changes(before: PlanView, after: PlanView) -> dict[str, Change]:
    """Return the change of each section whose text has changed, as the person reads it; by section."""
    changes = {section.value: _section(section, before, after, True) for section in PlanSection}
    return {section: change for section, change in changes.items() if change and (change.before or change.after)}


def goal_changes(before: PlanView, after: PlanView) -> dict[UUID, list[Change]]:
    """Return what changed in each goal of the newer plan, as the person reads it beside the goal; by the goal's id.

    A new goal has one change that says so. A goal without changes is left out.
    """
    old = {view.wording.goal_id: view for view in before.goals}
    changes = {
        view.wording.goal_id: _beside_the_goal(old[view.wording.goal_id], view)
        if view.wording.goal_id in old
        else [Change("This goal is new")]
        for view in after.goals
    }
    return {goal_id: each for goal_id, each in changes.items() if each}


def goals_gone(before: PlanView, after: PlanView) -> list[Change]:
    """Return a change for each goal that the newer plan does not have any more, as the person reads it."""
    still_there = {view.wording.goal_id for view in after.goals}
    return [_goal_that_is_gone(view, True) for view in before.goals if view.wording.goal_id not in still_there]


def _beside_the_goal(before: GoalView, after: GoalView) -> list[Change]:
    """Return each part of a goal that changed, with its old and its new text."""
    was, now = before.wording, after.wording
    parts = {"Your goal": (was.words, now.words)}
    parts |= {label: (_text(was, column), _text(now, column)) for column, label in _BESIDE.items()}
    parts["The steps"] = ("\n".join(_steps(before)), "\n".join(_steps(after)))
    return [Change(f"{label} changed", old, new) for label, (old, new) in parts.items() if old != new]


_BESIDE = {"why": "Why it matters", "how_we_know": "How we will know", "target_on": "The day to get there by"}


def _section(section: PlanSection, before: PlanView, after: PlanView, to_person: bool) -> Change | None:
    was, now = getattr(before.plan, section), getattr(after.plan, section)
    if section in MOVED and not now:
        return None  # nothing was taken away: the safety plan says it
    if was == now:
        own = [section in view.plan.own_words for view in (before, after)]
        if now and own[0] != own[1]:
            whose = "your" if to_person else "the person's"
            mark = f"now in {whose} own words" if own[1] else f"no longer marked as {whose} own words"
            return Change(f"“{section.label}” is {mark}")
        return None
    if not was:
        return Change(f"“{section.label}” was added", after=now)
    if not now:
        return Change(f"“{section.label}” was removed", before=was)
    return Change(f"“{section.label}” was changed", was, now)


def _goal(before: GoalView, after: GoalView, to_person: bool) -> list[Change]:
    was, now = before.wording, after.wording
    name = f"“{now.words}”"
    changes = []
    if was.words != now.words:
        changes.append(Change("A goal was reworded", was.words, now.words))
    changes += [
        Change(f"{name}: {label} changed", _text(was, column), _text(now, column))
        for column, label in _COLUMNS.items()
        if _text(was, column) != _text(now, column)
    ]
    changes += _list_changes(name, "step", _steps(before), _steps(after))
    changes += _list_changes(name, "outcome", _outcomes(before), _outcomes(after))
    if not to_person:
        was_named, is_named = ([str(row) for row in view.contract_outcomes] for view in (before, after))
        changes += _list_changes(name, "outcome of the contract", was_named, is_named)
    return changes


_COLUMNS = {
    "life_domain": "the area of life",
    "why": "why it matters",
    "how_we_know": "how we'll know we've got there",
    "target_on": "the target date",
    "pace": "the pace",
    "needs": "what it is about",
    "no_outcome_reason": "why it has no Council outcome",
}


def _text(wording: GoalWording, column: str) -> str:
    if column == "pace":
        return wording.get_pace_display()
    if column == "target_on":
        return f"{wording.target_on:%-d %B %Y}" if wording.target_on else ""
    if column == "needs":
        return ", ".join(wording.need_labels)
    return str(getattr(wording, column))


def _participants(before: PlanView, after: PlanView, to_person: bool) -> list[Change]:
    """Return who was added and removed, and for staff how somebody took part, if it was put in other words."""
    if to_person:  # names only: what they did was written for staff
        changes = _added_and_removed(_names(before), _names(after), "Helped to write it", "No longer listed as helping")
        return [Change(OF_THE_PERSON.get(change.words, change.words)) for change in changes]
    was, now = _people(before), _people(after)
    changes = _added_and_removed(
        [f"{name} ({how})" for (role, name), how in was.items() if (role, name) not in now],
        [f"{name} ({how})" for (role, name), how in now.items() if (role, name) not in was],
        *ADDED_AND_REMOVED,
    )
    return changes + [
        Change(f"How they took part: {name}", was[role, name], how)
        for (role, name), how in now.items()
        if was.get((role, name), how) != how
    ]


def _added_and_removed(was: list[str], now: list[str], added: str, removed: str) -> list[Change]:
    additions = [Change(f"{added}: {text}") for text in now if text not in was]
    return additions + [Change(f"{removed}: {text}") for text in was if text not in now]


def _names(view: PlanView) -> list[str]:
    return ["You" if participant.is_person else str(participant) for participant in view.participants]


def _people(view: PlanView) -> dict[tuple[str, str], str]:
    """Return how each took part, by role and name. The person has one role, whether or not the name is written."""
    people: dict[tuple[str, str], str] = {}
    for participant in view.participants:
        key = (participant.role, ParticipantRole.PERSON.label if participant.is_person else str(participant))
        people[key] = f"{people[key]}\n{participant.how}" if key in people else participant.how
    return people


def _steps(view: GoalView) -> list[str]:
    """Each step as one text, with who is responsible and by when."""
    return [
        step.text
        + (f" ({step.responsible})" if step.responsible else "")
        + (f", by {step.by_on:%-d %B %Y}" if step.by_on else "")
        for step in view.steps
    ]


def _outcomes(view: GoalView) -> list[str]:
    return [outcome.text for outcome in view.outcomes]


def _list_changes(name: str, noun: str, was: list[str], now: list[str]) -> list[Change]:
    additions = [Change(f"{name}: new {noun}: {text}") for text in now if text not in was]
    removals = [Change(f"{name}: {noun} removed: {text}") for text in was if text not in now]
    return additions + removals
