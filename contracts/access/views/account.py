"""Accounts: who has access by which role; new ones, corrections, and invitations."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.roles import NEED_STAFF_RECORD
from contracts import services
from contracts.access.accounts import (
    ACCOUNT_HEADINGS,
    Account,
    account_line,
    account_with_email,
    get_account,
    last_invitation,
    managed_accounts,
    waiting_accounts,
    with_posts,
)
from contracts.access.changes import rows_of_account
from contracts.access.filters import AccountFilter
from contracts.access.giving import contracts_to_give_in, roles_to_give
from contracts.access.role_forms import AccountForm, InvitationsForm, InviteForm, NewAccountForm, role_summaries
from contracts.access.second_factor import has_second_factor, may_reset, open_reset_of, waiting_for
from contracts.access.staff_records import with_staff_record
from contracts.posts import permissions, require_permission
from core import clock
from core.uuids import as_uuid
from design.changes import changes_page
from design.form_view import form_page
from design.tables import first_rows, list_response

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
        "waiting_resets": len(waiting_for(request.user)),
        "accounts": with_posts(users[:ACCOUNTS_A_PAGE], request.user),
        "older": _next(request, users),
    }
    return render(request, "contracts/accounts.html", page_context)


@page(PageClass.LIST)
@require_safe
@confirm_lately("download the list of accounts")
def accounts_csv(request: Request) -> HttpResponseBase:
    """The same accounts, with the same filters, as a file."""
    require_permission(request.user, Permission.MANAGE_ACCESS)
    filterset = AccountFilter(request.GET, queryset=managed_accounts(request.user), request=request)
    if not filterset.is_valid():
        return redirect(f"{reverse('account_list')}?{request.GET.urlencode()}")
    users, is_cut = first_rows(filterset.qs.order_by("full_name", "pk"))
    lines = map(account_line, with_posts(users, request.user))
    return list_response(ACCOUNT_HEADINGS, lines, name="accounts", is_cut=is_cut)


def _next(request: Request, users: list[User]) -> str:
    """Return the address of the next page, with its filters; "" on the last one."""
    if len(users) <= ACCOUNTS_A_PAGE:
        return ""
    query = request.GET.copy()
    query["after"] = str(users[ACCOUNTS_A_PAGE - 1].pk)
    return f"?{query.urlencode()}"


def managed_account(request: Request, pk: UUID) -> Account:
    """Return the account whose access the user manages. Raises Http404 or PermissionDenied as `require_permission`."""
    require_permission(request.user, Permission.MANAGE_ACCESS)
    return get_account(request.user, pk)


def account_address(account: Account) -> str:
    return reverse("account_access", args=[account.user.pk])


def _lacks_staff_record(account: Account) -> bool:
    """Return whether a role of the account needs a staff record that its user does not have."""
    needs = any(post.role in NEED_STAFF_RECORD for post in account.posts)
    return needs and not with_staff_record([account.user.pk])


@page(PageClass.ACCESS_MANAGE)
@require_safe
def account(request: Request, pk: UUID) -> HttpResponse:
    """Who can sign in by which roles."""
    account = managed_account(request, pk)
    user = account.user
    can_reset = user.has_access and has_second_factor(user) and may_reset(request.user, user)
    may_end_every_post = Permission.MANAGE_ACCOUNTS in permissions(request.user)
    page_context = {
        "account": account,
        "today": clock.today(),
        "may_end_every_post": may_end_every_post,
        "may_reset": can_reset,
        "open_reset": open_reset_of(account.user) if can_reset else None,
        "may_correct": bool(account.posts),
        "may_give": bool(contracts_to_give_in(request.user)) or may_end_every_post,
        "invitation": last_invitation(account.user),
        "lacks_staff_record": _lacks_staff_record(account),
        "may_add_worker": Permission.MANAGE_WORKER in permissions(request.user),
    }
    return render(request, "contracts/account.html", page_context)


@page(PageClass.ACCESS_MANAGE)
@require_safe
def account_changes(request: Request, pk: UUID) -> HttpResponse:
    """What was changed on the account, and on those of its roles that the user manages."""
    account = managed_account(request, pk)
    return changes_page(
        request,
        *rows_of_account(account.user, request.user),
        title=f"History of changes: {account.user}",
        back=account_address(account),
        back_text=account.user.full_name,
    )


def first_role(request: Request) -> dict[str, Any]:
    """Return what a form for a role begins with: today, and the role and contract of the link, or the only contract."""
    contracts = [str(pk) for pk in contracts_to_give_in(request.user).values_list("pk", flat=True)]
    chosen = request.GET.get("contract", "")
    contract = chosen if chosen in contracts else contracts[0] if len(contracts) == 1 else None
    return {"from_on": clock.today(), "contract": contract, "role": request.GET.get("role", "")}


@page(PageClass.ACCESS_MANAGE)
@confirm_lately("add an account")
def account_new(request: Request) -> HttpResponse:
    """Open an account with its first role."""
    require_permission(request.user, Permission.MANAGE_ACCESS)
    return form_page(
        request,
        NewAccountForm,
        title="New account",
        template="contracts/new_account.html",
        context={
            "roles": role_summaries(roles_to_give(request.user, with_staff_record=False)),
            "may_add_worker": Permission.MANAGE_WORKER in permissions(request.user),
            "existing": account_with_email(request.user, request.POST.get("email", "")),
        },
        giver=request.user,
        initial=first_role(request),
        save=lambda data: _open(request, data),
        success_url=lambda user: reverse("account_access", args=[user.pk]),
        success_message="Account opened. We have emailed them an invitation. It works for 7 days.",
        back=reverse("account_list"),
    )


def _open(request: Request, data: dict[str, Any]) -> User:
    names = ("full_name", "email", "telephone", "identity", "role", "contract", "from_on", "until_on")
    user: User = services.open_account(by=request.user, **{name: data[name] for name in names})
    return user


@page(PageClass.ACCESS_MANAGE)
@confirm_lately("correct an account")
def account_correct(request: Request, pk: UUID) -> HttpResponse:
    """Correct name and number; the email address while its user has never signed in."""
    account = managed_account(request, pk)
    user = account.user
    return form_page(
        request,
        AccountForm,
        title=f"Change account: {user}",
        has_signed_in=user.last_login is not None,
        initial={"full_name": user.full_name, "email": user.email, "telephone": user.telephone},
        save=lambda data: services.correct_account(user=user, by=request.user, **data),
        success_url=account_address(account),
        success_message="Account changed.",
        back=account_address(account),
    )


@page(PageClass.ACCESS_MANAGE)
@confirm_lately("send an invitation")
def account_invite(request: Request, pk: UUID) -> HttpResponse:
    """Invite somebody again, or for the first time: an account that was imported."""
    account = managed_account(request, pk)
    return form_page(
        request,
        InviteForm,
        title=f"Invite {account.user}",
        closed="They have already signed in." if account.user.last_login else "",
        save=lambda data: services.send_invitations(users=[account.user], by=request.user, **data),
        success_url=account_address(account),
        success_message="We have emailed them an invitation. It works for 7 days.",
        back=account_address(account),
    )


@page(PageClass.ACCESS_MANAGE)
@confirm_lately("send invitations")
def accounts_invite(request: Request) -> HttpResponse:
    """Invite several people at once: those who have never signed in."""
    require_permission(request.user, Permission.MANAGE_ACCESS)
    waiting = waiting_accounts(request.user)
    return form_page(
        request,
        InvitationsForm,
        title="Invite people",
        review=True,
        confirm_label="Send the invitations",
        waiting=waiting,
        closed="" if waiting else "Everyone has signed in already.",
        save=lambda data: services.send_invitations(
            users=list(data["accounts"]), identity=data["identity"], by=request.user
        ),
        success_url=reverse("account_list"),
        success_message="We have emailed them invitations. Each works for 7 days.",
        back=reverse("account_list"),
    )
