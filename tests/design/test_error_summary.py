"""The summary of errors is right below the heading: on a small screen it is seen at once, without JavaScript too."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.BASE_DIR) / "templates"


@pytest.mark.parametrize("name", ["my_message_write", "own_contact_new", "my_time_new"])
def test_a_page_with_an_introduction_says_first_what_is_wrong(cast, name):
    client = Client()
    client.force_login(cast.maya)
    text = client.post(reverse(name), {}).content.decode()
    below = text[text.index("</h1>") + len("</h1>") :]
    assert below.lstrip().startswith('<div class="govuk-error-summary"')
    assert text.count('class="govuk-error-summary"') == 1


def test_every_template_of_a_form_has_it_below_or_above_the_heading():
    """Given a template that draws a whole form; then the form does not draw its errors itself, below the text."""
    drawing = re.compile(r"{% crispy form %}")
    files = [path for path in TEMPLATES.rglob("*.html") if drawing.search(path.read_text())]
    assert len(files) >= 3
    late = [
        path.name
        for path in files
        if not re.search(r"</h1>\s*{% error_summary form %}", path.read_text())
        or "{% with error_summary=False %}" not in path.read_text()
    ]
    assert late == [], "Write {% error_summary form %} right after the heading."
