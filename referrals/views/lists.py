"""The list of referrals: what is to be decided first, then the rest, newest first."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from core.uuids import as_uuid
from referrals import ordering
from referrals.filters import OwnReferralFilter, ReferralFilter
from referrals.models import Referral


@page(PageClass.LIST)
@require_safe
def referrals(request):
    """For those who decide, what waits for them stands above the list; those who refer follow their own."""
    require_permission(request.user, Permission.READ_REFERRAL)
    visible = Referral.objects.visible_to(request.user)
    # Whoever decides in a contract may refer to it as well.
    contracts = Contract.objects.allowing(request.user, Permission.MAKE_REFERRAL)
    contracts = list(contracts.with_permissions(request.user, Permission.DECIDE_REFERRAL))
    decides = [contract for contract in contracts if contract.may_decide_referral]
    if decides:
        chosen = ReferralFilter(request.GET, queryset=visible, request=request, contracts=decides)
    else:
        chosen = OwnReferralFilter(request.GET, queryset=visible, request=request)
    last = visible.filter(pk=after).first() if (after := as_uuid(request.GET.get("after"))) else None
    page_context = {
        "filter": chosen,
        "decides": decides,
        "contracts": contracts,
        "newer": _address(request, None) if last else "",
        **(_to_decide_and_rest(request, chosen.qs, last) if decides else _own(request, chosen.qs, last)),
    }
    return render(request, "referrals/list.html" if decides else "referrals/own.html", page_context)


def _to_decide_and_rest(request, rows, last) -> dict:
    rows = rows.select_related("contract", "strand")
    to_decide = [] if last else list(ordering.to_decide(rows)[: ordering.MOST_TO_DECIDE + 1])
    rest = rows.decided_or_draft()
    shown = list((ordering.newer_than(rest, last) if last else ordering.newest(rest))[: ordering.PAGE + 1])
    now = clock.now()
    return {
        "to_decide": [(each, each.hours_since(now)) for each in to_decide[: ordering.MOST_TO_DECIDE]],
        "is_capped": len(to_decide) > ordering.MOST_TO_DECIDE,
        "most": ordering.MOST_TO_DECIDE,
        "rest": shown[: ordering.PAGE],
        "older": _address(request, shown[ordering.PAGE - 1]) if len(shown) > ordering.PAGE else "",
    }


def _own(request, rows, last) -> dict:
    rows = rows.select_related("contract__council", "strand", "package").prefetch_related(
        "documents", "contract__terms"
    )
    shown = list((ordering.newer_than(rows, last) if last else ordering.newest(rows))[: ordering.PAGE + 1])
    return {
        "own": ordering.own_referrals(shown[: ordering.PAGE]),
        "older": _address(request, shown[ordering.PAGE - 1]) if len(shown) > ordering.PAGE else "",
    }


def _address(request, last: Referral | None) -> str:
    """This list with its filters, from the row after `last` on."""
    query = request.GET.copy()
    query.pop("after", None)
    if last is not None:
        query["after"] = str(last.pk)
    return f"?{query.urlencode()}"
