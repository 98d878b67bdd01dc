"""Imports: check a file, decide about its rows, import them, and undo that until the records are used (R63)."""

import datetime
from uuid import UUID

import pghistory
from django.core.files import File

from accounts.models import User
from casework import notifications
from casework.enums import ImportOutcome, ImportState
from casework.importing import apply_row, dry_run, parse, shared_addresses, tables, undo
from casework.importing.importer import RowImporter, RowResult
from casework.models import ImportRow, ImportRun, SupportPackage
from contracts.models import Contract
from core import clock, documents, sweeps, tasks_after_commit, transitions
from core.constraints import check_constraints_now
from core.errors import NotPossible, Refused
from core.models import StateChange
from core.verbs import verb

ROWS_AT_ONCE = 100
MOST_ATTEMPTS = 2
TASK = "casework.tasks.resume_import"


@verb
def set_cut_over(*, contract: Contract, cut_over_on: datetime.date | None, by: User | None) -> Contract:
    """Set the first day whose records are in Casework. No duty due before it is raised.

    Raises Refused when the contract has packages, because their duties depend on it, and for a day before the
    contract's first terms or after its end.
    """
    contract = Contract.objects.get_locked(contract.pk)
    if SupportPackage.objects.filter(case__contract=contract).exists():
        raise Refused("This contract already has packages, so the cut-over cannot change.", field="cut_over_on")
    first = contract.terms.order_by("from_on").values_list("from_on", flat=True).first()
    if cut_over_on and (first is None or cut_over_on < first):
        raise Refused("The cut-over cannot be before the contract's first terms.", field="cut_over_on")
    if cut_over_on and contract.ends_on and cut_over_on > contract.ends_on:
        raise Refused("The cut-over cannot be after the contract ends.", field="cut_over_on")
    contract.cut_over_on = cut_over_on
    contract.save(update_fields=["cut_over_on"])
    return contract


@verb
def begin_import(*, contract: Contract, file: File, by: User | None) -> ImportRun:
    """Store the file and have a task check it. Raises Refused while the contract has no terms in force."""
    if contract.find_terms(clock.today()) is None:
        raise Refused("This contract has no terms in force yet. Add them first.", field="contract")
    document = documents.store(
        file=file, title="Records to import", content_type=documents.type_of(file.name or ""), by=by
    )
    run = ImportRun.objects.create(contract=contract, document=document, recorded_by=by)
    transitions.record_created(run, verb="begin", by=by)
    tasks_after_commit.enqueue(TASK, str(run.pk))
    return run


@verb
def check_import(*, run_id: UUID | str, by: User | None = None) -> bool:
    """Parse the file and save its rows with their outcomes. Return True if it was done now."""
    run = _claim(run_id, ImportState.CHECKING)
    if run is None:
        return False
    try:
        with run.document.file.open("rb") as file:
            parsed = parse.parse_file(file.read(), run.document.file_name)
    except tables.UnreadableFileError as error:
        transitions.apply(run, "fail", by=run.recorded_by, reason=str(error))
        return True
    rows = dry_run.check(run, parsed.rows, run.recorded_by)
    _keep_decisions(run, rows)
    run.rows.all().delete()
    ImportRow.objects.bulk_create(rows, batch_size=500)
    transitions.apply(
        run,
        "check",
        by=run.recorded_by,
        rows_total=sum(bool(row.cells) for row in rows),
        shared_addresses=run.shared_addresses,
        notes=parsed.notes,
        attempts=0,
    )
    notifications.notify_import_checked(run)
    return True


def _keep_decisions(run: ImportRun, rows: list[ImportRow]) -> None:
    """Keep what was decided about possible duplicates when the file is checked again."""
    decided = run.rows.exclude(is_same=None).exclude(likely=None)
    decisions = {(row.sheet, row.number, row.likely_id): row.is_same for row in decided}
    for row in rows:
        row.is_same = decisions.get((row.sheet, row.number, row.likely_id))


