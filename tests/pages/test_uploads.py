"""Uploaded files: typed by content, stored under a random path, served as attachments to those who may read them."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.models import Document
from referrals.models import ReferralDocument
from tests.files import DOCX, JPG, ODT, PDF, PNG
from tests.pages.urls import Walker

MEGABYTES = 20


def make_archive(unpacks_to: int = 0, **entries: bytes) -> bytes:
    """Return a zip file. `__` in a name means a slash; `unpacks_to` is the size its last entry claims."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries.items():
            zipped.writestr(name.replace("__", "/").replace("TYPES", "[Content_Types]"), content)
        if unpacks_to:
            zipped.infolist()[-1].file_size = unpacks_to
    return buffer.getvalue()


BOMB = make_archive(unpacks_to=400 * 1024 * 1024, **{"TYPES.xml": b"<Types/>", "word__document.xml": bytes(1024)})
MACROS = make_archive(**{"TYPES.xml": b"<Types/>", "word__document.xml": b"<w/>", "word__vbaProject.bin": b"\x00"})
RIGHT = {"letter.pdf": PDF, "letter.docx": DOCX, "letter.odt": ODT, "photo.png": PNG, "photo.jpg": JPG, "P.JPEG": JPG}
WRONG = {
    "a program under a letter's name": ("letter.pdf", b"MZ\x90\x00" + b"\x00" * 200),
    "a page under a picture's name": ("photo.png", b"<html><script>alert(1)</script></html>"),
    "a picture under a letter's name": ("letter.pdf", PNG),
    "a letter under a page's name": ("letter.html", PDF),
    "two endings": ("letter.pdf.exe", PDF),
    "no ending": ("letter", PDF),
    "nothing in it": ("letter.pdf", b""),
    "any archive": ("letter.docx", make_archive(**{"notes.txt": b"words"})),
    "an archive cut short": ("letter.docx", DOCX[: len(DOCX) // 2]),
    "an archive that unpacks to far too much": ("letter.docx", BOMB),
    "macros": ("letter.docx", MACROS),
    "one byte too large": ("letter.pdf", PDF + b"\x00" * (MEGABYTES * 1024 * 1024 + 1 - len(PDF))),
}


def attach(walker, world, name: str, content: bytes, *, who="rui", kind="other", content_type="text/html", keep=False):
    """Send a file to Rui's draft with any content type."""
    file = SimpleUploadedFile("x", content, content_type=content_type)
    file._name = name  # as sent: Django would clean it
    path = reverse("referral_attach", args=[world.mine.referral_draft.pk])
    return walker.ask(who, "POST", path, {"kind": kind, "file": file}, keep=keep)


def test_invalid_files_are_refused(world):
    """Given an invalid file; then the field shows an error and neither row nor file is stored."""
    walker, failures, before = Walker(world.cast), [], list_files()
    for what, (name, content) in WRONG.items():
        answer = attach(walker, world, name, content)
        if answer.status != 200 or "govuk-error-summary" not in answer.text:
            failures.append(f"{what} ({name}): expected the form with what is wrong, got {answer}")
        if answer.wrote or list_files() != before:
            failures.append(f"{what} ({name}): wrote {answer.wrote or sorted(list_files() - before)}")
    if failures:
        pytest.fail("Refuse in core.uploads:\n  " + "\n  ".join(failures), pytrace=False)


def list_files() -> set[str]:
    root = Path(settings.PRIVATE_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_valid_files_have_a_random_path_and_are_served_as_attachments(world):
    walker, failures = Walker(world.cast), []
    for name, content in RIGHT.items():
        answer = attach(walker, world, name, content, keep=True)
        if answer.status != 302:
            failures.append(f"{name}: expected it to be kept, got {answer}")
            continue
        row = ReferralDocument.objects.order_by("-recorded_at").first()
        document = row.document
        if not re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{30}", document.file.name):
            failures.append(f"{name}: kept as {document.file.name}, which is no random path")
        address = reverse("referral_document", args=[world.mine.referral_draft.pk, row.pk])
        sent = walker.ask("rui", "GET", address)
        headers = sent.response.headers if sent.response else {}
        if sent.status != 200 or sent.response.file_bytes != content:
            failures.append(f"{name}: {address} does not give back what was sent: {sent}")
        if not headers.get("Content-Disposition", "").startswith("attachment"):
            failures.append(f"{name}: shown in the browser, {headers.get('Content-Disposition')!r}")
        if headers.get("X-Content-Type-Options") != "nosniff" or headers.get("Cache-Control") != "no-store":
            failures.append(f"{name}: the browser may guess or keep it: {dict(headers)}")
        if headers.get("Content-Type", "").startswith(("text/html", "image/svg", "application/xhtml")):
            failures.append(f"{name}: handed out as {headers['Content-Type']}, as whoever sent it said")
        for who, status in (("kofi", 404), ("ben", 404), ("amara", 404), ("noel", 404), (None, 302)):
            other = walker.ask(who, "GET", address)
            if other.status != status:
                failures.append(f"{name}: {address} as {who}: expected {status}, got {other}")
        for direct in (f"/{document.file.name}", f"/private/{document.file.name}", f"/media/{document.file.name}"):
            if walker.ask("rui", "GET", direct).status == 200:
                failures.append(f"{name}: {direct} gives the file without asking anybody")
    if failures:
        pytest.fail("Files are private:\n  " + "\n  ".join(failures), pytrace=False)


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/letter.pdf",
        "..\\..\\windows\\letter.pdf",
        "/etc/letter.pdf",
        "C:\\letter.pdf",
        "le\x00tter.pdf",
        "\u202efdp.exe.pdf",
        "le\r\nSet-Cookie: a=b\r\n.pdf",
        'le"; filename="x.html.pdf',
        "…" * 300 + ".pdf",
        "👩🏽 Brief.pdf",
    ],
)
def test_a_file_name_cannot_contain_a_path(world, name):
    """Given folders, control characters or headers in a file name; then it is refused or cleaned."""
    walker, before = Walker(world.cast), list_files()
    answer = attach(walker, world, name, PDF, keep=True)
    if answer.status == 200:
        assert "govuk-error-summary" in answer.text
        assert list_files() == before
        return
    assert answer.status == 302, f"{name!r}: {answer}"
    row = ReferralDocument.objects.order_by("-recorded_at").first()
    assert not re.search(r"[/\\\x00-\x1f\u202e]", row.document.file_name), row.document.file_name
    assert len(row.document.file_name) <= 200
    (new,) = list_files() - before
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{30}", new)
    sent = walker.ask("rui", "GET", reverse("referral_document", args=[world.mine.referral_draft.pk, row.pk]))
    assert sent.response.headers["Content-Disposition"].startswith("attachment")
    assert "Set-Cookie" not in sent.response.headers


def test_a_document_of_another_referral_is_not_found_under_ones_own(world):
    """Given Kofi's document; when Rui opens it under his own referral; then he gets 404."""
    path = reverse("referral_document", args=[world.mine.referral_draft.pk, world.theirs.document.pk])
    assert Walker(world.cast).ask("rui", "GET", path).status == 404


def test_a_file_field_with_text_instead_of_a_file(world):
    answer = Walker(world.cast).ask(
        "rui",
        "POST",
        reverse("referral_attach", args=[world.mine.referral_draft.pk]),
        {"kind": "other", "file": "letter.pdf"},
    )
    assert answer.status == 200
    assert "Choose the file" in answer.text
    assert not Document.objects.filter(file_name="x").exists()
