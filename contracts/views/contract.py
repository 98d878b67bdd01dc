"""A contract: what it names, its terms over time, and new terms from a day (R01, R45)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from contracts import services, term_labels
from contracts.forms.terms import TermsForm
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from design.form_view import ReviewPanel, form_page

MAXIMUM_TERMS = 6


@page(PageClass.LIST)
@require_safe
def contracts(request: Request) -> HttpResponse:
    """The contracts whose terms the user may read."""
    require_permission(request.user, Permission.READ_CONTRACT)
    rows = Contract.objects.visible_to(request.user).select_related("council").order_by("name")
    return render(request, "contracts/contracts.html", {"contracts": rows})


@page(PageClass.CONTRACT)
@require_safe
def contract(request: Request, pk: UUID) -> HttpResponse:
    """What the contract names, and its terms side by side, newest first."""
    rows = Contract.objects.select_related("council")
    contract = get_allowed_or_404(rows, request.user, Permission.READ_CONTRACT, pk=pk)
    terms = list(contract.terms.select_related("recorded_by").order_by("-from_on")[:MAXIMUM_TERMS])
    today = clock.today()
    page_context = {
        "contract": contract,
        "terms": terms,
        "in_force": next((row for row in terms if row.from_on <= today), None),
        "today": today,
        "comparisons": term_labels.side_by_side(terms),
        "strands": contract.strands.all(),
        "life_domains": contract.life_domains.all(),
        "outcomes": contract.outcomes.all(),
        "may_keep": can(request.user, Permission.KEEP_CONTRACT, contract),
        "may_read_price": can(request.user, Permission.READ_PRICE, contract),
    }
    return render(request, "contracts/contract.html", page_context)


@page(PageClass.CONTRACT_KEEP)
def terms_new(request: Request, pk: UUID) -> HttpResponse:
    """Enter new terms, starting from the latest; the next page shows the changes before they are saved."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_CONTRACT, pk=pk)
    latest = contract.terms.order_by("from_on").last()

    def check(data: dict[str, Any]) -> ReviewPanel:
        services.refuse_terms(contract, **data)
        return ReviewPanel(
            rows=term_labels.changes(latest, data),
            heading="What changes",
            words="Due dates and returns for earlier days keep their old terms. You cannot edit terms after you save "
            "them: to correct a mistake, add new terms from a later date.",
        )

    return form_page(
        request,
        TermsForm,
        title=f"New terms: {contract}",
        template="contracts/terms_new.html",
        context={"latest": latest},
        initial={column.name: getattr(latest, column.name) for column in term_labels.TERM_COLUMNS} if latest else None,
        save=lambda data: services.change_terms(contract=contract, by=request.user, **data),
        review=check,
        confirm_label="Save the new terms",
        success_url=reverse("contract", args=[pk]),
        success_message="New terms saved.",
        back=reverse("contract", args=[pk]),
    )
