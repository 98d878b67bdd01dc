"""Text messages go through one adapter, named by the setting SMS_ADAPTER."""

from functools import cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from core import clock
from core.models import DemoText


class SmsAdapter(Protocol):
    """A company that delivers text messages. The same `reference` twice must be delivered once."""

    def send(self, *, number: str, body: str, reference: UUID) -> None:
        """Send one text. Raises OSError when it cannot be sent now."""


class DemoSms:
    """Stores each text in a table that the operations page shows, and sends nothing."""

    def send(self, *, number: str, body: str, reference: UUID) -> None:
        DemoText.objects.get_or_create(
            reference=reference, defaults={"number": number, "body": body, "received_at": clock.now()}
        )


class NoSms:
    """Production before a company that delivers texts is named: no text counts as sent."""

    def send(self, *, number: str, body: str, reference: UUID) -> None:
        raise OSError("SMS_ADAPTER names no company that delivers texts.")


@cache
def adapter() -> SmsAdapter:
    """Return the adapter in use."""
    return import_string(settings.SMS_ADAPTER)()
