"""Starting with what exists: a file is checked, decided about, taken in, and taken back until it is used (R63)."""

import datetime

import pghistory
from django.core.files import File

from casework import notifications
from casework.enums import ImportOutcome, ImportState
from casework.importing import apply_row, dry_run, parse, undo
from casework.importing.importer import RowImporter, RowResult
from casework.models import ImportRow, ImportRun, SupportPackage
from contracts.models import Contract
from core import clock, documents, tasks_after_commit, transitions
from core.constraints import check_constraints_now
from core.errors import NotPossible, Refused
from core.models import StateChange
from core.verbs import verb

ROWS_AT_ONCE = 100
TASK = "casework.tasks.go_on_with_import"


@verb
def set_cut_over(*, contract: Contract, cut_over_on: datetime.date | None, by) -> Contract:
    """The first day whose records are kept here: nothing due before it is raised.

    Refused once a package of the contract is here, because clocks run from then on; and before the contract's first
    terms, because then nothing says which clocks.
    """
    contract = Contract.objects.get_locked(contract.pk)
    if SupportPackage.objects.filter(case__contract=contract).exists():
        raise Refused("There are packages in this contract already: the cut-over stays as it is.", field="cut_over_on")
    first = contract.terms.order_by("from_on").values_list("from_on", flat=True).first()
    if cut_over_on and (first is None or cut_over_on < first):
        raise Refused("The cut-over is not before the first terms of the contract.", field="cut_over_on")
    if cut_over_on and contract.ends_on and cut_over_on > contract.ends_on:
        raise Refused("The contract has ended by then.", field="cut_over_on")
    contract.cut_over_on = cut_over_on
    contract.save(update_fields=["cut_over_on"])
    return contract


@verb
def begin_import(*, contract: Contract, file: File, by) -> ImportRun:
    """Keep the file and have it checked by a worker. Refused while the contract has no terms in force."""
    if not contract.terms.newest_by(clock.today()).exists():
        raise Refused("This contract has no terms in force yet: set them first.", field="contract")
    document = documents.store(
        file=file, title="Records to take in", content_type=documents.type_of(file.name or ""), by=by
    )
    run = ImportRun.objects.create(contract=contract, document=document, recorded_by=by)
    transitions.record_created(run, verb="begin", by=by)
    tasks_after_commit.enqueue(TASK, str(run.pk))
    return run


@verb
def check_import(*, run_id, by=None) -> bool:
    """Read the file and find out what each row comes to; nothing but that is written. Whether it was done now."""
    run = _claimed(run_id, ImportState.CHECKING)
    if run is None:
        return False
    try:
        with run.document.file.open("rb") as file:
            lines = parse.sheet_rows(file.read(), run.document.file_name)
    except parse.UnreadableFileError as error:
        transitions.apply(run, "fail", by=run.recorded_by, reason=str(error))
        return True
    rows = dry_run.check(run, lines, run.recorded_by)
    ImportRow.objects.bulk_create(rows, batch_size=500)
    transitions.apply(run, "check", by=run.recorded_by, rows_total=sum(bool(row.cells) for row in rows))
    notifications.notify_import_checked(run)
    return True


def _claimed(run_id, state: ImportState) -> ImportRun | None:
    """The run, locked, if it is in `state` and nobody else is at it."""
    free = ImportRun.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    return free.select_related("contract", "document", "recorded_by").filter(pk=run_id, state=state).first()


@verb
def record_match(*, row: ImportRow, is_same: bool, by) -> ImportRow:
    """Whether the row's person is the one known already. Their record stays as it is; the row only leads to it."""
    run = ImportRun.objects.get_locked(row.run_id)
    row = ImportRow.objects.get(pk=row.pk)
    if run.state != ImportState.CHECKED or row.outcome != ImportOutcome.DUPLICATE:
        raise NotPossible("There is nothing to decide about this row any more.")
    row.is_same = is_same
    row.save(update_fields=["is_same"])
    return row


