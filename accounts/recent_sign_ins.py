"""Who was signed in when a form was made: a signed cookie with the last users of this browser.

Each sign-in makes a new CSRF secret, and each form carries a token made from it. So the token of a form that arrives
after its session ended says whose form it was, even when somebody else has signed in since. Once nobody is signed in,
pages get a new secret: what is typed on them is nobody's.
"""

import datetime

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware import csrf
from django.utils.crypto import salted_hmac

from accounts.models import User

COOKIE, SALT = "casework_sign_ins", "accounts.recent_sign_ins"
REMEMBERED_FOR = datetime.timedelta(days=7)
MOST_SIGN_INS = 4
TOKEN_LENGTH = 2 * csrf.CSRF_SECRET_LENGTH


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note on the browser that the forms made from this CSRF secret are those of the signed-in user."""
    secret = request.META.get("CSRF_COOKIE")
    if not secret or not request.user.is_authenticated:
        return
    entry = [_digest(secret), str(request.user.pk)]
    known = _read(request)
    if known[:1] == [entry]:
        return
    stored = [entry, *(other for other in known if other[0] != entry[0])][:MOST_SIGN_INS]
    response.set_signed_cookie(
        COOKIE,
        " ".join(part for sign_in in stored for part in sign_in),
        salt=SALT,
        max_age=int(REMEMBERED_FOR.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def begin_nobodys_secret(request: HttpRequest) -> None:
    """Give a page that nobody is signed in for a new secret, if the browser still has that of a user."""
    secret = request.META.get("CSRF_COOKIE")
    if not secret or request.method not in ("GET", "HEAD"):
        return
    digest = _digest(secret)
    if any(digest == known for known, _ in _read(request)) and not request.user.is_authenticated:
        csrf.rotate_token(request)


def writer_of(request: HttpRequest) -> User | None:
    """Return the user who was signed in when the form that was sent was made, or None if this browser cannot say."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    if len(token) != TOKEN_LENGTH or not token.isascii() or not token.isalnum():
        return None
    digest = _digest(csrf._unmask_cipher_token(token))  # type: ignore[attr-defined]
    user_id = next((user_id for known, user_id in _read(request) if known == digest), None)
    return User.objects.filter(pk=user_id).first() if user_id else None


def is_browser_of(request: HttpRequest, email: str) -> bool:
    """Return True if the user with this email address has signed in on this browser within the last days."""
    users = {user_id for _, user_id in _read(request)}
    return bool(users) and User.objects.filter(pk__in=users, email=email.lower()).exists()


def _read(request: HttpRequest) -> list[list[str]]:
    text = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=REMEMBERED_FOR)
    parts = text.split(" ") if text else []
    return [parts[n : n + 2] for n in range(0, len(parts) - 1, 2)]


def _digest(secret: str) -> str:
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()[:32]
