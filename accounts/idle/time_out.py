"""The end of a session that nobody has used for a while: when, and the cookie that says when it was last used.

The cookie is signed, and belongs to one session. It is no row, because reading a page writes nothing. Who takes it away
is signed out once that session began as long ago.
"""

import datetime
import time

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from accounts.models import User

USED, OWN_DEVICE, SALT = "casework_used", "casework_own_device", "accounts.idle"
OWN_DEVICE_FOR = 90 * 24 * 60 * 60  # seconds
# The first cookie is written again after this long in seconds, so that most answers carry none.
WRITTEN_EVERY = 60
WARNED_BEFORE = 120  # seconds


def limit(request: HttpRequest) -> int:
    """Return after how many seconds without use the session ends; 0 where it does not end by that."""
    return 0 if is_own_device(request) else settings.IDLE_MINUTES * 60


def is_own_device(request: HttpRequest) -> bool:
    """Return whether the user has said that only they use this device, and that its screen locks."""
    if not request.user.is_authenticated:
        return False
    seconds, since = OWN_DEVICE_FOR, request.user.own_devices_from
    if since is not None:
        seconds = min(seconds, int(time.time() - since.timestamp()) + 1)
    stored = request.get_signed_cookie(OWN_DEVICE, default="", salt=SALT, max_age=seconds)
    return bool(stored == str(request.user.pk))


def is_over(request: HttpRequest) -> bool:
    """Return whether the session of a signed-in user ends now: it was not used within its limit."""
    seconds = limit(request)
    if not seconds or _was_used_within(request, seconds):
        return False
    records = get_authentication_records(request, request.user)
    return not records or time.time() - records[-1]["at"] > seconds


def mark_used(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note on the browser that the session was used now."""
    if request.session.session_key and not _was_used_within(request, WRITTEN_EVERY):
        _set(response, USED, digest(request.session.session_key), settings.SESSION_COOKIE_AGE)


def remember_own_device(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note on the browser that the device is the user's own."""
    _set(response, OWN_DEVICE, str(request.user.pk), OWN_DEVICE_FOR)


def forget_every_own_device(user: User) -> None:
    """Have no device count as the user's own any more, wherever they said so."""
    now = datetime.datetime.fromtimestamp(time.time(), datetime.UTC)
    User.objects.filter(pk=user.pk).update(own_devices_from=now)


def forget_own_device(response: HttpResponseBase) -> None:
    """Take that note away: whoever signs in here is signed out again when they are away."""
    response.delete_cookie(OWN_DEVICE, samesite="Lax")


def _was_used_within(request: HttpRequest, seconds: int) -> bool:
    return bool(
        request.get_signed_cookie(USED, default="", salt=SALT, max_age=seconds) == digest(request.session.session_key)
    )


def digest(session_key: str | None) -> str:
    """Return what the cookie says of its session, which nobody can turn back into its key."""
    return salted_hmac(SALT, session_key or "", algorithm="sha256").hexdigest()[:32]


def _set(response: HttpResponseBase, name: str, value: str, seconds: int) -> None:
    response.set_signed_cookie(
        name,
        value,
        salt=SALT,
        max_age=seconds,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