@verb
def mark_rest_as_new(*, run: ImportRun, by) -> int:
    """Nobody of those not decided about is known already; how many they were."""
    run = ImportRun.objects.get_locked(run.pk)
    if run.state != ImportState.CHECKED:
        raise NotPossible("There is nothing to decide about this import any more.")
    return run.rows.undecided().update(is_same=False)


@verb
def run_import(*, run: ImportRun, leave_out: bool, by) -> ImportRun:
    """Have a worker take the checked rows in.

    Refused while somebody is perhaps known already and nobody has said; and while rows cannot be taken in, unless it
    was said to `leave_out` these.
    """
    run = ImportRun.objects.select_related("contract").get_locked(run.pk)
    if not transitions.can_make(run, "run"):
        transitions.apply(run, "run", by=by)
    undecided, wrong = run.rows.undecided().count(), run.rows.wrong().count()
    if undecided:
        who = "one person whether they are" if undecided == 1 else f"{undecided:,} people whether they are"
        raise Refused(f"Say first of {who} known here already.")
    if wrong and not leave_out:
        rows, them = ("One row", "it") if wrong == 1 else (f"{wrong:,} rows", "them")
        raise Refused(f"{rows} cannot be taken in. Mend the file, or leave {them} out.", field="leave_out")
    transitions.apply(run, "run", by=by, rows_total=run.rows.to_take().count(), rows_done=0)
    tasks_after_commit.enqueue(TASK, str(run.pk))
    return run


@verb
def import_next_rows(*, run_id, by=None) -> bool:
    """Take the next hundred rows in, each whole or not at all; whether there are more.

    What is done is written down with them, so that a worker that dies loses nothing and doubles nothing.
    """
    run = _claimed(run_id, ImportState.RUNNING)
    if run is None:
        return False
    check_constraints_now()
    who = StateChange.objects.filter(record_id=run.pk, verb="run").latest("recorded_at").recorded_by
    rows = list(run.rows.to_take().filter(done_at=None).select_related("likely").order_by("id")[:ROWS_AT_ONCE])
    Contract.objects.get_locked(run.contract_id)  # two imports of one contract take turns
    hand = RowImporter(run, who)
    hand.look_up(rows)
    with pghistory.context(**undo.signature(run)):
        taken = [(row, _take(hand, row)) for row in rows]
        hand.write()
    for row, done in taken:
        if done is not None:
            row.record_id, row.before = done.record.pk, done.kept()
    ImportRow.objects.write_over(rows)
    run.rows_done = min(run.rows_total, run.rows_done + len(rows))
    run.save(update_fields=["rows_done"])
    if len(rows) == ROWS_AT_ONCE:
        return True
    transitions.apply(run, "finish", by=who)
    notifications.notify_import_done(run, who)
    return False


def _take(hand: RowImporter, row: ImportRow) -> RowResult | None:
    row.done_at = clock.now()
    try:
        return apply_row.take(hand, row)
    except Refused as refusal:
        row.outcome, row.problems = ImportOutcome.ERROR, [refusal.message]
        return None


def resume_import(run_id) -> int:
    """Check the file, or take it in to the end, from where it stands; how many steps were made."""
    steps = int(check_import(run_id=run_id, by=None))
    while import_next_rows(run_id=run_id, by=None):
        steps += 1
    return steps


def resume_imports(*, on: datetime.date) -> int:
    """The sweep: imports that a worker left unfinished, or never heard of; how many were gone on with."""
    waiting = ImportRun.objects.unfinished().order_by("recorded_at").values_list("pk", flat=True)
    return len([resume_import(pk) for pk in waiting])


@verb
def undo_import(*, run: ImportRun, reason: str, by) -> ImportRun:
    """Take back what a run made and changed. Refused as soon as any of it was used, saying by what (decision 12)."""
    run = ImportRun.objects.select_related("contract").get_locked(run.pk)
    if not transitions.can_make(run, "undo"):
        transitions.apply(run, "undo", by=by, reason=reason)
    check_constraints_now()
    used = undo.uses(run)
    if used:
        raise Refused(f"What was taken in has been used since: {'; '.join(used)}. It stays.")
    undo.take_back(run)
    transitions.apply(run, "undo", by=by, reason=reason)
    return run
