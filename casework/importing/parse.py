"""From a workbook or a CSV file to rows of text. Nothing in a file is run, and no more is unpacked than is allowed."""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

import defusedxml
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from casework.importing.columns import plain
from casework.importing.sheets import SHEETS, Sheet

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_UNPACKED = 200 * 1024 * 1024
# A sheet may claim a million rows; after so many empty ones there is nothing more.
MOST_EMPTY = 500
# How far down the row with the names of the columns may stand.
HEADER_WITHIN = 10


class UnreadableFileError(Exception):
    """The file is not what can be taken in; in words."""


@dataclass
class SheetRow:
    """A row of a sheet as text. A line without cells speaks of the sheet itself, in `problems`."""

    sheet: Sheet
    number: int
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    is_wrong: bool = False


def sheet_rows(content: bytes, file_name: str) -> list[SheetRow]:
    """Every line of the file, sheets in the order in which they are taken in. Raises Unreadable."""
    if content.startswith(b"PK\x03\x04"):
        found = _workbook(content)
    elif file_name.casefold().endswith(".csv"):
        found = {None: _csv(content)}
    else:
        raise UnreadableFileError("This is neither a workbook (xlsx) nor a CSV file.")
    lines: list[SheetRow] = []
    order = list(SHEETS)
    for name, rows in found.items():
        lines += _lines(name, rows, MOST_ROWS - len(lines))
    if not lines:
        raise UnreadableFileError(
            f"There is nothing to take in: none of the sheets {', '.join(s.label for s in SHEETS.values())}."
        )
    return sorted(lines, key=lambda line: order.index(line.sheet.name))


def _lines(name: str | None, rows: Iterable[list[str]], room: int) -> list[SheetRow]:
    numbered = enumerate(rows, start=1)
    sheet, header, number = _header(name, numbered)
    if sheet is None:
        return []
    if not header:
        return [
            SheetRow(
                sheet, 1, problems=["The first row does not name the columns as the template does."], is_wrong=True
            )
        ]
    places, unknown = {}, []
    for place, label in enumerate(header):
        column = next((one for one in sheet.columns if plain(label) in (plain(one.label), plain(one.name))), None)
        if column is None and label:
            unknown.append(label[:60])
        elif column is not None and column.name not in places.values():
            places[place] = column.name
    lines = []
    missing = [one.label for one in sheet.columns if one.required and one.name not in places.values()]
    if missing:
        lines.append(SheetRow(sheet, number, problems=[f"The column “{label}” is missing." for label in missing]))
        lines[0].is_wrong = True
    elif unknown:
        words = [f"The column “{label}” is not one of the template's: it is left out." for label in unknown]
        lines.append(SheetRow(sheet, number, problems=words))
    empty = 0
    for number, row in numbered:
        cells = {places[place]: cell for place, cell in enumerate(row) if place in places}
        empty = 0 if any(cells.values()) else empty + 1
        if empty > MOST_EMPTY:
            break
        if empty:
            continue
        lines.append(SheetRow(sheet, number, cells))
        if len(lines) > room:
            raise UnreadableFileError(f"At most {MOST_ROWS:,} rows are taken in at once. Divide the file.")
    return lines


def _header(name: str | None, numbered: Iterator) -> tuple[Sheet | None, list[str], int]:
    """The sheet, the names of its columns and where they stand: the first row that names two or more of them.

    No sheet where there is nothing at all; no names where no row has them.
    """
    is_empty = True
    for number, row in islice(numbered, HEADER_WITHIN):
        said = {plain(cell) for cell in row if cell}
        is_empty = is_empty and not said
        for sheet in [SHEETS[name]] if name else _by_likeness(said):
            known = {plain(one.label) for one in sheet.columns} | {plain(one.name) for one in sheet.columns}
            if len(said & known) >= 2:
                return sheet, row, number
    if not name and not is_empty:
        raise UnreadableFileError("The first row does not name the columns as one of the templates does.")
    return (SHEETS[name] if name and not is_empty else None), [], 1


def _by_likeness(said: set[str]) -> list[Sheet]:
    """Which sheet a file of one sheet is: the one most of whose columns it has, all that are asked for first."""

    def likeness(sheet: Sheet) -> tuple:
        asked = {plain(one.label) for one in sheet.columns if one.required}
        return (asked <= said, len(said & {plain(one.label) for one in sheet.columns}))

    return sorted(SHEETS.values(), key=likeness, reverse=True)[:1]


def _workbook(content: bytes) -> dict[str | None, Iterable[list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableFileError("The workbook is too large once it is unpacked.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError, OSError) as error:
        raise UnreadableFileError("The workbook cannot be opened. Save it again as xlsx.") from error
    except defusedxml.DefusedXmlException as error:
        raise UnreadableFileError("The workbook holds what no spreadsheet needs, and is not opened.") from error
    by_name = {plain(sheet.label): sheet.name for sheet in SHEETS.values()}
    by_name |= {plain(sheet.name): sheet.name for sheet in SHEETS.values()}
    found: dict[str | None, Iterable[list[str]]] = {}
    for worksheet in book.worksheets:
        name = by_name.get(plain(worksheet.title))
        if name and name not in found:
            found[name] = _worksheet(worksheet)
    return found


def _worksheet(worksheet) -> Iterator[list[str]]:
    try:
        for row in worksheet.iter_rows(max_col=MOST_COLUMNS):
            yield [text_of(cell.value, getattr(cell, "number_format", "")) for cell in row]
    except defusedxml.DefusedXmlException as error:
        raise UnreadableFileError("The workbook holds what no spreadsheet needs, and is not opened.") from error
    except (SyntaxError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise UnreadableFileError(
            f"The sheet “{worksheet.title[:40]}” cannot be read. Save the workbook again."
        ) from error


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [text_of(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise UnreadableFileError("The CSV file cannot be read. Save it again.") from error


def text_of(value, number_format: str = "") -> str:
    """What a cell holds, as text: dates as 1980-12-31, numbers without “.0” and with the noughts their format shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == datetime.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, datetime.timedelta):
        whole = round(value.total_seconds() / 60)
        return f"{whole // 60}:{whole % 60:02}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return str(value).zfill(len(number_format)) if set(number_format) == {"0"} else str(value)
    said = str(value).replace("\x00", "").replace("\xa0", " ").strip()
    # A sign that a spreadsheet would take for a formula was put behind an apostrophe, here or elsewhere.
    said = said[1:] if said[:1] == "'" and said[1:2] in tuple("=+-@\t") else said
    return "".join(sign for sign in said if not "\ud800" <= sign <= "\udfff")
