"""The page above an address: where to go from a button's address that was opened as a page."""

from collections.abc import Iterator

from django.urls import Resolver404, resolve

from core.record_pages import words_of


def page_above(path: str) -> str:
    """Return the address of the nearest page above `path`: without its last parts. Return "" for none but home."""
    return next((one for one in _above(path) if _is_page(one)), "")


def words_for(path: str) -> str:
    """Return what the page at `path` is called, for a link to it."""
    return f"Go to {words.lower()}" if (words := words_of(path)) else "Go back"


def _above(path: str) -> Iterator[str]:
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        yield f"/{'/'.join(parts[:length])}/"


def _is_page(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
