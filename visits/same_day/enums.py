"""Requester, method and state of a same-day request (T4.15)."""

from django.db import models

from core.transitions import transition


class SameDayRequester(models.TextChoices):
    PERSON = "person", "The person"
    CARER = "carer", "Family or carer"
    KEYWORKER = "keyworker", "The keyworker"
    OTHER = "other", "Someone else"


class SameDayRequestMethod(models.TextChoices):
    TELEPHONE = "telephone", "By phone"
    TEXT = "text", "By text message"
    EMAIL = "email", "By email"
    IN_PERSON = "in person", "In person"


class SameDayState(models.TextChoices):
    REQUESTED = "requested", "Needs a risk assessment"
    ASSESSED = "assessed", "Waiting for our answer"
    PROMISED = "promised", "Visit agreed"
    REFUSED = "refused", "Answered: no visit"
    VISITED = "visited", "Visit made"
    WITHDRAWN = "withdrawn", "Withdrawn: recorded by mistake"

    @property
    def tone(self) -> str:
        return {"requested": "late", "assessed": "soon", "promised": "brand", "visited": "done"}.get(
            self.value, "plain"
        )


S = SameDayState
SAME_DAY_TRANSITIONS = {
    "assess": transition(S.REQUESTED, to=S.ASSESSED),
    "promise": transition(S.ASSESSED, to=S.PROMISED),
    "refuse": transition(S.ASSESSED, to=S.REFUSED, needs_reason=True),
    "visit": transition(S.PROMISED, to=S.VISITED),
    "withdraw": transition(*(state for state in S if state != S.WITHDRAWN), to=S.WITHDRAWN, needs_reason=True),
}
