"""Helpers for requests in apps that may not import `accounts`."""

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def signed_in_user(request: HttpRequest) -> "User":
    """Return the user of a request to a page that asks for a sign-in."""
    return cast("User", request.user)
