"""The tasks of core: sending the messages of the outbox, and making one document."""

import datetime
import logging
from typing import Any

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When

from core import clock, document_making, sms
from core.email_delivery import send_email
from core.error_logs import describe, in_plain_words
from core.errors import NotDeliverable, Unconfirmed
from core.letterhead import letterhead
from core.models import Channel, Message, MessageState
from core.text import clean_line
from core.vetoes import may_send

log = logging.getLogger(__name__)
# A message still "being sent" after this long was claimed by a worker that died.
MAXIMUM_WAIT = datetime.timedelta(minutes=5)
URGENT_WAIT = datetime.timedelta(minutes=1)
MAXIMUM_ATTEMPTS = 8
SIGN_IN_KEY = "sign-in:"
MAXIMUM_URGENT_ATTEMPTS = 30
# How long a message waits that could not be sent: a minute, then twice as long each time, up to a limit.
FIRST_BACK_OFF = datetime.timedelta(minutes=1)
LONGEST_BACK_OFF = datetime.timedelta(hours=1)
# An urgent one is tried each minute at first, and then at least this often.
URGENT_EACH_MINUTE = 10
LONGEST_URGENT_BACK_OFF = datetime.timedelta(minutes=5)
LONGEST = 180  # seconds in which one document is made


@shared_task(soft_time_limit=LONGEST, time_limit=LONGEST + 30)
def make_document(kind: str, key: str) -> None:
    """Make one document. An error is recorded with the document, and the sweep asks again."""
    try:
        document_making.make(document_making.kind_of(kind), key)
    except Exception:
        log.exception("the document %s of the kind %s could not be made", key, kind)


@shared_task(soft_time_limit=60, time_limit=90)
def send_urgent_messages() -> int:
    """Send the urgent messages that are due, and no others; return how many were sent."""
    return _send_all(only_urgent=True)


@shared_task(soft_time_limit=240, time_limit=300)
def send_messages() -> int:
    """Send every message that is due, the urgent ones first; return how many were sent.

    Each is claimed in a transaction of its own, so that two workers never send the same one. A retry after a worker
    died has the same reference (the email's Message-ID, the text's reference), by which a provider knows it.
    """
    return _send_all(only_urgent=False)


def _send_all(*, only_urgent: bool) -> int:
    sent_count = 0
    while message := claim(only_urgent=only_urgent):
        sent_count += deliver(message)
    return sent_count


def claim(*, only_urgent: bool = False) -> Message | None:
    """Claim the message that is due next and return it, or None: urgent ones first, then the oldest.

    An urgent email waits for urgent texts, so that no mail server holds them up.
    """
    now = clock.now()
    is_stale = Q(claimed_at__lt=now - MAXIMUM_WAIT) | Q(is_urgent=True, claimed_at__lt=now - URGENT_WAIT)
    waiting = Q(state=MessageState.QUEUED) | Q(state=MessageState.SENDING) & is_stale
    due: QuerySet[Any] = Message.objects.filter(waiting, due_at__lte=now)
    order = ["-is_urgent", "recorded_at"]
    if only_urgent:
        due = due.filter(is_urgent=True).annotate(turn=Case(When(channel=Channel.EMAIL, then=Value(2)), default=1))
        order = ["turn", "recorded_at"]
    with transaction.atomic():
        message: Message | None = (
            due.select_for_update(skip_locked=True, of=("self",)).select_related("to").order_by(*order).first()
        )
        if message:
            message.state, message.claimed_at = MessageState.SENDING, now
            message.attempts += 1
            message.save(update_fields=["state", "claimed_at", "attempts"])
    return message


def reasons_against(message: Message) -> list[str]:
    """Return why a check withholds the message; a check that raises is a reason. Empty: it may be sent."""
    try:
        with transaction.atomic():
            return may_send.objections(message)
    except Exception:
        log.exception("message %s: a check raised", message.pk)
        return ["we could not check whether this message may be sent"]


def back_off(attempts: int, *, is_urgent: bool) -> datetime.timedelta:
    """Return how long a message waits that could not be sent `attempts` times: 1, 2, 4, 8 … minutes, up to an hour.

    An urgent one waits a minute after each of the first URGENT_EACH_MINUTE attempts, then up to five.
    """
    doubled = max(attempts - URGENT_EACH_MINUTE, 0) if is_urgent else attempts - 1
    return min(FIRST_BACK_OFF * 2**doubled, LONGEST_URGENT_BACK_OFF if is_urgent else LONGEST_BACK_OFF)


def deliver(message: Message) -> bool:
    """Send one message unless a check objects, and record the result; return True if it was sent.

    What a check locks stays locked until the message has left: a decision against it that is made meanwhile waits, and
    nothing is sent after it. A check that raises withholds the message. A message that cannot be sent stops no other:
    it is tried again later (`back_off`), unless its address will never accept it (NotDeliverable) or it may have
    arrived (Unconfirmed).
    """
    with transaction.atomic():
        if reasons := reasons_against(message):
            message.state, message.reason = MessageState.WITHHELD, "; ".join(reasons)[:300]
        else:
            _try_to_send(message)
        if message.is_secret and message.state != MessageState.QUEUED:
            message.body = message.path = ""
        message.save(update_fields=["state", "sent_at", "reason", "body", "path", "due_at", "provider_reference"])
    return message.state == MessageState.SENT


def _try_to_send(message: Message) -> None:
    """Send the message and set its state; where it was not sent, the reason, which never quotes the address."""
    most = MAXIMUM_URGENT_ATTEMPTS if message.is_urgent else MAXIMUM_ATTEMPTS
    try:
        if message.attempts > most:
            raise OSError("the worker ended each time while it sent this message")
        _send(message)
    except SoftTimeLimitExceeded:
        raise
    except NotDeliverable as refusal:
        log.warning("message %s: %s", message.pk, describe(refusal))
        message.state, message.reason = MessageState.FAILED, str(refusal)[:300]
    except Unconfirmed as error:
        log.warning("message %s: %s", message.pk, describe(error))
        message.state, message.reason = MessageState.UNCONFIRMED, str(error)[:300]
    except Exception as error:
        log.warning("message %s: %s", message.pk, describe(error))
        message.state = MessageState.FAILED if message.attempts >= most else MessageState.QUEUED
        message.due_at = clock.now() + back_off(message.attempts, is_urgent=message.is_urgent)
        message.reason = in_plain_words(error)[:300]
    else:
        message.state, message.sent_at, message.reason = MessageState.SENT, clock.now(), ""


def _signature() -> str:
    """Return the provider's name and number as the last lines of an email; empty before they are recorded."""
    sender = letterhead()
    return f"\n{sender.name}, {sender.telephone}\n" if sender.name else ""


def _send(message: Message) -> None:
    if message.channel == Channel.EMAIL:
        signs_in = message.to_id is not None and not message.is_secret
        link = f"\n\n{settings.SITE_ADDRESS}{message.path}\n" if message.path or signs_in else "\n"
        signature = "" if message.key.startswith(SIGN_IN_KEY) else _signature()  # the sign-in library's have their own
        send_email(
            EmailMessage(
                clean_line(message.subject),
                message.body + link + signature,
                to=[message.address],
                headers={"Message-ID": f"<{message.pk}@{settings.SITE_HOST}>"},
            )
        )
    elif message.channel == Channel.TEXT:
        message.provider_reference = sms.adapter().send(number=message.address, body=message.body, reference=message.pk)
