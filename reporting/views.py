from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can, get_allowed_or_404
from contracts.models import Contract
from contracts.posts import is_staff, permissions, require_permission
from core import clock, documents
from core.dates import quarters_before
from design.form_view import form_page, post_action
from referrals.models import CapacityNotice
from reporting import figure_records, services
from reporting import pdf as reporting_pdf
from reporting.enums import RESTRICTED, SECTIONS
from reporting.figures import sections, shows_restricted
from reporting.forms import NarrativeForm, OpenReturnForm
from reporting.models import Return

QUARTERS_TO_OFFER = 4
TOLD = 20


@page(PageClass.LIST)
@require_safe
def returns(request):
    """Every return the user may read, newest first; above them, the notices that a commissioner has to acknowledge."""
    require_permission(request.user, Permission.READ_RETURN, Permission.PREPARE_RETURN, Permission.SIGN_RESTRICTED)
    visible = Return.objects.visible_to(request.user).select_related("contract")
    may_open = Permission.PREPARE_RETURN in permissions(request.user)
    notices = CapacityNotice.objects.allowing(request.user, Permission.ACKNOWLEDGE_NOTICE).to_acknowledge()
    page_context = {"returns": visible, "may_open": may_open, "notices": notices.select_related("contract")[:TOLD]}
    return render(request, "reporting/returns.html", page_context)


@page(PageClass.RETURN_PREPARE)
def open_return(request):
    """Begin the return of a quarter that is over."""
    require_permission(request.user, Permission.PREPARE_RETURN)
    contracts = Contract.objects.allowing(request.user, Permission.PREPARE_RETURN)
    taken = set(Return.objects.visible_to(request.user).values_list("contract", "from_on"))
    offered = {
        f"{contract.pk}:{period.from_on}": (contract, period)
        for contract in contracts
        for period in quarters_before(clock.today(), QUARTERS_TO_OFFER)
        if (contract.pk, period.from_on) not in taken and period.from_on >= contract.starts_on
    }

    def save(data):
        contract, period = offered[data["which"]]
        return services.open_return(contract=contract, period=period, by=request.user)

    return form_page(
        request,
        OpenReturnForm,
        title="Prepare a return",
        choices=[(key, f"{contract}: {period}") for key, (contract, period) in offered.items()],
        save=save,
        success_url=lambda opened: reverse("return", args=[opened.pk]),
        back=reverse("returns"),
    )


def _return(request, pk, permission=Permission.READ_RETURN) -> Return:
    rows = Return.objects.select_related("contract__council", "sealed_by", "restricted_to", "restricted_signed_by")
    return get_allowed_or_404(rows, request.user, permission, pk=pk)


@page(PageClass.RETURN)
@require_safe
def return_page(request, pk):
    shown = _return(request, pk)
    found = sections(shown, request.user)
    supported = next((f for section in found for f in section.figures if f.key == "supported"), None)
    points = supported.points if supported else []
    page_context = {
        "shown": shown,
        "sections": found,
        "prepares": not shown.is_sealed and can(request.user, Permission.PREPARE_RETURN, shown),
        "signs": not shown.is_sealed and request.user.pk == shown.restricted_to_id,
        "chart": [("People supported", points)] if points else [],
        "chart_labels": reporting_pdf.quarter_labels(shown, len(points)),
        "may_download": bool(shown.council_copy_id),
    }
    return render(request, "reporting/return.html", page_context)


@page(PageClass.RETURN)
@require_safe
def figure(request, pk, key):
    """What a figure counted: references for the Council, the records for the provider."""
    shown = _return(request, pk)
    restricted = shows_restricted(shown, request.user)
    found = next((f for s in sections(shown, request.user) for f in s.figures if f.key == key), None)
    if found is None or (found.section in RESTRICTED and not restricted):
        raise Http404
    for_provider = is_staff(request.user)
    page_context = {
        "shown": shown,
        "figure": found,
        "rows": figure_records.rows(shown, key, request.user, with_records=for_provider),
        "for_provider": for_provider,
    }
    return render(request, "reporting/figure.html", page_context)


@page(PageClass.RETURN)
@require_safe
def download(request, pk):
    """The sealed PDF: the Council's whole copy, or the provider's."""
    shown = _return(request, pk)
    copy = shown.provider_copy if is_staff(request.user) else shown.council_copy
    if copy is None:
        raise Http404
    return documents.respond(copy)


@page(PageClass.RETURN_PREPARE)
def write_section(request, pk, number):
    shown = _return(request, pk)
    if not can(request.user, Permission.PREPARE_RETURN, shown) and request.user.pk != shown.restricted_to_id:
        raise PermissionDenied
    section = get_object_or_404(shown.sections.all(), number=number)
    if number in RESTRICTED and request.user.pk != shown.restricted_to_id:
        raise PermissionDenied
    address = reverse("return", args=[pk])
    return form_page(
        request,
        NarrativeForm,
        title=f"{number} {SECTIONS[number]}",
        initial={"narrative": section.narrative, "revision": section.revision},
        save=lambda data: services.write_section(section=section, by=request.user, **data),
        success_url=address,
        success_message="The section is saved.",
        back=address,
    )


@page(PageClass.RETURN_PREPARE)
@require_POST
def sign(request, pk):
    shown = _return(request, pk, Permission.SIGN_RESTRICTED)
    return post_action(
        request,
        lambda: services.sign_restricted(to_sign=shown, by=request.user),
        success_url=reverse("return", args=[pk]),
    )


@page(PageClass.RETURN_PREPARE)
@require_POST
def seal(request, pk):
    shown = _return(request, pk, Permission.PREPARE_RETURN)
    return post_action(
        request,
        lambda: services.seal(to_seal=shown, by=request.user),
        success_url=reverse("return", args=[pk]),
        success_message="The return is sealed. Its PDF is being made; the commissioner is told when it is ready.",
    )
