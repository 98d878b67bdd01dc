"""What the access log calls the pages of a record. The words are declared beside the addresses, in `urls.py`."""

from django.urls import Resolver404, URLPattern, resolve

OTHER_PAGE = "Another page of the record"
_words_by_name: dict[str, str] = {}


def record_pages(words: str, *addresses: URLPattern) -> list[URLPattern]:
    """Declare that the access log calls these pages of a record `words`; return them for `urlpatterns`."""
    for address in addresses:
        if not address.name:
            raise ValueError(f"The address {address.pattern} needs a name.")
        _words_by_name[address.name] = words
    return list(addresses)


def words_of(path: str) -> str | None:
    """Return what the access log calls the page at `path`, or None for one without words or without an address."""
    try:
        return _words_by_name.get(resolve(path).url_name or "")
    except Resolver404:
        return None
