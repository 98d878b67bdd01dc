"""Sending the messages of the outbox."""

import datetime
import logging
from smtplib import SMTPException

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from core import clock, sms
from core.models import Channel, Message, MessageState
from core.text import clean_line
from core.vetoes import may_send

log = logging.getLogger(__name__)
# A message still "being sent" after this long was claimed by a worker that died.
MAXIMUM_WAIT = datetime.timedelta(minutes=5)
MAXIMUM_ATTEMPTS = 8


@shared_task
def send_messages() -> int:
    """Send every message that is due; return how many were sent.

    Each is claimed in a transaction of its own, so that two workers never send the same one. A retry after a worker
    died has the same reference (the email's Message-ID, the text's reference), by which a provider knows it.
    """
    sent_count = 0
    while message := claim():
        sent_count += deliver(message)
    return sent_count


def claim() -> Message | None:
    """Claim the oldest message that is due and return it, or None."""
    stale = clock.now() - MAXIMUM_WAIT
    with transaction.atomic():
        message = (
            Message.objects.filter(Q(state=MessageState.QUEUED) | Q(state=MessageState.SENDING, claimed_at__lt=stale))
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("to")
            .order_by("recorded_at")
            .first()
        )
        if message:
            message.state, message.claimed_at = MessageState.SENDING, clock.now()
            message.attempts += 1
            message.save(update_fields=["state", "claimed_at", "attempts"])
    return message


def deliver(message: Message) -> bool:
    """Send one message unless a check objects, and record the result; return True if it was sent.

    A check that raises withholds the message.
    """
    try:
        reasons = may_send.objections(message)
    except Exception:
        log.exception("message %s: a check raised", message.pk)
        reasons = ["we could not check whether this message may be sent"]
    if reasons:
        message.state, message.reason = MessageState.WITHHELD, "; ".join(reasons)[:300]
    else:
        try:
            _send(message)
            message.state, message.sent_at = MessageState.SENT, clock.now()
        except (SMTPException, OSError) as error:
            log.warning("message %s: %s", message.pk, error)
            last = message.attempts >= MAXIMUM_ATTEMPTS
            message.state = MessageState.FAILED if last else MessageState.SENDING
            message.reason = str(error)[:300]
    message.save(update_fields=["state", "sent_at", "reason"])
    return message.state == MessageState.SENT


def _send(message: Message) -> None:
    if message.channel == Channel.EMAIL:
        EmailMessage(
            clean_line(message.subject),
            message.body + f"\n\nhttps://{settings.SITE_HOST}{message.path}\n",
            to=[message.address],
            headers={"Message-ID": f"<{message.pk}@{settings.SITE_HOST}>"},
        ).send()
    elif message.channel == Channel.TEXT:
        sms.adapter().send(number=message.address, body=message.body, reference=message.pk)
