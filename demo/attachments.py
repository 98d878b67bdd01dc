"""Small real files: a page of text as PDF, written by hand so that forty of them cost nothing."""

import textwrap

from django.core.files.base import ContentFile

MARGIN, TOP, LEADING = 56, 780, 16  # points


def pdf(title: str, paragraphs: list[str]) -> bytes:
    """A valid PDF of one page in Helvetica."""
    lines = [title, ""]
    for paragraph in paragraphs:
        lines += [*textwrap.wrap(paragraph, 82), ""]
    text_lines = "\n".join(f"({_escape(line)}) '" for line in lines)
    content = f"BT /F1 12 Tf {LEADING} TL {MARGIN} {TOP} Td\n{text_lines}\nET".encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) >>" % _escape(title).encode("cp1252", "replace"),
    ]
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % (len(objects) + 1)
    return bytes(file + b"startxref\n%d\n%%%%EOF\n" % start)


def pdf_file(file_name: str, title: str, paragraphs: list[str]) -> ContentFile:
    """The same as an uploaded file."""
    return ContentFile(pdf(title, paragraphs), name=file_name)


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
