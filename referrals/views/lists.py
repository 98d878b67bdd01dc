"""The list of referrals: those to be decided, then the rest, the newest first."""

from operator import attrgetter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from core.uuids import as_uuid
from referrals import ordering
from referrals.filters import OwnReferralFilter, ReferralFilter
from referrals.models import Referral
from referrals.models.referral import ReferralQuerySet

HEADINGS = ("Person", "Reference", "Contract", "Received", "Planned start", "Status")


@page(PageClass.LIST)
@require_safe
def referrals(request: Request) -> HttpResponse:
    """Those who decide see what waits for them above the list; referrers see their own referrals."""
    require_permission(request.user, Permission.READ_REFERRAL)
    visible = Referral.objects.visible_to(request.user)
    # Whoever decides in a contract may refer to it as well.
    referring = Contract.objects.allowing(request.user, Permission.MAKE_REFERRAL)
    contracts = list(referring.with_permissions(request.user, Permission.DECIDE_REFERRAL))
    decides = list(filter(attrgetter("may_decide_referral"), contracts))
    if decides:
        selection: OwnReferralFilter = ReferralFilter(request.GET, queryset=visible, request=request, contracts=decides)
    else:
        selection = OwnReferralFilter(request.GET, queryset=visible, request=request)
    last = visible.filter(pk=after).first() if (after := as_uuid(request.GET.get("after"))) else None
    page_context = {
        "filter": selection,
        "decides": decides,
        "contracts": contracts,
        "newer": _address(request, None) if last else "",
        **(_split_to_decide(request, selection.qs, last) if decides else _own(request, selection.qs, last)),
    }
    return render(request, "referrals/list.html" if decides else "referrals/own.html", page_context)


def _split_to_decide(request: Request, rows: ReferralQuerySet, last: Referral | None) -> dict[str, Any]:
    rows = rows.select_related("contract", "strand")
    to_decide = [] if last else list(ordering.to_decide(rows)[: ordering.MAX_TO_DECIDE + 1])
    rest = rows.decided_or_draft()
    page_rows = list((ordering.listed_after(rest, last) if last else ordering.newest(rest))[: ordering.PAGE_LENGTH + 1])
    now = clock.now()
    return {
        "to_decide": [(referral, referral.age_at(now)) for referral in to_decide[: ordering.MAX_TO_DECIDE]],
        "is_capped": len(to_decide) > ordering.MAX_TO_DECIDE,
        "most": ordering.MAX_TO_DECIDE,
        "headings": HEADINGS,
        "rest": page_rows[: ordering.PAGE_LENGTH],
        "older": _older(request, page_rows),
    }


def _own(request: Request, rows: ReferralQuerySet, last: Referral | None) -> dict[str, Any]:
    rows = rows.select_related("contract__council", "strand", "package").prefetch_related(
        "documents", "overrides", "contract__terms"
    )
    page_rows = list((ordering.listed_after(rows, last) if last else ordering.newest(rows))[: ordering.PAGE_LENGTH + 1])
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
