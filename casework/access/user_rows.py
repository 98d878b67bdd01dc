"""Queries about everything that a user may see, built once for all users with the same posts."""

from collections.abc import Callable, Hashable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from accounts.walls import hidden_from
from casework.policies import grants_of
from contracts.posts import contracts_of, posts_of
from core.compiled import Ids, compiled_rows

Build = Callable[[Ids], QuerySet[Any, Any]]


def rows_for_user(user: User, name: Hashable, build: Build, ids: dict[str, list[UUID]] | None = None) -> list[Any]:
    """Return the rows of the query `build(ids)`; it is compiled once for users with the same posts.

    `build` may use the id and the rights of `user`, the `ids` it is given, and the clock; whatever else it uses is in
    `name`. Walls and grants are few and name single records: for users with either the query is built each time.
    """
    ids = ids or {}
    if not user.has_access or hidden_from(user) or grants_of(user):
        return list(build(ids))
    posts, contracts = tuple((post.role, post.contract_id) for post in posts_of(user)), contracts_of(user)
    key = name, posts, tuple(contracts)
    return compiled_rows(build, ids, key=key, named={"user": user.pk}, constants=contracts)


def first_rows(user: User, name: Hashable, build: Callable[[], QuerySet[Any, Any]], most: int) -> list[Any]:
    """Return the first rows of the query `build()`, as `rows_for_user` does."""
    return rows_for_user(user, (name, most), lambda _ids: build()[:most])
