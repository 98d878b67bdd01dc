"""PDFs: whole, without a password, and without programs or other files in them."""

import io
import re
from collections.abc import Iterator
from typing import Any, cast

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from core.uploads.refusals import RefusedFileError

# Readers look for the beginning and the end this far into the file.
HEAD = TAIL = 2048
MOST_OBJECTS = 100_000
MOST_UNPACKED = 100 * 1024 * 1024  # of the streams with objects in them
END = re.compile(rb"(%%EOF|startxref\s+\d+)\s*$")
PAGE = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|\?php|\?xml)", re.IGNORECASE)
PROGRAMS = {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/GoToE"}
PROGRAM_KEYS = {"/JS", "/JavaScript", "/XFA"}
ATTACHED_KEYS = {"/EmbeddedFiles", "/EF", "/RichMedia"}
# A name may write any of its letters as a number: /J#53.
ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
NAMES = re.compile(
    rb"(/(?:JavaScript|Launch|ImportData|Rendition|GoToE|JS|XFA|EmbeddedFiles|EF|RichMedia))(?=[\s/<>\[\]()]|$)"
)
# Errors by which the parser answers a damaged file.
DAMAGED = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError)


def is_pdf(content: bytes) -> bool:
    """Return whether this begins like a PDF, perhaps after something that a printer or mail program put before it."""
    place = content[:HEAD].find(b"%PDF-")
    return place >= 0 and not PAGE.search(content[:place])


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
        for names in (*_names_in_objects(reader), *_names_in_streams(reader)):
            _check_names(names)
    except DependencyError as error:
        raise RefusedFileError("password") from error
    except DAMAGED as error:
        raise RefusedFileError("cut off") from error


def _names_in_objects(reader: PdfReader) -> Iterator[set[str]]:
    """Yield the keys of every dictionary, and the action that it is, also in arrays and other dictionaries."""
    places = [(number, generation) for generation, numbers in reader.xref.items() for number in numbers]
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
                yield {str(key) for key in value} | ({str(value["/S"])} if "/S" in value else set())
                waiting += [value.raw_get(key) for key in value]
            elif isinstance(value, ArrayObject):
                waiting += list(value)


def _names_in_streams(reader: PdfReader) -> Iterator[set[str]]:
    """Yield the names in each stream that has objects in it. Each is unpacked once."""
    unpacked = 0
    for number in {stream for stream, _ in reader.xref_objStm.values()}:
        data = cast(StreamObject, reader.get_object(IndirectObject(number, 0, reader))).get_data()
        unpacked += len(data)
        if unpacked > MOST_UNPACKED:
            raise RefusedFileError("expands")
        plain = ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), data)
        yield {name.decode() for name in NAMES.findall(plain)}


def _check_names(names: set[str]) -> None:
    if names & (PROGRAMS | PROGRAM_KEYS):
        raise RefusedFileError("program")
    if names & ATTACHED_KEYS:
        raise RefusedFileError("attached")
