"""The states of a note that was written on a phone."""

from django.db import models

from core.transitions import transition


class PhoneEntryState(models.TextChoices):
    RECEIVED = "received", "Received"
    SAVED = "saved", "Saved as a visit"
    ASKS = "asks", "Needs checking"
    SETTLED = "settled", "Sorted"

    @property
    def tone(self) -> str:
        return {"asks": "late", "received": "soon"}.get(self.value, "done")


PHONE_ENTRY_TRANSITIONS = {
    "accept": transition(PhoneEntryState.RECEIVED, to=PhoneEntryState.SAVED),
    "query": transition(PhoneEntryState.RECEIVED, to=PhoneEntryState.ASKS, needs_reason=True),
    "keep": transition(PhoneEntryState.ASKS, to=PhoneEntryState.SETTLED),
    "reject": transition(PhoneEntryState.ASKS, to=PhoneEntryState.SETTLED, needs_reason=True),
}
