"""Builders of import files: rows by column name become a workbook or a CSV, and are imported."""

import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.importing.sheets import SHEETS
from casework.importing.templates import as_csv
from casework.models import ImportRun
from casework.services import begin_import, resume_import, run_import

WORKER = {
    "email": "j.bell@provider.example",
    "full_name": "Jo Bell",
    "team": "North",
    "role": "Support worker",
    "started_on": "01/04/2024",
    "minutes_a_week": "37",
    "induction_completed_on": "30/04/2024",
    "dbs_checked_on": "20/03/2024",
}
ACCOUNT = {
    "email": "p.dunn@council.example",
    "full_name": "Pat Dunn",
    "role": "Referrer",
    "from_on": "01/09/2025",
}
PERSON = {
    "reference": "0042",
    "full_name": "Robin Ashdown",
    "date_of_birth": "31/12/1980",
    "nhs_number": "9990000026",
    "telephone": "01632 960123",
    "telephone_is_safe": "yes",
}
KEYWORKER = {
    "person": "0042",
    "email": "k.lowe@council.example",
    "full_name": "Kim Lowe",
    "from_on": "01/09/2025",
}
PACKAGE = {
    "reference": "P-0042",
    "person": "0042",
    "starts_on": "01/09/2025",
    "strand": "Daily living",
    "minutes": "4h30",
    "outcomes": "Cooks twice a week; Meets friends",
}
ALLOCATION = {
    "package": "P-0042",
    "worker": "j.bell@provider.example",
    "kind": "Lead worker",
    "from_on": "01/09/2025",
}
RELATIONSHIP = {"person": "0042", "kind": "Advocate", "name": "Lee Marsh"}
ONE_OF_EACH = {
    "workers": [WORKER],
    "people": [PERSON],
    "relationships": [RELATIONSHIP],
    "keyworkers": [KEYWORKER],
    "packages": [PACKAGE],
    "allocations": [ALLOCATION],
}


def labels(sheet: str, names) -> list[str]:
    return [SHEETS[sheet].column(name).label for name in names]


def workbook(sheets: dict[str, list[dict]]) -> bytes:
    """Return a workbook with the columns that the rows name."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(SHEETS[name].label)
            names = list(dict.fromkeys(key for row in rows for key in row))
            page.write_row(0, 0, labels(name, names))
            for number, row in enumerate(rows, start=1):
                for place, key in enumerate(names):
                    page.write(number, place, row.get(key, ""))
    return file.getvalue()


def sheet_csv(sheet: str, rows: list[dict]) -> bytes:
    names = list(dict.fromkeys(key for row in rows for key in row))
    return as_csv([labels(sheet, names), *([row.get(key, "") for key in names] for row in rows)]).encode()


def upload(cast, content: bytes, name: str = "records.xlsx", *, contract=None, by_worker: bool = False) -> ImportRun:
    """Upload a file and check it, in this process or (`by_worker`) by a Celery worker."""
    contract = contract or cast.tameside
    run = begin_import(contract=contract, file=SimpleUploadedFile(name, content), by=cast.ben)
    if not by_worker:
        resume_import(run.pk)
    run.refresh_from_db()
    return run


def import_sheets(cast, sheets: dict[str, list[dict]], *, exclude_wrong: bool = False, contract=None) -> ImportRun:
    """Upload, check and import."""
    run = upload(cast, workbook(sheets), contract=contract)
    run_import(run=run, exclude_wrong=exclude_wrong, notes_read=True, by=cast.ben)
    resume_import(run.pk)
    run.refresh_from_db()
    return run
