"""What the person reads instead of the name of a page: "your plan", for "Support plan"."""

from core.record_pages import OTHER_PAGE

OTHER = "another page of your record"
# By the words of `core.record_pages`. What would puzzle or frighten somebody is said in other words.
PHRASES = {
    OTHER_PAGE: OTHER,
    "Access log": "the list of who looked",
    "Access needs": "what helps you to read, hear and take part",
    "Accounts and sharing": "who may sign in and see your record",
    "Achievements": "what you achieved",
    "Age limit": "what happens at the age limit",
    "Allocation of workers": "which worker supports you",
    "Call for help": "a worker’s call for help",
    "Consent and sharing": "what you said about sharing",
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
    "Keyworker": "who your keyworker is",
    "Keyworker update": "a report to your keyworker",
    "List of goals": "a list of goals",
    "List of people": "a list of the people we support",
    "List of referrals": "a list of referrals",
    "Lone-working check": "a check that a worker was safe",
    "Merging of records": OTHER,
    "Messages": "your messages with us",
    "Missed visits": "visits that did not happen",
    "Offline visit list": "the visit list on their phone",
    "Offline visit notes": "a note of a visit",
    "Overview": "the first page of your record",
    "Own pages": "whether your own pages are locked",
    "Planned visits": "when your visits are planned",
    "Profile": "who you are",
    "Positive risk decisions": "what we decided together",
    "Record of a death": OTHER,
    "Referral": "your referral",
    "Reviews": "your reviews and reports",
    "Risk assessment": "your risk assessment",
    "Rota": "when your visits are planned",
    "Same-day alert": "a note of a visit",
    "Same-day request": "a request for help on the same day",
    "Sharing": "who can see your record",
    "Staff caseloads": "a list of the people we support",
    "Support package": "what support you get",
    "Support plan": "your plan",
    "Times that suit": "when visits suit you",
    "Transition plan": "the plan for your move to us",
    "Unusual access": "a check of who opened records",
    "Visit briefing": "what to know before a visit",
    "Visit warning": "what to know before a visit",
    "Visits": "your visits",
    "Wellbeing": "how you have been",
    "Who needs cover while a worker is away": "a list of visits",
}


def phrase_of(pages: list[str]) -> str:
    """Return the pages in one phrase, each once: "your goals, your plan and your visits"."""
    phrases = sorted({PHRASES.get(page, OTHER) for page in pages}, key=lambda phrase: (phrase == OTHER, phrase))
    *first, last = phrases
    return f"{', '.join(first)} and {last}" if first else last
