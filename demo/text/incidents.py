"""Incidents and accidents of the demo: what happened, what was done, what the investigation shows."""

from dataclasses import dataclass, field

from safeguarding.concerns.enums import EmergencyService
from safeguarding.incidents.details import IncidentDetails
from safeguarding.incidents.enums import Harm, IncidentKind


@dataclass(frozen=True)
class IncidentText:
    """An incident as a worker writes it. The later texts are used as far as the incident has come."""

    kind: str
    severity: str
    account: str
    made_safe: str
    findings: str = ""
    lessons: str = ""
    details: IncidentDetails = field(default_factory=IncidentDetails)


STAIRS = IncidentText(
    IncidentKind.ACCIDENT,
    Harm.MINOR,
    "{name} slipped on the wet step at the back door and cut the left hand on the rail.",
    "Cleaned the cut, put on a plaster, and stayed for twenty minutes. {name} did not want the GP.",
    "The step has no grip and the light outside was broken.",
    "The landlord has fitted a strip and a new bulb. Workers look at steps on a first visit.",
    details={"place": "Back door", "injuries": "A cut on the left hand, two centimetres long."},
)
TABLETS = IncidentText(
    IncidentKind.MEDICATION,
    Harm.NONE,
    "{name} was reminded of the evening tablets in the morning. Two doses were in the box when the worker left.",
    "Rang the pharmacist, who said to leave out the evening dose. {name} was well at five.",
    "The box had been filled by a neighbour, and the plan did not say which days were whose.",
    "The plan now says who fills the box. Everybody on the team has read it.",
)
CAR_PARK = IncidentText(
    IncidentKind.NEAR_MISS,
    Harm.NONE,
    "A van reversed towards {name} in the car park. The worker pulled {name} back by the arm.",
    "Sat on the wall together until {name} felt steady.",
)
STAY = IncidentText(
    IncidentKind.MISSING,
    Harm.NOT_KNOWN,
    "{name} was not at home for two visits and did not answer the phone. The neighbour had not seen {name} since "
    "Sunday.",
    "Rang the keyworker and the police. {name} came back at nine in the evening, from a friend's flat.",
    details={
        "emergency_services": [EmergencyService.POLICE],
        "emergency_outcome": "Two officers came at seven and looked round the flat.",
    },
)
ARM = IncidentText(
    IncidentKind.SELF_HARM,
    "",
    "{name} showed the worker two fresh cuts on the forearm and said it was a bad night.",
    "Read the safety plan together, rang the crisis line, and cleaned the cuts. {name} agreed to a call at six.",
)
TWICE = IncidentText(
    IncidentKind.PROPERTY,
    Harm.NONE,
    "A cup was broken on the visit.",
    "Swept up.",
)
LIFTING = IncidentText(
    IncidentKind.ACCIDENT,
    Harm.MODERATE,
    "Lifted a box of leaflets in the office and hurt my back. Could not stand up for some minutes.",
    "A colleague drove me home. I saw my GP in the afternoon.",
)
WRONG = "Recorded twice: the first one stays."
HOW = "By telephone, the duty worker"
NO_REPORT = "Nobody at work was hurt."
SUPPORT = "A visit from the manager, and the number of the advocacy service."
ACTION = "Look at the outside light and the steps on the next visit, and write down what needs mending."
