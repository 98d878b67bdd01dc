"""What a link without an account may be for. A higher app registers each purpose in its `link_purposes.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.enums import Permission
from accounts.models import CodeLink


@dataclass(frozen=True, kw_only=True)
class LinkPurpose:
    """One purpose. `title` says in mails and on pages what the link leads to, as "a keyworker update": no name.

    `page` is the name of the address, whose only argument is the token; `record_page` that of the record's page for
    users, whose argument is its id. Who has `permission` for the record (a row of
    `model`, which has an access rule) makes such links, lists and ends them. `why_ended` returns why the post or the
    consent on which the link hangs has ended, in words for the provider's staff, and "" before.
    """

    key: str
    title: str
    model: type[Any]
    permission: Permission
    page: str
    record_page: str
    why_ended: Callable[[CodeLink], str]


_purposes: dict[str, LinkPurpose] = {}


def register(purpose: LinkPurpose) -> LinkPurpose:
    """Add a purpose to the register and return it. Raises ValueError when its key is taken."""
    if purpose.key in _purposes:
        raise ValueError(f"A purpose with the key {purpose.key!r} is registered already.")
    _purposes[purpose.key] = purpose
    return purpose


def purposes() -> list[LinkPurpose]:
    """Return every purpose, in the order of registration."""
    return list(_purposes.values())


def purpose_of(link: CodeLink) -> LinkPurpose | None:
    """Return the purpose of a link; None for one that no app has any more."""
    return _purposes.get(link.purpose)
