"""Starting with what exists: templates, bringing a file, what its rows come to, taking in and taking back."""

import io

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can, get_allowed_or_404
from casework import services
from casework.access.records import open_record
from casework.importing import overview, templates
from casework.importing.forms import BringForm, CutOverForm, SameForm, TakeInForm, UndoForm
from casework.importing.sheets import SHEETS
from casework.models import ImportRun, Individual
from contracts.models import Contract
from contracts.posts import require_permission
from core import transitions
from design.form_view import form_page, post_action

RUNS_A_PAGE = 25


def _contracts(request):
    return Contract.objects.allowing(request.user, Permission.IMPORT).order_by("name")


@page(PageClass.LIST)
@require_safe
def imports(request):
    """What was brought so far, and the templates."""
    require_permission(request.user, Permission.IMPORT)
    runs = ImportRun.objects.visible_to(request.user).select_related("contract", "recorded_by")
    page_context = {
        "runs": runs[:RUNS_A_PAGE],
        "contracts": _contracts(request),
        "sheets": SHEETS.values(),
    }
    return render(request, "casework/imports.html", page_context)


@page(PageClass.LIST)
@require_safe
def import_template(request):
    """The workbook to fill in."""
    require_permission(request.user, Permission.IMPORT)
    return FileResponse(io.BytesIO(templates.workbook()), as_attachment=True, filename="casework-records.xlsx")


@page(PageClass.LIST)
@require_safe
def import_sheet(request, sheet):
    """One sheet as CSV, with the names of its columns."""
    require_permission(request.user, Permission.IMPORT)
    if sheet not in SHEETS:
        raise Http404
    return _csv(f"{sheet}.csv", [templates.header(SHEETS[sheet])])


def _csv(name: str, lines) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@page(PageClass.LIST)
def import_new(request):
    """Bring a file."""
    require_permission(request.user, Permission.IMPORT)
    contracts = {str(contract.pk): contract for contract in _contracts(request)}
    return form_page(
        request,
        BringForm,
        title="Take in records",
        template="casework/import_new.html",
        context={"sheets": SHEETS.values(), "explanations": templates.explanations()},
        contracts=[(key, contract.name) for key, contract in contracts.items()],
        save=lambda data: services.begin_import(
            contract=contracts[data["contract"]], file=data["file"], by=request.user
        ),
        success_url=lambda run: reverse("import", args=[run.pk]),
        success_message="The file is being checked.",
        back=reverse("imports"),
    )


def _run(request, pk) -> ImportRun:
    rows = ImportRun.objects.select_related("contract", "recorded_by", "document")
    return get_allowed_or_404(rows, request.user, Permission.IMPORT, pk=pk)


@page(PageClass.IMPORT)
@require_safe
def import_page(request, pk):
    """What the rows come to, by sheet; those of one kind, paged."""
    run = _run(request, pk)
    made = list(transitions.history(run))
    page_context = {
        "run": run,
        "counts": overview.counts(run),
        "wrong": run.rows.wrong().count(),
        "undecided": run.rows.undecided().count(),
        "shown": overview.rows(run, request.user, show=request.GET.get("show", ""), after=request.GET.get("after", "")),
        "failure": next((move.reason for move in made if move.verb == "fail"), ""),
        "moves": made,
    }
    return render(request, "casework/import.html", page_context)


@page(PageClass.IMPORT)
@require_safe
def import_errors(request, pk):
    """The rows that cannot be taken in, as they were brought, each with what is wrong: mend, and bring them again."""
    run = _run(request, pk)
    return _csv(f"cannot-be-taken-in-{run.pk}.csv", overview.errors_csv(run, request.user))


@page(PageClass.IMPORT)
def import_row(request, pk, number):
    """A row's person beside the one perhaps meant: are they the same?"""
    run = _run(request, pk)
    row = get_object_or_404(overview.readable(run, request.user).exclude(likely=None), sheet="people", number=number)
    may_read = can(request.user, Permission.READ_PERSON, row.likely)
    known = open_record(request, Individual, Permission.READ_PERSON, row.likely_id) if may_read else row.likely
    return form_page(
        request,
        SameForm,
        title="Known already?",
        template="casework/import_row.html",
        context={"run": run, "row": row, "sides": overview.side_by_side(row, known, with_particulars=may_read)},
        initial={"is_same": {True: "yes", False: "no"}.get(row.is_same, "")},
        save=lambda data: services.record_match(row=row, is_same=data["is_same"] == "yes", by=request.user),
        success_url=f"{reverse('import', args=[pk])}?show=duplicate",
        back=reverse("import", args=[pk]),
    )


@page(PageClass.IMPORT)
@require_POST
def import_all_new(request, pk):
    run = _run(request, pk)
    return post_action(
        request,
        lambda: services.mark_rest_as_new(run=run, by=request.user),
        success_url=reverse("import", args=[pk]),
        success_message="Nobody of them is known here already.",
    )


@page(PageClass.IMPORT)
def import_take_in(request, pk):
    """Check once more, and take in."""
    run = _run(request, pk)
    wrong = run.rows.wrong().count()
    return form_page(
        request,
        TakeInForm,
        title="Take in",
        template="casework/import_take_in.html",
        context={"run": run, "counts": overview.counts(run), "wrong": wrong},
        wrong=wrong,
        save=lambda data: services.run_import(run=run, leave_out=data.get("leave_out", False), by=request.user),
        success_url=reverse("import", args=[pk]),
        success_message="The rows are being taken in.",
        back=reverse("import", args=[pk]),
    )


@page(PageClass.IMPORT)
def import_undo(request, pk):
    run = _run(request, pk)
    return form_page(
        request,
        UndoForm,
        title="Take the import back",
        template="casework/import_undo.html",
        context={"run": run},
        save=lambda data: services.undo_import(run=run, reason=data["reason"], by=request.user),
        success_url=reverse("import", args=[pk]),
        success_message="The import is taken back: what it made is gone, and what it changed is as before.",
        back=reverse("import", args=[pk]),
    )


@page(PageClass.CONTRACT_KEEP)
def cut_over(request, pk):
    """The first day whose records are kept here."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_CONTRACT, pk=pk)
    return form_page(
        request,
        CutOverForm,
        title="Cut-over",
        template="casework/cut_over.html",
        context={"contract": contract},
        initial={"cut_over_on": contract.cut_over_on},
        save=lambda data: services.set_cut_over(contract=contract, cut_over_on=data["cut_over_on"], by=request.user),
        success_url=reverse("contract", args=[pk]),
        success_message="The cut-over is set.",
        back=reverse("contract", args=[pk]),
    )
