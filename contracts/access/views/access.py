"""Suspending and restoring the access of an account."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.confirm_first import confirm_lately
from accounts.page_access import PageClass, Request, page
from accounts.suspension import cautions_before_suspending
from contracts import services
from contracts.access.forms import SuspendForm
from contracts.access.views.account import account_address, managed_account
from design.form_view import form_page, post_action


@page(PageClass.ACCESS_MANAGE)
def suspend(request: Request, pk: UUID) -> HttpResponse:
    account = managed_account(request, pk)
    return form_page(
        request,
        SuspendForm,
        title=f"Suspend access: {account.user}",
        template="contracts/suspend_access.html",
        context={"cautions": cautions_before_suspending(account.user)},
        save=lambda data: services.suspend_account(user=account.user, by=request.user, **data),
        success_url=account_address(account),
        success_message="Access suspended.",
        back=account_address(account),
    )


@page(PageClass.ACCESS_MANAGE)
@require_POST
@confirm_lately("give somebody their access back")
def restore(request: Request, pk: UUID) -> HttpResponse:
    account = managed_account(request, pk)
    return post_action(
        request,
        lambda: services.restore_account(user=account.user, by=request.user),
        success_url=account_address(account),
        success_message="Access restored.",
    )
