"""A contract: what it names, and its terms over time (R01, R45)."""

import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from contracts.details.usage import why_contract_stays
from contracts.models import Contract, Terms
from contracts.names.views import LISTS
from contracts.posts import permissions, require_permission
from contracts.services import may_correct
from contracts.terms import labels
from core import clock
from design import formatting

MAXIMUM_TERMS = 6
# Permissions by which the page of a contract has further links.
ASKED = (Permission.KEEP_CONTRACT, Permission.READ_PRICE, Permission.PREPARE_RETURN, Permission.MANAGE_ACCESS)


@page(PageClass.LIST)
@require_safe
def contracts(request: Request) -> HttpResponse:
    """The contracts whose terms the user may read."""
    require_permission(request.user, Permission.READ_CONTRACT)
    rows = Contract.objects.visible_to(request.user).select_related("council").order_by("name")
    may_add = Permission.KEEP_SERVICE in permissions(request.user)
    removed = Contract.with_struck.exclude(struck_at=None).select_related("struck_by").order_by("struck_at")
    page_context = {"contracts": rows, "may_add": may_add, "withdrawn": removed if may_add else []}
    return render(request, "contracts/contracts.html", page_context)


@page(PageClass.CONTRACT)
@require_safe
def contract(request: Request, pk: UUID) -> HttpResponse:
    """What the contract names, and its terms side by side, newest first."""
    rows = Contract.objects.select_related("council").with_permissions(request.user, *ASKED)
    contract: Any = get_allowed_or_404(rows, request.user, Permission.READ_CONTRACT, pk=pk)
    terms = contract.terms.select_related("recorded_by").order_by("-from_on")[:MAXIMUM_TERMS]
    today = clock.today()
    may_keep = contract.may_keep_contract
    comparisons = labels.side_by_side(list(terms))
    page_context = {
        "contract": contract,
        "terms": terms,
        "in_force": terms.on_day(today),
        "headings": ["Term", *(_heading(row, today) for row in terms)],
        "comparisons": [row for row in comparisons if not row.is_absent],
        "absent": [row.column.label for row in comparisons if row.is_absent],
        "named": [(names, names.model.objects.filter(contract=contract).offered(today)) for names in LISTS.values()],
        "may_be_corrected": [row for row in terms if may_keep and may_correct(row)],
        "withdrawn": Terms.with_struck.filter(contract=contract, struck_at__isnull=False)
        .select_related("contract", "struck_by")
        .order_by("struck_at"),
        "may_keep": may_keep,
        "may_remove": Permission.KEEP_SERVICE in permissions(request.user) and not why_contract_stays(contract),
        "may_read_price": contract.may_read_price,
        "may_see_changes": contract.may_manage_access,
        "may_prepare_return": contract.may_prepare_return,
    }
    return render(request, "contracts/contract.html", page_context)


def _heading(terms: Terms, today: datetime.date) -> str:
    """Return "From 1 Apr 2026", and whether these terms are in the future."""
    note = " (not in force yet)" if terms.from_on > today else ""
    return f"From {formatting.day(terms.from_on)}{note}"
