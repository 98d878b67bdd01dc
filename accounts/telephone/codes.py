"""The code that shows whose number it is: sent to it by text, its hash stored in the session until it is entered."""

import secrets
from uuid import uuid4

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User
from core import clock
from core.errors import NotPossible, Refused
from core.messages import queue_text

KEY, SALT = "new_telephone", "accounts.telephone"
WORKS_FOR = 10 * 60  # seconds
MOST_TRIES = 5


def send_code(request: HttpRequest, user: User, number: str) -> None:
    """Send a code to the number. It works for WORKS_FOR, in this browser."""
    code = f"{secrets.randbelow(10**6):06d}"
    words = f"Your code to confirm this number for Casework: {code}. It works for 10 minutes. Do not share it."
    queue_text(number, key=f"confirm-number:{uuid4()}", body=words, user=user, by=user)
    request.session[KEY] = {"number": number, "hash": _hash(code), "at": clock.now().timestamp(), "tries": 0}


def waiting_number(request: HttpRequest) -> str:
    """Return the number that waits for its code; "" where none does."""
    waiting = request.session.get(KEY)
    if waiting is None or waiting["tries"] >= MOST_TRIES or clock.now().timestamp() - waiting["at"] >= WORKS_FOR:
        return ""
    return str(waiting["number"])


def confirmed_number(request: HttpRequest, code: str) -> str:
    """Return the number whose code this is; each code is used once.

    Raises Refused for a wrong one, and NotPossible where none waits any more.
    """
    number = waiting_number(request)
    if not number:
        raise NotPossible("This code has expired. Enter the number again to get another.")
    waiting = request.session[KEY]
    if not constant_time_compare(waiting["hash"], _hash(code.strip())):
        request.session[KEY] = {**waiting, "tries": waiting["tries"] + 1}
        raise Refused("Code is wrong. Check it and try again.", field="code")
    del request.session[KEY]
    return number


def _hash(code: str) -> str:
    return salted_hmac(SALT, code, algorithm="sha256").hexdigest()
