"""Requester, method and state of a same-day request (T4.15)."""

from django.db import models

from core.transitions import transition


class SameDayRequester(models.TextChoices):
    PERSON = "person", "The person"
    CARER = "carer", "Family or carer"
    KEYWORKER = "keyworker", "The keyworker"
    OTHER = "other", "Somebody else"


class SameDayRequestMethod(models.TextChoices):
    TELEPHONE = "telephone", "By telephone"
    TEXT = "text", "By text message"
    EMAIL = "email", "By e-mail"
    IN_PERSON = "in person", "In person"


class SameDayState(models.TextChoices):
    REQUESTED = "requested", "Risk to be assessed"
    ASSESSED = "assessed", "To be answered"
    PROMISED = "promised", "Somebody comes"
    REFUSED = "refused", "Answered: nobody comes"
    VISITED = "visited", "Visited"

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
}
