import copy

import pytest
from django.template import engines
from django.test import RequestFactory


@pytest.fixture(autouse=True)
def _own_surroundings(settings):
    """Bases are drawn with fixed navigation and contacts, so that nothing here needs the database."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"] = ["tests.design.reading.surroundings"]
    settings.TEMPLATES = templates


@pytest.fixture
def draw():
    """Render template source with a context, the tags of `design` loaded."""

    def drawing(source, **context):
        template = engines["django"].from_string("{% load design crispy_forms_tags %}" + source)
        return template.render(context)

    return drawing


@pytest.fixture
def request_of():
    """A GET request for an address, without session or user."""
    return RequestFactory().get
