"""The sample of pages that each user requests in this run.

What is one's own is read by everybody in each run. Of the rest each run asks the pages of the apps that changed, and a
third chosen by the commit, in which every address stands; `make soak` asks all of it.
"""

import os
import zlib
from functools import cache

from tests.pages.matrix import ADDRESSES, EVERYBODY, Address
from tests.pages.urls import patterns
from tests.selection import changed_apps, changed_paths, commit, names_that_fit

REQUESTERS = [None, *EVERYBODY.split()]
SHARE = 1 if os.environ.get("SOAK") == "1" else 3
COMMIT = commit()
# With more than this share of pages in changed apps, those with most changes are requested in full.
MOST_CHANGED = 1 / 3


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


def is_in_share(address: Address, who: str | None, share: int, commit_id: str = COMMIT) -> bool:
    """Return True if this user requests this address in a run of that commit with one in `share`.

    Every third user requests each address, starting with another user at another commit.
    """
    if address.name in pages_of_changed_apps():
        return True
    first = zlib.crc32(f"{commit_id} {address.page}".encode())
    return (REQUESTERS.index(who) - first) % share == 0
