"""The list of referrals: those to be decided, then the rest, the newest first."""

from operator import attrgetter
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import log_bulk_access
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from core.uuids import as_uuid
from design.tables import first_rows, list_response
from referrals import list_table, ordering, readiness
from referrals.awaiting_referrer import AwaitsReferrer, awaiting_referrer
from referrals.filters import OwnReferralFilter, ReferralFilter
from referrals.models import Referral
from referrals.models.referral import ReferralQuerySet

HEADINGS = ("Person", "Reference", "Contract", "Received", "Planned start", "Status")


@page(PageClass.LIST)
@require_safe
def referrals(request: Request) -> HttpResponse:
    """Those who decide see what waits for them above the list; referrers see their own referrals."""
    require_permission(request.user, Permission.READ_REFERRAL)
    contracts, decides = _contracts(request.user)
    selection = _filtered(request, decides)
    last = selection.queryset.filter(pk=after).first() if (after := as_uuid(request.GET.get("after"))) else None
    awaiting = [] if decides or last else awaiting_referrer(request.user)
    page_context = {
        "filter": selection,
        "decides": decides,
        "contracts": contracts,
        "newer": _address(request, None) if last else "",
        "awaiting": awaiting,
        **(_split_to_decide(request, selection.qs, last) if decides else _own(request, selection.qs, last, awaiting)),
    }
    return render(request, "referrals/list.html" if decides else "referrals/own.html", page_context)


def _contracts(user: User) -> tuple[list[Contract], list[Contract]]:
    """Return the contracts to which `user` may refer, and those of them where they decide."""
    # Whoever decides in a contract may refer to it as well.
    referring = Contract.objects.allowing(user, Permission.MAKE_REFERRAL)
    contracts = list(referring.with_permissions(user, Permission.DECIDE_REFERRAL))
    return contracts, list(filter(attrgetter("may_decide_referral"), contracts))


def _filtered(request: Request, decides: list[Contract]) -> OwnReferralFilter:
    """Return the referrals of the list with the filters of the address. `decides` are the user's contracts."""
    visible = Referral.objects.visible_to(request.user)
    if decides:
        return ReferralFilter(request.GET, queryset=visible, request=request, contracts=decides)
    return OwnReferralFilter(request.GET, queryset=visible, request=request)


@page(PageClass.LIST)
@require_safe
@confirm_lately("download the list of referrals")
def referrals_csv(request: Request) -> HttpResponseBase:
    """The list with its filters as a file, the newest first. The referrals in it, and the people whom they became, are
    logged before the first name is read.
    """
    require_permission(request.user, Permission.READ_REFERRAL)
    _, decides = _contracts(request.user)
    selection = _filtered(request, decides)
    if not selection.is_valid():
        return redirect(f"{reverse('referrals')}?{request.GET.urlencode()}")
    ids, is_cut = first_rows(ordering.newest(selection.qs).values_list("pk", "package__case__individual"))
    log_bulk_access(request, [pk for pair in ids for pk in pair if pk])
    rows = Referral.objects.visible_to(request.user).filter(pk__in=[pk for pk, _individual in ids])
    lines = list_table.lines(ordering.newest(rows))
    return list_response(list_table.HEADINGS, lines, name="referrals", is_cut=is_cut)


def _split_to_decide(request: Request, rows: ReferralQuerySet, last: Referral | None) -> dict[str, Any]:
    rows = rows.select_related("contract", "strand")
    undecided = ordering.to_decide(rows).prefetch_related("contract__terms")
    to_decide = [] if last else list(undecided[: ordering.MAX_TO_DECIDE + 1])
    rest = rows.decided_or_draft()
    page_rows = list((ordering.listed_after(rest, last) if last else ordering.newest(rest))[: ordering.PAGE_LENGTH + 1])
    now = clock.now()
    return {
        "to_decide": [
            (referral, referral.age_at(now), readiness.days_late(referral))
            for referral in to_decide[: ordering.MAX_TO_DECIDE]
        ],
        "is_capped": len(to_decide) > ordering.MAX_TO_DECIDE,
        "most": ordering.MAX_TO_DECIDE,
        "headings": HEADINGS,
        "rest": page_rows[: ordering.PAGE_LENGTH],
        "older": _older(request, page_rows),
    }


def _own(
    request: Request, rows: ReferralQuerySet, last: Referral | None, awaiting: list[AwaitsReferrer]
) -> dict[str, Any]:
    """Return the user's own referrals. The terms of contracts that `awaiting` has read are not read again."""
    rows = rows.select_related("contract__council", "strand", "package").prefetch_related("documents", "overrides")
    page_rows = list((ordering.listed_after(rows, last) if last else ordering.newest(rows))[: ordering.PAGE_LENGTH + 1])
    with_terms = {row.referral.contract_id: row.referral.contract for row in awaiting}
    for row in page_rows:
        row.contract = with_terms.get(row.contract_id, row.contract)
    prefetch_related_objects(page_rows, "contract__terms")
    return {
        "own_referrals": ordering.own_referrals(page_rows[: ordering.PAGE_LENGTH]),
        "older": _older(request, page_rows),
    }


def _older(request: Request, page_rows: list[Referral]) -> str:
    """The address of the next page, "" when `page_rows` has no row beyond this one."""
    return _address(request, page_rows[ordering.PAGE_LENGTH - 1]) if len(page_rows) > ordering.PAGE_LENGTH else ""


def _address(request: Request, last: Referral | None) -> str:
    """The address of this list with its filters, from the row after `last`; None is the first page."""
    query = request.GET.copy()
    query.pop("after", None)
    if last is not None:
        query["after"] = str(last.pk)
    return f"?{query.urlencode()}"
