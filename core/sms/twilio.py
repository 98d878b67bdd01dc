"""Texts through Twilio, by its own library. `core.outbound` limits its waits and the length of its answers."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from core.channel_settings import TwilioTexts
from core.errors import NotDeliverable, NotNow, Unconfirmed
from core.models import Receipt
from core.outbound import exchange
from core.telephones import international

# Twilio's error codes of a number that will never accept a text from us: no number, no mobile, opted out, and so on.
NEVER_CODES = {21211, 21214, 21217, 21265, 21604, 21610, 21614, 21617, 21635}
OUTCOMES = {
    "delivered": Receipt.DELIVERED,
    "read": Receipt.DELIVERED,
    "undelivered": Receipt.UNDELIVERED,
    "failed": Receipt.UNDELIVERED,
}
TOO_MANY = 429


class _BoundedClient(HttpClient):
    """The transport of Twilio's library, through `core.outbound`. It logs nothing."""

    def __init__(self) -> None:
        self.is_async = False
        self.timeout = None

    def request(
        self,
        method: str,
        uri: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Send one request of Twilio's library."""
        answer = exchange(method, uri, params=params, form=data, headers=headers, auth=auth)
        return Response(answer.status, answer.text)


class TwilioSms:
    """One message for each text. Twilio has no idempotency key: a text that may have left is never sent again.

    The address for its receipts has our reference, so that a receipt settles even a text whose answer was lost.
    """

    def __init__(self) -> None:
        if settings.TWILIO is None:
            raise ImproperlyConfigured("TWILIO_ACCOUNT_SID is missing. Set it to the account’s SID.")
        self.account: TwilioTexts = settings.TWILIO
        self.name = "Twilio"
        self.client = Client(self.account.account_sid, self.account.auth_token, http_client=_BoundedClient())
        self.client.api.base_url = self.account.url

    def send(self, *, number: str, body: str, reference: UUID) -> str:
        """Send one text and return Twilio's SID of it."""
        is_service = self.account.sender.startswith("MG")
        sender = {"messaging_service_sid" if is_service else "from_": self.account.sender}
        address = settings.SITE_ADDRESS + reverse("twilio_receipt", args=[reference])
        callback = {"status_callback": address} if address.startswith("https://") else {}
        try:
            message = self.client.messages.create(to=international(number), body=body, **sender, **callback)
        except TwilioRestException as error:
            raise _refusal(error) from error
        except (TwilioException, KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unconfirmed("Twilio’s answer could not be read. The text may have arrived.") from error
        if not message.sid:
            raise Unconfirmed("Twilio’s answer has no id of the text. It may have arrived.")
        return str(message.sid)[:100]


def _refusal(error: TwilioRestException) -> Exception:
    """Return what a refusal of Twilio means. Its own words quote the number, so they are left out."""
    code = f", Twilio’s error {error.code}" if error.code else ""
    if error.code in NEVER_CODES:
        return NotDeliverable(f"Twilio does not accept texts to this number{code}.")
    if error.status in (401, 403):
        return NotNow(f"Twilio refused the account (status {error.status}{code}).")
    if error.status == TOO_MANY:
        return NotNow("Twilio has had too many texts from us for the moment.")
    return NotNow(f"Twilio refused the text (status {error.status}{code}).")


def is_from_twilio(address: str, fields: dict[str, Any], signature: str) -> bool:
    """Return whether a request to `address` with these form fields was signed by Twilio for our account."""
    if settings.TWILIO is None or not signature:
        return False
    return bool(RequestValidator(settings.TWILIO.auth_token).validate(address, fields, signature))
