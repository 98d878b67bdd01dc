"""Add a contract, and change its details."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from contracts import changes, services
from contracts.details.forms import ChangeContractForm, NewContractForm
from contracts.details.usage import why_contract_stays
from contracts.models import Contract, Council
from contracts.posts import require_permission
from design.changes import changes_page
from design.form_view import form_page
from design.forms import ReasonForm


@page(PageClass.SERVICE_KEEP)
def contract_new(request: Request) -> HttpResponse:
    """Add a contract; the next page is for its first terms, which start from the pattern that was chosen."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    return form_page(
        request,
        NewContractForm,
        title="Add a contract",
        template="contracts/contract_new.html",
        context={"has_council": Council.objects.visible_to(request.user).exists()},
        save=lambda data: services.add_contract(by=request.user, **data),
        success_url=lambda contract: _terms_address(contract, request.POST.get("pattern", "")),
        success_message="Contract added. Now enter its terms.",
        back=reverse("contracts"),
    )


def _terms_address(contract: Contract | None, pattern: str) -> str:
    assert contract is not None
    return f"{reverse('contract_terms_new', args=[contract.pk])}?pattern={pattern}"


@page(PageClass.CONTRACT_KEEP)
def contract_change(request: Request, pk: UUID) -> HttpResponse:
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_CONTRACT, pk=pk)
    back = reverse("contract", args=[pk])
    return form_page(
        request,
        ChangeContractForm,
        title=f"Change details: {contract}",
        initial={name: getattr(contract, name) for name in ChangeContractForm.base_fields},
        save=lambda data: services.change_contract(contract=contract, by=request.user, **data),
        success_url=back,
        success_message="Details saved.",
        back=back,
    )


@page(PageClass.SERVICE_KEEP)
def contract_remove(request: Request, pk: UUID) -> HttpResponse:
    """Remove a contract that was added by mistake."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_SERVICE, pk=pk)
    return form_page(
        request,
        ReasonForm,
        title=f"Remove the contract: {contract}",
        label="What was wrong",
        help_text="It was added by mistake. It leaves every list, and stays on file.",
        submit_label="Remove it",
        closed=why_contract_stays(contract),
        save=lambda data: services.remove_contract(contract=contract, by=request.user, **data),
        success_url=reverse("contracts"),
        success_message="Contract removed.",
        back=reverse("contract", args=[pk]),
    )


@page(PageClass.CONTRACT_KEEP)
@require_safe
def contract_changes(request: Request, pk: UUID) -> HttpResponse:
    """What was changed on the contract, its lists, terms and prices: for administrators and those who manage it."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.MANAGE_ACCESS, pk=pk)
    return changes_page(
        request,
        *changes.rows_of_contract(contract, request.user),
        title=f"History of changes: {contract}",
        back=reverse("contract", args=[pk]),
        back_text=contract.name,
    )
