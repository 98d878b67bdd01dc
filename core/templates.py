"""The template engine. A page that is rendered changes nothing, so posts and rules are fetched once for all of it."""

from typing import Any

from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates, Template

from core.request_cache import request_cache


class ReadOnceTemplates(DjangoTemplates):
    """Django's engine, whose templates are rendered with a request cache, in a POST as well."""

    def get_template(self, template_name: str) -> "ReadOnceTemplate":
        return ReadOnceTemplate(super().get_template(template_name).template, self)


class ReadOnceTemplate(Template):
    """A template that is rendered with a request cache."""

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        with request_cache():
            return super().render(context, request)
