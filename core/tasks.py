"""Sending what stands in the outbox."""

import datetime
import logging
from smtplib import SMTPException

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from core import clock, sms
from core.models import Message
from core.models.message import Channel, MessageState
from core.vetoes import may_send

log = logging.getLogger(__name__)
# A message still "being sent" after this long belonged to a worker that died.
GIVE_UP_WAITING = datetime.timedelta(minutes=5)
MOST_ATTEMPTS = 8


@shared_task
def send_messages() -> int:
    """Send every message that is to go; how many were sent.

    Each is claimed in a committed step of its own, so two workers never hold the same one. A retry after a death
    carries the same reference (the e-mail's Message-ID, the text's reference), by which it is known as the same.
    """
    sent = 0
    while message := claim():
        sent += deliver(message)
    return sent


def claim() -> Message | None:
    """Take the oldest message that is to go, or None."""
    stale = clock.now() - GIVE_UP_WAITING
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
    """Ask whether it may go, send it, keep what came of it. Fails closed: an answer that breaks withholds."""
    try:
        reasons = may_send.objections(message)
    except Exception:
        log.exception("message %s: an answer broke", message.pk)
        reasons = ["whether it may go could not be found out"]
    if reasons:
        message.state, message.reason = MessageState.WITHHELD, "; ".join(reasons)[:300]
    else:
        try:
            _hand_over(message)
            message.state, message.sent_at = MessageState.SENT, clock.now()
        except (SMTPException, OSError) as error:
            log.warning("message %s: %s", message.pk, error)
            last = message.attempts >= MOST_ATTEMPTS
            message.state = MessageState.FAILED if last else MessageState.SENDING
            message.reason = str(error)[:300]
    message.save(update_fields=["state", "sent_at", "reason"])
    return message.state == MessageState.SENT


def _hand_over(message: Message) -> None:
    if message.channel == Channel.EMAIL:
        EmailMessage(
            message.subject,
            message.body + f"\n\nhttps://{settings.SITE_HOST}{message.path}\n",
            to=[message.address],
            headers={"Message-ID": f"<{message.pk}@{settings.SITE_HOST}>"},
        ).send()
    elif message.channel == Channel.TEXT:
        sms.adapter().send(number=message.address, body=message.body, reference=message.pk)
