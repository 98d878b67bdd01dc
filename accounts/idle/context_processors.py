from typing import Any

from django.http import HttpRequest

from accounts.idle import time_out


def idle(request: HttpRequest) -> dict[str, Any]:
    """`idle_seconds`: after how long without use the user is signed out, 0 for never; `idle_warned`: seconds before.

    `is_own_device`: whether they have said that this device is their own.
    """
    user = getattr(request, "user", None)
    is_signed_in = user is not None and user.is_authenticated
    return {
        "idle_seconds": time_out.limit(request) if is_signed_in else 0,
        "idle_warned": time_out.WARNED_BEFORE,
        "is_own_device": is_signed_in and time_out.is_own_device(request),
    }
