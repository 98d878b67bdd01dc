"""The words of positive risk decisions, transition plans and exit plans."""

from django.db import models

from core.transitions import transition


class PositiveRiskState(models.TextChoices):
    DRAFT = "draft", "Being talked over"
    DECIDED = "decided", "Decided"
    SUPERSEDED = "superseded", "Replaced by a newer decision"
    DROPPED = "dropped", "Dropped before it was decided"

    @property
    def tone(self) -> str:
        return {"draft": "soon", "decided": "done"}.get(self.value, "plain")


R = PositiveRiskState
RISK_TRANSITIONS = {
    "decide": transition(R.DRAFT, to=R.DECIDED),
    "drop": transition(R.DRAFT, to=R.DROPPED, needs_reason=True),
    "supersede": transition(R.DECIDED, to=R.SUPERSEDED),
}
# What was decided, whether it still holds or not: what others than its writers read.
WAS_DECIDED = (R.DECIDED, R.SUPERSEDED)


class Capacity(models.TextChoices):
    """For one decision at the time it is made (Mental Capacity Act 2005, sections 1 to 3); never of a person."""

    NOT_DOUBTED = "not doubted", "Nobody doubts that they can decide this"
    HAS = "has", "It was assessed: they can decide this"
    LACKS = "lacks", "It was assessed: they cannot decide this at the moment"


ASSESSED = (Capacity.HAS, Capacity.LACKS)


class HumanRight(models.TextChoices):
    """Of the Human Rights Act 1998, Schedule 1: those that such decisions touch."""

    LIFE = "2", "To life (article 2)"
    DIGNITY = "3", "Not to be treated in a degrading way (article 3)"
    LIBERTY = "5", "To liberty (article 5)"
    PRIVATE_LIFE = "8", "To private and family life, home and letters (article 8)"
    BELIEF = "9", "To thought, conscience and religion (article 9)"
    EXPRESSION = "10", "To say what one thinks (article 10)"
    ASSEMBLY = "11", "To meet others (article 11)"
    MARRIAGE = "12", "To marry (article 12)"
    EQUALITY = "14", "To the same rights as everybody (article 14)"
    POSSESSIONS = "P1", "To one's own things and money (protocol 1, article 1)"


class YesOrNo(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"


class RiskDecision(models.TextChoices):
    GO_AHEAD = "go ahead", "Go ahead"
    WITH_STEPS = "with steps", "Go ahead, with the steps agreed"
    NOT_NOW = "not now", "Not now"

    @property
    def tone(self) -> str:
        return "soon" if self is RiskDecision.NOT_NOW else "done"


class RiskReviewState(models.TextChoices):
    DUE = "due", "To be looked at again"
    HELD = "held", "Looked at again"
    LAPSED = "lapsed", "No longer due"

    @property
    def tone(self) -> str:
        return {"due": "soon", "held": "done"}.get(self.value, "plain")


RISK_REVIEW_TRANSITIONS = {
    "hold": transition(RiskReviewState.DUE, to=RiskReviewState.HELD),
    "lapse": transition(RiskReviewState.DUE, to=RiskReviewState.LAPSED),
}


class RiskReviewOutcome(models.TextChoices):
    STANDS = "stands", "The decision stands"
    ANEW = "anew", "It is talked over anew"
    REPLACED = "replaced", "A newer decision took its place"
