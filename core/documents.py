"""Storing and sending files. The caller asks the access rule of the record that a file belongs to."""

import hashlib
import io
import os
import unicodedata
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from core.models import Document
from core.text import clean_line

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

# How a PDF that Casework made says in its properties what it could not print.
NOT_PRINTED = "Not printed: "
TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jpe": "image/jpeg",
    ".jfif": "image/jpeg",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
}


UNKNOWN_TYPE = "application/octet-stream"
SENT_TYPES = frozenset(TYPES.values())


def store(*, file: File, title: str, content_type: str, by: "User | None", not_printed: str = "") -> Document:
    """Store an uploaded file privately and return its Document. Call it inside a verb."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return Document.objects.create(
        title=title,
        file_name=clean_name(file.name or title),
        content_type=content_type,
        size=file.size,
        sha256=digest.hexdigest(),
        file=file,
        not_printed=not_printed,
        recorded_by=by,
    )


def type_of(name: str) -> str:
    """Return the content type by the ending of a name, which was checked against the content before."""
    return TYPES.get(os.path.splitext(name)[1].lower(), UNKNOWN_TYPE)


def store_bytes(*, content: bytes, file_name: str, title: str, content_type: str, by: "User | None") -> Document:
    """Store a file that Casework itself made, with the letters that it could not print."""
    file = ContentFile(content, name=file_name)
    not_printed = unprinted_letters(content) if content_type == "application/pdf" else ""
    return store(file=file, title=title, content_type=content_type, by=by, not_printed=not_printed)


def unprinted_letters(content: bytes) -> str:
    """Return the names of the letters that a PDF made by Casework could not print; "" if it has them all."""
    try:
        metadata = PdfReader(io.BytesIO(content)).metadata
    except PyPdfError:
        return ""
    text = (metadata.subject if metadata else None) or ""
    return text.removeprefix(NOT_PRINTED) if text.startswith(NOT_PRINTED) else ""


def clean_name(name: str) -> str:
    """Return the file name without folders and control or direction marks, at most 120 characters."""
    base = os.path.basename(name.replace("\\", "/"))
    base = "".join(c for c in clean_line(base) if unicodedata.category(c)[0] != "C").strip() or "file"
    stem, dot, ending = base.rpartition(".")
    return f"{stem[:110]}{dot}{ending[:8]}" if dot else base[:120]


def respond(document: Document) -> HttpResponseBase:
    """Return the file as an attachment: sent by the proxy where there is one, else by Django.

    Browsers neither show it nor guess its type, and no type with which they would run something is ever said.
    """
    content_type = document.content_type if document.content_type in SENT_TYPES else UNKNOWN_TYPE
    if settings.PRIVATE_ACCEL:
        response = HttpResponse(content_type=content_type)
        response["X-Accel-Redirect"] = settings.PRIVATE_ACCEL + document.file.name
        response["Content-Disposition"] = FileResponse(
            ContentFile(b""), as_attachment=True, filename=document.file_name
        ).headers["Content-Disposition"]
        return response
    return FileResponse(
        document.file.open("rb"),
        as_attachment=True,
        filename=document.file_name,
        content_type=content_type,
    )
