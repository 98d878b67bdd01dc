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
        if name != "capacity"
    ]
    parts.append(ConversationPart(questions["capacity"], _capacity_text(risk, to_person), note=_assessment_text(risk)))
    if risk.capacity == Capacity.LACKS:
        whose = "your" if to_person else "the person's"
        parts.append(ConversationPart(f"What is in {whose} best interests, and who was asked?", risk.best_interests))
        parts.append(ConversationPart("Which less restrictive ways were thought of?", risk.less_restrictive))
    rights = "; ".join(HumanRight(right).label for right in risk.rights)
    parts.append(
        ConversationPart("Which human rights does it touch, and how were they weighed?", risk.rights_words, note=rights)
    )
    liberty = risk.deprivation_words if risk.deprivation == YesOrNo.YES else risk.get_deprivation_display()
    whose = "your" if to_person else "the person's"
    parts.append(ConversationPart(f"Could anything here take away {whose} liberty?", liberty))
    return parts


OWN_WORDS = ("wish", "gains", "own_view")
TO_STAFF = {
    "wish": "What do you want to do?",
    "gains": "What would you gain by it?",
    "losses": "What would be lost if it were prevented?",
    "harms": "What may go wrong?",
    "own_view": "What do you think about that?",
    "explained": "How was it explained what may follow from it?",
    "least_restrictive": "Which way takes the least freedom away, and still helps?",
    "capacity": "Can the person make this decision now?",
}
TO_PERSON = {
    "wish": "What you want to do",
    "gains": "What you gain by it",
    "losses": "What you would lose if you could not",
    "harms": "What may go wrong",
    "own_view": "What you think about that",
    "explained": "How we talked about what may follow from it",
    "least_restrictive": "The way that leaves you most freedom",
    "capacity": "Whether this was yours to decide",
}
CAPACITY_TO_PERSON = {
    Capacity.NOT_DOUBTED: "Yes. Nobody doubted it.",
    Capacity.HAS: "Yes. It was looked at with you.",
    Capacity.LACKS: "It was looked at with you. It was found that for this one, at that time, you needed others to "
    "decide with you.",
}


def _capacity_text(risk: PositiveRisk, to_person: bool) -> str:
    if not risk.capacity:
        return ""
    capacity = Capacity(risk.capacity)
    return CAPACITY_TO_PERSON[capacity] if to_person else capacity.label


def _assessment_text(risk: PositiveRisk) -> str:
    if risk.capacity not in ASSESSED_CAPACITY or not risk.assessed_on:
        return risk.assessed_how
    return f"{risk.assessed_how} Assessed by {risk.assessed_by} on {risk.assessed_on:%-d %B %Y}.".strip()
