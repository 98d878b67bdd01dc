"""What the person reads instead of the name of a page: "your plan", for "Support plan"."""

from dataclasses import dataclass

from core.record_pages import OTHER_PAGE

OTHER = "another page of your record"
# By the words of `core.record_pages`. What would puzzle or frighten somebody is said in other words. What would tell
# somebody else who holds the phone that staff fear for the person, or for themselves, is "another page".
PHRASES = {
    OTHER_PAGE: OTHER,
    "Access log": "the list of who looked",
    "Access needs": "what helps you to read, hear and take part",
    "Accounts and sharing": "who may sign in and see your record",
    "Achievements": "what you achieved",
    "Connections map": "your map of people and places",
    "Questions": "questions about your support",
    "Advance choice documents": "what you want in hard times",
    "Age limit": "what happens at the age limit",
    "Allocation of workers": "which worker supports you",
    "Call for help": OTHER,
    "Consent and sharing": "what you said about sharing",
    "Safety disclosures": OTHER,
    "Contacts": "calls and letters about you",
    "Council documents": "the Council’s papers about you",
    "Decisions": "what we decided together",
    "Details and contacts": "your details and how to reach you",
    "Downtime pack": "a list of visits, for when our computers do not work",
    "Exit plan": "the plan for when support ends",
    "Goals": "your goals",
    "History of changes": "what was changed in your record",
    "Home page": "your plan",  # the page on which a representative reads it
    "Hospital stays": "your stays in hospital",
    "Hours report": "how many hours of support you had",
    "Import of records": OTHER,
    "Incident": OTHER,
    "Keyworker": "who your keyworker is",
    "Keyworker update": "a report to your keyworker",
    "List of goals": "a list of goals",
    "List of people": "a list of the people we support",
    "Search results": "a search for somebody",
    "List of people to check in with": "how your visits have gone",
    "List of referrals": "a list of referrals",
    "Lone-working check": OTHER,
    "Merging of records": OTHER,
    "Messages": "your messages with us",
    "Missed visits": "visits that did not happen",
    "Offline visit list": "the visit list on their phone",
    "Offline visit notes": "a note of a visit",
    "Overview": "the first page of your record",
    "Own pages": OTHER,
    "Planned visits": "when your visits are planned",
    "Profile": "what you told us about yourself",
    "Positive risk decisions": "what we decided together",
    "Record of a death": OTHER,
    "Referral": "your referral",
    "Request for a review": "the page where they can ask for a review",
    "Reviews": "your reviews and reports",
    "Risk assessment": "your risk assessment",
    "Request for the risk assessment": "a request to read your risk assessment",
    "Rota": "when your visits are planned",
    "Safety plan": "what helps you in hard times",
    "Same-day alert": "a change that your worker noticed",
    "Same-day request": "a request for help on the same day",
    "Sharing": "who can see your record",
    "Staff caseloads": "a list of the people we support",
    "Support package": "what support you get",
    "Support plan": "your plan",
    "Times that suit": "when visits suit you",
    "Transition plan": "the plan for your move to us",
    "Unusual access": OTHER,
    "Visit briefing": "what to know before a visit",
    "Visit warning": "what to know before a visit",
    "Visits": "your visits",
    "Wellbeing": "how you have been",
    "Who needs cover while a worker is away": "a list of visits",
}


# What matters most to somebody who reads who looked; the rest follows by the alphabet, and OTHER comes last.
FIRST = (
    "your risk assessment",
    "your messages with us",
    "your plan",
    "your stays in hospital",
    "your details and how to reach you",
    "what you told us about yourself",
    "your visits",
    "your goals",
    "your reviews and reports",
)
MOST_NAMED = 4


@dataclass(frozen=True)
class Phrases:
    """What somebody opened: the phrase that the person reads at once, and the pages that follow on demand."""

    named: str
    others: list[str]


def phrases_of(pages: list[str]) -> Phrases:
    """Return the pages in words, each once: "your plan, your goals and 9 other pages", with those nine apart."""
    phrases = sorted({PHRASES.get(page, OTHER) for page in pages}, key=_rank)
    # One page more is named rather than counted.
    named, others = (
        (phrases, []) if len(phrases) <= MOST_NAMED else (phrases[: MOST_NAMED - 1], phrases[MOST_NAMED - 1 :])
    )
    *first, last = [*named, f"{len(others)} other pages"] if others else named
    return Phrases(f"{', '.join(first)} and {last}" if first else last, others)


def _rank(phrase: str) -> tuple[bool, int, str]:
    return phrase == OTHER, FIRST.index(phrase) if phrase in FIRST else len(FIRST), phrase
