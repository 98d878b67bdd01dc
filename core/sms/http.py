"""Texts through any company that takes them over HTTP. The settings say how (`core.channel_settings.HttpTexts`)."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.channel_settings import HttpTexts
from core.errors import NotDeliverable, NotNow, Unconfirmed
from core.outbound import Answer, exchange, value_at
from core.telephones import international


class HttpSms:
    """Sends one request for each text, with our reference as its idempotency key."""

    def __init__(self) -> None:
        if settings.SMS_HTTP is None:
            raise ImproperlyConfigured("SMS_HTTP_URL is missing. Set it to the address that takes texts.")
        self.mapping: HttpTexts = settings.SMS_HTTP
        self.name = urlsplit(self.mapping.url).netloc.rpartition("@")[2]

    def send(self, *, number: str, body: str, reference: UUID) -> str:
        """Send one text and return the id at `id_path` of the answer.

        An answer without that id may be of something else than the company: whether the text left is not known.
        """
        mapping = self.mapping
        fields = self._fields(international(number), body, str(reference))
        headers = dict(mapping.headers)
        if mapping.reference_header:
            headers[mapping.reference_header] = str(reference)
        answer = exchange(
            mapping.method,
            mapping.url,
            headers=headers,
            form=fields if mapping.is_form else None,
            data=None if mapping.is_form else _nested(fields),
        )
        if not answer.is_success:
            raise self._refusal(answer)
        if not mapping.id_path:
            return ""
        provider_reference = value_at(answer.data(), mapping.id_path)[:100]
        if not provider_reference:
            raise Unconfirmed(f"The answer of {self.name} has no id of the text. It may have arrived.")
        return provider_reference

    def _fields(self, number: str, body: str, reference: str) -> dict[str, Any]:
        mapping = self.mapping
        named = {
            mapping.number_field: number,
            mapping.body_field: body,
            mapping.sender_field: mapping.sender,
            mapping.reference_field: reference,
        }
        return {**mapping.more_fields, **{name: value for name, value in named.items() if name}}

    def _refusal(self, answer: Answer) -> Exception:
        if answer.status in self.mapping.never_statuses:
            return NotDeliverable(f"{self.name} does not accept this text for this number (status {answer.status}).")
        return NotNow(f"{self.name} refused the text (status {answer.status}).")


def _nested(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with those of dotted names inside each other, as JSON has them."""
    result: dict[str, Any] = {}
    for name, value in fields.items():
        *parents, last = name.split(".")
        place = result
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = value
    return result
