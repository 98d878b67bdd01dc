"""Word, Excel and OpenDocument files, which are ZIP archives: whole, without a password, macros or outside links."""

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from core.uploads.refusals import RefusedFileError

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Nothing that people send unpacks to more.
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 10_000
MOST_SMALL = 5 * 1024 * 1024
CHUNK = 256 * 1024
DOCUMENT = re.compile(r"word/document\d*\.xml")
WORKBOOK = re.compile(r"xl/workbook\d*\.xml")
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
MACRO_PARTS = re.compile(r"(^|/)(vbaproject|vbadata)[^/]*$|(^|/)activex/|^(basic|scripts)/|(^|/)macrosheets/")
# Parts that a program opens as a file of its own.
OLE_PARTS = re.compile(r"(^|/)embeddings/[^/]*\.(bin|exe|js|vbs|bat|cmd|scr|hta|lnk|ps1)$")
RELATIONSHIP = re.compile(rb"<[^<>]*Relationship\s[^<>]*>")
# Relationships that a program fetches when it opens the file.
FETCHED = re.compile(rb"/(attachedTemplate|oleObject|frame|subDocument)[\"']")
OUTSIDE = re.compile(rb"Target\s*=\s*[\"'](https?:|ftp:|mhtml:|\\\\|file:////)", re.IGNORECASE)


def check_old_office(content: bytes) -> None:
    """Raise RefusedFileError for an old Office file, which is also the shell of a new one with a password."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusedFileError("password")
    raise RefusedFileError("old word" if "WordDocument".encode("utf-16-le") in content else "old office")


def kind_of_archive(content: bytes, watch: Callable[[bytes], None]) -> str:
    """Return docx, xlsx or odt. `watch` is called with every piece of every part. Raises RefusedFileError."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise RefusedFileError("expands")
            if any(entry.flag_bits & 0x1 for entry in entries):
                raise RefusedFileError("password")
            names = {_name(entry): entry for entry in entries}
            kind = _kind(archive, names)
            if any(MACRO_PARTS.search(name) or OLE_PARTS.search(name) for name in names):
                raise RefusedFileError("program")
            for name, entry in names.items():
                _read(archive, name, entry, watch)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError) as error:
        raise RefusedFileError("cut off") from error
    except (RuntimeError, NotImplementedError, zlib.error) as error:  # a compression that zipfile cannot read
        raise RefusedFileError("cut off") from error
    return kind


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a part as programs compare it."""
    return entry.filename.replace("\\", "/").lstrip("/").casefold()


def _kind(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> str:
    if "[content_types].xml" in names:
        types = _small(archive, names["[content_types].xml"])
        if b"macroEnabled" in types:
            raise RefusedFileError("program")
        if any(DOCUMENT.fullmatch(name) for name in names):
            return "docx"
        if any(WORKBOOK.fullmatch(name) for name in names):
            return "xlsx"
    if names.keys() >= {"mimetype", "content.xml"} and _small(archive, names["mimetype"]).strip() == ODT_TYPE:
        manifest = names.get("meta-inf/manifest.xml")
        if manifest is not None and b"encryption-data" in _small(archive, manifest):
            raise RefusedFileError("password")
        return "odt"
    raise RefusedFileError("other")


def _small(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a part that says what the others are."""
    if entry.file_size > MOST_SMALL:
        raise RefusedFileError("expands")
    return archive.read(entry)


def _read(archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo, watch: Callable[[bytes], None]) -> None:
    """Read a part to its end, which compares its checksum, and look at its relationships."""
    relationships = b""
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            watch(chunk)
            if name.endswith(".rels") and len(relationships) < 4 * CHUNK:
                relationships += chunk
    for relationship in RELATIONSHIP.findall(relationships):
        if FETCHED.search(relationship) and OUTSIDE.search(relationship):
            raise RefusedFileError("attached")
