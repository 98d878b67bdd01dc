from django.db import models

from core.transitions import transition


class UpdateState(models.TextChoices):
    DUE = "due", "Due"
    WRITTEN = "written", "Written, with a manager to check"
    CHECKED = "checked", "Checked, to be sent"
    SENT = "sent", "Sent, not yet acknowledged"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    EXPIRED = "expired", "Not needed"

    @property
    def tone(self) -> str:
        tones = {"due": "soon", "written": "soon", "checked": "soon", "sent": "brand", "acknowledged": "done"}
        return tones.get(self.value, "plain")


class ReportMethod(models.TextChoices):
    """How somebody at the Council said that they have read an update, other than in Casework."""

    TELEPHONE = "telephone", "By phone"
    EMAIL = "email", "By email"
    IN_PERSON = "in person", "In person"


U = UpdateState
# Not sent and still needed.
NOT_SENT_STATES = (U.DUE, U.WRITTEN, U.CHECKED)
SENT_STATES = (U.SENT, U.ACKNOWLEDGED)

UPDATE_TRANSITIONS = {
    "send to check": transition(U.DUE, to=U.WRITTEN),
    "check": transition(U.WRITTEN, to=U.CHECKED),
    "send back": transition(U.WRITTEN, U.CHECKED, to=U.DUE, needs_reason=True),
    "withdraw from check": transition(U.WRITTEN, U.CHECKED, to=U.DUE),
    "bring forward": transition(*NOT_SENT_STATES, needs_reason=True),
    "postpone": transition(*NOT_SENT_STATES, needs_reason=True),
    "submit": transition(U.DUE, U.CHECKED, to=U.SENT),
    "acknowledge": transition(U.SENT, to=U.ACKNOWLEDGED),
    "withdraw acknowledgement": transition(U.ACKNOWLEDGED, to=U.SENT, needs_reason=True),
    "answer": transition(U.ACKNOWLEDGED),
    "correct": transition(U.SENT, U.ACKNOWLEDGED, needs_reason=True),
    "expire": transition(*NOT_SENT_STATES, to=U.EXPIRED),
    "reopen": transition(U.EXPIRED, to=U.DUE),
}
