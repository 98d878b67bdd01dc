import copy

import pytest
from django.template import engines
from django.test import RequestFactory


@pytest.fixture(autouse=True)
def _fixed_context(settings):
    """Render base templates with fixed navigation and contacts, so that no test here needs the database."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"] = ["tests.design.markup.page_context"]
    settings.TEMPLATES = templates


@pytest.fixture
def render():
    """Render template source with a context, the tags of `design` loaded."""

    def render_source(source, **context):
        template = engines["django"].from_string("{% load design crispy_forms_tags %}" + source)
        return template.render(context)

    return render_source


@pytest.fixture
def get_request():
    """A GET request for an address, without session or user."""
    return RequestFactory().get
