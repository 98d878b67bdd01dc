"""The questions of the profile and the lists of their answers (R67).

Each list has a version, which is stored with the answer. A code keeps its meaning; a changed list gets a new version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models


class ProfileQuestion(models.TextChoices):
    SEX = "sex", "Sex"
    GENDER = "gender", "Gender identity"
    ETHNICITY = "ethnicity", "Ethnicity"
    IMPAIRMENTS = "impairments", "Disability and impairments"
    RELIGION = "religion", "Religion or belief"
    ORIENTATION = "orientation", "Sexual orientation"
    LANGUAGE = "language", "Main language"
    AREA = "area", "Kind of area"
    MAIN_NEED = "main need", "Main need"
    OTHER_NEEDS = "other needs", "Other needs"
    FORENSIC = "forensic", "Forensic history"
    SUBSTANCES = "substances", "Alcohol and drugs"

    @property
    def to_person(self) -> str:
        """The question in words towards the person."""
        return TO_PERSON.get(self, str(self.label))

    @property
    def is_private(self) -> bool:
        return self in PRIVATE

    @property
    def is_restricted(self) -> bool:
        return self in RESTRICTED

    @property
    def slug(self) -> str:
        """The question as it is written in an address."""
        return self.value.replace(" ", "-")


# What the person reads in their own pages.
TO_PERSON = {
    ProfileQuestion.GENDER: "How I see my gender",
    ProfileQuestion.ETHNICITY: "My ethnic group",
    ProfileQuestion.RELIGION: "My faith or belief",
    ProfileQuestion.ORIENTATION: "Who I am drawn to",
    ProfileQuestion.LANGUAGE: "The language I speak most",
    ProfileQuestion.IMPAIRMENTS: "My health and what I can do",
    ProfileQuestion.AREA: "Town or village",
    ProfileQuestion.MAIN_NEED: "What I want help with most",
    ProfileQuestion.OTHER_NEEDS: "What else I want help with",
    ProfileQuestion.FORENSIC: "Police, courts or prison",
}
# What somebody who looks on should not see: closed in the person's own pages until they open it.
PRIVATE = frozenset(ProfileQuestion) - {ProfileQuestion.LANGUAGE, ProfileQuestion.AREA}
# Only for those who need to know. A referral asks the others.
RESTRICTED = (ProfileQuestion.FORENSIC, ProfileQuestion.SUBSTANCES)
OPEN_QUESTIONS = tuple(question for question in ProfileQuestion if question not in RESTRICTED)


class Answered(models.TextChoices):
    """What came of asking. Three ways of having no answer, which stay apart; no row at all is "not asked", too."""

    GIVEN = "given", "Answer"
    PREFERS_NOT = "prefers not", "Prefers not to say"
    NOT_KNOWN = "not known", "Not known"
    NOT_ASKED = "not asked", "Not asked"


@dataclass(frozen=True)
class AnswerList:
    """The answers that a question offers: heading → {code: label}. Empty `groups`: in words only."""

    why: str  # as the person reads it
    groups: dict[str, dict[str, str]]
    version: int = 1
    is_multiple: bool = False
    takes_words: bool = True

    @property
    def choices(self) -> list[Any]:
        """The answers as choices of a form field, under their headings."""
        return [
            choice
            for heading, codes in self.groups.items()
            for choice in ([(heading, list(codes.items()))] if heading else codes.items())
        ]

    @property
    def labels(self) -> dict[str, str]:
        """Code → label, of all groups."""
        return {code: label for codes in self.groups.values() for code, label in codes.items()}


# The message of a rule that more than one place checks.
ANSWER_MISSING = "Choose an answer, or enter it in words."

FAIR = "We count answers without names. So we see if we treat all people fairly."
_NEEDS = {
    "wellbeing": "Mental health and wellbeing",
    "social": "Company and social support",
    "housing": "Housing",
    "money": "Money and benefits",
    "daily living": "Daily living",
    "training": "Learning and training",
    "work": "Work",
    "health": "Physical health",
    "relationships": "Family and relationships",
    "safety": "Feeling safe",
    "travel": "Getting around",
    "other": "Something else",
}

LISTS = {
    ProfileQuestion.SEX: AnswerList(FAIR, {"": {"female": "Female", "male": "Male"}}, takes_words=False),
    ProfileQuestion.GENDER: AnswerList(
        "So that we speak to you and about you as you wish.",
        {
            "": {
                "woman": "Woman",
                "man": "Man",
                "trans woman": "Trans woman",
                "trans man": "Trans man",
                "non-binary": "Non-binary",
                "other": "In another way",
            }
        },
    ),
    ProfileQuestion.ETHNICITY: AnswerList(
        FAIR,
        {
            "Asian or Asian British": {
                "bangladeshi": "Bangladeshi",
                "chinese": "Chinese",
                "indian": "Indian",
                "pakistani": "Pakistani",
                "asian other": "Any other Asian background",
            },
            "Black, Black British, Caribbean or African": {
                "african": "African",
                "caribbean": "Caribbean",
                "black other": "Any other Black background",
            },
            "Mixed or multiple ethnic groups": {
                "white and asian": "White and Asian",
                "white and african": "White and Black African",
                "white and caribbean": "White and Black Caribbean",
                "mixed other": "Any other mixed background",
            },
            "White": {
                "british": "English, Welsh, Scottish, Northern Irish or British",
                "irish": "Irish",
                "gypsy": "Gypsy or Irish Traveller",
                "roma": "Roma",
                "white other": "Any other White background",
            },
            "Other": {"arab": "Arab", "other": "Any other ethnic group"},
        },
    ),
    ProfileQuestion.IMPAIRMENTS: AnswerList(
        "So that we plan support that works for you.",
        {
            "": {
                "none": "None",
                "vision": "Vision",
                "hearing": "Hearing",
                "mobility": "Mobility",
                "dexterity": "Dexterity: lifting, holding, using your hands",
                "learning": "Learning, understanding or concentrating",
                "memory": "Memory",
                "mental health": "Mental health",
                "stamina": "Stamina, breathing or tiredness",
                "social": "Social or behavioural, such as autism",
                "other": "Something else",
            }
        },
        is_multiple=True,
    ),
    ProfileQuestion.RELIGION: AnswerList(
        "So that we respect your days, food and customs.",
        {
            "": {
                "none": "No religion",
                "buddhist": "Buddhist",
                "christian": "Christian",
                "hindu": "Hindu",
                "jewish": "Jewish",
                "muslim": "Muslim",
                "sikh": "Sikh",
                "other": "Any other religion or belief",
            }
        },
    ),
    ProfileQuestion.ORIENTATION: AnswerList(
        FAIR,
        {
            "": {
                "straight": "Straight or heterosexual",
                "gay": "Gay or lesbian",
                "bisexual": "Bisexual",
                "other": "Another orientation",
            }
        },
    ),
    ProfileQuestion.LANGUAGE: AnswerList("So that we speak and write in a language you are at ease with.", {}),
    ProfileQuestion.AREA: AnswerList(
        "To see whether we reach people outside towns as well.",
        {"": {"town": "In a town or city", "village": "In a village or the countryside"}},
        takes_words=False,
    ),
    ProfileQuestion.MAIN_NEED: AnswerList("To know what matters most to you in your support.", {"": _NEEDS}),
    ProfileQuestion.OTHER_NEEDS: AnswerList("To know what else you want support with.", {"": _NEEDS}, is_multiple=True),
    ProfileQuestion.FORENSIC: AnswerList(
        "To plan support that is safe for you and for others. Few people read this.",
        {
            "": {
                "none": "None",
                "cautions": "Cautions or convictions",
                "prison": "Prison",
                "secure hospital": "Secure hospital",
                "restrictions": "Conditions that apply now",
            }
        },
        is_multiple=True,
    ),
    ProfileQuestion.SUBSTANCES: AnswerList(
        "To plan support that is safe and useful for you. Few people read this.",
        {
            "": {
                "none": "None",
                "alcohol": "Alcohol",
                "drugs": "Drugs",
                "medicines": "Medicines not as prescribed",
                "past": "In the past",
                "treatment": "In treatment",
            }
        },
        is_multiple=True,
    ),
}


def answer_text(
    question: str, answered: str, codes: Sequence[str], words: str, own_labels: Mapping[str, str] | None = None
) -> str:
    """Return an answer in words, such as "Muslim" or "Prefers not to say"; `own_labels` are those for the person."""
    if answered != Answered.GIVEN:
        return str(Answered(answered).label)
    labels = {**LISTS[ProfileQuestion(question)].labels, **(own_labels or {})}
    return ": ".join(part for part in (", ".join(labels.get(code, code) for code in codes), words) if part)
