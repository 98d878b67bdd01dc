"""Whether emails and text messages arrive: a test message with a code, entered by whoever got it (R64, R76)."""

import datetime
import hashlib
import secrets
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import constant_time_compare

from core import clock, sms
from core.channels import texts_are_sent
from core.error_logs import in_plain_words
from core.errors import NotPossible, Refused
from core.models import Channel, ChannelTest
from core.verbs import verb

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

TESTED = (Channel.EMAIL, Channel.TEXT)
# Codes that a user may send to themselves on one channel.
MOST_CODES, CODES_WITHIN = 5, datetime.timedelta(minutes=10)
SMTP = "django.core.mail.backends.smtp.EmailBackend"
SIGNING_IN = {SMTP: "with a password", "core.email.oauth.OAuthEmailBackend": "with a token (OAuth2)"}


def adapter_of(channel: Channel) -> str:
    """Return how messages leave on `channel` now, as a test is stored: the server or the company, without a password.

    Another one needs another test.
    """
    if channel == Channel.TEXT:
        return f"{settings.SMS_ADAPTER} {sms.adapter().name}".strip()[:300]
    return f"{settings.EMAIL_BACKEND} {_mail_server()}".strip()[:300]


def sender_of(channel: Channel) -> str:
    """Return for administrators who delivers the messages of `channel`: a company or a server."""
    if channel == Channel.TEXT:
        return sms.adapter().name
    how = SIGNING_IN.get(settings.EMAIL_BACKEND)
    return f"{_mail_server()}, {how}" if how else "No one: emails stay on this server, as files"


def _mail_server() -> str:
    if settings.EMAIL_BACKEND not in SIGNING_IN:
        return ""
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"


def is_in_use(channel: Channel) -> bool:
    """Return whether messages go out on `channel`: emails always, texts once a company is named, unless not wanted."""
    return channel == Channel.EMAIL or texts_are_sent()


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
    """Send a code to `by` on `channel`.

    Raises Refused where there is no address, or it cannot be sent, and after MOST_CODES within CODES_WITHIN.
    """
    address = {Channel.EMAIL: by.email, Channel.TEXT: getattr(by, "telephone", "")}[channel]
    if not address:
        raise Refused("There is no phone number in your details. Ask another administrator to add it.")
    since = clock.now() - CODES_WITHIN
    if ChannelTest.objects.filter(channel=channel, recorded_by=by, recorded_at__gt=since).count() >= MOST_CODES:
        minutes = CODES_WITHIN // datetime.timedelta(minutes=1)
        raise Refused(f"You have sent yourself {MOST_CODES} codes within {minutes} minutes. Wait, then try again.")
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
        raise Refused(f"The message could not be sent. {in_plain_words(error)} Check the settings.") from error
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
