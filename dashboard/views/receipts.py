"""Delivery receipts of the companies that deliver texts: public addresses, each answered without details."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.page_access import PageClass, page
from core.channel_settings import ReceiptMapping
from core.models import Channel, Receipt
from core.outbound import value_at
from core.receipts import record_receipt
from core.request_bodies import sent_bytes
from core.sms import twilio

MOST_BYTES = 16 * 1024
TAKEN, REFUSED, NOTHING_HERE, TOO_LONG = 204, 403, 404, 413


def _answer(status: int) -> HttpResponse:
    return HttpResponse(status=status)


@csrf_exempt
@page(PageClass.TOKEN)
@require_POST
def text_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Record a receipt of the company that takes texts over HTTP. A text that we do not know is answered alike."""
    mapping = settings.SMS_HTTP.receipts if settings.SMS_HTTP else ReceiptMapping()
    if not mapping.token or not constant_time_compare(token, mapping.token):
        return _answer(NOTHING_HERE)
    if sent_bytes(request) > MOST_BYTES:
        return _answer(TOO_LONG)
    _record(mapping, _fields_of(request))
    return _answer(TAKEN)


@csrf_exempt
@page(PageClass.TOKEN)
@require_POST
def twilio_receipt(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Record a receipt that Twilio has signed. The address has our reference of the text."""
    if settings.TWILIO is None:
        return _answer(NOTHING_HERE)
    if sent_bytes(request) > MOST_BYTES:
        return _answer(TOO_LONG)
    fields = request.POST.dict()
    signature = request.headers.get("X-Twilio-Signature", "")
    if not twilio.is_from_twilio(settings.SITE_ADDRESS + request.get_full_path(), fields, signature):
        return _answer(REFUSED)
    receipt = twilio.OUTCOMES.get(str(fields.get("MessageStatus", "")))
    if receipt:
        code = str(fields.get("ErrorCode", ""))[:10]
        reason = f"Twilio’s error {code}" if code.isdecimal() else "Twilio did not deliver it"
        record_receipt(channel=Channel.TEXT, receipt=receipt, reference=reference, reason=reason, by=None)
    return _answer(TAKEN)


def _fields_of(request: HttpRequest) -> Any:
    """Return what was sent, as JSON or as a form; None where it is neither."""
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        return None


def _record(mapping: ReceiptMapping, fields: Any) -> None:
    status = value_at(fields, mapping.status_path).lower()
    known_id = value_at(fields, mapping.id_path)[:100] if mapping.id_path else ""
    reference = _uuid(value_at(fields, mapping.reference_path)) if mapping.reference_path else None
    outcomes = [(mapping.delivered, Receipt.DELIVERED), (mapping.undelivered, Receipt.UNDELIVERED)]
    for words, receipt in outcomes:
        if status in words:
            record_receipt(
                channel=Channel.TEXT,
                receipt=receipt,
                reference=reference,
                provider_reference=known_id,
                reason="the company did not deliver it",
                by=None,
            )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
