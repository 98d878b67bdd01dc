"""Text messages go through one adapter, named by the setting SMS_ADAPTER."""

from functools import cache
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from core import clock
from core.errors import NotNow
from core.models import DemoText


class SmsAdapter(Protocol):
    """A company that delivers text messages. The same `reference` twice must be delivered once, where it can do so.

    `name` says to administrators who it is.
    """

    name: str

    def send(self, *, number: str, body: str, reference: UUID) -> str:
        """Send one text and return the company's own id of it; "" if it has none.

        `number` is as Casework stores it. Raises OSError when it cannot be sent now, NotDeliverable when the number
        will never accept it, and Unconfirmed when it was handed over and no answer came.
        """


class DemoSms:
    """Stores each text in a table that the operations page shows, and sends nothing."""

    name = "The demo, which sends nothing: the texts are on the page of system status"

    def send(self, *, number: str, body: str, reference: UUID) -> str:
        text, _is_new = DemoText.objects.get_or_create(
            reference=reference, defaults={"number": number, "body": body, "received_at": clock.now()}
        )
        return f"demo-{text.pk}"


class NoSms:
    """Production before a company that delivers texts is named: no text counts as sent."""

    name = ""

    def send(self, *, number: str, body: str, reference: UUID) -> str:
        raise NotNow("The settings of the server name no company that delivers texts (SMS_ADAPTER).")


@cache
def adapter() -> SmsAdapter:
    """Return the adapter in use. Raises ImproperlyConfigured for the demo's in production."""
    made: SmsAdapter = import_string(settings.SMS_ADAPTER)()
    if settings.PRODUCTION and isinstance(made, DemoSms):
        raise ImproperlyConfigured("SMS_ADAPTER sends nothing: name the class of a company that sends texts.")
    return made
