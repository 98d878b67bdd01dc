"""Nothing doubtful in a file is imported in silence: it is read right, or a row or a note says what it is."""

import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from casework.importing import columns, parse, tables
from casework.importing.sheets import PEOPLE
from casework.models import Individual
from casework.services import resume_import, run_import
from core.errors import Refused
from tests.casework.import_builders import PERSON, sheet_csv, upload, workbook

LABELS = ["Reference", "Full name", "Date of birth", "Visit warning"]
ROW = ["0042", "Robin Ashdown", "31/12/1980", ""]


def sheets(**rows: list[list]) -> Workbook:
    """Return a workbook with these sheets; `_` in a name means a space."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in rows.items():
        page = book.create_sheet(name.replace("_", " "))
        for line in lines:
            page.append(line)
    return book


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(book: Workbook) -> parse.ParsedFile:
    return parse.parse_file(saved(book), "records.xlsx")


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#SPILL!", "#ERROR!", "Err:502"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_error_of_the_spreadsheet_is_never_a_value(cast, error, kind):
    """Given an error in a free text column; then the row is wrong and names the column."""
    row = PERSON | {"visit_warning": error}
    content = workbook({"people": [row]}) if kind == "xlsx" else sheet_csv("people", [row])
    run = upload(cast, content, f"people.{kind}")
    assert run.rows.wrong().get().problems == [f"Visit warning: the spreadsheet has the error {error} here."]


def test_a_text_with_a_number_sign_is_a_text():
    assert columns.Column("note", "Note").value("#2, ring twice") == "#2, ring twice"


def test_a_formula_with_an_error_is_an_error():
    """Given a lookup whose stored value is #N/A; then the cell is read as this error."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("People")
        page.write_row(0, 0, LABELS)
        page.write_row(1, 0, ROW)
        page.write_formula(1, 3, "=VLOOKUP(A2,X!A:B,2,0)", value="#N/A")
    (row,) = parse.parse_file(file.getvalue(), "records.xlsx").rows
    assert row.cells["visit_warning"] == "#N/A"


def test_a_formula_without_its_value_is_no_empty_cell(cast):
    """Given a warning computed by a formula that was never calculated; then its row is wrong, the others are not."""
    book = sheets(People=[LABELS, [*ROW[:3], '="Dog. "&"Do not visit alone"'], ["2", "Al Moss", "1/2/1980", "Dog"]])
    run = upload(cast, saved(book))
    (problem,) = run.rows.wrong().get().problems
    assert problem.startswith("Visit warning: the file has a formula here without its value.")
    assert run.rows.get(outcome="new").cells["visit_warning"] == "Dog"


def test_a_formula_whose_value_is_an_empty_text_is_an_empty_cell():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("People")
        page.write_row(0, 0, LABELS)
        page.write_row(1, 0, ROW)
    content = file.getvalue()
    cell = b'<c r="D2" t="str"><f>IF(1,"","x")</f><v></v></c></row></sheetData>'
    (row,) = parse.parse_file(with_sheet(content, b"</row></sheetData>", cell), "records.xlsx").rows
    assert (row.problems, row.cells["visit_warning"]) == ([], "")


