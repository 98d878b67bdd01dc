"""A contract: what it names, its terms over time, and new terms from a day (R01, R45)."""

import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from contracts import services, term_labels
from contracts.forms.terms import CorrectTermsForm, TermsForm
from contracts.models import Contract, Terms
from contracts.posts import require_permission
from core import clock
from design import formatting
from design.form_view import ReviewPanel, form_page
from design.forms import ReasonForm

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
    terms = contract.terms.select_related("recorded_by").order_by("-from_on")[:MAXIMUM_TERMS]
    today = clock.today()
    comparisons = term_labels.side_by_side(list(terms))
    page_context = {
        "contract": contract,
        "terms": terms,
        "in_force": terms.on_day(today),
        "headings": ["Term", *(_heading(row, today) for row in terms)],
        "comparisons": [row for row in comparisons if not row.is_absent],
        "absent": [row.column.label for row in comparisons if row.is_absent],
        "named": [
            ("Delivery strands", contract.strands.all(), "There are no strands in this contract."),
            ("Life domains", contract.life_domains.all(), "There are no life domains in this contract."),
            ("Outcomes", contract.outcomes.all(), "There are no outcomes in this contract."),
        ],
        "not_begun": [row for row in terms if row.from_on > today],
        "withdrawn": Terms.with_struck.filter(contract=contract, struck_at__isnull=False)
        .select_related("contract", "struck_by")
        .order_by("struck_at"),
        "may_keep": can(request.user, Permission.KEEP_CONTRACT, contract),
        "may_read_price": can(request.user, Permission.READ_PRICE, contract),
    }
    return render(request, "contracts/contract.html", page_context)


def _heading(terms: Terms, today: datetime.date) -> str:
    """Return "From 1 Apr 2026", and whether these terms are in the future."""
    note = " (not in force yet)" if terms.from_on > today else ""
    return f"From {formatting.day(terms.from_on)}{note}"


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
            words="Due dates and returns for earlier days keep their old terms. You can correct these terms until they "
            "begin.",
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


def _open_terms(request: Request, pk: UUID) -> Terms:
    """Return the terms, whose contract the user may keep. Raises Http404 or PermissionDenied."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_CONTRACT, terms=pk)
    return get_object_or_404(contract.terms.select_related("contract"), pk=pk)


@page(PageClass.CONTRACT_KEEP)
def terms_correct(request: Request, pk: UUID) -> HttpResponse:
    """Correct terms that have not begun."""
    terms = _open_terms(request, pk)
    url = reverse("contract", args=[terms.contract_id])
    names = ["from_on", *(column.name for column in term_labels.TERM_COLUMNS)]
    return form_page(
        request,
        CorrectTermsForm,
        title=f"Correct terms: {terms}",
        initial={name: getattr(terms, name) for name in names},
        save=lambda data: services.correct_terms(terms=terms, by=request.user, **data),
        success_url=url,
        success_message="Terms corrected.",
        back=url,
    )


@page(PageClass.CONTRACT_KEEP)
def terms_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw terms that have not begun."""
    terms = _open_terms(request, pk)
    url = reverse("contract", args=[terms.contract_id])
    return form_page(
        request,
        ReasonForm,
        title=f"Withdraw terms: {terms}",
        label="What was wrong",
        help_text="They never apply. They stay on file.",
        submit_label="Withdraw",
        save=lambda data: services.withdraw_terms(terms=terms, by=request.user, **data),
        success_url=url,
        success_message="Terms withdrawn.",
        back=url,
    )
