"""The waiting list; and waiting or declining for lack of capacity, with the figures of the day on the check page."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.walls import hidden_from
from casework.access.record_loader import open_record
from contracts.models import Contract
from contracts.posts import require_permission
from core import clock
from core.uuids import as_uuid
from design.form_view import ReviewPanel, form_page
from design.forms import PlainForm, ReasonForm
from referrals import ordering, services
from referrals.capacity_snapshot import figure_rows, refuse_if_capacity, take_snapshot
from referrals.forms.waiting_list import PlaceForm
from referrals.models import CapacityNotice, Referral
from referrals.views.loaders import referral_form

HEADINGS = ("Reference", "Received", "Days waiting|number", "Expected start", "Hours a week", "Notice")


def _capacity_form(request: Request, referral: Referral, form_class: type[PlainForm], **arguments: Any) -> HttpResponse:
    """A form page with today's figures, which the check page shows beside the answers."""
    today = clock.today()
    terms = referral.contract.terms_on(today)
    minutes = referral.wanted_minutes or 0
    figures = take_snapshot(contract=referral.contract, wanted=minutes, on=today, hidden=hidden_from(request.user))

    def review_panel(_data: dict[str, Any]) -> ReviewPanel:
        refuse_if_capacity(terms, take_snapshot(contract=referral.contract, wanted=minutes, on=today))
        return ReviewPanel(rows=figure_rows(figures), heading=f"Capacity on {today:%-d %B %Y}, saved with the decision")

    address = reverse("referral", args=[referral.pk])
    return form_page(
        request,
        form_class,
        template="referrals/capacity.html",
        context={"referral": referral, "figures": figures, "capacity_only": terms.declines_for_capacity_only},
        review=review_panel,
        success_url=address,
        back=address,
        **arguments,
    )


@page(PageClass.REFERRAL_DECISION)
def wait(request: Request, pk: UUID) -> HttpResponse:
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return _capacity_form(
        request,
        referral,
        PlaceForm,
        title="Put on the waiting list",
        bands=referral.contract.terms_on(clock.today()).priority_bands,
        confirm_label="Put on the waiting list",
        save=lambda data: services.put_on_waiting_list(referral=referral, by=request.user, **data),
        success_message="Added to the waiting list. The referrer has been notified.",
    )


@page(PageClass.REFERRAL_DECISION)
def decline(request: Request, pk: UUID) -> HttpResponse:
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return _capacity_form(
        request,
        referral,
        ReasonForm,
        title="Decline: no capacity",
        label="What capacity is missing?",
        submit_label="Continue",
        confirm_label="Decline the referral",
        save=lambda data: services.decline(referral=referral, by=request.user, **data),
        success_message="Referral declined. The referrer has been notified.",
    )


@page(PageClass.REFERRAL_DECISION)
def change_place(request: Request, pk: UUID) -> HttpResponse:
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return referral_form(
        request,
        referral,
        PlaceForm,
        title="Change the place on the waiting list",
        bands=referral.contract.terms_on(clock.today()).priority_bands,
        reason_label="Reason for the change",
        initial={
            "band": referral.band,
            "band_agreed_with": referral.band_agreed_with,
            "expected_on": referral.expected_on,
        },
        review=True,
        save=lambda data: services.change_place(referral=referral, by=request.user, **data),
        success_message="Place changed. The referrer has been notified.",
    )


@page(PageClass.LIST)
@require_safe
def waiting_list(request: Request) -> HttpResponse:
    """The waiting referrals of one contract at a time, in order."""
    require_permission(request.user, Permission.DECIDE_REFERRAL)
    contract, contracts = _chosen_contract(request)
    visible = Referral.objects.allowing(request.user, Permission.DECIDE_REFERRAL).filter(contract=contract)
    waiting = visible.on_waiting_list()
    after = as_uuid(request.GET.get("after"))
    last = visible.filter(pk=after).first() if after else None
    remaining = ordering.with_notice(ordering.waiting_after(waiting, last) if last else waiting)
    page_rows = list(remaining.select_related("strand")[: ordering.PAGE_LENGTH + 1])
    address = f"?contract={contract.pk}" if contract else ""
    has_older = len(page_rows) > ordering.PAGE_LENGTH
    bands = contract.terms_on(clock.today()).priority_bands if contract else None
    page_context = {
        "contract": contract,
        "contracts": contracts,
        "rows": [
            (referral, services.band_label(referral, bands or []), _days_waiting(referral))
            for referral in page_rows[: ordering.PAGE_LENGTH]
        ],
        "has_bands": bands is not None,
        "headings": ["Person", *(["Priority"] if bands is not None else []), *HEADINGS],
        "caption": f"Waiting list, {'by priority and then ' if bands is not None else ''}by date received",
        "older": f"{address}&after={page_rows[ordering.PAGE_LENGTH - 1].pk}" if has_older else "",
        "newer": address if last else "",
        "last_notice": CapacityNotice.objects.visible_to(request.user).filter(contract=contract).first(),
    }
    return render(request, "referrals/waiting.html", page_context)


def _chosen_contract(request: Request) -> tuple[Contract | None, list[Contract]]:
    """The contract in the address, else the first in which somebody waits; and all that the user decides in."""
    contracts = list(Contract.objects.allowing(request.user, Permission.DECIDE_REFERRAL))
    contract_id = as_uuid(request.GET.get("contract"))
    waiting = Referral.objects.allowing(request.user, Permission.DECIDE_REFERRAL).on_waiting_list()
    with_waiting = set(waiting.order_by().values_list("contract", flat=True).distinct())
    contracts.sort(key=lambda contract: (contract.pk != contract_id, contract.pk not in with_waiting))
    return (contracts[0] if contracts else None), contracts


def _days_waiting(referral: Referral) -> int | None:
    return (clock.today() - clock.day_of(referral.received_at)).days if referral.received_at else None
