"""Downloads made from the sheets: templates to fill in, and CSV files."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from casework.importing.sheets import SHEETS, Sheet
from design.tables import harmless

HEADS = ("Sheet", "Column", "Required", "What to enter", "Allowed values", "Example")


def workbook(rows: Mapping[str, Sequence[Mapping[str, str]]] | None = None) -> bytes:
    """Return a workbook with every sheet and a page that explains each column.

    `rows` are the cells by column name of each sheet; without them the sheets are empty.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold_format = book.add_format({"bold": True})
        wrap_format = book.add_format({"text_wrap": True, "valign": "top"})
        # As text, so that leading zeros are not removed.
        as_text = book.add_format({"num_format": "@"})
        readme = book.add_worksheet("Read me")
        readme.write_row(0, 0, HEADS, bold_format)
        readme.set_column(0, 5, 26, wrap_format)
        for number, row in enumerate(explanations(), start=1):
            readme.write_row(number, 0, row, wrap_format)
        for sheet in SHEETS.values():
            page = book.add_worksheet(sheet.label)
            page.set_column(0, len(sheet.columns) - 1, 22, as_text)
            page.write_row(0, 0, [column.label for column in sheet.columns], bold_format)
            page.freeze_panes(1, 0)
            for number, cells in enumerate((rows or {}).get(sheet.name, ()), start=1):
                for place, column in enumerate(sheet.columns):
                    page.write_string(number, place, cells.get(column.name, ""), as_text)
            for place, column in enumerate(sheet.columns):
                if column.allowed and len(",".join(column.allowed)) < 250:
                    options = {"validate": "list", "source": list(column.allowed), "error_type": "warning"}
                    page.data_validation(1, place, 1000, place, options)
    return file.getvalue()


def explanations() -> list[tuple[str, ...]]:
    """Return a row for each column of each sheet, under HEADS."""
    return [
        (
            sheet.label,
            column.label,
            "yes" if column.required else "",
            column.words,
            ", ".join(column.allowed),
            column.example,
        )
        for sheet in SHEETS.values()
        for column in sheet.columns
    ]


def header(sheet: Sheet) -> str:
    """Return a CSV file with the labels of the sheet's columns and no row."""
    return as_csv([[column.label for column in sheet.columns]])


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV with the byte order mark by which Excel recognises UTF-8. No cell is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return "\ufeff" + text.getvalue()
