"""Imports: templates, uploads, the outcomes of rows, import and undo; the cut-over."""

import io
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from casework import services
from casework.access.record_loader import open_record
from casework.enums import ImportOutcome
from casework.importing import overview, sample, shared_addresses, templates
from casework.importing.forms import CutOverForm, MatchForm, RunImportForm, UndoForm, UploadForm, WhoIsWhoForm
from casework.importing.sheets import SHEETS
from casework.models import ImportRun, Individual
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock, transitions
from core.request_bodies import MOST_FILES, takes_up_to
from design.form_view import form_page, post_action

RUNS_A_PAGE = 25


def _contracts(request: Request) -> QuerySet[Contract]:
    """Return the contracts for which the user may import."""
    return Contract.objects.allowing(request.user, Permission.IMPORT).order_by("name")


@page(PageClass.LIST)
@require_safe
def imports(request: Request) -> HttpResponse:
    """List the imports, and the templates."""
    require_permission(request.user, Permission.IMPORT)
    runs = ImportRun.objects.visible_to(request.user).select_related("contract", "recorded_by")
    contracts, today = list(_contracts(request)), clock.today()
    page_context = {
        "runs": runs[:RUNS_A_PAGE],
        "contracts": contracts,
        "with_sample": [contract for contract in contracts if contract.runs_on(today)],
        "sheets": SHEETS.values(),
    }
    return render(request, "casework/importing/imports.html", page_context)


@page(PageClass.LIST)
@require_safe
def import_template(request: Request) -> FileResponse:
    """Download the workbook to fill in."""
    require_permission(request.user, Permission.IMPORT)
    return FileResponse(io.BytesIO(templates.workbook()), as_attachment=True, filename="casework-records.xlsx")


@page(PageClass.IMPORT)
@require_safe
def import_sample(request: Request, pk: UUID) -> FileResponse:
    """Download a workbook filled with invented people, for the strands and the days of the contract."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.IMPORT, pk=pk)
    return FileResponse(io.BytesIO(sample.workbook(contract)), as_attachment=True, filename="casework-sample.xlsx")


@page(PageClass.LIST)
@require_safe
def import_sheet(request: Request, sheet: str) -> StreamingHttpResponse:
    """Download one sheet as CSV with the labels of its columns."""
    require_permission(request.user, Permission.IMPORT)
    if sheet not in SHEETS:
        raise Http404
    return _csv(f"{sheet}.csv", [templates.header(SHEETS[sheet])])


def _csv(name: str, lines: Iterable[str]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@takes_up_to(MOST_FILES)
@page(PageClass.LIST)
@confirm_lately("import a file")
def import_new(request: Request) -> HttpResponse:
    """Upload a file."""
    require_permission(request.user, Permission.IMPORT)
    contracts = {str(contract.pk): contract for contract in _contracts(request)}
    return form_page(
        request,
        UploadForm,
        title="Import records",
        template="casework/importing/new.html",
        context={"explanations": templates.explanations()},
        contracts=[(key, contract.name) for key, contract in contracts.items()],
        save=lambda data: services.begin_import(
            contract=contracts[data["contract"]], file=data["file"], by=request.user
        ),
        success_url=lambda run: reverse("import", args=[run.pk]),
        success_message="The file is being checked.",
        back=reverse("imports"),
    )


def _run(request: Request, pk: UUID) -> ImportRun:
    rows = ImportRun.objects.select_related("contract", "recorded_by", "document")
    return get_allowed_or_404(rows, request.user, Permission.IMPORT, pk=pk)


@page(PageClass.IMPORT)
@require_safe
def import_page(request: Request, pk: UUID) -> HttpResponse:
    """Show the outcomes by sheet, and a page of the rows of one outcome."""
    run = _run(request, pk)
    state_changes = list(transitions.history(run))
    row_page = overview.rows(run, request.user, show=request.GET.get("show", ""), after=request.GET.get("after", ""))
    page_context = {
        "run": run,
        "counts": overview.counts(run),
        "wrong": run.rows.wrong().count(),
        "undecided": run.rows.undecided().count(),
        "unclear": dict(row_page.counts).get(ImportOutcome.UNCLEAR, 0),
        "row_page": row_page,
        "failure": next((change.reason for change in state_changes if change.verb == "fail"), ""),
        "state_changes": state_changes,
    }
    return render(request, "casework/importing/import.html", page_context)


@page(PageClass.IMPORT)
@require_safe
@confirm_lately("download the rows that cannot be imported")
def import_errors(request: Request, pk: UUID) -> StreamingHttpResponse:
    """Download the rows that cannot be imported, each with its problems."""
    run = _run(request, pk)
    return _csv(f"cannot-be-imported-{run.pk}.csv", overview.errors_csv(run, request.user))


@page(PageClass.IMPORT)
def import_row(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Compare a row's person with the likely match, and record whether they are the same."""
    run = _run(request, pk)
    row = get_object_or_404(overview.readable(run, request.user).exclude(likely=None), sheet="people", number=number)
    likely = row.likely
    assert likely is not None  # rows without one are excluded above
    may_read = can(request.user, Permission.READ_PERSON, likely)
    individual = open_record(request, Individual, Permission.READ_PERSON, likely.pk) if may_read else likely
    return form_page(
        request,
        MatchForm,
        title="Is this the same person?",
        template="casework/importing/row.html",
        context={"row": row, "compared": overview.side_by_side(row, individual, may_read=may_read)},
        initial={"is_same": {True: "yes", False: "no", None: ""}[row.is_same]},
        save=lambda data: services.record_match(row=row, is_same=data["is_same"] == "yes", by=request.user),
        success_url=f"{reverse('import', args=[pk])}?show=duplicate",
        back=reverse("import", args=[pk]),
    )


