"""A lost second factor: one person asks for the reset, another confirms it on the page of open requests."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts import services
from contracts.access.forms import ConfirmResetForm, IdentityCheckForm
from contracts.access.second_factor import get_reset, open_resets, why_no_reset, why_not_ask, why_not_decide
from contracts.access.views.account import account_address, managed_account
from contracts.models import SecondFactorReset
from contracts.posts import require_permission
from design.form_view import form_page, post_action
from design.forms import ReasonForm


@page(PageClass.ACCESS_MANAGE)
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Ask for a reset, and say how the user's identity was checked."""
    account = managed_account(request, pk)
    return form_page(
        request,
        IdentityCheckForm,
        title=f"Lost second factor: {account.user}",
        template="contracts/second_factor/ask.html",
        closed=why_not_ask(request.user, account.user),
        save=lambda data: services.ask_for_reset(user=account.user, by=request.user, **data),
        success_url=account_address(account),
        success_message="Asked. A second person must confirm within 24 hours. We have told them, and the user.",
        back=account_address(account),
    )


@page(PageClass.LIST)
@require_safe
def resets(request: Request) -> HttpResponse:
    """List the open requests."""
    require_permission(request.user, Permission.MANAGE_ACCESS)
    rows = [(reset, reset.recorded_by_id == request.user.pk) for reset in open_resets(request.user)]
    return render(request, "contracts/second_factor/resets.html", {"rows": rows})


def _reset_to_decide(request: Request, pk: UUID, *, is_own: bool = False) -> SecondFactorReset:
    require_permission(request.user, Permission.MANAGE_ACCESS)
    return get_reset(request.user, pk, is_own=is_own)


@page(PageClass.ACCESS_MANAGE)
@confirm_lately("reset how somebody confirms their sign-in")
def confirm(request: Request, pk: UUID) -> HttpResponse:
    """Confirm a reset after a check of one's own."""
    reset = _reset_to_decide(request, pk)
    return form_page(
        request,
        ConfirmResetForm,
        title=f"Reset the second factor: {reset.user}",
        template="contracts/second_factor/confirm.html",
        context={"reset": reset},
        closed=why_not_decide(reset) or why_no_reset(reset.user),
        save=lambda data: services.confirm_reset(reset=reset, by=request.user, **data),
        success_url=reverse("second_factor_resets"),
        success_message="Reset. They are signed out everywhere and set up a new second factor at the next sign-in.",
        back=reverse("second_factor_resets"),
    )


@page(PageClass.ACCESS_MANAGE)
def decline(request: Request, pk: UUID) -> HttpResponse:
    """Decline a reset, with the reason."""
    reset = _reset_to_decide(request, pk)
    return form_page(
        request,
        ReasonForm,
        title=f"Decline the reset: {reset.user}",
        submit_label="Decline",
        closed=why_not_decide(reset),
        save=lambda data: services.decline_reset(reset=reset, by=request.user, **data),
        success_url=reverse("second_factor_resets"),
        success_message="Declined. Nothing has changed. We have told whoever asked, and the user.",
        back=reverse("second_factor_resets"),
    )


@page(PageClass.ACCESS_MANAGE)
@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw one's own request."""
    reset = _reset_to_decide(request, pk, is_own=True)
    return post_action(
        request,
        lambda: services.withdraw_reset(reset=reset, by=request.user),
        success_url=reverse("second_factor_resets"),
        success_message="Withdrawn. Nothing has changed.",
    )
