"""A file cannot take the machine's memory, and an import that fails again and again ends with a message."""

import io
import subprocess
import sys
import zipfile

import pytest

from casework.enums import ImportOutcome, ImportState
from casework.importing import parse, tables, workbook_scan
from casework.models import Imported
from casework.services import begin_attempt, import_next_rows, resume_import, run_import
from config import settings
from core import transitions
from core.models import Message
from tests.casework.import_builders import ONE_OF_EACH, PERSON, upload, workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def with_part(name: str, content: bytes) -> bytes:
    """Return a workbook of one person with this content as one of its parts."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"people": [PERSON]}))) as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for entry in whole.infolist():
            if entry.filename != name:
                archive.writestr(entry.filename, whole.read(entry))
        archive.writestr(name, content)
    return file.getvalue()


def sheet(rows: bytes) -> bytes:
    return b"<worksheet " + MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"


# Each is small on disk, and would be many gigabytes as objects.
BOMBS = {
    "cells in one row": (SHEET, lambda: sheet(b'<row r="1">' + b"<c/>" * 3_000_000 + b"</row>")),
    "cells in many rows": (SHEET, lambda: sheet((b"<row>" + b"<c/>" * 5_000 + b"</row>") * 500)),
    "shared texts": ("xl/sharedStrings.xml", lambda: b"<sst " + MAIN + b">" + b"<si><t/></si>" * 600_000 + b"</sst>"),
    "parts of one text": (
        "xl/sharedStrings.xml",
        lambda: b"<sst " + MAIN + b"><si>" + b"<r/>" * 3_000_000 + b"</si></sst>",
    ),
    "styles": (
        "xl/styles.xml",
        lambda: b"<styleSheet " + MAIN + b"><fonts>" + b"<font/>" * 300_000 + b"</fonts></styleSheet>",
    ),
    "one long text": (SHEET, lambda: sheet(b"<row><c><is><t>" + b"a" * 3_000_000 + b"</t></is></c></row>")),
    "one long name": (SHEET, lambda: sheet(b'<row><c r="' + b"A" * 3_000_000 + b'"/></row>')),
    "everything unpacked": ("xl/media.xml", lambda: b"<a>" + b" " * (workbook_scan.MOST_UNPACKED + 1) + b"</a>"),
}


def bomb(what: str) -> bytes:
    name, make = BOMBS[what]
    return with_part(name, make())


@pytest.mark.parametrize("what", BOMBS)
def test_a_small_file_of_huge_content_is_refused(what):
    content = bomb(what)
    assert len(content) < 300_000, "small on disk"
    with pytest.raises(tables.UnreadableFileError, match=r"too (large|long|many|much)"):
        parse.parse_file(content, "records.xlsx")


def test_a_huge_row_takes_little_memory(tmp_path):
    """Given the row of cells that took 2.4 GB; then it is refused with less than 20 MB."""
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(bomb("cells in one row"))
    program = (
        "import sys, resource, zipfile; from casework.importing import workbook_scan\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: workbook_scan.scan(zipfile.ZipFile(sys.argv[1]))\n"
        "except workbook_scan.TooLargeError: pass\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 20, f"{done.stdout} MB"


def test_the_largest_honest_file_is_read():
    """Given two thousand people; then nothing is refused."""
    rows = [PERSON | {"reference": str(number), "nhs_number": ""} for number in range(2_000)]
    assert len(parse.parse_file(workbook({"people": rows}), "records.xlsx").rows) == 2_000


def test_a_line_of_a_csv_file_is_bounded():
    with pytest.raises(tables.UnreadableFileError, match="too long"):
        parse.parse_file(b"Reference,Full name\n" + b"," * (tables.MOST_IN_LINE + 1), "people.csv")


def test_a_check_that_fails_twice_is_given_up(cast):
    """Given a check that started twice and never ended; when the sweep comes; then it fails, and Ben gets a message."""
    run = upload(cast, workbook(ONE_OF_EACH), by_worker=True)
    assert [begin_attempt(run_id=run.pk) for _ in range(3)] == [True, True, False]
    run.refresh_from_db()
    assert run.state == ImportState.FAILED
    assert "It stopped twice before its end" in transitions.history(run).last().reason
    assert Message.objects.get(key__startswith=f"import-given-up:{run.pk}").to == cast.ben
    assert resume_import(run.pk) == 0


def test_an_import_that_fails_twice_keeps_what_it_imported(cast, monkeypatch):
    """Given an import killed twice after its first rows; then those stay, and the rest is left out."""
    monkeypatch.setattr("casework.importing.services.ROWS_AT_ONCE", 2)
    run = upload(cast, workbook(ONE_OF_EACH))
    run_import(run=run, exclude_wrong=False, by=cast.ben)
    assert begin_attempt(run_id=run.pk)
    assert import_next_rows(run_id=run.pk)
    assert [begin_attempt(run_id=run.pk) for _ in range(2)] == [True, False]
    run.refresh_from_db()
    assert run.state == ImportState.DONE
    assert Imported.objects.filter(run=run).count() == 2
    assert run.rows.filter(outcome=ImportOutcome.ERROR).count() == 4
    assert Message.objects.get(key__startswith=f"import-given-up:{run.pk}").to == cast.ben


def test_an_import_that_ends_is_never_given_up(cast, monkeypatch):
    """Given more steps than attempts; then each step that ends sets the count back."""
    monkeypatch.setattr("casework.importing.services.ROWS_AT_ONCE", 1)
    run = upload(cast, workbook(ONE_OF_EACH))
    run_import(run=run, exclude_wrong=False, by=cast.ben)
    resume_import(run.pk)
    run.refresh_from_db()
    assert (run.state, run.rows_done, run.attempts) == (ImportState.DONE, 6, 0)


def test_tasks_have_limits_of_time_and_memory():
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT
    assert settings.CELERY_WORKER_MAX_MEMORY_PER_CHILD * 1024 < settings.TASK_MEMORY


def test_a_worker_process_cannot_take_more_memory_than_the_limit():
    """Given the signal of a worker process that begins; then it fails with MemoryError above the limit."""
    program = (
        "import os, resource; os.environ['TASK_MEMORY_MB'] = '400'\n"
        "from config.celery import limit_memory; limit_memory()\n"
        "print(resource.getrlimit(resource.RLIMIT_DATA)[0])\n"
        "try: bytearray(600 * 1024 * 1024)\n"
        "except MemoryError: print('MemoryError')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(400 * 1024 * 1024), "MemoryError"]
