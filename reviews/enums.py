from django.db import models

from core.transitions import transition


class UpdateState(models.TextChoices):
    DUE = "due", "Due"
    SENT = "sent", "Sent, not yet acknowledged"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    EXPIRED = "expired", "Not needed"

    @property
    def tone(self) -> str:
        return {"due": "soon", "sent": "brand", "acknowledged": "done"}.get(self.value, "plain")


U = UpdateState
UPDATE_TRANSITIONS = {
    "submit": transition(U.DUE, to=U.SENT),
    "acknowledge": transition(U.SENT, to=U.ACKNOWLEDGED),
    "correct": transition(U.SENT, U.ACKNOWLEDGED, needs_reason=True),
    "expire": transition(U.DUE, to=U.EXPIRED),
    "reopen": transition(U.EXPIRED, to=U.DUE),
}


class ReviewState(models.TextChoices):
    DUE = "due", "Due"
    CONDUCTED = "conducted", "Done, not yet shared"
    SHARED = "shared", "Shared with the keyworker"
    EXPIRED = "expired", "Not needed"

    @property
    def tone(self) -> str:
        return {"due": "soon", "conducted": "brand", "shared": "done"}.get(self.value, "plain")


R = ReviewState
REVIEW_TRANSITIONS = {
    "conduct": transition(R.DUE, to=R.CONDUCTED),
    "share": transition(R.CONDUCTED, to=R.SHARED),
    "correct": transition(R.CONDUCTED, R.SHARED, needs_reason=True),
    "withdraw": transition(R.CONDUCTED, to=R.DUE, needs_reason=True),
    "expire": transition(R.DUE, to=R.EXPIRED),
    "reopen": transition(R.EXPIRED, to=R.DUE),
}


class ReviewRequester(models.TextChoices):
    CONTRACT = "contract", "Agreed when we accepted the referral"
    PERSON = "person", "The person"
    CARER = "carer", "The carer"
    KEYWORKER = "keyworker", "The keyworker"
    PROVIDER = "provider", "The provider"
