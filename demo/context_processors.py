"""The users and walks of the demo, for its sign-in page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from contracts.demo_marker import is_demo_database
from demo.logins import LOGINS
from demo.walks import WALKS


def demo(request: HttpRequest) -> dict[str, Any]:
    """`demo_logins` and `demo_walks`: what the sign-in page offers once there are users; nothing unless DEMO is on."""
    if not settings.DEMO:
        return {}
    return {"demo_logins": LOGINS, "demo_walks": list(WALKS.values()), "demo_is_ready": is_demo_database}