def with_sheet(content: bytes, old: bytes, new: bytes) -> bytes:
    """Return the workbook with a replacement in the XML of its first sheet."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(file, "w") as archive:
        for entry in whole.infolist():
            part = whole.read(entry)
            archive.writestr(entry, part.replace(old, new) if entry.filename == "xl/worksheets/sheet1.xml" else part)
    return file.getvalue()


def test_two_columns_of_one_name_lose_nothing(cast):
    """Given two telephones; then the one that is filled in is used, and a row with two different ones is wrong."""
    text = (
        "Reference,Full name,Date of birth,Telephone,Telephone\n"
        "1,Greta Holme,07/08/1972,,07700 900789\n"
        "2,Al Moss,07/08/1973,07700 900789,+44 7700 900789\n"
        "3,Bo Reed,07/08/1974,07700 900789,07700 900790\n"
    )
    run = upload(cast, text.encode(), "people.csv")
    rows = {row.number: row for row in run.rows.all()}
    assert [rows[2].cells["telephone"], rows[2].outcome, rows[3].outcome] == ["07700 900789", "new", "new"]
    assert rows[4].problems == ["Telephone: two columns have this name, with “07700 900789” and “07700 900790”."]
    assert run.notes == ["“People”: two columns are named “Telephone”. Where only one is filled in, it will be used."]


def test_a_template_from_an_earlier_release_is_read():
    """Given a workbook whose warnings are in a column called as it was before; then none is lost."""
    parsed = read(sheets(People=[[*LABELS[:3], "At the door"], [*ROW[:3], "Never alone"]]))
    assert (parsed.rows[0].cells["visit_warning"], parsed.notes) == ("Never alone", [])


def test_sheets_that_are_not_in_the_template_are_named_with_their_rows():
    book = sheets(
        People=[LABELS, ROW],
        Packages_Nov_26=[["Package reference", "Person's reference", "Starts on", "Hours a week"], ["P1", "1", "x", 2]],
        Notes=[["Ring Kim"], [], ["Ask Jo"]],
        Empty=[],
    )
    parsed = read(book)
    assert [row.sheet.name for row in parsed.rows] == ["people"]
    assert parsed.notes == [
        "The sheet “Packages Nov 26” is not in the template. Its 2 filled rows will not be imported."
        " To import it, rename it to “Packages”.",
        "The sheet “Notes” is not in the template. Its 2 filled rows will not be imported.",
    ]


def test_a_sheet_of_ones_own_is_said_to_be_like_one_of_ours(cast):
    """Given a sheet of another name with some of our columns; then a note says which required ones it lacks."""
    parsed = read(sheets(People=[LABELS, ROW], Clients=[["Full name", "Area", "DOB"], ["Al Moss", "Hyde", "1/2/1980"]]))
    assert parsed.notes == [
        "The sheet “Clients” is not in the template. Its 2 filled rows will not be imported."
        " It looks like “People”, without the columns “Reference”, “Date of birth”."
    ]


def test_headings_that_we_do_not_know_say_which_are_needed(cast):
    """Given a sheet of people with headings of its own; then its problem names ours, and no cell of the file."""
    run = upload(cast, saved(sheets(People=[["Ref", "Client", "DOB"], ["1", "Al Moss", "1/2/1980"]])))
    assert run.rows.wrong().get().problems == [
        "The column headings do not match the template. This sheet needs “Reference”, “Full name”, “Date of birth”."
    ]


def test_a_second_sheet_of_one_name_is_noted():
    parsed = read(sheets(People=[LABELS, ROW], People_=[LABELS, ["2", "Al Moss", "1/2/1980"]]))
    assert len(parsed.rows) == 1
    assert parsed.notes == [
        "The sheet “People ” has the name of an earlier one. Its 2 filled rows will not be imported."
    ]


def test_a_workbook_with_unknown_sheets_only_says_which():
    with pytest.raises(tables.UnreadableFileError, match=r"“People - Table 1”.* 2 filled rows.*rename it to “People”"):
        read(sheets(**{"People_-_Table_1": [LABELS, ROW]}))


def test_the_page_that_explains_the_template_is_no_unknown_sheet():
    assert read(sheets(Read_me=[["Sheet", "Column"]], People=[LABELS, ROW])).notes == []


def test_hidden_rows_are_imported_and_noted():
    book = sheets(People=[LABELS, ROW, ["2", "Al Moss", "1/2/1980"]])
    book["People"].row_dimensions[3].hidden = True
    parsed = read(book)
    assert len(parsed.rows) == 2
    assert parsed.notes == ["“People”: 1 row is hidden in the spreadsheet, and will be imported like the others."]


def test_values_without_a_heading_are_noted():
    parsed = read(sheets(People=[[*LABELS, None], [*ROW, "Never alone"]]))
    assert parsed.notes == ["“People”: column E has no heading. It will be left out."]


def test_columns_after_the_last_that_is_read_are_noted():
    parsed = read(sheets(People=[[*LABELS, *[None] * 60, "Telephone"], [*ROW, *[None] * 60, "07700 900789"]]))
    assert parsed.notes == ["“People”: the columns after the 60th will be left out."]


def test_rows_after_many_empty_ones_are_noted():
    parsed = read(sheets(People=[LABELS, ROW, *[[]] * 600, ["2", "Al Moss", "1/2/1980"]]))
    assert len(parsed.rows) == 1
    assert "were not read, because too many empty rows come before them" in parsed.notes[0]


def test_a_wrong_size_in_the_file_hides_no_rows():
    """Given a sheet that claims to have one row, as some programs write; then all its rows are read."""
    content = saved(sheets(People=[LABELS, ROW, ["2", "Al Moss", "1/2/1980"]]))
    lying = with_sheet(content, b'<dimension ref="A1:D3"', b'<dimension ref="A1:D1"')
    assert lying != content
    assert len(parse.parse_file(lying, "records.xlsx").rows) == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"])
def test_unicode_in_any_encoding_is_read_without_doubt(cast, encoding):
    """Given a CSV file in UTF-8 or UTF-16, with or without its mark; then its letters are right, without a note."""
    text = "Reference\tFull name\tDate of birth\r\n1\tZoë Łęcka\t07/08/1972\r\n"
    run = upload(cast, text.encode(encoding), "people.csv")
    assert (run.rows.get().cells["full_name"], run.notes) == ("Zoë Łęcka", [])


def test_a_guessed_encoding_shows_the_letters_to_check(cast):
    """Given a file in Windows-1252; then its letters are shown, and it is imported when somebody has read them."""
    text = "Reference,Full name,Date of birth,Area\r\n1,Zoë Müller-Brontë,07/08/1972,Hyde\r\n"
    run = upload(cast, text.encode("cp1252"), "people.csv")
    assert run.notes == [
        "The file is not saved as UTF-8. It was read as Windows-1252: check the letters of “Zoë”, “Müller-Brontë”."
    ]
    with pytest.raises(Refused, match="notes"):
        run_import(run=run, exclude_wrong=False, by=cast.ben)
    run_import(run=run, exclude_wrong=False, notes_read=True, by=cast.ben)
    resume_import(run.pk)
    assert Individual.objects.filter(full_name="Zoë Müller-Brontë").exists()


@pytest.mark.parametrize("name", [b"Zo\x81 Moss", "Zo\ufffd Moss".encode()])
def test_a_letter_that_cannot_be_read_is_no_value(cast, name):
    run = upload(cast, b"Reference,Full name,Date of birth\r\n1," + name + b",07/08/1972\r\n", "people.csv")
    assert run.rows.wrong().get().problems == [
        "Full name: a letter could not be read; save the file as UTF-8, or correct it."
    ]


def test_days_count_from_the_first_day_of_the_workbook():
    """Given a workbook that counts from 1904; then a number without a date format is the same day as one with it."""
    book = sheets(People=[LABELS, ["1", "Rhoda Slack", 28124], ["2", "Silas Thorp", 28124]])
    book.epoch = CALENDAR_MAC_1904
    book["People"]["C2"].number_format = "yyyy-mm-dd"
    assert [row.cells["date_of_birth"] for row in read(book).rows] == ["1980-12-31", "1980-12-31"]
    assert columns.day_of_serial("29586", 0) == "29586"
    assert columns.day_of_serial("42", 1462) == "42"


MARKS = "\u200b\u200e\u200f\u202a\u202c\u2060\u00ad\ufeff"


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("telephone", "07700 {}900321{}", "07700 900321"),
        ("nhs_number", "{}999{}000 0018", "9990000018"),
        ("nhs_number", "999\u2011000{}–{}0018", "9990000018"),
        ("date_of_birth", "{}12/03/1975{}", "12/03/1975"),
        ("person_email", "{}o.b@{}people.example", "o.b@people.example"),
        ("postcode", "OL6{} 6AA{}", "OL6 6AA"),
        ("telephone_is_safe", "{}yes{}", "yes"),
        ("full_name", "{}Jonah Peake{}", "Jonah Peake"),
    ],
)
def test_invisible_marks_change_no_value(mark, name, cell, value):
    column = PEOPLE.column(name)
    assert column.value(cell.format(mark, mark)) == column.value(value)
