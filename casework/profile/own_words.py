"""The answers of the profile in plainer words, for the person; the codes are the same, and names of groups stay."""

from casework.profile.enums import ProfileQuestion

_NEEDS = {
    "wellbeing": "How I feel",
    "social": "Meeting people",
    "housing": "My home",
    "money": "Money",
    "daily living": "Day to day things",
    "training": "Learning",
    "work": "Work",
    "health": "My health",
    "relationships": "My family and partner",
    "safety": "Feeling safe",
    "travel": "Getting around",
    "other": "Something else",
}
OWN_LABELS: dict[str, dict[str, str]] = {
    ProfileQuestion.IMPAIRMENTS: {
        "none": "Nothing makes it hard",
        "vision": "Seeing",
        "hearing": "Hearing",
        "mobility": "Walking or moving",
        "dexterity": "Lifting or holding things",
        "learning": "Learning new things",
        "memory": "Keeping things in mind",
        "mental health": "My mental health",
        "stamina": "Breathing, or I get tired soon",
        "social": "Being with people, for example with autism",
        "other": "Something else",
    },
    ProfileQuestion.MAIN_NEED: _NEEDS,
    ProfileQuestion.OTHER_NEEDS: _NEEDS,
    ProfileQuestion.FORENSIC: {
        "none": "None of these",
        "cautions": "The police or a court said I broke the law",
        "prison": "I was in prison",
        "secure hospital": "I was in a locked hospital",
        "restrictions": "I must keep to rules now",
    },
    ProfileQuestion.SUBSTANCES: {
        "none": "None of these",
        "alcohol": "I drink",
        "drugs": "I take drugs",
        "medicines": "I take more or fewer pills than the doctor said",
        "past": "I did in the past",
        "treatment": "I get help with it",
    },
}


def own_labels(question: str) -> dict[str, str]:
    """Return code → label of the answers that have plainer words for the person."""
    return OWN_LABELS.get(question, {})
