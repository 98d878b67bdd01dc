"""What became of a message after it left: a company's receipt of a text, or an email that was returned."""

from uuid import UUID

from django.db.models import Q

from core import clock
from core.models import Channel, Message, Receipt
from core.verbs import verb


@verb
def record_receipt(
    *,
    channel: Channel,
    receipt: Receipt,
    reference: UUID | None = None,
    provider_reference: str = "",
    reason: str = "",
    by: None = None,
) -> Message | None:
    """Record that a message arrived, or that it did not; return it, or None where there is nothing to record.

    It is known by our `reference` or by the company's own id of it. A message that arrived stays so: receipts come in
    any order, and a late "not delivered" is of an earlier try. The same receipt twice changes nothing.
    """
    known = Q(pk=reference) if reference else Q(provider_reference=provider_reference)
    if not (reference or provider_reference):
        return None
    messages = Message.objects.select_for_update().filter(known, channel=channel)
    message: Message | None = messages.exclude(receipt__in=[receipt, Receipt.DELIVERED]).first()
    if message is None:
        return None
    message.receipt, message.receipt_at = receipt, clock.now()
    message.reason = reason[:300] if receipt == Receipt.UNDELIVERED else ""
    message.save(update_fields=["receipt", "receipt_at", "reason"])
    return message
