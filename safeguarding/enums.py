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
CONCERN_TRANSITIONS = {
    "contact council": transition(C.RAISED, to=C.COUNCIL_CONTACTED),
    "record enquiry": transition(C.COUNCIL_CONTACTED, to=C.ENQUIRY),
    "record no enquiry": transition(C.COUNCIL_CONTACTED, to=C.NO_ENQUIRY, needs_reason=True),
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
