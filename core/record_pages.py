"""What the access log calls the pages of a record. The words are declared beside the addresses, in `urls.py`."""

from django.urls import Resolver404, URLPattern, resolve, reverse

OTHER_PAGE = "Another page of the record"
_words_by_name: dict[str, str] = {}
_fetched_by_phones: set[str] = set()


def record_pages(words: str, *addresses: URLPattern, is_fetched_by_phones: bool = False) -> list[URLPattern]:
    """Declare that the access log calls these pages of a record `words`; return them for `urlpatterns`.

    `is_fetched_by_phones`: a phone opens them by itself, so that they are there without a signal. They take no
    arguments.
    """
    for address in addresses:
        if not address.name:
            raise ValueError(f"The address {address.pattern} needs a name.")
        _words_by_name[address.name] = words
        if is_fetched_by_phones:
            _fetched_by_phones.add(address.name)
    return list(addresses)


def paths_fetched_by_phones() -> list[str]:
    """Return the addresses that phones open by themselves."""
    return [reverse(name) for name in sorted(_fetched_by_phones)]


def words_of(path: str) -> str | None:
    """Return what the access log calls the page at `path`, or None for one without words or without an address."""
    try:
        return _words_by_name.get(resolve(path).url_name or "")
    except Resolver404:
        return None
