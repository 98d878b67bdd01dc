from django.db import models

from core.transitions import transition


class ConcernState(models.TextChoices):
    RAISED = "raised", "Raised: Council not contacted yet"
    COUNCIL_CONTACTED = "council contacted", "Council contacted, no decision yet"
    ENQUIRY = "enquiry", "Safeguarding enquiry: portal form due"
    REPORTED = "reported", "Safeguarding enquiry: portal form sent"
    NO_ENQUIRY = "no enquiry", "Council decision: no enquiry"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn: recorded by mistake"

    @property
    def tone(self) -> str:
        return {"raised": "late", "council contacted": "soon", "enquiry": "late", "reported": "brand"}.get(
            self.value, "plain"
        )


C = ConcernState
OPEN = [state for state in C if state not in (C.CLOSED, C.WITHDRAWN)]
CONCERN_TRANSITIONS = {
    "contact council": transition(C.RAISED, to=C.COUNCIL_CONTACTED),
    "contact children team": transition(*OPEN),
    "name": transition(*(state for state in C if state != C.WITHDRAWN), needs_reason=True),
    "record enquiry": transition(C.COUNCIL_CONTACTED, to=C.ENQUIRY),
    "record no enquiry": transition(C.COUNCIL_CONTACTED, to=C.NO_ENQUIRY, needs_reason=True),
    "undo decision": transition(
        C.ENQUIRY, C.REPORTED, C.NO_ENQUIRY, C.CLOSED, to=C.COUNCIL_CONTACTED, needs_reason=True
    ),
    "report on portal": transition(C.ENQUIRY, to=C.REPORTED),
    "close": transition(C.REPORTED, C.NO_ENQUIRY, to=C.CLOSED, needs_reason=True),
    "withdraw": transition(*(state for state in C if state != C.WITHDRAWN), to=C.WITHDRAWN, needs_reason=True),
}


class Abuse(models.TextChoices):
    """The ten kinds of abuse and neglect of the Care and support statutory guidance, chapter 14."""

    PHYSICAL = "physical", "Physical"
    DOMESTIC = "domestic", "Domestic"
    SEXUAL = "sexual", "Sexual"
    PSYCHOLOGICAL = "psychological", "Psychological"
    FINANCIAL = "financial", "Financial or material"
    MODERN_SLAVERY = "modern slavery", "Modern slavery"
    DISCRIMINATORY = "discriminatory", "Discriminatory"
    ORGANISATIONAL = "organisational", "Organisational"
    NEGLECT = "neglect", "Neglect and acts of omission"
    SELF_NEGLECT = "self-neglect", "Self-neglect"


class SourceOfRisk(models.TextChoices):
    SERVICE_PROVIDER = "service provider", "Service provider"
    OTHER_KNOWN = "other known", "Someone else, known to the person"
    OTHER_UNKNOWN = "other unknown", "Someone else, not known to the person"


class WishesAsked(models.TextChoices):
    """Making Safeguarding Personal: whether the adult was asked which outcome they want."""

    EXPRESSED = "expressed", "Asked, and they said what they want"
    NONE_EXPRESSED = "none expressed", "Asked, but they did not say"
    NOT_ASKED = "not asked", "Not asked"
    NOT_KNOWN = "not known", "Not known"


class SubjectOfConcern(models.TextChoices):
    """Who may have been harmed. A concern about a child goes to Children’s safeguarding."""

    ADULT = "adult", "The person we support"
    CHILD = "child", "A child"


class YesNoNotKnown(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not known", "Not known"


class PlaceOfRisk(models.TextChoices):
    """Where it happened: the list of the Safeguarding Adults Collection."""

    OWN_HOME = "own home", "Their own home"
    COMMUNITY = "community", "In the community"
    COMMUNITY_SERVICE = "community service", "In a community service"
    CARE_HOME = "care home", "Care home"
    ACUTE_HOSPITAL = "acute hospital", "Hospital: acute"
    MENTAL_HEALTH_HOSPITAL = "mental health hospital", "Hospital: mental health"
    COMMUNITY_HOSPITAL = "community hospital", "Hospital: community"
    OTHER = "other", "Somewhere else"


class EmergencyService(models.TextChoices):
    POLICE = "police", "Police"
    AMBULANCE = "ambulance", "Ambulance"
    FIRE = "fire", "Fire and rescue"
    CRISIS_TEAM = "crisis team", "Mental health crisis team"


class CapacityForDecision(models.TextChoices):
    """Whether the person can decide about this concern. Capacity belongs to one decision, never to the person."""

    HAS = "has", "They can decide about this"
    LACKS = "lacks", "They were assessed and cannot decide about this"
    IN_DOUBT = "in doubt", "It is in doubt and not assessed yet"
    NOT_KNOWN = "not known", "Not known"


class ConsentToRaise(models.TextChoices):
    YES = "yes", "Yes, they agree"
    NO = "no", "No, they do not agree"
    NOT_SOUGHT = "not sought", "They were not asked"


class BodyArea(models.TextChoices):
    """Where marks or injuries are: a list of choices, because a drawing cannot be read aloud."""

    HEAD = "head", "Head"
    FACE = "face", "Face"
    NECK = "neck", "Neck"
    CHEST = "chest", "Chest"
    BACK = "back", "Back"
    ABDOMEN = "abdomen", "Stomach and abdomen"
    PELVIS = "pelvis", "Hips and buttocks"
    GENITALS = "genitals", "Genital area"
    LEFT_ARM = "left arm", "Left arm and shoulder"
    RIGHT_ARM = "right arm", "Right arm and shoulder"
    LEFT_HAND = "left hand", "Left hand"
    RIGHT_HAND = "right hand", "Right hand"
    LEFT_LEG = "left leg", "Left leg"
    RIGHT_LEG = "right leg", "Right leg"
    LEFT_FOOT = "left foot", "Left foot"
    RIGHT_FOOT = "right foot", "Right foot"


class CouncilDecision(models.TextChoices):
    """What the Council decided. Only the first two let an enquiry exist (T6.9)."""

    SECTION_42 = "section 42", "Section 42 enquiry"
    OTHER_ENQUIRY = "other enquiry", "Another enquiry"
    NONE = "none", "No enquiry"
    ADVICE = "advice", "No enquiry: advice given"

    @property
    def is_enquiry(self) -> bool:
        return self in ENQUIRIES


ENQUIRIES = (CouncilDecision.SECTION_42, CouncilDecision.OTHER_ENQUIRY)
NO_ENQUIRIES = (CouncilDecision.NONE, CouncilDecision.ADVICE)
