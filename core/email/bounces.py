"""Reports of undelivered emails (RFC 3464): which of our emails it is, and why."""

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import HeaderParser
from typing import Any
from uuid import UUID

from django.conf import settings

from core.models import Channel, Message, Receipt
from core.receipts import record_receipt
from core.text import clean_line

MOST_BYTES = 256 * 1024  # of one report; the rest is not read
MOST_PARTS = 20
ADDRESS = re.compile(r"<?[^\s<>;,()]+@[^\s<>;,()]+>?")
OUR_ID = re.compile(r"<([0-9a-fA-F-]{36})@([^<>@\s]+)>")


@dataclass(frozen=True)
class Bounce:
    """One of our emails that was not delivered; `reason` is the mail server's diagnosis, without addresses."""

    reference: UUID
    reason: str


def read_bounce(content: bytes) -> Bounce | None:
    """Return what a report says about one of our emails; None for any other email, and where it is only delayed."""
    try:
        report = email.message_from_bytes(content[:MOST_BYTES], policy=email.policy.default)
        if report.get_content_type() != "multipart/report":
            return None
        parts = [part for _number, part in zip(range(MOST_PARTS), report.walk(), strict=False)]
        reference = next((found for part in parts if (found := _reference_in(part))), None)
        reason = next((words for part in parts if (words := _reason_in(part))), None)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None  # the parser of the standard library stumbles over some broken emails
    return Bounce(reference, reason) if reference and reason else None


def _reference_in(part: EmailMessage) -> UUID | None:
    """Return the id of our email, of which a report has the whole or the headers."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        inner: Any = part.get_payload(0)
        message_id = inner.get("Message-ID", "")
    elif kind == "text/rfc822-headers":
        message_id = HeaderParser().parsestr(_text_of(part)).get("Message-ID", "")
    else:
        return None
    match = OUR_ID.search(str(message_id))
    if match is None or match[2].lower() != settings.SITE_HOST.lower():
        return None
    return UUID(match[1])


def _reason_in(part: EmailMessage) -> str:
    """Return why an address was refused for good; "" for another part, and for other actions such as "delayed"."""
    if part.get_content_type() != "message/delivery-status":
        return ""
    blocks: Any = part.get_payload()
    for block in blocks if isinstance(blocks, list) else []:
        if str(block.get("Action", "")).strip().lower() == "failed":
            status = clean_line(str(block.get("Status", "")))
            diagnosis = str(block.get("Diagnostic-Code", "")).partition(";")[2]
            words = ADDRESS.sub("(address)", clean_line(diagnosis).strip()) or status or "no reason given"
            return f"the mail server returned it: {words}"[:300]
    return ""


def _text_of(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else str(part.get_payload())


def record_bounce(content: bytes) -> Message | None:
    """Record on our email that it was not delivered, if `content` reports it; return it, or None."""
    bounce = read_bounce(content)
    if bounce is None:
        return None
    return record_receipt(
        channel=Channel.EMAIL, receipt=Receipt.UNDELIVERED, reference=bounce.reference, reason=bounce.reason, by=None
    )
