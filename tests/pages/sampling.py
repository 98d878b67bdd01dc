"""The sample of pages, users and sign-ins that are tried in this run.

Each run tries the pages of the apps that changed, and of all else one part in `SHARE`, chosen by the day of the newest
commit: over a few weeks everything is tried, and a correction is tried with the pages that failed. `make soak` tries
all of it. PAGES="person_hospital holds" tries these pages and no others.
"""

import os
import zlib
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from tests.pages.matrix import ADDRESSES, EVERYBODY, Address
from tests.pages.urls import patterns
from tests.selection import changed_apps, changed_paths, commit_day, names_that_fit

Item = TypeVar("Item")
REQUESTERS = [None, *EVERYBODY.split()]
SHARE = 1 if os.environ.get("SOAK") == "1" else 16
DAY = commit_day()
ONLY = frozenset(os.environ.get("PAGES", "").replace(",", " ").split())
if unknown := ONLY - {address.name for address in ADDRESSES}:
    raise ValueError(f"PAGES names pages that are not in tests/pages/matrix.py: {', '.join(sorted(unknown))}")
# With more than this share of pages in changed apps, those with most changes are requested in full.
MOST_CHANGED = 1 / 8


def app_of(name: str) -> str:
    """Return the app whose view answers at the address of that name."""
    (module,) = {pattern.callback.__module__ for _, pattern in patterns() if pattern.name == name}
    return module.partition(".")[0]


@cache
def pages_of_changed_apps() -> frozenset[str]:
    """Return the names of the addresses of apps that changed since the branch began, or in the last commit."""
    paths = changed_paths(last_commit=True)
    return frozenset(pages_among(changed_apps(paths, with_tests=False)))


def pages_among(apps: list[str]) -> set[str]:
    """Return the names of the addresses of these apps, cut at the limit."""
    pages = {address.name: app_of(address.name) for address in ADDRESSES}
    sizes = {app: list(pages.values()).count(app) for app in apps}
    whole = names_that_fit(sizes, int(len(pages) * MOST_CHANGED))
    return {name for name, app in pages.items() if app in whole}


def is_in_share(address: Address, who: str | None, share: int = SHARE, day: str = DAY) -> bool:
    """Return True if this user requests this address in a run of that day's commits with one in `share`.

    Every user whose turn it is requests each address, starting with another user on another day.
    """
    if ONLY and day == DAY:
        return address.name in ONLY
    if address.name in pages_of_changed_apps():
        return True
    return (REQUESTERS.index(who) - _number(address.page, day)) % share == 0


def is_page_in_share(page: str, share: int = SHARE, day: str = DAY) -> bool:
    """Return True if this page is tried in a run of that day's commits with one page in `share`."""
    if ONLY and day == DAY:
        return page.partition(" ")[0] in ONLY
    return page.partition(" ")[0] in pages_of_changed_apps() or _number(page, day) % share == 0


def part_of(items: Sequence[Item], share: int = SHARE, day: str = DAY) -> list[Item]:
    """Return every `share`-th of the items, at least one, starting with another one on another day."""
    share = min(share, len(items))
    return list(items)[_number("", day) % share :: share]


def _number(page: str, day: str) -> int:
    return zlib.crc32(f"{day} {page}".encode())
