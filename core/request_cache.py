"""While a page is read, what stands on every line of it is fetched once.

A GET changes nothing (`core.middleware`), so who holds which post holds for the whole answer. Nothing is kept from
one answer to the next, and nothing at all where something may be changed.
"""

from collections.abc import Callable, Hashable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_kept: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept for this answer", default=None)


@contextmanager
def request_cache():
    """Inside the block `once` keeps what it fetched."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def cached(key: Hashable, fetch: Callable[[], Any]) -> Any:
    """What `fetch` gives; inside `one_answer` it is called the first time only for the same `key`."""
    kept = _kept.get()
    if kept is None:
        return fetch()
    if key not in kept:
        kept[key] = fetch()
    return kept[key]
