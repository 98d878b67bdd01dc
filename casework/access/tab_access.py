"""Tabs of a person's record that a higher app opens to users without the permission for the whole of it."""

from collections.abc import Callable
from uuid import UUID

from accounts.models import User

Opener = Callable[[User, UUID], bool]
_openers: dict[str, Opener] = {}


def opens_tab(tab: str) -> Callable[[Opener], Opener]:
    """Decorator: the function (user, id of the individual) → bool says to whom else the tab is open."""

    def register(function: Opener) -> Opener:
        _openers[tab] = function
        return function

    return register


def is_tab_open(tab: str, user: User, individual_id: UUID) -> bool:
    """Return whether a higher app opens the tab to `user`; what it shows them is its own decision."""
    return tab in _openers and _openers[tab](user, individual_id)
