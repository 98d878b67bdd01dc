"""PDFs: whole, without a password, and without programs or other files in them."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from core.uploads.refusals import RefusedFileError

# Readers look for the beginning and the end this far into the file.
HEAD = TAIL = 2048
MOST_OBJECTS = 200_000
END = re.compile(rb"(%%EOF|startxref\s+\d+)\s*$")
PROGRAMS = {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/GoToE"}
PROGRAM_KEYS = {"/JS", "/JavaScript", "/XFA"}
ATTACHED_KEYS = {"/EmbeddedFiles", "/EF", "/RichMedia"}
# Errors by which the parser answers a damaged file.
DAMAGED = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError)


def is_pdf(content: bytes) -> bool:
    """Return whether this begins like a PDF, perhaps after something that a printer or mail program put before it."""
    return b"%PDF-" in content[:HEAD]


def check_pdf(content: bytes) -> None:
    """Raise RefusedFileError for a PDF that is cut off, asks for a password, or has a program or a file in it."""
    end = content.rstrip(b"\x00\r\n\t \x1a")
    if not (END.search(end[-TAIL:]) or b"%%EOF" in end[-TAIL:]):
        raise RefusedFileError("cut off")
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedFileError("password")
        len(reader.pages)  # finds the pages, which a damaged file does not have
        for dictionary in _dictionaries(reader):
            _check_dictionary(dictionary)
    except DependencyError as error:
        raise RefusedFileError("password") from error
    except DAMAGED as error:
        raise RefusedFileError("cut off") from error


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield every dictionary of the file, also those in arrays and in other dictionaries."""
    places = [(number, generation) for generation, numbers in reader.xref.items() for number in numbers]
    places += [(number, 0) for number in reader.xref_objStm]
    if len(places) > MOST_OBJECTS:
        raise RefusedFileError("expands")
    for number, generation in places:
        try:
            waiting: list[Any] = [reader.get_object(IndirectObject(number, generation, reader))]
        except DAMAGED:
            continue  # an entry for an object that is not there: readers ignore it
        while waiting:
            value = waiting.pop()
            if isinstance(value, DictionaryObject):
                yield value
                waiting += [value.raw_get(key) for key in value]
            elif isinstance(value, ArrayObject):
                waiting += list(value)


def _check_dictionary(dictionary: DictionaryObject) -> None:
    keys = set(dictionary)
    action = dictionary["/S"] if "/S" in keys else None
    if action in PROGRAMS or keys & PROGRAM_KEYS:
        raise RefusedFileError("program")
    if keys & ATTACHED_KEYS:
        raise RefusedFileError("attached")
