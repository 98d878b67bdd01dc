"""States and choices of positive risk decisions and their reviews."""

from django.db import models

from core.transitions import transition


class PositiveRiskState(models.TextChoices):
    DRAFT = "draft", "Being discussed"
    DECIDED = "decided", "Decided"
    SUPERSEDED = "superseded", "Replaced by a newer decision"
    DROPPED = "dropped", "Withdrawn"

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

    NOT_DOUBTED = "not doubted", "No reason to doubt that they can decide this"
    HAS = "has", "Assessed: they can decide this"
    LACKS = "lacks", "Assessed: they cannot decide this at the moment"


ASSESSED_CAPACITY = (Capacity.HAS, Capacity.LACKS)


class HumanRight(models.TextChoices):
    """The rights in the Human Rights Act 1998, Schedule 1, that such decisions touch."""

    LIFE = "2", "Right to life (article 2)"
    DIGNITY = "3", "Freedom from degrading treatment (article 3)"
    LIBERTY = "5", "Right to liberty (article 5)"
    PRIVATE_LIFE = "8", "Respect for private and family life, home and correspondence (article 8)"
    BELIEF = "9", "Freedom of thought, belief and religion (article 9)"
    EXPRESSION = "10", "Freedom of expression (article 10)"
    ASSEMBLY = "11", "Freedom to meet others (article 11)"
    MARRIAGE = "12", "Right to marry (article 12)"
    EQUALITY = "14", "Protection from discrimination (article 14)"
    POSSESSIONS = "P1", "Peaceful enjoyment of possessions (protocol 1, article 1)"

    @property
    def plain_label(self) -> str:
        """The right as the person reads it, without the article."""
        return _PLAIN_RIGHTS[self]


_PLAIN_RIGHTS = {
    HumanRight.LIFE: "your life",
    HumanRight.DIGNITY: "being treated with dignity",
    HumanRight.LIBERTY: "your freedom",
    HumanRight.PRIVATE_LIFE: "your private and family life",
    HumanRight.BELIEF: "what you believe",
    HumanRight.EXPRESSION: "saying what you think",
    HumanRight.ASSEMBLY: "meeting other people",
    HumanRight.MARRIAGE: "getting married",
    HumanRight.EQUALITY: "being treated as well as everyone else",
    HumanRight.POSSESSIONS: "your own things and money",
}


class YesOrNo(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"


class RiskDecision(models.TextChoices):
    GO_AHEAD = "go ahead", "Go ahead"
    WITH_STEPS = "with steps", "Go ahead, with the agreed steps"
    NOT_NOW = "not now", "Not now"

    @property
    def tone(self) -> str:
        return "soon" if self is RiskDecision.NOT_NOW else "done"


class DecisionReviewState(models.TextChoices):
    DUE = "due", "Review due"
    REVIEWED = "reviewed", "Reviewed"
    EXPIRED = "expired", "Not needed"

    @property
    def tone(self) -> str:
        return {"due": "soon", "reviewed": "done"}.get(self.value, "plain")


DECISION_REVIEW_TRANSITIONS = {
    "review": transition(DecisionReviewState.DUE, to=DecisionReviewState.REVIEWED),
    "expire": transition(DecisionReviewState.DUE, to=DecisionReviewState.EXPIRED),
    "reopen": transition(DecisionReviewState.EXPIRED, to=DecisionReviewState.DUE),
}


class DecisionReviewOutcome(models.TextChoices):
    CONTINUES = "continues", "The decision continues"
    REDRAFTED = "redrafted", "Reopened for discussion"
    REPLACED = "replaced", "Replaced by a newer decision"
