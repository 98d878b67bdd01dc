"""The dry run: what each row comes to, found out by taking it in and putting everything back."""

from collections import defaultdict

from django.db import transaction

from casework.allocation import capacity
from casework.enums import ImportOutcome
from casework.importing.apply_row import take
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


def check(run: ImportRun, lines: list[SheetRow], by) -> list[ImportRow]:
    """The rows of `lines` with what they come to; nothing else is written. Call inside a verb."""
    rows = [_row(run, line) for line in lines]
    _refuse_twice(rows)
    hand = RowImporter(run, by)
    hand.look_up([row for row in rows if row.cells])
    _compare(hand, rows)
    _match(rows, by)
    with transaction.atomic():
        warnings = _try(hand, rows)
        transaction.set_rollback(True)
    for row in rows:
        row.problems = [*row.problems, *warnings.get(id(row), [])]
    return rows


def _row(run: ImportRun, line: SheetRow) -> ImportRow:
    row = ImportRow(run=run, sheet=line.sheet.name, number=line.number, cells=line.cells, problems=line.problems)
    row.outcome = ImportOutcome.ERROR if line.is_wrong else ImportOutcome.SAME
    if line.cells:
        values, problems = line.sheet.read(line.cells)
        row.problems = problems
        row.outcome = ImportOutcome.ERROR if problems else ImportOutcome.NEW
        row.key = "" if problems else line.sheet.key_of(values)
        if problems and line.sheet.name in ("people", "packages"):
            row.key = line.cells.get("reference", "")[:60]
    return row


def _fail(row: ImportRow, words: str) -> None:
    row.outcome = ImportOutcome.ERROR
    row.problems = [*row.problems, words]


def _refuse_twice(rows: list[ImportRow]) -> None:
    """A key stands once in a sheet, an NHS number once in the sheet of people; a name and date of birth are told."""
    first: dict[tuple, int] = {}
    for row in rows:
        if not row.key:
            continue
        if (row.sheet, row.key) in first:
            _fail(row, f"Row {first[row.sheet, row.key]} is the same: each stands once.")
        first.setdefault((row.sheet, row.key), row.number)
        if row.sheet != PEOPLE.name or row.outcome == ImportOutcome.ERROR:
            continue
        values, _ = PEOPLE.read(row.cells)
        number = (PEOPLE.name, "NHS number", values["nhs_number"])
        if values["nhs_number"] and first.setdefault(number, row.number) != row.number:
            _fail(row, f"NHS number: row {first[number]} has it too.")
        born = (PEOPLE.name, plain(values["full_name"]), values["date_of_birth"])
        if first.setdefault(born, row.number) != row.number:
            row.problems = [*row.problems, f"Row {first[born]} has the same name and date of birth."]


def _compare(hand: RowImporter, rows: list[ImportRow]) -> None:
    """What was taken in before: the same again, or changed, and whether a file may change it.

    Compared with the cells of the last file, not with the record: what was written in Casework since is kept.
    """
    for row in rows:
        if row.outcome == ImportOutcome.ERROR or not hand.found(row.sheet, row.key):
            continue
        sheet, last, changed = SHEETS[row.sheet], hand.earlier[row.sheet, row.key], hand.changed(row)
        row.outcome = ImportOutcome.CHANGE if changed else ImportOutcome.SAME
        for name in changed:
            label, was = sheet.column(name).label, last.get(name, "")[:60]
            if sheet.column(name).changes:
                row.problems = [*row.problems, f"{label}: “{was}” becomes “{row.cells[name][:60]}”."]
            else:
                _fail(row, f"{label}: it was “{was}” when it was taken in. Change it on the record.")


def _match(rows: list[ImportRow], by) -> None:
    """People who are perhaps known already. Whom the reader is walled off from is not named."""
    among = Individual.objects.findable_by(by)
    if not among.exists():
        return
    for row in rows:
        if row.sheet != PEOPLE.name or row.outcome != ImportOutcome.NEW:
            continue
        values, _ = PEOPLE.read(row.cells)
        who = matching.PersonToMatch(
            full_name=values["full_name"],
            date_of_birth=values["date_of_birth"],
            nhs_number=values["nhs_number"] or "",
            known_as=values["known_as"],
            former_names=values["former_names"],
        )
        likely = matching.likely_people(who, among)
        if likely:
            row.likely, why = likely[0]
            row.outcome = ImportOutcome.DUPLICATE
            row.problems = [*row.problems, f"{row.likely.reference}: {why}."]


def _try(hand: RowImporter, rows: list[ImportRow]) -> dict[int, list[str]]:
    """Take everything in, one savepoint to a row; by the row's id(), what is worth knowing and no obstacle."""
    check_constraints_now()
    warnings: dict[int, list[str]] = {}
    allocated: dict[object, list[ImportRow]] = defaultdict(list)
    for row in rows:
        if row.outcome == ImportOutcome.ERROR:
            hand.failed[row.sheet, row.key] = row.number
        if row.outcome in (ImportOutcome.ERROR, ImportOutcome.SAME):
            continue
        try:
            done = take(hand, row)
        except Refused as refusal:
            _fail(row, refusal.message)
            hand.failed[row.sheet, row.key] = row.number
            continue
        warnings[id(row)] = done.warnings
        if row.sheet == "allocations":
            allocated[done.record.worker_id].append(row)
    _tell_loads(hand, allocated, warnings)
    return warnings


def _tell_loads(hand: RowImporter, allocated: dict, warnings: dict[int, list[str]]) -> None:
    """What would stand against giving a worker their people: told, not refused, because it is so already."""
    day = max(clock.today(), hand.contract.cut_over_on or clock.today())
    for bare in capacity.loads(Worker.objects.filter(pk__in=list(allocated)), day, wanted=None):
        load = bare.over()
        for row in allocated[load.worker.pk] if load.obstacles else []:
            warnings[id(row)] = [*warnings[id(row)], f"Taken in as it is. {'. '.join(map(str, load.obstacles))}."]
