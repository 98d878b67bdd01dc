from django.db import models

from core.moves import transition


class PlanState(models.TextChoices):
    DRAFT = "draft", "Draft"
    OFFERED = "offered", "With the person"
    IN_FORCE = "in force", "Agreed and in force"
    DECLINED = "declined", "Not agreed"
    SUPERSEDED = "superseded", "Replaced by a newer plan"

    @property
    def tone(self) -> str:
        return {"offered": "soon", "in force": "done", "declined": "late"}.get(self.value, "plain")


S = PlanState
PLAN_TRANSITIONS = {
    "offer": transition(S.DRAFT, to=S.OFFERED),
    "take back": transition(S.OFFERED, to=S.DRAFT, needs_reason=True),
    "agree": transition(S.OFFERED, to=S.IN_FORCE),
    "decline": transition(S.OFFERED, to=S.DECLINED, needs_reason=True),
    "supersede": transition(S.IN_FORCE, S.DECLINED, to=S.SUPERSEDED),
}


class AgreedHow(models.TextChoices):
    PORTAL = "portal", "By the person, signed in"
    IN_PERSON = "in person", "In person"
    TELEPHONE = "telephone", "By telephone"
    PAPER = "paper", "On paper"


class GoalState(models.TextChoices):
    ACTIVE = "active", "Working on it"
    ACHIEVED = "achieved", "Achieved"
    LET_GO = "let go", "Let go"

    @property
    def tone(self) -> str:
        return {"active": "brand", "achieved": "done"}.get(self.value, "plain")


G = GoalState
GOAL_TRANSITIONS = {
    "achieve": transition(G.ACTIVE, to=G.ACHIEVED),
    "let go": transition(G.ACTIVE, to=G.LET_GO, needs_reason=True),
    "take up again": transition(G.ACHIEVED, G.LET_GO, to=G.ACTIVE, needs_reason=True),
}


class RatedBy(models.TextChoices):
    PERSON = "person", "The person"
    WORKER = "worker", "The worker"
    TOGETHER = "together", "Both together"
