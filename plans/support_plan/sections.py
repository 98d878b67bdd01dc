"""The text sections of a support plan: listed once here, used by every page, PDF and comparison."""

from django.db import models


class Section(models.TextChoices):
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


# A plan is offered to the person only when these sections are written (T3.2).
NEEDED = (Section.MATTERS_TO_ME, Section.SUPPORT_ME_BEST)

_PROMPTS = {
    Section.MATTERS_TO_ME: "What makes life worth living: people, places, habits, beliefs",
    Section.WHO_MATTERS: "Who they want round them, and who they would rather not",
    Section.SUPPORT_ME_BEST: "What a new worker should know to do, and to leave alone",
    Section.COMMUNICATE: "Language, pace, telephone or text, what helps them to be understood",
    Section.GOOD_DAYS: "What it looks like, and what brings it about",
    Section.BAD_DAYS: "What it looks like, and what makes it easier",
    Section.EARLY_SIGNS: "What others may notice before the person does",
    Section.IN_A_CRISIS: "What to do, whom to ring, what not to do",
}

_PICTURES = {
    Section.MATTERS_TO_ME: "heart",
    Section.WHO_MATTERS: "people",
    Section.SUPPORT_ME_BEST: "hands",
    Section.COMMUNICATE: "talk",
    Section.GOOD_DAYS: "sun",
    Section.BAD_DAYS: "rain",
    Section.EARLY_SIGNS: "look",
    Section.IN_A_CRISIS: "help",
}
