"""The page above an address: where to go from a button's address that was opened as a page."""

import inspect
from collections.abc import Callable, Iterator

from django.urls import Resolver404, resolve

from core.record_pages import words_of


def page_above(path: str) -> str:
    """Return the address of the nearest page above `path`: without its last parts. Return "" for none but home."""
    return next((above for above in _above(path) if _is_page(above)), "")


def words_for(path: str) -> str:
    """Return what the page at `path` is called, for a link to it."""
    return f"Go to {words.lower()}" if (words := words_of(path)) else "Go back"


def _above(path: str) -> Iterator[str]:
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        yield f"/{'/'.join(parts[:length])}/"


def _is_page(path: str) -> bool:
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return all("GET" in methods for methods in _methods(view))


def _methods(view: Callable[..., object] | None) -> Iterator[list[str]]:
    """Yield what each `require_http_methods` around the view lets through: Django tells only its own wrapper."""
    while view is not None:
        variables = inspect.getclosurevars(view).nonlocals
        if "request_method_list" in variables:
            yield variables["request_method_list"]
        view = getattr(view, "__wrapped__", None)
