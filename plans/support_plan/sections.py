"""The text sections of a support plan: listed once here, used by every page, PDF and comparison."""

from django.db import models


class PlanSection(models.TextChoices):
    """The value is the plan's column."""

    MATTERS_TO_ME = "matters_to_me", "What matters to me"
    WHO_MATTERS = "who_matters", "Who matters to me"
    SUPPORT_ME_BEST = "support_me_best", "How best to support me"
    COMMUNICATE = "how_i_communicate", "How I communicate"
    GOOD_DAYS = "good_days", "A good day"
    BAD_DAYS = "bad_days", "A bad day"
    EARLY_SIGNS = "early_signs", "Early signs that things are getting harder"
    IN_A_CRISIS = "in_a_crisis", "What helps in a crisis"

    @property
    def prompt(self) -> str:
        """What the writer is asked for."""
        return _PROMPTS[self]

    @property
    def picture(self) -> str:
        """The name of its picture in the easy-read plan (static/pictures)."""
        return _PICTURES[self]


# What a plan said about a crisis is the safety plan now (decision 78). Versions from before still show it.
MOVED = (PlanSection.IN_A_CRISIS,)
WRITTEN = tuple(section for section in PlanSection if section not in MOVED)
# A plan is offered to the person only when these sections are written (T3.2).
NEEDED = (PlanSection.MATTERS_TO_ME, PlanSection.SUPPORT_ME_BEST)

_PROMPTS = {
    PlanSection.MATTERS_TO_ME: "What makes life worth living: people, places, habits, beliefs",
    PlanSection.WHO_MATTERS: "Who they want around them, and who they do not",
    PlanSection.SUPPORT_ME_BEST: "What a new worker should do, and what to avoid",
    PlanSection.COMMUNICATE: "Language, pace, phone or text, what helps them to be understood",
    PlanSection.GOOD_DAYS: "What it looks like, and what helps it happen",
    PlanSection.BAD_DAYS: "What it looks like, and what makes it easier",
    PlanSection.EARLY_SIGNS: "What others may notice before the person does",
    PlanSection.IN_A_CRISIS: "What to do, who to call, what not to do",
}

_PICTURES = {
    PlanSection.MATTERS_TO_ME: "heart",
    PlanSection.WHO_MATTERS: "people",
    PlanSection.SUPPORT_ME_BEST: "hands",
    PlanSection.COMMUNICATE: "talk",
    PlanSection.GOOD_DAYS: "sun",
    PlanSection.BAD_DAYS: "rain",
    PlanSection.EARLY_SIGNS: "look",
    PlanSection.IN_A_CRISIS: "help",
}
