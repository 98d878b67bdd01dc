"""A plan in easy read: the same goals and sections, one whole sentence a line, each with a picture that fits it.

The writer's words are not changed: texts are divided into sentences and get simple headings.
"""

import re
from dataclasses import dataclass

from plans.enums import GoalState, NeedCode
from plans.goals.scores import IN_WORDS
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
# Which words a picture fits, the most telling picture first. Beginnings of words, in small letters.
SHOWN_BY = {
    "phone": ("phone", "ring ", "rings ", "call ", "calls ", "telephone", "text me", "mobile"),
    "letter": ("letter", "post ", "envelope"),
    "write": ("write", "writing", "form ", "forms", "notes"),
    "computer": ("computer", "laptop", "internet", "online", "email"),
    "doctor": ("doctor", "gp ", "nurse", "hospital", "medicine", "medication", "tablet", "clinic", "dentist"),
    "money": ("money", "benefit", "bank", "bill", "rent", "pay ", "budget", "debt"),
    "shop": ("shop", "buy ", "market", "food bank"),
    "cooking": ("cook", "meal", "eat", "dinner", "lunch", "breakfast", "soup", "kitchen", "recipe", "rice"),
    "drink": ("tea ", "tea.", "coffee", "drink", "café", "cafe"),
    "bed": ("sleep", "bed", "night", "rest ", "tired", "nap"),
    "clean": ("clean", "tidy", "hoover", "laundry", "dishes"),
    "wash": ("wash", "shower", "bath"),
    "bus": ("bus", "train", "tram", "travel", "journey"),
    "walk": ("walk", "canal", "park", "outside", "go out", "fresh air"),
    "sport": ("sport", "football", "swim", "gym", "exercise", "run "),
    "garden": ("garden", "plant", "allotment", "grow "),
    "animal": ("dog", "cat ", "cat.", "pet ", "animal"),
    "music": ("music", "sing", "choir", "guitar", "piano", "radio"),
    "learning": ("learn", "course", "college", "class", "read ", "book", "study", "library"),
    "work": ("work ", "job", "volunteer", "employ"),
    "family": ("sister", "brother", "mother", "mum", "father", "dad", "son ", "daughter", "family", "children"),
    "people": ("friend", "people", "group", "neighbour", "together", "visit"),
    "home": ("home", "house", "flat", "key", "door", "room"),
    "calendar": ("week", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "appointment"),
    "clock": ("time", "morning", "early", "late ", "minutes", "hour"),
    "sad": ("sad", "cry", "low", "upset", "frighten", "afraid", "scared", "worry", "worried", "hurt"),
    "happy": ("happy", "laugh", "smile", "enjoy", "proud"),
    "talk": ("talk", "speak", "tell ", "listen", "ask "),
    "help": ("help", "safe", "crisis", "999", "111"),
    "heart": ("love", "matter", "important", "like "),
}
WORD_BEGINS = {
    name: re.compile("|".join(rf"\b{re.escape(word)}" for word in words)) for name, words in SHOWN_BY.items()
}
SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*\n+\s*")


@dataclass(frozen=True)
class EasyPart:
    """A heading with its picture's name, then its sentences, each with its picture's name. `place` is its id."""

    place: str
    heading: str
    picture: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class EasyGoal:
    """The goal in full, then a line for each thing about it, each with its picture's name. `place` is its id."""

    place: str
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


def picture_for(sentence: str, default: str) -> str:
    """Return the name of the picture that fits the first telling word of the sentence; else `default`."""
    text = f"{sentence.lower()} "
    places = {name: match.start() for name, words in WORD_BEGINS.items() if (match := words.search(text))}
    return min(places, key=lambda name: places[name]) if places else default


def as_sentence(text: str) -> str:
    """Return `text` with a full stop where it ends without one."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…:" or text[-2:] in (".”", "!”", "?”") else f"{text}."


def to_lines(text: str, default: str) -> list[tuple[str, str]]:
    """Return the sentences of `text`, each with the name of its picture."""
    return [(picture_for(sentence, default), as_sentence(sentence)) for sentence in split_sentences(text)]


def to_easy_read(plan_view: PlanView, *, shows_ratings: bool) -> EasyPlan:
    """Return the plan in easy read: every section that is written, and every goal of the plan."""
    parts = [
        EasyPart(
            part.section.value,
            HEADINGS[part.section],
            part.section.picture,
            to_lines(part.text, part.section.picture),
        )
        for part in plan_view.written
    ]
    return EasyPlan(parts, [_goal(goal, shows_ratings) for goal in plan_view.goals])


def _goal(view: GoalView, shows_ratings: bool) -> EasyGoal:
    wording = view.wording
    lines = to_lines(wording.why, "heart")
    if view.state in STATES:
        lines.append(("done" if view.state in (GoalState.ACHIEVED, GoalState.PARTLY) else "goal", STATES[view.state]))
    begins = "This comes next"
    for step in view.steps:
        if step.done_on:
            lines.append(("done", f"This is done: {as_sentence(step.text)}"))
        else:
            lines.append((picture_for(step.text, "step"), f"{begins}: {as_sentence(step.text)}"))
            begins = "After that"
    if view.is_date_past:
        lines.append(("calendar", f"The date was {wording.target_on:%-d %B %Y}."))
        lines.append(("talk", "You can choose a new one with your worker."))
    elif wording.target_on:
        lines.append(("calendar", f"You want this by {wording.target_on:%-d %B %Y}."))
    if shows_ratings and view.last_rating:
        rating = view.last_rating
        lines.append(("look", f"On {rating.rated_on:%-d %B %Y} this was {rating.value} out of 10."))
        lines.append(("talk", f"{rating.value} means: {IN_WORDS[rating.value]}."))
    coded = next((PICTURES[NeedCode(need)] for need in wording.needs), "goal")
    picture = coded if coded != "goal" else picture_for(wording.words, "goal")
    return EasyGoal(f"goal-{wording.pk}", wording.words, picture, lines)
