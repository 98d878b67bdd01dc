"""A cache for the length of one GET request, for what every row of a page asks for.

A GET changes nothing (`core.middleware`), so posts and rules are the same for the whole request. A request that may
change something has a cache only while its page is rendered. Nothing is cached between requests.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Value = TypeVar("Value")
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


def cached(key: Hashable, fetch: Callable[[], Value]) -> Value:
    """Return what `fetch` returns; inside `request_cache` it is called only once for each `key`."""
    values = _cache.get()
    if values is None:
        return fetch()
    if key not in values:
        values[key] = fetch()
    return values[key]
