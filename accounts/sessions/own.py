"""Where a user is signed in: the sessions that have not ended, and their end."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest
from ua_parser import parse

from accounts.idle.time_out import forget_every_own_device
from accounts.models import User
from core import clock

MOST_SESSIONS = 50


@dataclass(frozen=True)
class SignedIn:
    """One session. `words` name browser and device; `is_this` says that the page was opened in it."""

    session: UserSession
    words: str
    is_this: bool


def sessions_of(user: User) -> QuerySet[UserSession]:
    """Return the sessions of `user` that have not ended, newest first."""
    going = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    return UserSession.objects.filter(user=user, session_key__in=going).order_by("-created_at", "-pk")


def signed_in(user: User, this_key: str | None) -> list[SignedIn]:
    """Return the newest MOST_SESSIONS sessions of `user`; `this_key` is that of the request."""
    rows = sessions_of(user)[:MOST_SESSIONS]
    return [SignedIn(row, device_words(row.user_agent), row.session_key == this_key) for row in rows]


def record_session(request: HttpRequest) -> None:
    """Record where somebody has just signed in; the sign-in library does it after its own pages."""
    UserSession.objects.create_from_request(request)


def device_words(user_agent: str) -> str:
    """Return words such as "Chrome Mobile on Android, Pixel 8"; what is not known is left out."""
    client = parse(user_agent[:500])
    browser = client.user_agent.family if client.user_agent else "A browser"
    system = f" on {client.os.family}" if client.os else ""
    device = f", {client.device.family}" if client.device and client.device.family != "Other" else ""
    return f"{browser}{system}{device}"


def end_sessions(user: User, *, but: str | None) -> int:
    """End every session of `user` but the one with the key `but`, at once; return how many.

    No device counts as their own after it.
    """
    forget_every_own_device(user)
    rows = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


def end_session(user: User, pk: int) -> bool:
    """End one session of `user` at once. Return False where there is none with this number."""
    row = UserSession.objects.filter(user=user, pk=pk).first()
    if row is None:
        return False
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
    return True
