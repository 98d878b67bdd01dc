"""Parse a workbook or CSV file into rows of text, within limits. No formula or macro in the file is run."""

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
from openpyxl.worksheet.worksheet import Worksheet

from casework.importing.columns import plain
from casework.importing.sheets import SHEETS, Sheet
from core.text import clean_text

MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_UNPACKED = 200 * 1024 * 1024
# A sheet may claim a million rows: it ends after this many empty ones.
MOST_EMPTY = 500
# The last row that may have the names of the columns.
HEADER_WITHIN = 10


class UnreadableFileError(Exception):
    """The file cannot be imported; the message says why."""


@dataclass
class SheetRow:
    """A row of a sheet as text. Without cells, its `problems` are those of the sheet itself."""

    sheet: Sheet
    number: int
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    is_wrong: bool = False


def sheet_rows(content: bytes, file_name: str) -> list[SheetRow]:
    """Return every row of the file, in the order in which sheets are imported. Raises UnreadableFileError."""
    if content.startswith(b"PK\x03\x04"):
        tables = _workbook(content)
    elif file_name.casefold().endswith(".csv"):
        tables = {None: _csv(content)}
    else:
        raise UnreadableFileError("The file must be an Excel workbook (xlsx) or a CSV file.")
    sheet_rows: list[SheetRow] = []
    order = list(SHEETS)
    for name, rows in tables.items():
        sheet_rows += _table_rows(name, rows, MOST_ROWS - len(sheet_rows))
    if not sheet_rows:
        raise UnreadableFileError(
            f"There is nothing to import. Fill in a sheet: {', '.join(sheet.label for sheet in SHEETS.values())}."
        )
    return sorted(sheet_rows, key=lambda row: order.index(row.sheet.name))


def _table_rows(name: str | None, rows: Iterable[list[str]], most: int) -> list[SheetRow]:
    """Return the rows of one table, with a row for the problems of its header. At most `most` rows are allowed."""
    numbered = enumerate(rows, start=1)
    sheet, header, number = _header(name, numbered)
    if sheet is None:
        return []
    if not header:
        problem = "The column headings do not match the template."
        return [SheetRow(sheet, 1, problems=[problem], is_wrong=True)]
    names, unknown = _columns(sheet, header)
    missing = [column.label for column in sheet.columns if column.required and column.name not in names.values()]
    sheet_rows = []
    if missing:
        problems = [f"The column “{label}” is missing." for label in missing]
        sheet_rows.append(SheetRow(sheet, number, problems=problems, is_wrong=True))
    elif unknown:
        problems = [f"The column “{label}” is not in the template. It will be left out." for label in unknown]
        sheet_rows.append(SheetRow(sheet, number, problems=problems))
    empty = 0
    for number, row in numbered:
        cells = {names[place]: cell for place, cell in enumerate(row) if place in names}
        empty = 0 if any(cells.values()) else empty + 1
        if empty > MOST_EMPTY:
            break
        if empty:
            continue
        sheet_rows.append(SheetRow(sheet, number, cells))
        if len(sheet_rows) > most:
            raise UnreadableFileError(f"A file can have up to {MOST_ROWS:,} rows. Split it into smaller files.")
    return sheet_rows


def _columns(sheet: Sheet, header: list[str]) -> tuple[dict[int, str], list[str]]:
    """Return the columns of `header` as place → column name, and the labels that the sheet does not have."""
    by_label = {plain(label): column for column in sheet.columns for label in (column.name, column.label)}
    names: dict[int, str] = {}
    unknown = []
    for place, label in enumerate(header):
        column = by_label.get(plain(label))
        if column is None and label:
            unknown.append(label[:60])
        elif column is not None and column.name not in names.values():
            names[place] = column.name
    return names, unknown


def _header(name: str | None, numbered: Iterator[tuple[int, list[str]]]) -> tuple[Sheet | None, list[str], int]:
    """Return the sheet, its header and the header's row number: the first row that names two or more columns.

    The sheet is None for an empty table; the header is empty where no row names columns.
    """
    is_empty = True
    for number, row in islice(numbered, HEADER_WITHIN):
        labels = {plain(cell) for cell in row if cell}
        is_empty = is_empty and not labels
        for sheet in [SHEETS[name]] if name else _most_similar(labels):
            names = {plain(column.label) for column in sheet.columns} | {plain(column.name) for column in sheet.columns}
            if len(labels & names) >= 2:
                return sheet, row, number
    if not name and not is_empty:
        raise UnreadableFileError("The column headings do not match a template.")
    return (SHEETS[name] if name and not is_empty else None), [], 1


def _most_similar(labels: set[str]) -> list[Sheet]:
    """Return the sheet with most of `labels`; one with all its required columns comes first."""

    def similarity(sheet: Sheet) -> tuple[bool, int]:
        required = {plain(column.label) for column in sheet.columns if column.required}
        return (required <= labels, len(labels & {plain(column.label) for column in sheet.columns}))

    return sorted(SHEETS.values(), key=similarity, reverse=True)[:1]


def _workbook(content: bytes) -> dict[str | None, Iterable[list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableFileError("The workbook is too large.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError, OSError) as error:
        raise UnreadableFileError("The workbook cannot be opened. Save it again as xlsx.") from error
    except defusedxml.DefusedXmlException as error:
        raise UnreadableFileError("The workbook has content that is not safe to open.") from error
    by_name = {plain(sheet.label): sheet.name for sheet in SHEETS.values()}
    by_name |= {plain(sheet.name): sheet.name for sheet in SHEETS.values()}
    tables: dict[str | None, Iterable[list[str]]] = {}
    for worksheet in book.worksheets:
        name = by_name.get(plain(worksheet.title))
        if name and name not in tables:
            tables[name] = _worksheet(worksheet)
    return tables


def _worksheet(worksheet: Worksheet) -> Iterator[list[str]]:
    try:
        for row in worksheet.iter_rows(max_col=MOST_COLUMNS):
            yield [cell_text(cell.value, getattr(cell, "number_format", "")) for cell in row]
    except defusedxml.DefusedXmlException as error:
        raise UnreadableFileError("The workbook has content that is not safe to open.") from error
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
            yield [cell_text(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise UnreadableFileError("The CSV file cannot be read. Save it again.") from error


def cell_text(value: object, number_format: str = "") -> str:
    """Return a cell as text: dates as 1980-12-31, numbers without “.0” and with the leading zeros of their format."""
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
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return str(value).zfill(len(number_format)) if set(number_format) == {"0"} else str(value)
    text = clean_text(str(value).replace("\xa0", " ")).strip()
    # Remove the apostrophe before a character with which a formula would begin.
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t") else text
