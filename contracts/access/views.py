"""Accounts: who has access by which role; suspend it, restore it, end a role."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.suspension import cautions_before_suspending
from contracts import services
from contracts.access.accounts import Account, get_account, managed_accounts, with_posts
from contracts.access.filters import AccountFilter
from contracts.access.forms import EndPostForm, SuspendForm
from contracts.posts import permissions, require_permission
from core import clock
from core.uuids import as_uuid
from design.form_view import form_page, post_action

ACCOUNTS_A_PAGE = 50


@page(PageClass.LIST)
@require_safe
def accounts(request: Request) -> HttpResponse:
    """List the accounts, by name."""
    require_permission(request.user, Permission.MANAGE_ACCESS)
    filterset = AccountFilter(request.GET, queryset=managed_accounts(request.user), request=request)
    rows = filterset.qs.order_by("full_name", "pk")
    after = as_uuid(request.GET.get("after"))
    last = managed_accounts(request.user).filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(full_name__gt=last.full_name) | Q(full_name=last.full_name, pk__gt=last.pk))
    users = list(rows[: ACCOUNTS_A_PAGE + 1])
    page_context = {
        "filter": filterset,
        "accounts": with_posts(users[:ACCOUNTS_A_PAGE], request.user),
        "older": _next(request, users),
    }
    return render(request, "contracts/accounts.html", page_context)


def _next(request: Request, users: list[User]) -> str:
    """Return the address of the next page, with its filters; "" on the last one."""
    if len(users) <= ACCOUNTS_A_PAGE:
        return ""
    query = request.GET.copy()
    query["after"] = str(users[ACCOUNTS_A_PAGE - 1].pk)
    return f"?{query.urlencode()}"


@page(PageClass.ACCESS_MANAGE)
@require_safe
def account(request: Request, pk: UUID) -> HttpResponse:
    require_permission(request.user, Permission.MANAGE_ACCESS)
    may_end_every_post = Permission.MANAGE_ACCOUNTS in permissions(request.user)
    page_context = {"account": get_account(request.user, pk), "may_end_every_post": may_end_every_post}
    return render(request, "contracts/account.html", page_context)


def _address(account: Account) -> str:
    return reverse("account_access", args=[account.user.pk])


@page(PageClass.ACCESS_MANAGE)
def suspend(request: Request, pk: UUID) -> HttpResponse:
    require_permission(request.user, Permission.MANAGE_ACCESS)
    account = get_account(request.user, pk)
    return form_page(
        request,
        SuspendForm,
        title=f"Suspend access: {account.user}",
        template="contracts/suspend_access.html",
        context={"cautions": cautions_before_suspending(account.user)},
        save=lambda data: services.suspend_account(user=account.user, by=request.user, **data),
        success_url=_address(account),
        success_message="Access suspended.",
        back=_address(account),
    )


@page(PageClass.ACCESS_MANAGE)
@require_POST
def restore(request: Request, pk: UUID) -> HttpResponse:
    require_permission(request.user, Permission.MANAGE_ACCESS)
    account = get_account(request.user, pk)
    return post_action(
        request,
        lambda: services.restore_account(user=account.user, by=request.user),
        success_url=_address(account),
        success_message="Access restored.",
    )


@page(PageClass.ACCESS_MANAGE)
def end_post(request: Request, pk: UUID, post_id: UUID) -> HttpResponse:
    """End one role of the account."""
    require_permission(request.user, Permission.MANAGE_ACCESS)
    account = get_account(request.user, pk)
    post = next((post for post in account.posts if post.pk == post_id), None)
    if post is None:
        raise Http404
    if post.contract is None:
        require_permission(request.user, Permission.MANAGE_ACCOUNTS)
    return form_page(
        request,
        EndPostForm,
        title=f"End a role: {account.user}",
        template="contracts/end_post.html",
        context={"post": post},
        initial={"last_on": clock.today()},
        save=lambda data: services.relieve(post=post, until_on=data["until_on"], by=request.user),
        success_url=_address(account),
        success_message="Saved. The list shows the roles that are left.",
        back=_address(account),
    )