@verb
def record_who_is_who(*, run: ImportRun, answers: dict[str, dict[str, str]], by: User | None) -> ImportRun:
    """Record whose the addresses with several names are, and have the file checked again.

    `answers` are by address and name: the name's own address, or "" to leave its rows out. Raises Refused for a name
    without an answer, and for an address that would again be given to several names.
    """
    run = ImportRun.objects.get_locked(run.pk)
    if not transitions.can_make(run, "check again"):
        raise NotPossible("This import has no open question.")
    addresses = shared_addresses.stored(run)
    for address in addresses:
        given = answers.get(address.email, {})
        if any(name not in given for name in address.names.values()):
            raise Refused(f"Choose for every name whether {address.email} is theirs.")
        address.answers = {key: given[name].casefold() for key, name in address.names.items()}
    shared_addresses.refuse_new_shares(addresses)
    transitions.apply(
        run, "check again", by=by, shared_addresses=[address.as_json() for address in addresses], attempts=0
    )
    tasks_after_commit.enqueue(TASK, str(run.pk))
    return run


def _claim(run_id: UUID | str, state: ImportState) -> ImportRun | None:
    """Return the run, locked, if it is in `state` and no other task has it; else None."""
    free = ImportRun.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    return free.select_related("contract", "document", "recorded_by").filter(pk=run_id, state=state).first()


@verb
def record_match(*, row: ImportRow, is_same: bool, by: User | None) -> ImportRow:
    """Record whether the row's person is the one known already. A match does not change that person's record."""
    run = ImportRun.objects.get_locked(row.run_id)
    row = ImportRow.objects.get(pk=row.pk)
    if run.state != ImportState.CHECKED or row.outcome != ImportOutcome.DUPLICATE:
        raise NotPossible("This row no longer needs a decision.")
    row.is_same = is_same
    row.save(update_fields=["is_same"])
    return row


@verb
def mark_rest_as_new(*, run: ImportRun, by: User | None) -> int:
    """Record of all undecided rows that their people are not known yet. Return how many there were."""
    run = ImportRun.objects.get_locked(run.pk)
    if run.state != ImportState.CHECKED:
        raise NotPossible("This import no longer needs a decision.")
    return run.rows.undecided().update(is_same=False)


@verb
def run_import(*, run: ImportRun, exclude_wrong: bool, by: User | None, notes_read: bool = False) -> ImportRun:
    """Have a task import the checked rows. `notes_read`: the user has seen what of the file is left out or doubtful.

    Raises Refused while rows are undecided or an address has several names, while notes are unread, and while rows
    cannot be imported, unless `exclude_wrong` is set.
    """
    run = ImportRun.objects.select_related("contract").get_locked(run.pk)
    if not transitions.can_make(run, "run"):
        transitions.apply(run, "run", by=by)
    undecided, wrong = run.rows.undecided().count(), run.rows.wrong().count()
    if run.rows.unclear().exists():
        raise Refused("Choose first who is who: an address in the file has more than one name.")
    if undecided:
        subject = "one person is" if undecided == 1 else f"{undecided:,} people are"
        raise Refused(f"Decide first whether {subject} already on Casework.")
    if run.notes and not notes_read:
        raise Refused("Confirm first that you have read the notes about the file.", field="notes_read")
    if wrong and not exclude_wrong:
        rows, them = ("One row", "it") if wrong == 1 else (f"{wrong:,} rows", "them")
        raise Refused(f"{rows} cannot be imported. Correct the file, or leave {them} out.", field="exclude_wrong")
    transitions.apply(run, "run", by=by, rows_total=run.rows.to_import().count(), rows_done=0)
    tasks_after_commit.enqueue(TASK, str(run.pk))
    notifications.settle_import_checked(run)
    return run


