"""The dry run: compute the outcome of each row by importing it in a transaction that is rolled back."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from accounts.models import User
from casework.allocation.capacity import Load, loads
from casework.enums import ImportOutcome
from casework.importing import apply_row, shared_addresses
from casework.importing.columns import plain
from casework.importing.importer import RowImporter
from casework.importing.parse import SheetRow
from casework.importing.sheets import PEOPLE, SHEETS
from casework.models import ImportRow, ImportRun, Individual
from casework.people import matching
from core import clock
from core.constraints import check_constraints_now
from core.errors import Refused
from workforce.models import Worker


def check(run: ImportRun, sheet_rows: list[SheetRow], by: User | None) -> list[ImportRow]:
    """Return `sheet_rows` as rows of the run with their outcomes, unsaved. Call in a verb.

    The run gets the addresses that have several names, unsaved.
    """
    rows = [_row(run, sheet_row) for sheet_row in sheet_rows]
    importer = RowImporter(run, by)
    importer.look_up([row for row in rows if row.cells])
    shared_addresses.resolve(run, importer, rows)
    importer.look_up([row for row in rows if row.cells])  # the answers may have given other addresses
    _fail_repeats(rows)
    _compare(importer, rows)
    _match(rows, by)
    with transaction.atomic():
        warnings = _try(importer, rows)
        transaction.set_rollback(True)
    for row in rows:
        row.problems = [*row.problems, *warnings.get(id(row), [])]
    return rows


def _row(run: ImportRun, sheet_row: SheetRow) -> ImportRow:
    sheet, cells = sheet_row.sheet, sheet_row.cells
    row = ImportRow(run=run, sheet=sheet.name, number=sheet_row.number, cells=cells, problems=sheet_row.problems)
    row.outcome = ImportOutcome.ERROR if sheet_row.is_wrong else ImportOutcome.SAME
    if cells:
        values, problems = sheet.read(cells)
        row.problems = [*sheet_row.problems, *problems]
        row.outcome = ImportOutcome.ERROR if row.problems else ImportOutcome.NEW
        row.key = "" if row.problems else sheet.key_of(values)
        if row.problems and sheet.name in ("people", "packages"):
            row.key = " ".join(cells.get("reference", "").split())[:60]
    return row


def _fail(row: ImportRow, problem: str) -> None:
    row.outcome = ImportOutcome.ERROR
    row.problems = [*row.problems, problem]


def _fail_repeats(rows: list[ImportRow]) -> None:
    """Fail rows that repeat a key of their sheet, or an NHS number; note a repeated name and date of birth."""
    first: dict[tuple[object, ...], int] = {}
    for row in rows:
        if not row.key or row.outcome == ImportOutcome.UNCLEAR:
            continue
        if (row.sheet, row.key) in first:
            _fail(row, f"Row {first[row.sheet, row.key]} is the same. Enter each record once.")
        first.setdefault((row.sheet, row.key), row.number)
        if row.sheet != PEOPLE.name or row.outcome == ImportOutcome.ERROR:
            continue
        values, _ = PEOPLE.read(row.cells)
        nhs_number = (PEOPLE.name, "NHS number", values["nhs_number"])
        if values["nhs_number"] and first.setdefault(nhs_number, row.number) != row.number:
            _fail(row, f"NHS number: row {first[nhs_number]} has the same number.")
        identity = (PEOPLE.name, plain(values["full_name"]), values["date_of_birth"].on or row.number)
        if first.setdefault(identity, row.number) != row.number:
            row.problems = [*row.problems, f"Row {first[identity]} has the same name and date of birth."]


def _compare(importer: RowImporter, rows: list[ImportRow]) -> None:
    """Set the outcome of rows imported earlier: the same, or a change, which fails where a file may not make it.

    They are compared with the last file, not with the record, so that later changes in Casework are not undone.
    """
    for row in rows:
        if row.outcome in (ImportOutcome.ERROR, ImportOutcome.UNCLEAR) or not importer.record_of(row.sheet, row.key):
            continue
        sheet, last, changed = SHEETS[row.sheet], importer.earlier[row.sheet, row.key], importer.changed_columns(row)
        row.outcome = ImportOutcome.CHANGE if changed else ImportOutcome.SAME
        for name in changed:
            label, old = sheet.column(name).label, last.get(name, "")[:60]
            if sheet.column(name).changes:
                row.problems = [*row.problems, f"{label}: “{old}” will change to “{row.cells[name][:60]}”."]
            else:
                _fail(row, f"{label}: this was “{old}” when it was imported. Change it on the record.")


def _match(rows: list[ImportRow], by: User | None) -> None:
    """Find people who may be known already, among those that `by` can find."""
    people = Individual.objects.findable_by(by) if by else Individual.objects.none()
    if not people.exists():
        return
    for row in rows:
        if row.sheet != PEOPLE.name or row.outcome != ImportOutcome.NEW:
            continue
        values, _ = PEOPLE.read(row.cells)
        particulars = matching.PersonToMatch(
            full_name=values["full_name"],
            date_of_birth=values["date_of_birth"].on,
            nhs_number=values["nhs_number"] or "",
            known_as=values["known_as"],
            former_names=values["former_names"],
        )
        likely = matching.likely_people(particulars, people)
        if likely:
            row.likely, reason = likely[0]
            row.outcome = ImportOutcome.DUPLICATE
            row.problems = [*row.problems, f"{row.likely.reference}: {reason}."]


def _try(importer: RowImporter, rows: list[ImportRow]) -> dict[int, list[str]]:
    """Import every row in its own savepoint. Return the warnings by the row's id()."""
    check_constraints_now()
    warnings: dict[int, list[str]] = {}
    by_worker: dict[UUID, list[ImportRow]] = defaultdict(list)
    for row in rows:
        if row.outcome == ImportOutcome.ERROR:
            importer.failed[row.sheet, row.key] = row.number
        if row.outcome in (ImportOutcome.ERROR, ImportOutcome.SAME, ImportOutcome.UNCLEAR):
            continue
        try:
            result = apply_row.apply(importer, row)
        except Refused as refusal:
            _fail(row, refusal.message)
            importer.failed[row.sheet, row.key] = row.number
            continue
        warnings[id(row)] = result.warnings
        if row.sheet == "allocations":
            by_worker[result.record.worker_id].append(row)
    _warn_of_overload(importer, by_worker, warnings)
    return warnings


def _warn_of_overload(
    importer: RowImporter, by_worker: dict[UUID, list[ImportRow]], warnings: dict[int, list[str]]
) -> None:
    """Add a warning to the allocations of workers with obstacles. They are no errors: the allocations exist already."""
    day = max(clock.today(), importer.contract.cut_over_on or clock.today())
    workers = Worker.objects.filter(pk__in=list(by_worker))
    for load in map(Load.flag_overload, loads(workers, day, required_minutes=None)):
        for row in by_worker[load.worker.pk] if load.obstacles else []:
            warnings[id(row)] = [*warnings[id(row)], f"Imported as it is. {'. '.join(map(str, load.obstacles))}."]
