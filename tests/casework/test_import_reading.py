"""Reading files: cells as people and spreadsheets write them, and files of another type than they claim."""

import datetime
import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import load_workbook

from casework.importing import columns, parse, tables, templates, workbook_scan
from casework.importing.sheets import SHEETS
from tests.casework.import_builders import PERSON, sheet_csv, workbook


@pytest.mark.parametrize(
    "cell", ["31/12/1980", "31-12-1980", "31.12.1980", "31 Dec 1980", "31 December 1980", "1980-12-31", "29586"]
)
def test_a_day_is_read_however_it_is_written(cell):
    assert columns.day(cell) == datetime.date(1980, 12, 31)


@pytest.mark.parametrize(
    "cell", ["12/31/1980", "31/12/80", "31/02/1980", "yesterday", "5", "99999999999", "٣١/12/1980"]
)
def test_an_unclear_day_is_refused(cell):
    with pytest.raises(ValueError, match=r"day|date|year"):
        columns.day(cell)


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("6", 360), ("6.5", 390), ("6,5", 390), ("4h30", 270), ("4 h 30 min", 270), ("4:30", 270), ("37 hours", 2220)],
)
def test_hours_are_read_as_minutes(cell, minutes):
    assert columns.minutes(cell) == minutes


@pytest.mark.parametrize("cell", ["", "six", "4h75", "-3", "1e3"])
def test_invalid_hours_are_refused(cell):
    with pytest.raises(ValueError, match="hours|minutes"):
        columns.minutes(cell)


def test_leading_zeros_lost_in_a_spreadsheet_are_restored():
    assert columns.telephone("1632960123") == "01632 960123"
    assert columns.telephone("07700 900123") == "07700 900123"
    assert columns.telephone("+44 7700 900123") == "07700 900123"


def read_cells(content: bytes, name: str = "records.xlsx") -> list[dict]:
    return [row.cells for row in parse.parse_file(content, name).rows]


def test_a_workbook_is_read_as_its_cells_display():
    """Given dates, numbers and texts as a spreadsheet stores them; then they are read as displayed."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("People")
        page.write_row(0, 0, ["Reference", "Full name", "Date of birth", "NHS number", "Telephone is safe"])
        page.write_number(1, 0, 42, book.add_format({"num_format": "0000"}))
        page.write_formula(1, 1, '=HYPERLINK("http://example.org","x")', value="Robin Ashdown")
        page.write_datetime(1, 2, datetime.datetime(1980, 12, 31), book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_number(1, 3, 9990000026)
        page.write_boolean(1, 4, True)
    assert read_cells(file.getvalue()) == [
        {
            "reference": "0042",
            "full_name": "Robin Ashdown",
            "date_of_birth": "1980-12-31",
            "nhs_number": "9990000026",
            "telephone_is_safe": "yes",
        }
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_columns_of_a_csv_tell_which_sheet_it_is(separator, encoding):
    text = separator.join(["Date of birth", "Full name", "Reference"]) + "\r\n"
    text += separator.join(["31/12/1980", "Zoë Åkesson", "007"]) + "\r\n"
    (row,) = parse.parse_file(text.encode(encoding), "people.csv").rows
    assert (row.sheet.name, row.number) == ("people", 2)
    assert row.cells == {"reference": "007", "full_name": "Zoë Åkesson", "date_of_birth": "31/12/1980"}


def test_every_sheet_is_recognised_by_its_template():
    """Given each template with one row; then it is read as its own sheet."""
    for sheet in SHEETS.values():
        content = templates.header(sheet) + ",".join("x" for _ in sheet.columns) + "\r\n"
        (row,) = parse.parse_file(content.encode(), "sheet.csv").rows
        assert row.sheet is sheet


def test_a_missing_column_is_reported_once_and_an_unknown_one_noted():
    content = b"Reference,Full name,Shoe size\n1,Robin Ashdown,42\n"
    unknown = ["“People”: the column “Shoe size” is not in the template. It will be left out."]
    parsed = parse.parse_file(content, "people.csv")
    head, row = parsed.rows
    assert head.is_wrong
    assert head.problems == ["The column “Date of birth” is missing."]
    assert parsed.notes == unknown
    assert row.cells == {"reference": "1", "full_name": "Robin Ashdown"}
    parsed = parse.parse_file(content.replace(b"Shoe size", b"Date of birth,Shoe size"), "people.csv")
    assert [row.problems for row in parsed.rows] == [[]]
    assert parsed.notes == unknown


def make_archive(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def make_workbook_with(xml: bytes) -> bytes:
    """Return a workbook whose first sheet is this XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook({"people": [PERSON]}))) as whole, zipfile.ZipFile(file, "w") as archive:
        for entry in whole.infolist():
            archive.writestr(entry, xml if entry.filename == "xl/worksheets/sheet1.xml" else whole.read(entry))
    return file.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    b'<c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"Name,Colour\nRobin,green\n", "other.csv"),
        (b"%PDF-1.4", "paper.xlsx"),
        (b"PK\x03\x04 and nothing more", "broken.xlsx"),
        (make_archive(mimetype=b"application/zip"), "archive.xlsx"),
        (make_workbook_with(BOMB), "entities.xlsx"),
        (make_workbook_with(b"<worksheet><sheetData><row>"), "torn.xlsx"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_unreadable_file_has_a_clear_message(content, name):
    with pytest.raises(tables.UnreadableFileError, match=r"\w+\.$"):
        parse.parse_file(content, name)


def test_unpacking_stops_at_the_limit(monkeypatch):
    monkeypatch.setattr(workbook_scan, "MOST_UNPACKED", 1000)
    with pytest.raises(tables.UnreadableFileError, match="too large"):
        parse.parse_file(workbook({"people": [PERSON]}), "records.xlsx")


def test_reading_rows_stops_at_the_limit(monkeypatch):
    monkeypatch.setattr(parse, "MOST_ROWS", 3)
    rows = [PERSON | {"reference": str(number)} for number in range(4)]
    assert len(parse.parse_file(sheet_csv("people", rows[:3]), "people.csv").rows) == 3
    with pytest.raises(tables.UnreadableFileError, match="up to 3 rows"):
        parse.parse_file(sheet_csv("people", rows), "people.csv")


def test_the_template_has_and_explains_every_column():
    book = load_workbook(io.BytesIO(templates.workbook()))
    assert book.sheetnames == ["Read me", *(sheet.label for sheet in SHEETS.values())]
    for sheet in SHEETS.values():
        assert [cell.value for cell in book[sheet.label][1]] == [column.label for column in sheet.columns]
    assert book["Read me"].max_row == 1 + sum(len(sheet.columns) for sheet in SHEETS.values())


def test_every_example_is_valid():
    """Given the example of each column; then it is valid."""
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.example:
                column.value(column.example)


def test_formulas_are_escaped_as_text():
    written = templates.as_csv([["=1+1", "+44", "@x", "-", "plain"]])
    assert written == "\ufeff'=1+1,'+44,'@x,'-,plain\r\n"
    assert tables.cell_text("'=1+1") == "=1+1"
