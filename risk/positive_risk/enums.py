"""States and choices of positive risk decisions and their reviews."""

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
DECISION_TRANSITIONS = {
    "decide": transition(R.DRAFT, to=R.DECIDED),
    "drop": transition(R.DRAFT, to=R.DROPPED, needs_reason=True),
    "supersede": transition(R.DECIDED, to=R.SUPERSEDED),
}
# The states in which people other than the writers may read a decision.
DECIDED_STATES = (R.DECIDED, R.SUPERSEDED)


class Capacity(models.TextChoices):
    """Capacity for one decision at the time it is made (Mental Capacity Act 2005, sections 1 to 3), not in general."""

    NOT_DOUBTED = "not doubted", "Nobody doubts that they can decide this"
    HAS = "has", "It was assessed: they can decide this"
    LACKS = "lacks", "It was assessed: they cannot decide this at the moment"


ASSESSED_CAPACITY = (Capacity.HAS, Capacity.LACKS)


class HumanRight(models.TextChoices):
    """The rights in the Human Rights Act 1998, Schedule 1, that such decisions touch."""

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


class DecisionReviewState(models.TextChoices):
    DUE = "due", "To be looked at again"
    REVIEWED = "reviewed", "Looked at again"
    LAPSED = "lapsed", "No longer due"

    @property
    def tone(self) -> str:
        return {"due": "soon", "reviewed": "done"}.get(self.value, "plain")


DECISION_REVIEW_TRANSITIONS = {
    "review": transition(DecisionReviewState.DUE, to=DecisionReviewState.REVIEWED),
    "lapse": transition(DecisionReviewState.DUE, to=DecisionReviewState.LAPSED),
}


class DecisionReviewOutcome(models.TextChoices):
    CONTINUES = "continues", "The decision stands"
    REDRAFTED = "redrafted", "It is talked over anew"
    REPLACED = "replaced", "A newer decision took its place"
