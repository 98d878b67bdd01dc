"""Small valid files of each kind that people upload, and variants of them as real programs write."""

import io
import zipfile
from collections.abc import Callable

from PIL import Image
from pypdf import PdfWriter

WORD_TYPES = (
    b'<Types><Override PartName="/word/document.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


def make_pdf(change: Callable[[PdfWriter], object] | None = None) -> bytes:
    """Return a PDF of one page; `change` adds what a test needs."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if change is not None:
        change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def make_picture(kind: str, size: tuple[int, int] = (40, 30), **options) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **options)
    return file.getvalue()


def make_archive(entries: dict[str, bytes]) -> bytes:
    """Return a ZIP archive; its bytes are the same in every run, because they name tests."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def make_docx(entries: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file with further parts."""
    parts = {"[Content_Types].xml": WORD_TYPES, "word/document.xml": b"<w:document/>"}
    return make_archive(parts | (entries or {}))


PDF = make_pdf()
JPG = make_picture("JPEG")
PNG = make_picture("PNG")
DOCX = make_docx()
ODT = make_archive({"mimetype": ODT_TYPE, "content.xml": b"<office/>"})