@page(PageClass.IMPORT)
def import_who_is_who(request: Request, pk: UUID) -> HttpResponse:
    """Ask whose the addresses with several names are."""
    run = _run(request, pk)
    if not run.shared_addresses:
        raise Http404
    return form_page(
        request,
        WhoIsWhoForm,
        title="Who is who?",
        template="casework/importing/who_is_who.html",
        addresses=shared_addresses.stored(run),
        save=lambda data: services.record_who_is_who(run=run, answers=data["answers"], by=request.user),
        success_url=reverse("import", args=[pk]),
        success_message="The file is being checked again.",
        back=reverse("import", args=[pk]),
    )


@page(PageClass.IMPORT)
@require_POST
def import_all_new(request: Request, pk: UUID) -> HttpResponse:
    run = _run(request, pk)
    return post_action(
        request,
        lambda: services.mark_rest_as_new(run=run, by=request.user),
        success_url=reverse("import", args=[pk]),
        success_message="All of them will be imported as new people.",
    )


@page(PageClass.IMPORT)
@confirm_lately("import the checked rows")
def import_run(request: Request, pk: UUID) -> HttpResponse:
    """Confirm the import of the checked rows."""
    run = _run(request, pk)
    wrong = run.rows.wrong().count()
    return form_page(
        request,
        RunImportForm,
        title="Import the checked rows",
        template="casework/importing/run.html",
        context={"run": run, "counts": overview.counts(run)},
        wrong=wrong,
        has_notes=bool(run.notes),
        save=lambda data: services.run_import(
            run=run,
            exclude_wrong=data.get("exclude_wrong", False),
            notes_read=data.get("notes_read", False),
            by=request.user,
        ),
        success_url=reverse("import", args=[pk]),
        success_message="Import started.",
        back=reverse("import", args=[pk]),
    )


@page(PageClass.IMPORT)
@confirm_lately("undo the import")
def import_undo(request: Request, pk: UUID) -> HttpResponse:
    run = _run(request, pk)
    return form_page(
        request,
        UndoForm,
        title="Undo import",
        template="casework/importing/undo.html",
        save=lambda data: services.undo_import(run=run, reason=data["reason"], by=request.user),
        success_url=reverse("import", args=[pk]),
        success_message="Import undone. Its new records are gone, and its changes are reversed.",
        back=reverse("import", args=[pk]),
    )


@page(PageClass.CONTRACT_KEEP)
def cut_over(request: Request, pk: UUID) -> HttpResponse:
    """Set the first day whose records are in Casework."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_CONTRACT, pk=pk)
    return form_page(
        request,
        CutOverForm,
        title="Cut-over date",
        template="casework/importing/cut_over.html",
        context={"contract": contract},
        initial={"cut_over_on": contract.cut_over_on},
        save=lambda data: services.set_cut_over(contract=contract, cut_over_on=data["cut_over_on"], by=request.user),
        success_url=reverse("contract", args=[pk]),
        success_message="Cut-over saved.",
        back=reverse("contract", args=[pk]),
    )
