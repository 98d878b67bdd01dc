"""Whether emails and text messages arrive: a test message with a code, entered by whoever got it (R64, R76)."""

import hashlib
import secrets
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import constant_time_compare

from core import clock, sms
from core.error_logs import describe
from core.errors import NotPossible, Refused
from core.models import Channel, ChannelTest
from core.verbs import verb

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

NO_TEXTS = "core.sms.NoSms"
TESTED = (Channel.EMAIL, Channel.TEXT)


def adapter_of(channel: Channel) -> str:
    """Return how messages leave on `channel` now: the server or the company, without a password."""
    if channel == Channel.TEXT:
        return str(settings.SMS_ADAPTER)
    host = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}" if "smtp" in settings.EMAIL_BACKEND else ""
    return f"{settings.EMAIL_BACKEND} {host}".strip()


def is_in_use(channel: Channel) -> bool:
    """Return whether messages go out on `channel`: emails always, texts once a company is named."""
    return channel == Channel.EMAIL or settings.SMS_ADAPTER != NO_TEXTS


def last_passed(channel: Channel) -> ChannelTest | None:
    """Return the newest test that was passed as messages leave now, or None."""
    return ChannelTest.objects.filter(channel=channel, adapter=adapter_of(channel), passed_at__isnull=False).first()


def was_sent(channel: Channel, user: "User") -> bool:
    """Return whether `user` has sent themselves a code on `channel` that they can still enter."""
    return ChannelTest.objects.filter(
        channel=channel, recorded_by=user, passed_at=None, expires_at__gt=clock.now()
    ).exists()


@verb
def send_test(*, channel: Channel, by: "User") -> ChannelTest:
    """Send a code to `by` on `channel`. Raises Refused where there is no address, or it cannot be sent."""
    address = {Channel.EMAIL: by.email, Channel.TEXT: getattr(by, "telephone", "")}[channel]
    if not address:
        raise Refused("There is no phone number in your details. Ask another administrator to add it.")
    code = f"{secrets.randbelow(10**6):06d}"
    test = ChannelTest.objects.create(
        channel=channel,
        adapter=adapter_of(channel),
        code_hash=_hash(code),
        expires_at=clock.now() + ChannelTest.LASTS,
        recorded_by=by,
    )
    words = f"This is a test of Casework. Your code is {code}."
    try:
        if channel == Channel.EMAIL:
            EmailMessage("A test of Casework", words, to=[address]).send()
        else:
            sms.adapter().send(number=address, body=words, reference=uuid4())
    except Exception as error:
        raise Refused(f"The message could not be sent: {describe(error)[:120]}. Check the settings.") from error
    return test


@verb
def confirm_test(*, channel: Channel, code: str, by: "User") -> ChannelTest:
    """Record that the last code that `by` sent themselves on `channel` has arrived.

    Raises NotPossible where there is none, or it has expired or was used, and Refused for another code.
    """
    test = ChannelTest.objects.select_for_update().filter(channel=channel, recorded_by=by).first()
    if test is None or test.passed_at or test.expires_at <= clock.now():
        raise NotPossible("This code has expired or was used. Send another one.")
    if not constant_time_compare(_hash(code.strip()), test.code_hash):
        raise Refused("This is not the code that was sent.", field="code")
    test.passed_at = clock.now()
    test.save(update_fields=["passed_at"])
    return test


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
