"""Alerts, escalations and lone working checks: their states and transitions."""

from django.db import models

from core.transitions import transition


class AlertLevel(models.TextChoices):
    TODAY = "today", "Same-day alert"
    NOW = "now", "Act now"

    @property
    def tone(self) -> str:
        return "late" if self is AlertLevel.NOW else "soon"


class AlertState(models.TextChoices):
    OPEN = "open", "Not yet picked up"
    ACCEPTED = "accepted", "Picked up"
    CLOSED = "closed", "Closed"

    @property
    def tone(self) -> str:
        return {"open": "late", "accepted": "brand"}.get(self.value, "done")


# The Council's duty team, which opens no record, rang about the alert: who and with what result is the reason.
COUNCIL_RANG = "council rang"
ALERT_TRANSITIONS = {
    "accept": transition(AlertState.OPEN, to=AlertState.ACCEPTED),
    "release": transition(AlertState.ACCEPTED, to=AlertState.OPEN, needs_reason=True),
    "close": transition(AlertState.ACCEPTED, to=AlertState.CLOSED),
    "reopen": transition(AlertState.CLOSED, to=AlertState.ACCEPTED, needs_reason=True),
    COUNCIL_RANG: transition(*AlertState),
}


class EscalationCause(models.TextChoices):
    """The cause of a call for help."""

    PRESSED = "pressed", "A worker called for help"
    ACT_NOW = "act now", "Urgent concern from a visit"
    OVERDUE = "overdue", "A worker has not checked in as safe"


class EscalationState(models.TextChoices):
    OPEN = "open", "No one is dealing with it yet"
    ANSWERED = "answered", "Being dealt with"
    CLOSED = "closed", "Closed"

    @property
    def tone(self) -> str:
        return {"open": "late", "answered": "brand"}.get(self.value, "done")


ESCALATION_TRANSITIONS = {
    "answer": transition(EscalationState.OPEN, to=EscalationState.ANSWERED),
    "repeat": transition(EscalationState.OPEN, EscalationState.ANSWERED, to=EscalationState.OPEN),
    "close": transition(EscalationState.OPEN, EscalationState.ANSWERED, to=EscalationState.CLOSED),
}


class EscalationContact(models.TextChoices):
    """Who is rung, in this order."""

    ON_CALL = "on call", "On-call senior"
    MANAGER = "manager", "Manager"
    DUTY_TEAM = "duty team", "The Council's duty team"
    EMERGENCY = "emergency", "999"
    WORKER = "worker", "Worker"
    OTHER = "other", "Someone else"


class CallOutcome(models.TextChoices):
    NOTIFIED = "notified", "Alert sent"
    NO_ANSWER = "no answer", "No answer"
    ANSWERED = "answered", "Answered"
    TAKEN = "taken", "Accepted the call in Casework"
    JOINED = "joined", "Called for help again"


# The outcomes that somebody who rang may choose.
CALLED_OUTCOMES = (CallOutcome.ANSWERED, CallOutcome.NO_ANSWER)


class CheckState(models.TextChoices):
    RUNNING = "running", "On a visit"
    ASKED = "asked", "Overdue: worker asked to check in"
    CALLED = "called", "Overdue: on-call senior alerted"
    OVER = "over", "Finished"

    @property
    def tone(self) -> str:
        return {"running": "brand", "asked": "soon", "called": "late"}.get(self.value, "done")


CHECK_TRANSITIONS = {
    "ask": transition(CheckState.RUNNING, to=CheckState.ASKED),
    # From RUNNING for a worker whose access is suspended, who cannot answer.
    "call": transition(CheckState.RUNNING, CheckState.ASKED, to=CheckState.CALLED),
    "extend": transition(CheckState.RUNNING, CheckState.ASKED, to=CheckState.RUNNING),
    "expect no signal": transition(CheckState.RUNNING),
    "expect signal": transition(CheckState.RUNNING),
    "arrive": transition(CheckState.RUNNING, CheckState.ASKED, to=CheckState.RUNNING),
    "undo arrival": transition(CheckState.RUNNING, CheckState.ASKED, to=CheckState.RUNNING),
    "leave": transition(CheckState.RUNNING, CheckState.ASKED, to=CheckState.RUNNING),
    "accompany": transition(CheckState.RUNNING, to=CheckState.OVER),
    "go alone": transition(CheckState.OVER, to=CheckState.RUNNING),
    "end": transition(CheckState.RUNNING, CheckState.ASKED, CheckState.CALLED, to=CheckState.OVER),
    "restart": transition(
        CheckState.RUNNING, CheckState.ASKED, CheckState.CALLED, CheckState.OVER, to=CheckState.RUNNING
    ),
}


class CheckEnd(models.TextChoices):
    SAFE = "safe", "The worker checked in as safe"
    LOGGED = "logged", "The visit was logged"
    CONFIRMED = "confirmed", "Someone has spoken to the worker"
    ACCOMPANIED = "accompanied", "Two workers on the visit"
    CALLED_OFF = "called off", "The visit was cancelled or not face to face"


class ContactLoss(models.TextChoices):
    """Why a worker who has not said that they are safe may be out of reach."""

    NO_SIGNAL = "no signal", "Phone not seen since the visit began"
    NO_CONTACT = "no contact", "Has not checked in"

    @property
    def tone(self) -> str:
        return "late" if self is ContactLoss.NO_CONTACT else "soon"
