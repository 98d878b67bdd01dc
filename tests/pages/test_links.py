"""No link, form or button leads a user to a page that refuses them.

Each role starts on its first page and follows every link, page by page. An address is requested at most
`MOST` times under one name, with another record each time. `make soak` requests two and presses buttons too.
Whatever a request wrote is rolled back.
"""

import os
from collections import Counter, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from accounts.roles import ROLES
from contracts.models import Post
from tests.pages.matrix import EVERYBODY
from tests.pages.sampling import part_of
from tests.pages.test_matrix import fail_with
from tests.pages.urls import Walker

IS_SOAK = os.environ.get("SOAK") == "1"
MOST = 2 if IS_SOAK else 1
# Left out: users with the same role as another, and Noel, who has no post, no record and no page of his own.
CRAWLERS = [name for name in EVERYBODY.split() if name not in ("lewis", "kofi", "gwen", "ivor", "noel")]
# The least number of addresses a crawl finds, so that the test fails if it stops early.
FEWEST = {"ben": 40, "amara": 20, "omar": 20, "maya": 3}
# Signing out would end the crawl. Everything else is requested.
NOT_FOLLOWED = {"account_logout", "leave"}
REFUSALS = {403, 404, 500}


@dataclass
class LinkReader(HTMLParser):
    """Collect the addresses of a page: its links, its forms and which of the forms use POST."""

    links: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
        elif tag == "form":
            is_post = (attributes.get("method") or "get").lower() == "post"
            (self.posts if is_post else self.links).append(attributes.get("action") or "")
        elif tag == "button" and attributes.get("formaction"):
            self.posts.append(attributes["formaction"])


def name_of(path: str) -> str | None:
    """Return the name of the address, or None if no URL pattern matches."""
    try:
        return resolve(urlsplit(path).path).url_name
    except Resolver404:
        return None


def links_on(page: str, text: str) -> list[tuple[str, str]]:
    """Return (method, path) of each link, form and button of a page, without links to other sites."""
    reader = LinkReader()
    reader.feed(text)
    targets = [*(("GET", one) for one in reader.links), *(("POST", one) for one in reader.posts)]
    paths = [(method, urlsplit(urljoin(f"http://testserver{page}", one))) for method, one in targets]
    return [
        (method, f"{parts.path}?{parts.query}" if parts.query else parts.path)
        for method, parts in paths
        if parts.netloc == "testserver" and not parts.path.startswith("/static/")
    ]


def offers_reason_form(answer) -> bool:
    """Return True if a 403 page offers the form that asks for a reason to open the record."""
    return answer.status == 403 and any(name_of(path) == "person_ask" for _, path in links_on("/", answer.text))


def crawl(walker: Walker, who: str) -> tuple[list[str], int]:
    """Return the refused links found from the first page on, and the number of requests."""
    queue, visited, times, refusals = deque([("GET", "/", "the start")]), set(), Counter(), []
    while queue:
        method, path, page = queue.popleft()
        name = name_of(path)
        if (method, path) in visited or name in NOT_FOLLOWED or times[method, name] >= MOST:
            continue
        if method == "POST" and not IS_SOAK:
            continue
        visited.add((method, path))
        times[method, name] += 1
        answer = walker.ask(who, method, path)
        if answer.status in REFUSALS and not offers_reason_form(answer):
            refusals.append(f"{who} {method} {path} ({name}), drawn on {page}: {answer}")
        elif method == "GET":
            if answer.location:
                queue.append(("GET", urljoin(path, answer.location), page))
            elif answer.response.headers["Content-Type"].startswith("text/html"):
                queue.extend((*link, path) for link in links_on(path, answer.text))
    return refusals, len(visited)


def test_each_role_crawls_the_pages(cast):
    users = [getattr(cast, who) for who in CRAWLERS]
    assert set(Post.objects.filter(user__in=users).values_list("role", flat=True)) == set(ROLES)


@pytest.mark.parametrize("who", part_of(CRAWLERS))
def test_no_link_leads_to_a_refusal(world, who):
    refusals, requests = crawl(Walker(world.cast), who)
    fail_with(refusals, "Render a link only for users who may follow it (`can`, `saying`, {% if %}):")
    assert requests >= FEWEST.get(who, 1)


def test_the_crawl_sees_links_forms_and_buttons():
    page = '<a href="b/?x=1"><a href="#top"><a href="https://elsewhere.example/"><form action="/c/"></form>'
    page += '<form method="post" action="/d/"><button formaction="/e/"></form>'
    assert links_on("/a/", page) == [
        ("GET", "/a/b/?x=1"),
        ("GET", "/a/"),
        ("GET", "/c/"),
        ("POST", "/d/"),
        ("POST", "/e/"),
    ]
