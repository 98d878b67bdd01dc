"""What is downloaded: templates to fill in, and the rows that cannot be taken in. Made from the sheets themselves."""

import csv
import io
from collections.abc import Iterable

import xlsxwriter

from casework.importing.sheets import SHEETS, Sheet

HEADS = ("Sheet", "Column", "Needed", "What stands in it", "Allowed", "Example")


def workbook() -> bytes:
    """A workbook with every sheet, empty, and a page that explains each column."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        # Text: so that noughts at the beginning stay.
        as_text = book.add_format({"num_format": "@"})
        explained = book.add_worksheet("Read me")
        explained.write_row(0, 0, HEADS, bold)
        explained.set_column(0, 5, 26, wrapped)
        for number, line in enumerate(explanations(), start=1):
            explained.write_row(number, 0, line, wrapped)
        for sheet in SHEETS.values():
            page = book.add_worksheet(sheet.label)
            page.set_column(0, len(sheet.columns) - 1, 22, as_text)
            page.write_row(0, 0, [column.label for column in sheet.columns], bold)
            page.freeze_panes(1, 0)
            for place, column in enumerate(sheet.columns):
                if column.allowed and len(",".join(column.allowed)) < 250:
                    options = {"validate": "list", "source": list(column.allowed), "error_type": "warning"}
                    page.data_validation(1, place, 1000, place, options)
    return made.getvalue()


def explanations() -> list[tuple[str, ...]]:
    """A line for each column of each sheet, under HEADS."""
    return [
        (sheet.label, one.label, "yes" if one.required else "", one.words, ", ".join(one.allowed), one.example)
        for sheet in SHEETS.values()
        for one in sheet.columns
    ]


def header(sheet: Sheet) -> str:
    """A CSV file with the names of the sheet's columns and no row."""
    return as_csv([[column.label for column in sheet.columns]])


def as_csv(rows: Iterable[Iterable]) -> str:
    """Rows as CSV with a mark by which Excel knows it is UTF-8; what it would take for a formula is kept a text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([harmless(str(cell)) for cell in row])
    return "\ufeff" + text.getvalue()


def harmless(cell: str) -> str:
    """The cell, behind an apostrophe if a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
