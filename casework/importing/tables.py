"""Open a workbook or CSV file as tables of text, within limits, whatever program and encoding it was saved with."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError

import defusedxml
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from casework.importing import workbook_scan
from casework.importing.workbook_scan import SheetScan
from core.text import clean_text

MOST_COLUMNS = 60
MOST_IN_LINE = 1024 * 1024  # characters of one line of a CSV file
DAYS_FROM_1900_TO_1904 = 1462
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
SAVED_WRONGLY = "The workbook cannot be opened. Save it again as xlsx."
NOT_SAFE = "The workbook has content that is not safe to open."


class UnreadableFileError(Exception):
    """The file cannot be imported; the message says why."""


@dataclass
class Table:
    """A sheet of a workbook with its title, or a CSV file without one. Rows and columns count from 1.

    `without_value` are the cells whose formula was stored without its value; `days_after_1900` is added to numbers that
    are days; `notes` say what is doubtful about the text. The other fields are known for workbooks only.
    """

    title: str
    rows: Iterable[list[str]]
    notes: list[str] = field(default_factory=list)
    filled: int = 0
    last_row: int = 0
    last_column: int = 0
    hidden: int = 0
    without_value: set[tuple[int, int]] = field(default_factory=set)
    days_after_1900: int = 0


def read(content: bytes, file_name: str) -> Iterator[Table]:
    """Yield the tables of the file. Raises UnreadableFileError."""
    if content.startswith(b"PK\x03\x04"):
        yield from _workbook(content)
    elif content.startswith(OLD_WORKBOOK):
        raise UnreadableFileError(
            "This is an old Excel workbook (xls), or one with a password. Save it as xlsx without a password."
        )
    elif file_name.casefold().endswith(".csv"):
        yield _csv(content)
    else:
        raise UnreadableFileError("The file must be an Excel workbook (xlsx) or a CSV file.")


def _workbook(content: bytes) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            scans = workbook_scan.scan(archive)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except workbook_scan.TooLargeError as error:
        raise UnreadableFileError(str(error)) from error
    except (workbook_scan.UnsafeError, defusedxml.DefusedXmlException) as error:
        raise UnreadableFileError(NOT_SAFE) from error
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError, OSError, ExpatError) as error:
        raise UnreadableFileError(SAVED_WRONGLY) from error
    except (TypeError, AttributeError, RuntimeError, NotImplementedError) as error:
        # What the libraries raise for parts that they cannot read.
        raise UnreadableFileError(SAVED_WRONGLY) from error
    for worksheet in book.worksheets:
        scan = scans.get(getattr(worksheet, "_worksheet_path", ""), SheetScan())
        yield Table(
            worksheet.title,
            _worksheet(worksheet),
            filled=scan.filled,
            last_row=scan.last_row,
            last_column=scan.last_column,
            hidden=scan.hidden,
            without_value=scan.without_value,
            days_after_1900=DAYS_FROM_1900_TO_1904 if book.epoch == CALENDAR_MAC_1904 else 0,
        )


def _worksheet(worksheet: Worksheet) -> Iterator[list[str]]:
    worksheet.reset_dimensions()  # programs write wrong ones, and rows would be missing
    try:
        for row in worksheet.iter_rows(max_col=MOST_COLUMNS):
            yield [cell_text(cell.value, getattr(cell, "number_format", "")) for cell in row]
    except defusedxml.DefusedXmlException as error:
        raise UnreadableFileError(NOT_SAFE) from error
    except (SyntaxError, ValueError, KeyError, IndexError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise UnreadableFileError(
            f"The sheet “{worksheet.title[:40]}” cannot be read. Save the workbook again."
        ) from error


def _csv(content: bytes) -> Table:
    text, notes = decode(content)
    if max(map(len, text.splitlines()), default=0) > MOST_IN_LINE:
        raise UnreadableFileError("The CSV file has a line that is too long.")
    table = Table("", (), notes)
    table.rows = _csv_rows(table, text)
    return table


def _csv_rows(table: Table, text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
                table.last_column = max(table.last_column, len(row))
            yield [cell_text(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise UnreadableFileError("The CSV file cannot be read. Save it again.") from error


def decode(content: bytes) -> tuple[str, list[str]]:
    """Return the text of a CSV file, and a note with the doubtful words where the encoding had to be guessed."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16"), []
        if b"\x00" in content[:200]:
            # Letters of European languages in UTF-16 have a zero byte: the second, or the first of each pair.
            return content.decode("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"), []
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    words = dict.fromkeys(word for word in re.findall(r"[^\s,;\"]+", text) if not word.isascii())
    sample = ", ".join(f"“{word[:40]}”" for word in list(words)[:20])
    more = f" and {len(words) - 20:,} more" if len(words) > 20 else ""
    return text, [f"The file is not saved as UTF-8. It was read as Windows-1252: check the letters of {sample}{more}."]


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
