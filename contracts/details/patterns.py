"""Patterns from which a new contract can start: the terms and lists of two common kinds of contract (R01, R75).

They are a start, not a rule: every value is changed on the pages of the contract.
"""

import datetime
from dataclasses import dataclass, field

from contracts.enums import ExcludedActivity
from contracts.terms.services import TermsColumns


@dataclass(frozen=True)
class Pattern:
    """The first terms and the lists of a contract. `words` say for which contracts it fits."""

    key: str
    label: str
    words: str
    terms: TermsColumns = field(default_factory=TermsColumns)
    strands: tuple[str, ...] = ()
    life_domains: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()


REFERRED_BY_THE_COUNCIL = Pattern(
    key="council",
    label="Support that the Council refers people to",
    words="The Council’s mental health team refers people, with a plan and a risk assessment. Keyworkers get updates, "
    "and a hospital stay puts support on hold.",
    terms={
        "sources": ["Adult Social Care Mental Health Team"],
        "minimum_age": 18,
        "age_limit": 66,
        "asks_mental_health_services": True,
        "asks_eligible_needs": True,
        "asks_residence": True,
        "asks_council_support_plan": True,
        "asks_council_risk_assessment": True,
        "asks_keyworker": True,
        "asks_exit_plan": True,
        "asks_transition_plan": True,
        "asks_revised_plan": True,
        "declines_for_capacity_only": True,
        "priority_bands": ["Urgent", "Soon", "Routine"],
        "excluded_activities": list(ExcludedActivity),
        "excluded_activities_clause": "3.4",
        "hold_warning_days": [14, 21, 26],
        "update_days": 42,
        "update_ahead_days": 14,
        "update_reminder_days": [2, 7],
        "acknowledge_days": 7,
        "return_working_days": 20,
        "hold_days": 28,
        "day_starts_at": datetime.time(8),
        "day_ends_at": datetime.time(22),
        "alert_minutes": 8 * 60,
    },
    strands=(
        "Community recovery",
        "Short-term intensive support",
        "New to mental health services",
        "Crisis support",
    ),
    life_domains=(
        "Home and daily living",
        "Physical health",
        "Mental wellbeing",
        "Money and benefits",
        "Family",
        "Friends and neighbours",
        "Work and volunteering",
        "Learning",
        "Leisure and interests",
        "Getting out and about",
    ),
    outcomes=(
        "More people in work, training or volunteering, or closer to it",
        "More choice, control and confidence",
        "Distress is recognised early and people get the right help",
        "More people use local services and facilities",
        "Stronger relationships with family and friends",
        "People and families understand mental health better and cope better with it",
        "Joined-up support from different services",
        "Recovery and more independent living",
    ),
)
COMMUNITY_LINKS = Pattern(
    key="links",
    label="Community links",
    words="People come from hubs, community teams and drop-ins, for as long as they need. The contract sets caseloads.",
    terms={
        "sources": ["Hub", "Community mental health team", "Drop-in"],
        "asks_connections_map": True,
        "counts_review_answers": True,
        "survey_months": 6,
        "minimum_people_at_once": 25,
        "minimum_people_a_year": 50,
    },
    strands=(),
    life_domains=(
        "Faith, spirituality and culture",
        "Education and training",
        "Employment",
        "Volunteering",
        "Arts",
        "Healthy living, sport and leisure",
    ),
    outcomes=(
        "Tailored advice and support",
        "More people volunteer in mainstream settings",
        "More people take part in community life",
        "Wider social networks",
        "More people take up courses",
        "More people gain a qualification",
        "Better physical health",
        "More people exercise regularly",
        "Better quality of life and confidence",
        "Better coping with distress",
        "Receiving the benefits they are entitled to",
        "Reaching under-served groups",
        "More mainstream groups and venues welcome people",
        "People who use the service have a say in how it is run",
    ),
)
BLANK = Pattern(key="blank", label="None of these", words="You enter the terms and the lists yourself.")
PATTERNS = {pattern.key: pattern for pattern in (REFERRED_BY_THE_COUNCIL, COMMUNITY_LINKS, BLANK)}
