"""An update as a file."""

from django.http import HttpResponse

from reviews.models import KeyworkerUpdate
from reviews.updates import pdf


def text_response(row: KeyworkerUpdate) -> HttpResponse:
    """Return the update as a file of plain text."""
    response = HttpResponse(pdf.plain_text(row), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{pdf.file_name(row, "txt")}"'
    return response
