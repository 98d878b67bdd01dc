"""The sections of a safety plan, its states, and who else may have it. Nothing here grades anything (decision 70)."""

from django.db import models

from core.transitions import transition


class SafetySection(models.TextChoices):
    """The value is the plan's column, the label a heading for the person; the order is that of every page."""

    WARNING_SIGNS = "warning_signs", "Signs that I am starting to feel worse"
    OWN_STEPS = "own_steps", "What I can do on my own"
    DISTRACTIONS = "distractions", "People and places that take my mind off it"
    PEOPLE = "people", "People I can ask for help"
    PROFESSIONALS = "professionals", "Workers and crisis lines I can ring"
    SAFER_PLACE = "safer_place", "How to make the place safer"
    REASONS = "reasons", "What matters enough to stay"
    UNHELPFUL = "unhelpful", "What does not help"
    OTHER_HELP = "other_help", "What else helps in a crisis"

    @property
    def prompt(self) -> str:
        """What the writer is asked for."""
        return _PROMPTS[self]


_PROMPTS = {
    SafetySection.WARNING_SIGNS: "Thoughts, feelings, places or things that happen just before it gets hard",
    SafetySection.OWN_STEPS: "Without ringing anyone. Ask what could get in the way of doing it",
    SafetySection.DISTRACTIONS: "They do not have to talk about how they feel there",
    SafetySection.PEOPLE: "One on each line, with a name and a number: people they trust and may tell",
    SafetySection.PROFESSIONALS: "One on each line, with a name, a number and the hours",
    SafetySection.SAFER_PLACE: "What to put away or hand to somebody, and who helps with it",
    SafetySection.REASONS: "People, animals, plans, beliefs: whatever it is for them",
    SafetySection.UNHELPFUL: "What others should not say or do",
    SafetySection.OTHER_HELP: "Anything that has no place above",
}


class SafetyPlanState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_FORCE = "in force", "Live"
    SUPERSEDED = "superseded", "Replaced by a newer version"
    DROPPED = "dropped", "Discarded"
    NOT_WANTED = "not wanted", "The person did not want one"
    ENDED = "ended", "Ended: the person no longer wants it"
    IN_ERROR = "in error", "Entered in error"

    @property
    def tone(self) -> str:
        return {"draft": "soon", "in force": "done"}.get(self.value, "plain")


S = SafetyPlanState
SAFETY_PLAN_TRANSITIONS = {
    "make live": transition(S.DRAFT, to=S.IN_FORCE),
    "supersede": transition(S.IN_FORCE, to=S.SUPERSEDED),
    "restore": transition(S.SUPERSEDED, to=S.IN_FORCE),
    "drop": transition(S.DRAFT, to=S.DROPPED, needs_reason=True),
    "decline": transition(S.DRAFT, to=S.NOT_WANTED, needs_reason=True),
    "confirm": transition(S.IN_FORCE),
    "end": transition(S.IN_FORCE, to=S.ENDED, needs_reason=True),
    "strike": transition(S.IN_FORCE, S.SUPERSEDED, S.ENDED, to=S.IN_ERROR, needs_reason=True),
}
# What was live at some time, and what may be read of it by others than its writers.
ONCE_LIVE = (S.IN_FORCE, S.SUPERSEDED, S.ENDED, S.IN_ERROR)
READABLE = (S.IN_FORCE, S.SUPERSEDED, S.ENDED)
UNWANTED = (S.NOT_WANTED, S.ENDED)


class SafetyPlanReader(models.TextChoices):
    """Who else may have the plan, if the person says yes."""

    KEYWORKER = "keyworker", "The keyworker at the Council reads it"
    PHONE = "phone", "Workers have it on their phone before a visit"

    @property
    def question(self) -> str:
        """What the person is asked, in their own pages."""
        return _QUESTIONS[self]


_QUESTIONS = {
    SafetyPlanReader.KEYWORKER: "Can your keyworker at the Council read your safety plan?",
    SafetyPlanReader.PHONE: "Can your worker have it on their phone, for when there is no signal?",
}


class AdvanceChoiceKind(models.TextChoices):
    ADVANCE_CHOICE = "advance choice", "Advance choice document"
    STATEMENT = "statement", "Advance statement of wishes"
    REFUSAL = "refusal", "Advance decision to refuse treatment"
    ATTORNEY = "attorney", "Lasting power of attorney"
    CRISIS_CARD = "crisis card", "Crisis card or joint crisis plan"
    OTHER = "other", "Other"
