"""A positive risk decision as pages show it: questions and answers, in the order of a conversation."""

from dataclasses import dataclass

from risk.models import PositiveRisk
from risk.positive_risk.enums import ASSESSED_CAPACITY, Capacity, HumanRight, YesOrNo


@dataclass(frozen=True)
class ConversationPart:
    """A question, the answer, and a note under it. `is_own`: the answer is in the person's words."""

    question: str
    answer: str
    is_own: bool = False
    note: str = ""


def conversation(risk: PositiveRisk, *, to_person: bool = False) -> list[ConversationPart]:
    """Return the questions and answers, the person's first. With `to_person` the questions say "you".

    Best interests are included only where the person lacks capacity for this decision.
    """
    questions = TO_PERSON if to_person else TO_STAFF
    parts = [
        ConversationPart(questions[name], getattr(risk, name), is_own=name in OWN_WORDS)
        for name in questions
        if name not in ASKED_LAST
    ]
    parts.append(ConversationPart(questions["capacity"], _capacity_text(risk, to_person), note=_assessment_text(risk)))
    if risk.capacity == Capacity.LACKS:
        whose = "your" if to_person else "the person's"
        parts.append(ConversationPart(f"What is in {whose} best interests, and who was asked?", risk.best_interests))
        parts.append(ConversationPart("Which less restrictive options were considered?", risk.less_restrictive))
    parts.append(ConversationPart(questions["rights"], risk.rights_words, note=_rights_text(risk, to_person)))
    liberty = risk.deprivation_words if risk.deprivation == YesOrNo.YES else risk.get_deprivation_display()
    parts.append(ConversationPart(questions["liberty"], liberty))
    return parts


OWN_WORDS = ("wish", "gains", "own_view")
ASKED_LAST = ("capacity", "rights", "liberty")
TO_STAFF = {
    "wish": "What do you want to do?",
    "gains": "What would you gain from it?",
    "losses": "What would you lose if you could not do it?",
    "harms": "What could go wrong?",
    "own_view": "What do you think about that?",
    "explained": "How were the possible consequences explained?",
    "least_restrictive": "What is the least restrictive way?",
    "capacity": "Can the person make this decision now?",
    "rights": "Which human rights does it affect, and how were they considered?",
    "liberty": "Could anything here take away the person's liberty?",
}
TO_PERSON = {
    "wish": "What you want to do",
    "gains": "What you would gain from it",
    "losses": "What you would lose if you could not do it",
    "harms": "What could go wrong",
    "own_view": "What you think about that",
    "explained": "How we talked about what could happen",
    "least_restrictive": "The way that gives you the most freedom",
    "capacity": "Whether you could decide this yourself",
    "rights": "Your rights, and how we thought about them",
    "liberty": "Could anything here take away your freedom?",
}
CAPACITY_TO_PERSON = {
    Capacity.NOT_DOUBTED: "Yes. No one doubted it.",
    Capacity.HAS: "Yes. We checked this with you.",
    Capacity.LACKS: "We checked this with you. For this decision, at that time, you needed others to decide with you.",
}


def _capacity_text(risk: PositiveRisk, to_person: bool) -> str:
    if not risk.capacity:
        return ""
    capacity = Capacity(risk.capacity)
    return CAPACITY_TO_PERSON[capacity] if to_person else capacity.label


def _rights_text(risk: PositiveRisk, to_person: bool) -> str:
    rights = [HumanRight(right) for right in risk.rights]
    return "; ".join(right.plain_label if to_person else right.label for right in rights)


def _assessment_text(risk: PositiveRisk) -> str:
    if risk.capacity not in ASSESSED_CAPACITY or not risk.assessed_on:
        return risk.assessed_how
    return f"{risk.assessed_how} Assessed by {risk.assessed_by} on {risk.assessed_on:%-d %B %Y}.".strip()
