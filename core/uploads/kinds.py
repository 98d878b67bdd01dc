"""The kind of a file by its content."""

from core.uploads import archives, pdfs, pictures
from core.uploads.refusals import RefusedFileError

KIND_ENDINGS = {
    "pdf": (".pdf",),
    "docx": (".docx",),
    "odt": (".odt",),
    "png": (".png",),
    "jpg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "xlsx": (".xlsx",),
    "csv": (".csv",),
}
# The file by which scanners are tried. There is no scanner yet; this one file is found without.
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"
TEXT_HEAD = 4096


def kind_of(content: bytes, *, allows_text: bool = False) -> str:
    """Return the kind of the content, a key of KIND_ENDINGS; csv only with `allows_text`. Raises RefusedFileError."""
    _watch(content)
    if content.startswith(archives.ZIP):
        return archives.kind_of_archive(content, _watch)
    if content.startswith(archives.OLE):
        archives.check_old_office(content)
    if content.startswith(pictures.JPG):
        pictures.check_jpg(content)
        return "jpg"
    if content.startswith(pictures.PNG):
        pictures.check_png(content)
        return "png"
    if pictures.is_heic(content):
        raise RefusedFileError("heic")
    if pdfs.is_pdf(content):
        pdfs.check_pdf(content)
        return "pdf"
    if allows_text and _is_table_of_text(content[:TEXT_HEAD]):
        return "csv"
    raise RefusedFileError("other")


def _watch(piece: bytes) -> None:
    if EICAR in piece:
        raise RefusedFileError("virus")


def _is_table_of_text(head: bytes) -> bool:
    """Return whether this is text and no page: no control characters but tabs and line ends, in UTF-16 beside zeros."""
    is_wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:2]
    text = head.replace(b"\x00", b"") if is_wide else head
    letters = text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return not letters.startswith(b"<") and not any(byte < 32 and byte not in b"\t\r\n" for byte in text)
