from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from contracts.models import Contract
from contracts.posts import is_staff, permissions, require_permission
from core import clock, documents
from core.dates import Period
from core.models import Document
from design.form_view import form_page, post_action
from referrals.models import CapacityNotice
from reporting import figure_records, services
from reporting import pdf as reporting_pdf
from reporting.enums import ABOUT_STAFF, RESTRICTED, SECTIONS, Unit
from reporting.figures import sections, shows_restricted
from reporting.forms import NarrativeForm, OpenReturnForm
from reporting.models import Return
from reporting.periods import periods_to_report

MAX_NOTICES = 20
AMOUNT_HEADINGS: dict[str, str] = {Unit.MINUTES: "Time|number", Unit.DAYS: "Days|number"}


@page(PageClass.LIST)
@require_safe
def returns(request: Request) -> HttpResponse:
    """Every return the user may read, newest first; above them, the notices that a commissioner has to acknowledge."""
    require_permission(request.user, Permission.READ_RETURN, Permission.PREPARE_RETURN, Permission.SIGN_RESTRICTED)
    visible = Return.objects.visible_to(request.user).select_related("contract")
    may_open = Permission.PREPARE_RETURN in permissions(request.user)
    notices = CapacityNotice.objects.allowing(request.user, Permission.ACKNOWLEDGE_NOTICE).to_acknowledge()
    page_context = {
        "returns": visible,
        "may_open": may_open,
        "notices": notices.select_related("contract")[:MAX_NOTICES],
    }
    return render(request, "reporting/returns.html", page_context)


@page(PageClass.RETURN_PREPARE)
def open_return(request: Request) -> HttpResponse:
    """Begin the return of a quarter or half-year that is over."""
    require_permission(request.user, Permission.PREPARE_RETURN)
    contracts = Contract.objects.allowing(request.user, Permission.PREPARE_RETURN).prefetch_related("terms")
    reported: dict[UUID, list[Period]] = {contract.pk: [] for contract in contracts}
    existing = Return.objects.visible_to(request.user).filter(contract__in=reported)
    for contract_id, from_on, until_on in existing.values_list("contract", "from_on", "until_on"):
        reported[contract_id].append(Period(from_on, until_on))
    periods = {
        f"{contract.pk}:{period.from_on}": (contract, period)
        for contract in contracts
        for period in periods_to_report(contract, clock.today(), reported[contract.pk])
    }

    def save(data: dict[str, Any]) -> Return:
        contract, period = periods[data["period"]]
        return services.open_return(contract=contract, period=period, by=request.user)

    return form_page(
        request,
        OpenReturnForm,
        title="Prepare a return",
        choices=[(key, f"{contract}: {period}") for key, (contract, period) in periods.items()],
        save=save,
        success_url=lambda quarterly: reverse("return", args=[quarterly.pk]),
        back=reverse("returns"),
    )


def _return(request: Request, pk: UUID, permission: Permission = Permission.READ_RETURN) -> Return:
    related = ("contract__council", "sealed_by", "restricted_to", "restricted_signed_by", "provider_copy")
    rows = Return.objects.select_related(*related, "council_copy")
    quarterly: Return = get_allowed_or_404(rows, request.user, permission, pk=pk)
    return quarterly


def _copy_for(request: Request, quarterly: Return) -> Document | None:
    """Return the PDF that the user may download, when it has been made."""
    return quarterly.provider_copy if is_staff(request.user) else quarterly.council_copy


@page(PageClass.RETURN)
@require_safe
def return_page(request: Request, pk: UUID) -> HttpResponse:
    quarterly = _return(request, pk)
    all_sections = sections(quarterly, request.user)
    page_context = {
        "quarterly": quarterly,
        "sections": all_sections,
        "prepares": not quarterly.is_sealed and can(request.user, Permission.PREPARE_RETURN, quarterly),
        "signs": not quarterly.is_sealed and request.user.pk == quarterly.restricted_to_id,
        "may_download": bool(quarterly.council_copy_id),
        "not_printed": copy.not_printed if (copy := _copy_for(request, quarterly)) else "",
        **reporting_pdf.quarters_context(quarterly, [figure for row in all_sections for figure in row.figures]),
    }
    return render(request, "reporting/return.html", page_context)


@page(PageClass.RETURN)
@require_safe
def figure(request: Request, pk: UUID, key: str) -> HttpResponse:
    """The records that a figure counts: references for the Council, names and links for the provider."""
    quarterly = _return(request, pk)
    restricted = shows_restricted(quarterly, request.user)
    row = next((f for s in sections(quarterly, request.user) for f in s.figures if f.key == key), None)
    if row is None or (row.section in RESTRICTED and not restricted):
        raise Http404
    for_provider = is_staff(request.user)
    rows = figure_records.rows(quarterly, key, request.user, with_records=for_provider)
    shows_references = for_provider or row.section not in ABOUT_STAFF
    shows_amounts = any(record.amount != "1" for record in rows)
    shows_descriptions = any(record.description for record in rows)
    page_context = {
        "quarterly": quarterly,
        "figure": row,
        "rows": rows,
        "for_provider": for_provider,
        "shows_references": shows_references,
        "shows_amounts": shows_amounts,
        "shows_descriptions": shows_descriptions,
        "headings": [
            *(["Reference"] if shows_references else []),
            *(["Record" if for_provider else "Note" if shows_references else "Group"] if shows_descriptions else []),
            *([AMOUNT_HEADINGS.get(row.unit, "Count|number")] if shows_amounts else []),
        ],
    }
    return render(request, "reporting/figure.html", page_context)


@page(PageClass.RETURN)
@require_safe
def download(request: Request, pk: UUID) -> HttpResponseBase:
    """The sealed PDF: the Council's whole copy, or the provider's."""
    quarterly = _return(request, pk)
    copy = _copy_for(request, quarterly)
    if copy is None:
        raise Http404
    return documents.respond(copy)


@page(PageClass.RETURN_PREPARE)
def write_section(request: Request, pk: UUID, number: int) -> HttpResponse:
    quarterly = _return(request, pk)
    if not can(request.user, Permission.PREPARE_RETURN, quarterly) and request.user.pk != quarterly.restricted_to_id:
        raise PermissionDenied
    section = get_object_or_404(quarterly.sections.all(), number=number)
    if number in RESTRICTED and request.user.pk != quarterly.restricted_to_id:
        raise PermissionDenied
    address = reverse("return", args=[pk])
    return form_page(
        request,
        NarrativeForm,
        title=f"Commentary on section {number}: {SECTIONS[number]}",
        initial={"narrative": section.narrative, "revision": section.revision},
        save=lambda data: services.write_section(section=section, by=request.user, **data),
        success_url=address,
        success_message="Saved.",
        back=address,
    )


@page(PageClass.RETURN_PREPARE)
@require_POST
def sign(request: Request, pk: UUID) -> HttpResponse:
    quarterly = _return(request, pk, Permission.SIGN_RESTRICTED)
    return post_action(
        request,
        lambda: services.sign_restricted(quarterly=quarterly, by=request.user),
        success_url=reverse("return", args=[pk]),
    )


@page(PageClass.RETURN_PREPARE)
@require_POST
def seal(request: Request, pk: UUID) -> HttpResponse:
    quarterly = _return(request, pk, Permission.PREPARE_RETURN)
    return post_action(
        request,
        lambda: services.seal(quarterly=quarterly, by=request.user),
        success_url=reverse("return", args=[pk]),
        success_message="Return sealed. We are making the PDF, and will alert the commissioner when it is ready.",
    )
