from django.db import models

from core.transitions import transition


class IncidentState(models.TextChoices):
    OPEN = "open", "Open: not looked into yet"
    INVESTIGATED = "investigated", "Under investigation"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn: recorded by mistake"

    @property
    def tone(self) -> str:
        return {"open": "late", "investigated": "soon"}.get(self.value, "plain")


S = IncidentState
IN_HAND = (S.OPEN, S.INVESTIGATED)
NOT_WITHDRAWN = (*IN_HAND, S.CLOSED)
INCIDENT_TRANSITIONS = {
    "correct": transition(*IN_HAND, needs_reason=True),
    "name": transition(*NOT_WITHDRAWN, needs_reason=True),
    "investigate": transition(S.OPEN, to=S.INVESTIGATED),
    "close": transition(*IN_HAND, to=S.CLOSED, needs_reason=True),
    "reopen": transition(S.CLOSED, to=S.OPEN, needs_reason=True),
    "withdraw": transition(*NOT_WITHDRAWN, to=S.WITHDRAWN, needs_reason=True),
}


class IncidentKind(models.TextChoices):
    ACCIDENT = "accident", "Accident"
    NEAR_MISS = "near miss", "Near miss"
    MEDICATION = "medication", "Medication prompting error"
    VIOLENCE = "violence", "Violence or aggression"
    SELF_HARM = "self-harm", "Self-harm"
    MISSING = "missing", "Missing person"
    PROPERTY = "property", "Loss of or damage to property"
    DATA = "data", "Loss or disclosure of information"
    OUTSIDE_SERVICE = "outside service", "Something the service does not do"
    OTHER = "other", "Something else"


class Harm(models.TextChoices):
    """The harm that was done. Harm to oneself is never graded: there it is empty."""

    NOT_KNOWN = "not known", "Not known yet"
    NONE = "none", "No harm"
    MINOR = "minor", "Minor: first aid or less"
    MODERATE = "moderate", "Moderate: needed treatment"
    SERIOUS = "serious", "Serious: hospital, or lasting harm"
    DEATH = "death", "Somebody died"


GRAVE = (Harm.SERIOUS, Harm.DEATH)
