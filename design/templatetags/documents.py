"""What a page says of a document that is not there yet."""

from uuid import UUID

from django import template

from core import document_making

register = template.Library()


@register.filter
def is_given_up(key: UUID, kind: str) -> bool:
    """Whether a document of this kind could not be made: `{% if plan_pdf.pk|is_given_up:"plan" %}`. One query."""
    return document_making.is_given_up(document_making.kind_of(kind), str(key))