@verb
def import_next_rows(*, run_id: UUID | str, by: User | None = None) -> bool:
    """Import the next hundred rows, each whole or not at all. Return whether there are more.

    The progress is saved in the same transaction, so that a killed task loses and repeats nothing.
    """
    run = _claim(run_id, ImportState.RUNNING)
    if run is None:
        return False
    check_constraints_now()
    user = StateChange.objects.filter(record_id=run.pk, verb="run").latest("recorded_at").recorded_by
    rows = list(run.rows.to_import().filter(done_at=None).select_related("likely").order_by("id")[:ROWS_AT_ONCE])
    Contract.objects.get_locked(run.contract_id)  # two imports of one contract take turns
    importer = RowImporter(run, user)
    importer.look_up(rows)
    with pghistory.context(**undo.history_context(run)):
        results = [(row, _apply(importer, row)) for row in rows]
        importer.save()
    for row, result in results:
        if result is not None:
            row.record_id, row.before = result.record.pk, result.for_undo()
    ImportRow.objects.save_results(rows)
    run.rows_done = min(run.rows_total, run.rows_done + len(rows))
    run.attempts = 1 if len(rows) == ROWS_AT_ONCE else 0  # this attempt, if there are more rows
    run.save(update_fields=["rows_done", "attempts"])
    if len(rows) == ROWS_AT_ONCE:
        return True
    transitions.apply(run, "finish", by=user)
    notifications.notify_import_done(run, user)
    return False


def _apply(importer: RowImporter, row: ImportRow) -> RowResult | None:
    row.done_at = clock.now()
    try:
        return apply_row.apply(importer, row)
    except Refused as refusal:
        row.outcome, row.problems = ImportOutcome.ERROR, [refusal.message]
        return None


def resume_import(run_id: UUID | str) -> int:
    """Check the file, or import its remaining rows. Return the number of steps.

    An attempt that is killed, takes too long or raises is begun once more by the sweep; then the import is given up.
    """
    if not begin_attempt(run_id=run_id, by=None):
        return 0
    steps = int(check_import(run_id=run_id, by=None))
    while import_next_rows(run_id=run_id, by=None):
        steps += 1
    return steps


@verb
def begin_attempt(*, run_id: UUID | str, by: User | None = None) -> bool:
    """Count an attempt, before it begins. Return False when another task has the import, or it is given up now.

    Each step that ends sets the count back. It is committed alone, so that it outlives a killed task.
    """
    run = _claim(run_id, ImportState.CHECKING) or _claim(run_id, ImportState.RUNNING)
    if run is None:
        return False
    if run.attempts >= MOST_ATTEMPTS:
        _give_up(run)
        return False
    run.attempts += 1
    run.save(update_fields=["attempts"])
    return True


def _give_up(run: ImportRun) -> None:
    """End an import that failed twice: what it has imported stays, the rest is left out. Tell whoever started it."""
    reason = "It stopped twice before its end. Split the file into smaller ones, and try again."
    if run.is_checking:
        user = run.recorded_by
        transitions.apply(run, "fail", by=None, reason=f"The file could not be checked. {reason}")
    else:
        user = StateChange.objects.filter(record_id=run.pk, verb="run").latest("recorded_at").recorded_by
        left = run.rows.to_import().filter(done_at=None)
        left.update(outcome=ImportOutcome.ERROR, problems=[f"The import stopped before this row. {reason}"])
        transitions.apply(run, "finish", by=None, reason=f"Some rows could not be imported. {reason}")
    notifications.notify_import_given_up(run, user)


def resume_imports(*, on: datetime.date) -> int:
    """Resume the imports that no task has finished. Return how many there were."""
    unfinished = ImportRun.objects.unfinished().order_by("recorded_at").values_list("pk", flat=True)
    return sweeps.each(unfinished, _resume)


def _resume(run_id: UUID) -> int:
    resume_import(run_id)
    return 1


@verb
def undo_import(*, run: ImportRun, reason: str, by: User | None) -> ImportRun:
    """Undo what a run created and changed.

    Raises Refused, naming the uses, when any of it was used (decision 12), and when nobody would manage access to the
    contract without the roles that it gave.
    """
    run = ImportRun.objects.select_related("contract").get_locked(run.pk)
    if not transitions.can_make(run, "undo"):
        transitions.apply(run, "undo", by=by, reason=reason)
    check_constraints_now()
    uses = undo.uses(run)
    if uses:
        raise Refused(f"You can't undo this import, because its records have been used: {'; '.join(uses)}.")
    Contract.objects.get_locked(run.contract_id)  # those who end a manager's role take turns with it
    if undo.leaves_unmanaged(run):
        raise Refused("No one else would manage access to this contract. Give someone else the role first.")
    undo.restore(run)
    transitions.apply(run, "undo", by=by, reason=reason)
    return run
