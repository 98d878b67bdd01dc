"""What a user without a post is here, in words. A higher app registers it: accounts knows no records of people."""

from collections.abc import Callable, Collection
from typing import TypeVar
from uuid import UUID

Source = TypeVar("Source", bound=Callable[[Collection[UUID]], dict[UUID, str]])
_sources: list[Callable[[Collection[UUID]], dict[UUID, str]]] = []


def portal_role_source(function: Source) -> Source:
    """Decorator: `function` takes ids of users and returns words for those whom it knows."""
    _sources.append(function)
    return function


def portal_roles(user_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return by user what they are in the portal; nothing for those who are not in it."""
    return {user: words for source in _sources for user, words in source(user_ids).items()} if user_ids else {}
