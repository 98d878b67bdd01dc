"""A cache for the length of one GET request, for what every row of a page asks for.

A GET changes nothing (`core.middleware`), so posts and rules are the same for the whole request. A request that may
change something has a cache while its page is rendered, and inside a verb until the next write. Nothing is cached
between requests.
"""

import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection

Value = TypeVar("Value")
# A statement that is prepared (`core.compiled`) is a query.
READ = re.compile(r"\(*SELECT\b|SAVEPOINT\b|RELEASE SAVEPOINT\b|SET plan_cache_mode\b|EXECUTE\b")
WRITE_OR_LOCK = re.compile(r"\b(INSERT|UPDATE|DELETE|MERGE|FOR (KEY )?SHARE|pg_\w*advisory\w*)\b")
_cache: ContextVar[dict[Hashable, Any] | None] = ContextVar("cache of this request", default=None)


@contextmanager
def request_cache() -> Iterator[None]:
    """Let `cached` store values inside the block. A block inside another one shares its values."""
    if _cache.get() is not None:
        yield
        return
    token = _cache.set({})
    try:
        yield
    finally:
        _cache.reset(token)


@contextmanager
def cache_until_write() -> Iterator[None]:
    """Let `cached` store values inside the block until a statement writes, locks rows or rolls back.

    Whoever waited for a lock must read again what another transaction may have changed. A block inside another one, of
    either kind, shares its values.
    """
    if _cache.get() is not None:
        yield
        return
    with request_cache(), connection.execute_wrapper(_empty_unless_read):
        yield


def _empty_unless_read(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    try:
        return execute(sql, params, many, context)
    finally:
        if not only_reads(sql):
            values = _cache.get()
            assert values is not None  # the wrapper is gone with the block
            values.clear()


def only_reads(sql: str) -> bool:
    """Return whether the statement neither writes, nor locks, nor rolls back."""
    return READ.match(sql) is not None and WRITE_OR_LOCK.search(sql) is None


def cached(key: Hashable, fetch: Callable[[], Value]) -> Value:
    """Return what `fetch` returns; inside `request_cache` it is called only once for each `key`."""
    values = _cache.get()
    if values is None:
        return fetch()
    if key not in values:
        values[key] = fetch()
    return values[key]
