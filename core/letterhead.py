"""Who a page, a mail or a document comes from. A higher app keeps it, and registers how it is read."""

from collections.abc import Callable
from dataclasses import dataclass

from core.request_cache import cached


@dataclass(frozen=True)
class Letterhead:
    """Name and numbers of the provider; an empty text is left out of the page.

    `office_hours` and `out_of_hours` are words. `unanswered` says when nobody answers, such as "between 10pm and 8am".
    `crisis_numbers` are further services to ring in a crisis, as text and number, beside 999 and 111. `is_live` says
    whether the service works with people yet. `logo_path` is the address of the logo, and `read_logo` returns it as
    PNG; both are empty without one.
    """

    name: str = ""
    telephone: str = ""
    email: str = ""
    office_hours: str = ""
    out_of_hours_telephone: str = ""
    out_of_hours: str = ""
    unanswered: str = ""
    crisis_numbers: tuple[tuple[str, str], ...] = ()
    is_live: bool = False
    logo_path: str = ""
    read_logo: Callable[[], bytes] = bytes


Source = Callable[[], Letterhead]
_sources: list[Source] = []
_last_read = [Letterhead()]


def register(source: Source) -> Source:
    """Decorator: the function that reads the letterhead. The last one registered counts."""
    _sources.append(source)
    return source


def letterhead() -> Letterhead:
    """Return the letterhead of now; an empty one where none is registered. It is read once in a request."""
    return cached("letterhead", _read)


def _read() -> Letterhead:
    _last_read[0] = _sources[-1]() if _sources else Letterhead()
    return _last_read[0]


def last_read() -> Letterhead:
    """Return what this process read last, for the page of an error, which asks no database."""
    return _last_read[0]
