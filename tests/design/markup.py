"""Reading rendered HTML."""

import re
from html.parser import HTMLParser

PAGE_CONTEXT = {
    "navigation": [
        {"text": "Work", "href": "/", "current": False},
        {"text": "People", "href": "/people/", "current": True},
    ],
    "signed_in": {"name": "Ben A.", "role": "manager"},
    "service_contacts": [
        {
            "name": "Support service",
            "telephone": "01632 960123",
            "email": "",
            "hours": "8 in the morning to 10 at night",
        }
    ],
    "messages": [],
}


def page_context(_request):
    """Return a made-up result of the project's context processors."""
    return PAGE_CONTEXT


class Tags(HTMLParser):
    """Collect (tag, attributes) of every start tag."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags(html):
    """Return every start tag in html as (name, attributes)."""
    parser = Tags()
    parser.feed(str(html))
    return parser.found


def spaceless(html):
    """Return html with runs of white space as one space, for comparing text."""
    return re.sub(r"\s+", " ", str(html))
