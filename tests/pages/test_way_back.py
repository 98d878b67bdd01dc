"""Every page has a way back: a back link, a breadcrumb, or a place in the navigation."""

from html.parser import HTMLParser

from dashboard.navigation import GROUPS
from tests.pages.matrix import ADDRESSES, Kind, row_of
from tests.pages.test_matrix import fail_with, path_and_class
from tests.pages.urls import Walker

# Where a user starts: everybody's home page, the person's own, the public page of the service, a first sign-in, and the
# pages of a link without an account, which are all that their reader has.
STARTS = {
    "home",
    "me",
    "service",
    "invitation",
    "second_factor_start",
    "code_link",
    "linked_review",
    "linked_review_text",
    "linked_review_pdf",
    "linked_update",
    "linked_update_text",
    "linked_update_pdf",
}
LISTED = {page.url_name for group in GROUPS for page in group.pages}
WAYS_BACK = {"govuk-back-link", "govuk-breadcrumbs"}


class ClassReader(HTMLParser):
    """Collect the classes of a page's tags."""

    def __init__(self):
        super().__init__()
        self.classes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.classes.update((dict(attrs).get("class") or "").split())


def has_way_back(html: str) -> bool:
    reader = ClassReader()
    reader.feed(html)
    return bool(reader.classes & WAYS_BACK)


def test_a_back_link_and_a_breadcrumb_are_ways_back():
    assert has_way_back('<nav class="cw-back"><a class="govuk-back-link" href="/">Home</a></nav>')
    assert has_way_back('<div class="govuk-breadcrumbs"></div>')
    assert not has_way_back('<a class="govuk-link" href="/">Home</a>')


def test_every_page_has_a_way_back(world):
    """Given each page and the first user who may open it; then it leads back, or the navigation lists it."""
    walker, pages, failures = Walker(world.cast), 0, []
    for address in ADDRESSES:
        if address.kind is Kind.VERB or address.name in STARTS | LISTED:
            continue
        path, page_class = path_and_class(address, world.mine)
        users = row_of(address, page_class).mine.may.split()
        answer = walker.ask(users[0] if users else None, "GET", path, address.data)
        if answer.status != 200 or not answer.response.headers["Content-Type"].startswith("text/html"):
            continue
        pages += 1
        if not has_way_back(answer.text):
            failures.append(f"{address.page} {path}")
    assert pages > 80, "Most pages are asked."
    fail_with(sorted(failures), 'Add {% block back %}{% url … as back %}{% back_link back "Where to" %}{% endblock %}:')
