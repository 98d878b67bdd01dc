"""The terms of a contract: enter, change from a day, correct, withdraw (R01, R45)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from contracts import services
from contracts.details.patterns import BLANK, PATTERNS
from contracts.models import Contract, Terms
from contracts.terms import labels
from contracts.terms.concerned import concerned
from contracts.terms.forms import CorrectTermsForm, TermsForm
from design import formatting
from design.form_view import ReviewPanel, form_page
from design.forms import ReasonForm


@page(PageClass.CONTRACT_KEEP)
def terms_new(request: Request, pk: UUID) -> HttpResponse:
    """Enter new terms, starting from the latest; the next page shows the changes before they are saved.

    The first terms start from a pattern, which the page offers: whoever left the page and comes back has it still.
    """
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_CONTRACT, pk=pk)
    latest = contract.terms.order_by("from_on").last()
    pattern = PATTERNS.get(request.GET.get("pattern", ""), BLANK)

    def check(data: dict[str, Any]) -> ReviewPanel:
        services.refuse_terms(contract, **data)
        if latest is None:
            return ReviewPanel(words="You can correct these terms until the contract is used.")
        return ReviewPanel(
            rows=[*labels.changes(latest, data), *concerned(contract, request.user)],
            heading="What changes, and for whom",
            words="Due dates and returns for earlier days keep their old terms. You can correct these terms until they "
            "begin.",
        )

    return form_page(
        request,
        TermsForm,
        title=f"New terms: {contract}" if latest else f"First terms: {contract}",
        template="contracts/terms_new.html",
        context={"latest": latest, "patterns": [each for each in PATTERNS.values() if each.terms and each != pattern]},
        initial={column.name: getattr(latest, column.name) for column in labels.TERM_COLUMNS}
        if latest
        else {"from_on": contract.starts_on, **pattern.terms},
        save=lambda data: services.change_terms(contract=contract, by=request.user, **data),
        review=check,
        confirm_label="Save the new terms" if latest else "Save the terms",
        success_url=reverse("contract", args=[pk]),
        success_message="New terms saved." if latest else "Terms saved.",
        back=reverse("contract", args=[pk]),
    )


def _open_terms(request: Request, pk: UUID) -> Terms:
    """Return the terms, whose contract the user may keep. Raises Http404 or PermissionDenied."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_CONTRACT, terms=pk)
    return get_object_or_404(Terms.with_struck.filter(contract=contract).select_related("contract"), pk=pk)


@page(PageClass.CONTRACT_KEEP)
def terms_correct(request: Request, pk: UUID) -> HttpResponse:
    """Correct terms that have not begun."""
    terms = _open_terms(request, pk)
    url = reverse("contract", args=[terms.contract_id])
    names = ["from_on", *(column.name for column in labels.TERM_COLUMNS)]

    def check(data: dict[str, Any]) -> ReviewPanel:
        rows = labels.changes(terms, data)
        if data["from_on"] != terms.from_on:
            rows.insert(0, ("Start date", f"{formatting.day(terms.from_on)} → {formatting.day(data['from_on'])}"))
        return ReviewPanel(
            rows=[*rows, *concerned(terms.contract, request.user)],
            heading="What changes, and for whom",
            words="The wrong terms are withdrawn, and stay on file.",
        )

    return form_page(
        request,
        CorrectTermsForm,
        title=f"Correct terms: {terms}",
        initial={name: getattr(terms, name) for name in names},
        closed=services.why_closed(terms),
        save=lambda data: services.correct_terms(terms=terms, by=request.user, **data),
        review=check,
        confirm_label="Save the correction",
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
        closed=services.why_closed(terms),
        save=lambda data: services.withdraw_terms(terms=terms, by=request.user, **data),
        success_url=url,
        success_message="Terms withdrawn.",
        back=url,
    )
