"""What the browser's tab and its history say of the person's own pages: nothing that tells somebody who looks on."""

import re

import pytest

from accounts.page_access import PageClass
from tests.pages.matrix import ADDRESSES, Kind
from tests.pages.test_matrix import path_and_class
from tests.pages.urls import Walker

# What would tell that there is support, who gives it, or that the person complains or stops somebody.
TELLING = re.compile(
    r"record|visit|manager|complain|support|worker|represent|looked|care\b|health|crisis|risk|shar|object|keyworker"
    r"|safe|\bcard\b|review|stop|decline",
    re.IGNORECASE,
)


def tab_of(text: str) -> str:
    return " ".join(re.search(r"<title>(.*?)</title>", text, re.S)[1].split())


def test_the_tab_of_a_page_of_their_own_tells_nothing(world):
    """Given the person and a representative; then the tab of every page of theirs is neutral, and says whose it is."""
    walker = Walker(world.cast)
    tabs = {}
    for address in ADDRESSES:
        path, page_class = path_and_class(address, world.mine)
        if address.kind is Kind.VERB or page_class not in (PageClass.PORTAL, PageClass.OWN):
            continue
        for who in ("maya", "rosa"):
            answer = walker.ask(who, "GET", path)
            if path.startswith("/me/") and answer.response.status_code == 200 and "<title>" in answer.text:
                tabs[address.page, who] = tab_of(answer.text)
    assert len(tabs) > 20
    telling = {key: tab for key, tab in tabs.items() if TELLING.search(tab.removesuffix("– My pages"))}
    if telling:
        pytest.fail("\n".join(f"{page} as {who}: {tab}" for (page, who), tab in telling.items()), pytrace=False)
    assert all(tab.endswith("– My pages") for tab in tabs.values())
