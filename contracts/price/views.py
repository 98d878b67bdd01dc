"""The price of a contract, for the people who are named on the page (R44, T9.11)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from contracts import services
from contracts.models import Contract, ContractYear
from contracts.posts import users_with
from contracts.price.forms import AMOUNTS, ContractYearForm, CorrectContractYearForm
from core import clock
from design.form_view import form_page
from design.forms import ReasonForm

HEADINGS = ("Year", "Hourly rate|number", "Block payment|number", "Maximum budget|number", "Spend")


@page(PageClass.PRICE)
@require_safe
def price(request: Request, pk: UUID) -> HttpResponse:
    """The price of each contract year, newest first, and who may read it."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.READ_PRICE, pk=pk)
    may_see_hours = can(request.user, Permission.SEE_HOURS, contract)
    page_context = {
        "contract": contract,
        "years": ContractYear.objects.visible_to(request.user).filter(contract=contract),
        "withdrawn": ContractYear.with_struck.visible_to(request.user)
        .filter(contract=contract, struck_at__isnull=False)
        .select_related("struck_by"),
        "today": clock.today(),
        "headings": HEADINGS if may_see_hours else HEADINGS[:-1],
        "reader_names": ", ".join(user.full_name for user in users_with(contract, Permission.READ_PRICE)),
        "may_keep": can(request.user, Permission.KEEP_CONTRACT, contract),
        "may_see_hours": may_see_hours,
    }
    return render(request, "contracts/price.html", page_context)


@page(PageClass.CONTRACT_KEEP)
def year_new(request: Request, pk: UUID) -> HttpResponse:
    """The price of a further contract year."""
    contract = get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_CONTRACT, pk=pk)
    back = reverse("contract_price", args=[pk])
    return form_page(
        request,
        ContractYearForm,
        title=f"Add a price: {contract}",
        save=lambda data: services.add_year(contract=contract, by=request.user, **data),
        success_url=back,
        success_message="Price saved.",
        back=back,
    )


@page(PageClass.CONTRACT_KEEP)
def year_correct(request: Request, pk: UUID) -> HttpResponse:
    """Correct what was typed wrongly in a contract year."""
    years = ContractYear.objects.select_related("contract")
    year = get_allowed_or_404(years, request.user, Permission.KEEP_CONTRACT, pk=pk)
    back = reverse("contract_price", args=[year.contract_id])
    columns = ("revision", "from_on", "last_on", *AMOUNTS)
    return form_page(
        request,
        CorrectContractYearForm,
        title=f"Correct the price for {year}",
        initial={name: getattr(year, name) for name in columns},
        save=lambda data: services.correct_year(year=year, by=request.user, **data),
        success_url=back,
        success_message="Correction saved.",
        back=back,
    )


@page(PageClass.CONTRACT_KEEP)
def year_withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a price that was entered by mistake."""
    years = ContractYear.with_struck.select_related("contract")
    year = get_allowed_or_404(years, request.user, Permission.KEEP_CONTRACT, pk=pk)
    back = reverse("contract_price", args=[year.contract_id])
    return form_page(
        request,
        ReasonForm,
        title=f"Withdraw the price for {year}",
        label="What was wrong",
        help_text="Nothing is counted by this price any more. It stays on file.",
        submit_label="Withdraw",
        closed=year.why_closed,
        save=lambda data: services.withdraw_year(year=year, by=request.user, **data),
        success_url=back,
        success_message="Price withdrawn.",
        back=back,
    )
