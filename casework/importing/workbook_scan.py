"""Read the parts of a workbook once, in constant memory, before they are parsed: limits, and what parsing leaves out.

A small file may unpack to millions of cells or texts in one row; the parser would hold them all. The scan also finds
hidden rows, and formulas that were stored without their value, which the parser reads as empty cells.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException

MOST_UNPACKED = 100 * 1024 * 1024  # of the parts that are parsed, in bytes
MOST_CELLS = 2_000_000
MOST_TEXTS = 500_000
MOST_WITHOUT_VALUE = 50_000
MOST_IN_ROW = 60_000  # elements of one row, or of one shared text
MOST_OTHER = 200_000  # elements outside rows and shared texts
MOST_CHARACTERS = 2 * 1024 * 1024  # of one row, one shared text, or one tag
CHUNK = 64 * 1024
# Parts of these folders are never parsed.
NOT_PARSED = ("xl/media/", "xl/embeddings/", "xl/pivotcache/", "xl/drawings/", "xl/charts/")


class TooLargeError(Exception):
    """The workbook is larger than the limits; the message says which."""


class UnsafeError(Exception):
    """The workbook has declarations that could expand or fetch something."""


@dataclass
class SheetScan:
    """What a sheet has: rows with a value, and where values are missing or hidden. Rows and columns count from 1."""

    filled: int = 0
    last_row: int = 0
    last_column: int = 0
    hidden: int = 0
    without_value: set[tuple[int, int]] = field(default_factory=set)


class _Counts:
    """Count what all parts have together. `add` raises TooLargeError at a limit."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, noun: str, most: int) -> None:
        count = self._counts[noun] = self._counts.get(noun, 0) + 1
        if count > most:
            raise TooLargeError(f"The workbook is too large: it has more than {most:,} {noun}.")


def scan(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Return a SheetScan by name of part. Raises TooLargeError, UnsafeError, and expat.ExpatError for broken XML."""
    parts = [entry for entry in archive.infolist() if _is_parsed(entry.filename)]
    if sum(entry.file_size for entry in parts) > MOST_UNPACKED:
        raise TooLargeError("The workbook is too large when it is unpacked.")
    counts, scans = _Counts(), {}
    for entry in parts:
        part = _PartScan(counts)
        with archive.open(entry) as file:
            part.read(file.read)
        scans[entry.filename] = part.sheet
    return scans


def _is_parsed(name: str) -> bool:
    name = name.casefold()
    return name.endswith((".xml", ".rels")) and not name.startswith(NOT_PARSED)


class _PartScan:
    """Scan one part. `sheet` is meaningful for the parts that are sheets."""

    def __init__(self, counts: _Counts):
        self.sheet = SheetScan()
        self._counts = counts
        self._unit = ""  # the row or shared text that is open
        self._elements = self._characters = 0  # of the open unit
        self._row = self._column = 0
        self._is_hidden = self._is_filled = False
        self._cell: dict[str, str] = {}
        self._has_formula = self._has_value = self._is_in_value = False

    def read(self, read: Callable[[int], bytes]) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        gap = 0
        while chunk := read(CHUNK):
            # A tag or a text is held until it ends, so none may be too long.
            gap = len(chunk) - chunk.rfind(b"<") if b"<" in chunk else gap + len(chunk)
            if gap > MOST_CHARACTERS:
                raise TooLargeError("The workbook has a text that is too long.")
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _refuse_doctype(self, *_: object) -> None:
        raise UnsafeError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self._unit and local in ("row", "si"):
            self._open(local, attributes)
        elif not self._unit:
            self._counts.add("other parts", MOST_OTHER)
        else:
            self._elements += 1
            if self._elements > MOST_IN_ROW:
                raise TooLargeError("The workbook has a row with too many cells.")
        if self._unit == "row":
            self._start_in_row(local, attributes)

    def _open(self, unit: str, attributes: dict[str, str]) -> None:
        self._unit, self._elements, self._characters = unit, 0, 0
        if unit == "si":
            self._counts.add("texts", MOST_TEXTS)
            return
        number = attributes.get("r", "")
        self._row = int(number) if number.isdigit() and len(number) < 9 else self._row + 1
        self._column = 0
        self._is_hidden = attributes.get("hidden") in ("1", "true")
        self._is_filled = False

    def _start_in_row(self, local: str, attributes: dict[str, str]) -> None:
        if local == "c":
            self._counts.add("cells", MOST_CELLS)
            self._cell, self._has_formula, self._has_value = attributes, False, False
            self._column = _column(attributes.get("r", "")) or self._column + 1
        elif local == "f":
            self._has_formula = True
        elif local in ("v", "t"):
            self._is_in_value = True

    def _text(self, text: str) -> None:
        if self._unit:
            self._characters += len(text)
            if self._characters > MOST_CHARACTERS:
                raise TooLargeError("The workbook has a row with too much text.")
        if self._is_in_value and not text.isspace():
            self._has_value = True

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in ("v", "t"):
            self._is_in_value = False
        elif self._unit == "row" and local == "c":
            self._end_cell()
        elif self._unit and local == self._unit:
            if local == "row" and self._is_filled:
                self.sheet.filled += 1
                self.sheet.last_row = max(self.sheet.last_row, self._row)
                if self._is_hidden:
                    self.sheet.hidden += 1
            self._unit = ""

    def _end_cell(self) -> None:
        # A formula whose value is an empty text is stored with its type, one without a value is not.
        if self._has_formula and not self._has_value and self._cell.get("t") != "str":
            self._counts.add("formulas without a value", MOST_WITHOUT_VALUE)
            self.sheet.without_value.add((self._row, self._column))
            self._has_value = True
        if self._has_value:
            self._is_filled = True
            self.sheet.last_column = max(self.sheet.last_column, self._column)


def _column(coordinate: str) -> int:
    """Return the number of the column in a coordinate such as B12; 0 without one."""
    try:
        return column_index_from_string(coordinate_from_string(coordinate)[0])
    except (CellCoordinatesException, ValueError, TypeError):
        return 0
