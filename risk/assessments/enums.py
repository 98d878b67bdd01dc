"""States of a risk assessment, scales of a hazard, and ways to disclose an assessment to the Council."""

from django.db import models

from core.transitions import transition


class RiskAssessmentState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_FORCE = "in force", "Live"
    SUPERSEDED = "superseded", "Replaced by a newer version"
    DROPPED = "dropped", "Discarded"

    @property
    def tone(self) -> str:
        return {"draft": "soon", "in force": "done"}.get(self.value, "plain")


S = RiskAssessmentState
ASSESSMENT_TRANSITIONS = {
    "make live": transition(S.DRAFT, to=S.IN_FORCE),
    "supersede": transition(S.IN_FORCE, to=S.SUPERSEDED),
    "drop": transition(S.DRAFT, to=S.DROPPED, needs_reason=True),
    "confirm": transition(S.IN_FORCE),
}


class HazardKind(models.TextChoices):
    """What a hazard is about. Only surroundings and lone working are graded; harm to self never is (decision 70)."""

    SURROUNDINGS = "surroundings", "The surroundings, or visiting alone"
    HARM_TO_SELF = "harm to self", "Harm to self"
    HARM_FROM_OTHERS = "harm from others", "Harm from other people"
    HARM_TO_OTHERS = "harm to others", "Harm to other people"
    HEALTH = "health", "Health, or not looking after themselves"

    @property
    def is_graded(self) -> bool:
        """True if likelihood and severity are recorded."""
        return self is HazardKind.SURROUNDINGS


class Likelihood(models.IntegerChoices):
    RARE = 1, "1: rare, not known to have happened"
    UNLIKELY = 2, "2: unlikely, but it could happen"
    POSSIBLE = 3, "3: possible, it has happened before"
    LIKELY = 4, "4: likely, it happens from time to time"
    ALMOST_CERTAIN = 5, "5: almost certain, it happens often"


class Severity(models.IntegerChoices):
    SLIGHT = 1, "1: slight, no lasting harm"
    MINOR = 2, "2: minor, first aid or short-term upset"
    MODERATE = 3, "3: moderate, needs treatment or support"
    SERIOUS = 4, "4: serious, could mean a hospital stay or lasting harm"
    SEVERE = 5, "5: severe, could be life-threatening"


class RiskLevel(models.TextChoices):
    """Derived from likelihood times severity, never stored."""

    LOW = "low", "Low risk"
    MEDIUM = "medium", "Medium risk"
    HIGH = "high", "High risk"

    @property
    def tone(self) -> str:
        return {"medium": "soon", "high": "late"}.get(self.value, "plain")


# The product of likelihood and severity from which a risk is medium or high: the provider's own rule.
MEDIUM_FROM, HIGH_FROM = 5, 15


def level_of(likelihood: int, severity: int) -> RiskLevel:
    """Return the level of a hazard rated 1 to 5 on both scales."""
    product = likelihood * severity
    if product >= HIGH_FROM:
        return RiskLevel.HIGH
    return RiskLevel.MEDIUM if product >= MEDIUM_FROM else RiskLevel.LOW


class ReviewedHow(models.TextChoices):
    NEW_VERSION = "new version", "A new version was made live"
    NOTHING_CHANGED = "nothing changed", "Reviewed: no change"


class DisclosureMethod(models.TextChoices):
    ACCESS = "access", "Access in Casework"
    SENT = "sent", "Sent as a PDF"
    IN_PERSON = "in person", "Shown in person"
