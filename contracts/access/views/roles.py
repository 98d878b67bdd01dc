"""The roles of an account: given, corrected and withdrawn before they begin, and ended."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts import services
from contracts.access.accounts import Account
from contracts.access.forms import EndPostForm
from contracts.access.giving import roles_to_give
from contracts.access.role_forms import RoleDaysForm, RoleForm, role_summaries
from contracts.access.staff_records import with_staff_record
from contracts.access.views.account import account_address, first_role, managed_account
from contracts.models import Post
from contracts.posts import permissions, require_permission
from core import clock
from design.form_view import form_page, post_action


def _post(request: Request, account: Account, pk: UUID) -> Post:
    """Return a role of the account that the user may change. Raises Http404, and PermissionDenied for managers of a
    contract about a role that holds in every one.
    """
    post = next((post for post in account.posts if post.pk == pk), None)
    if post is None:
        raise Http404
    if post.contract is None:
        require_permission(request.user, Permission.MANAGE_ACCOUNTS)
    return post


@page(PageClass.ACCESS_MANAGE)
@confirm_lately("give a role")
def give(request: Request, pk: UUID) -> HttpResponse:
    """Give the account another role."""
    account = managed_account(request, pk)
    has_staff_record = bool(with_staff_record([account.user.pk]))
    return form_page(
        request,
        RoleForm,
        title=f"Give a role: {account.user}",
        template="contracts/give_role.html",
        context={
            "roles": role_summaries(roles_to_give(request.user, with_staff_record=has_staff_record)),
            "account": account,
            "needs_staff_record": not has_staff_record,
            "may_add_worker": Permission.MANAGE_WORKER in permissions(request.user),
        },
        giver=request.user,
        with_staff_record=has_staff_record,
        initial=first_role(request),
        save=lambda data: services.give_role(user=account.user, by=request.user, **_role(data)),
        success_url=account_address(account),
        success_message="Role given.",
        back=account_address(account),
    )


def _role(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in ("role", "contract", "from_on", "until_on")}


@page(PageClass.ACCESS_MANAGE)
@confirm_lately("correct a role")
def correct(request: Request, pk: UUID, post_id: UUID) -> HttpResponse:
    """Correct the days of a role that has not begun."""
    account = managed_account(request, pk)
    post = _post(request, account, post_id)
    return form_page(
        request,
        RoleDaysForm,
        title=f"Change dates for {account}: {post.get_role_display()}, {post.where}",
        initial={"from_on": post.from_on, "last_on": post.last_on},
        save=lambda data: services.correct_role(
            post=post, from_on=data["from_on"], until_on=data["until_on"], by=request.user
        ),
        success_url=account_address(account),
        success_message="Dates changed.",
        back=account_address(account),
    )


@page(PageClass.ACCESS_MANAGE)
@require_POST
@confirm_lately("withdraw a role")
def withdraw(request: Request, pk: UUID, post_id: UUID) -> HttpResponse:
    """Withdraw a role that has not begun."""
    account = managed_account(request, pk)
    post = _post(request, account, post_id)
    return post_action(
        request,
        lambda: services.withdraw_role(post=post, by=request.user),
        success_url=account_address(account),
        success_message="Role withdrawn.",
    )


@page(PageClass.ACCESS_MANAGE)
@confirm_lately("end a role")
def end_post(request: Request, pk: UUID, post_id: UUID) -> HttpResponse:
    """End one role of the account."""
    account = managed_account(request, pk)
    post = _post(request, account, post_id)
    return form_page(
        request,
        EndPostForm,
        title=f"End a role: {account.user}",
        template="contracts/end_post.html",
        context={"post": post},
        initial={"last_on": clock.today()},
        save=lambda data: services.relieve(post=post, until_on=data["until_on"], by=request.user),
        success_url=account_address(account),
        success_message="Saved. The list shows the roles that are left.",
        back=account_address(account),
    )
