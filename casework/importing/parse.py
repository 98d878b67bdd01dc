"""Parse a workbook or CSV file into rows of text, within limits. No formula or macro in the file is run.

What a file has and an import leaves out is never dropped in silence: it becomes a problem of its row, or a note.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from openpyxl.utils import get_column_letter

from casework.importing import tables
from casework.importing.columns import Column, day_of_serial, is_day, plain
from casework.importing.sheets import SHEETS, Sheet
from casework.importing.tables import MOST_COLUMNS, Table, UnreadableFileError

MOST_ROWS = 20_000
# A sheet may claim a million rows: it ends after this many empty ones.
MOST_EMPTY = 500
# The last row that may have the names of the columns.
HEADER_WITHIN = 10
README = "readme"  # the first sheet of the template


@dataclass
class SheetRow:
    """A row of a sheet as text. Without cells, its `problems` are those of the sheet itself."""

    sheet: Sheet
    number: int
    cells: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    is_wrong: bool = False


@dataclass
class ParsedFile:
    """`rows` are in the order in which sheets are imported; `notes` say what of the file is left out or doubtful."""

    rows: list[SheetRow]
    notes: list[str]


def parse_file(content: bytes, file_name: str) -> ParsedFile:
    """Return every row of the file, and the notes about it. Raises UnreadableFileError."""
    rows: list[SheetRow] = []
    notes: list[str] = []
    names: set[str] = set()
    for table in tables.read(content, file_name):
        name = _sheet_name(table.title)
        if table.title and (name is None or name in names):
            notes += _note_of_unknown(table, is_second=name is not None)
            continue
        reader = _TableReader(table, name)
        rows += reader.rows(MOST_ROWS - len(rows))
        notes += [*table.notes, *reader.notes()]
        names |= {name} if name else set()
    if not rows:
        labels = ", ".join(sheet.label for sheet in SHEETS.values())
        raise UnreadableFileError(" ".join(["There is nothing to import.", *notes, f"The sheets are: {labels}."]))
    order = list(SHEETS)
    return ParsedFile(sorted(rows, key=lambda row: order.index(row.sheet.name)), notes)


def _sheet_name(title: str) -> str | None:
    by_name = {plain(text): sheet.name for sheet in SHEETS.values() for text in (sheet.name, sheet.label)}
    return by_name.get(plain(title))


def _note_of_unknown(table: Table, *, is_second: bool) -> list[str]:
    """Return the note about a sheet that is not imported, with the name that it may have to get.

    `is_second`: another sheet with that name was read before.
    """
    if not table.filled or plain(table.title) == README:
        return []
    rows = "1 filled row" if table.filled == 1 else f"{table.filled:,} filled rows"
    why = "has the name of an earlier one" if is_second else "is not in the template"
    note = f"The sheet “{table.title[:60]}” {why}. Its {rows} will not be imported."
    if is_second:
        return [note]
    labels = max(({plain(cell) for cell in row if cell} for row in islice(table.rows, HEADER_WITHIN)), key=len)
    for sheet in _most_similar(labels):
        missing = [column.label for column in sheet.columns if column.required and plain(column.label) not in labels]
        if not missing:
            note += f" To import it, rename it to “{sheet.label}”."
        elif len(labels & {plain(column.label) for column in sheet.columns}) >= 2:
            columns = ", ".join(f"“{label}”" for label in missing)
            note += f" It looks like “{sheet.label}”, without the columns {columns}."
    return [note]


class _TableReader:
    """Read one table: find its header, then its rows, and note what they leave out."""

    def __init__(self, table: Table, name: str | None):
        self._table, self._name, self._label = table, name, ""
        self._columns: dict[int, Column] = {}
        self._unknown: list[str] = []
        self._without_label: set[int] = set()
        self._twice: list[str] = []
        self._last = 0

    def rows(self, most: int) -> list[SheetRow]:
        """Return the rows of the table, with a row for a header that is wrong. At most `most` rows are allowed."""
        numbered = enumerate(self._table.rows, start=1)
        sheet, header, number = _header(self._name, numbered)
        if sheet is None:
            return []
        self._label = sheet.label
        if not header:
            return [SheetRow(sheet, 1, problems=[_needed_headings(sheet)], is_wrong=True)]
        self._find_columns(sheet, header)
        names = {column.name for column in self._columns.values()}
        missing = [column.label for column in sheet.columns if column.required and column.name not in names]
        problems = [f"The column “{label}” is missing." for label in missing]
        rows = [SheetRow(sheet, number, problems=problems, is_wrong=True)] if missing else []
        for row in self._body(sheet, numbered):
            rows.append(row)
            if len(rows) > most:
                raise UnreadableFileError(f"A file can have up to {MOST_ROWS:,} rows. Split it into smaller files.")
        return rows

    def _find_columns(self, sheet: Sheet, header: list[str]) -> None:
        by_label = {plain(label): column for column in sheet.columns for label in column.labels}
        self._labelled = {place for place, label in enumerate(header) if label}
        for place, label in enumerate(header):
            column = by_label.get(plain(label))
            if column is not None:
                self._columns[place] = column
            elif label:
                self._unknown.append(label[:60])
        counts = Counter(column.label for column in self._columns.values())
        self._twice = [label for label, count in counts.items() if count > 1]

    def _body(self, sheet: Sheet, numbered: Iterator[tuple[int, list[str]]]) -> Iterator[SheetRow]:
        empty = 0
        for number, cells in numbered:
            row = self._row(sheet, number, cells)
            empty = 0 if row.is_wrong or any(row.cells.values()) else empty + 1
            if empty > MOST_EMPTY:
                break
            self._last = number
            if not empty:
                yield row

    def _row(self, sheet: Sheet, number: int, cells: list[str]) -> SheetRow:
        row = SheetRow(sheet, number)
        for place, cell in enumerate(cells):
            column = self._columns.get(place)
            if column is None:
                self._without_label |= {place} if cell and place not in self._labelled else set()
                continue
            if (number, place + 1) in self._table.without_value:
                row.problems.append(
                    f"{column.label}: the file has a formula here without its value. Open the file in your spreadsheet "
                    "program, save it once, and upload it again."
                )
            cell = day_of_serial(cell, self._table.days_after_1900) if is_day(column) else cell
            other = row.cells.get(column.name, "")
            if cell and other and not column.is_same(cell, other):
                both = f"“{other[:40]}” and “{cell[:40]}”"
                row.problems.append(f"{column.label}: two columns have this name, with {both}.")
            row.cells[column.name] = other or cell
        row.is_wrong = bool(row.problems)
        return row

    def notes(self) -> Iterator[str]:
        """Yield what the table has and its rows do not, after `rows` was read."""
        table, sheet = self._table, f"“{self._table.title[:60] or self._label}”"
        for label in self._unknown:
            yield f"{sheet}: the column “{label}” is not in the template. It will be left out."
        for label in self._twice:
            yield f"{sheet}: two columns are named “{label}”. Where only one is filled in, it will be used."
        for place in sorted(self._without_label):
            yield f"{sheet}: column {get_column_letter(place + 1)} has no heading. It will be left out."
        if table.last_column > MOST_COLUMNS:
            yield f"{sheet}: the columns after the {MOST_COLUMNS}th will be left out."
        if table.last_row > self._last + 1:
            yield f"{sheet}: the rows after {self._last:,} were not read, because too many empty rows come before them."
        if table.hidden:
            rows = "1 row is" if table.hidden == 1 else f"{table.hidden:,} rows are"
            yield f"{sheet}: {rows} hidden in the spreadsheet, and will be imported like the others."


def _needed_headings(sheet: Sheet) -> str:
    """Return the message about a sheet without headings that we know. It names no cell: they may be of a person."""
    needed = ", ".join(f"“{column.label}”" for column in sheet.columns if column.required)
    return f"The column headings do not match the template. This sheet needs {needed}."


def _header(name: str | None, numbered: Iterator[tuple[int, list[str]]]) -> tuple[Sheet | None, list[str], int]:
    """Return the sheet, its header and the header's row number: the first row that names two or more columns.

    The sheet is None for an empty table; the header is empty where no row names columns.
    """
    is_empty = True
    for number, row in islice(numbered, HEADER_WITHIN):
        labels = {plain(cell) for cell in row if cell}
        is_empty = is_empty and not labels
        for sheet in [SHEETS[name]] if name else _most_similar(labels):
            names = {plain(label) for column in sheet.columns for label in column.labels}
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
