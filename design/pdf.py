"""PDF documents: from a template and its context to a tagged PDF, the same bytes for the same input.

Pages, charts and PDFs share templates; only the style sheet differs. Nothing is fetched: the style sheet
and the fonts come from static/, and any other address in a template is refused. A letter that none of the fonts has is
printed as a box; the document says so at its head and among its properties (`core.documents.unprinted_letters`).
"""

import datetime
import hashlib
import mimetypes
import re
from base64 import b64decode, b64encode
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlparse

from django.template.loader import render_to_string
from django.utils.html import format_html
from pypdf import PdfWriter
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from core import documents
from core.letterhead import letterhead
from core.text import clean_line, clean_text
from design import print_fonts
from design.long_words import mark_long_words

# A name that no network knows: relative addresses in templates resolve below it and are read from static/.
BASE = "https://static.invalid/"
# Where print.html takes the faces of further scripts, and what cannot be printed.
FACES, NOTE = "<!-- faces -->", "<!-- not printed -->"
CANNOT_PRINT = (
    '<p class="cw-note">Some letters could not be printed, and are shown as {}: {}. Read them in Casework.</p>'
)


# How an address begins that holds a picture itself.
PICTURE = "data:image/png;base64,"


class StaticFilesOnly(URLFetcher):
    """Gives WeasyPrint files of static/, pictures that the document holds, and nothing else: no network, no file."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the file at an address below BASE, or the PNG in the address. Raises ValueError for any other."""
        if url.startswith(PICTURE):
            return URLFetcherResponse(
                url, body=b64decode(url.removeprefix(PICTURE)), headers={"Content-Type": "image/png"}
            )
        root = print_fonts.static_folder().resolve()
        file = (root / unquote(urlparse(url).path).lstrip("/")).resolve()
        if not url.startswith(BASE) or not file.is_relative_to(root) or not file.is_file():
            raise ValueError(f"{url}: a document may only use files of static/.")
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, body=file.read_bytes(), headers={"Content-Type": kind})


def without_inner_links(html: str) -> str:
    """Leave out the addresses of links within the site, which lead nowhere in a PDF.

    Links to chapters of the same PDF, mail, telephone and other sites stay.
    """
    return re.sub(r'(<a\b[^>]*?)\shref="(?!#|https?:|mailto:|tel:)[^"]*"', r"\1", html)


def with_fonts(html: str) -> tuple[str, str]:
    """Return the document with the fonts that its letters need and boxes for those that none has; and their names."""
    letters = print_fonts.unprintable(html)
    unprinted = print_fonts.name_letters(letters)
    html = print_fonts.replace_letters(html, letters)
    faces = print_fonts.style_sheet(html)
    note = format_html(CANNOT_PRINT, print_fonts.BOX, unprinted) if letters else ""
    html = html.replace(FACES, f"<style>{faces}</style>" if faces else "", 1).replace(NOTE, note, 1)
    return html, unprinted


def _letterhead() -> dict[str, Any]:
    """Return whom every document comes from, with the logo as an address that holds it."""
    sender = letterhead()
    logo = sender.read_logo()
    return {"letterhead": sender, "logo": PICTURE + b64encode(logo).decode() if logo else ""}


def render(template_name: str, context: dict, *, title: str, created_on: datetime.datetime) -> bytes:
    """Return the document as PDF/UA-1 bytes.

    Inputs: template_name, a template that extends print.html; its context; title, of the document;
    created_on, an aware instant that is written into the file as its date. Equal inputs give equal bytes.
    Raises ValueError when the template names anything outside static/.
    """
    if created_on.tzinfo is None:
        raise ValueError("created_on must be an aware instant.")
    stamp = created_on.astimezone(datetime.UTC).replace(microsecond=0)
    title = clean_line(title)
    page_context = {**_letterhead(), **context, "document_title": title}
    html = without_inner_links(clean_text(render_to_string(template_name, page_context)))
    html, unprinted = with_fonts(mark_long_words(html))
    source = HTML(string=html, base_url=BASE, url_fetcher=StaticFilesOnly(fail_on_errors=True))
    try:
        document = source.render(font_config=FontConfiguration(), pdf_variant="pdf/ua-1", pdf_tags=True)
    except FatalURLFetchingError as problem:
        # WeasyPrint's own error is not an Exception, so it would end a worker.
        raise ValueError(f"{template_name}: {problem.__cause__}") from problem
    document.metadata.title = title
    document.metadata.lang = "en-GB"
    if unprinted:
        document.metadata.description = documents.NOT_PRINTED + unprinted
    document.metadata.created = document.metadata.modified = stamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    identifier = hashlib.sha256(f"{title}\n{stamp.isoformat()}\n{html}".encode()).digest()[:16]
    return document.write_pdf(pdf_identifier=identifier, pdf_variant="pdf/ua-1", pdf_tags=True)


def encrypt(content: bytes, passphrase: str) -> bytes:
    """Return the document encrypted (AES-256): it opens only with the passphrase, and may then be printed."""
    writer = PdfWriter(clone_from=BytesIO(content))
    writer.encrypt(passphrase, algorithm="AES-256")
    output = BytesIO()
    writer.write(output)
    return output.getvalue()
