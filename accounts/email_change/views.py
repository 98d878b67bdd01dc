"""A user changes the email address they sign in with. They confirm first that it is them."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.confirm_first import confirm_first
from accounts.email_change.forms import ChangeEmailForm
from accounts.email_change.mails import read_link, send_link, tell_old_address
from accounts.page_access import PageClass, Request, page
from accounts.services import LINK_USED, change_email
from accounts.sessions.own import end_sessions
from core.errors import NotPossible
from design.form_view import form_page, post_action


@page(PageClass.OWN)
@confirm_first
def change(request: Request) -> HttpResponse:
    """Ask for the new address and send a link to it."""
    limited = ratelimit.consume_or_429(request, action="manage_email", user=request.user)
    if limited:
        return limited
    return form_page(
        request,
        ChangeEmailForm,
        title="Change your email address",
        base="own_page.html",
        save=lambda data: send_link(request.user, data["email"]),
        success_url=reverse("my_details"),
        success_message="We have sent a link to the new address. Open it to finish the change.",
        keeps_draft=False,
        back=reverse("my_details"),
    )


@page(PageClass.OWN)
@require_safe
def confirm(request: Request, token: str) -> HttpResponse:
    """Show both addresses, and the button that changes one into the other."""
    change = read_link(token)
    if change is None:
        messages.error(request, LINK_USED)
        return redirect("change_email")
    return render(request, "account/email_confirm.html", {"change": change, "token": token})


@page(PageClass.OWN)
@require_POST
def confirmed(request: Request, token: str) -> HttpResponse:
    """Change the address. Other sessions end: whoever reads the old one may have signed in."""
    return post_action(request, lambda: _change(token, request), success_url=reverse("my_details"))


def _change(token: str, request: Request) -> None:
    change = read_link(token)
    if change is None:
        raise NotPossible(LINK_USED)
    if str(request.user.pk) != change.user_id:
        raise NotPossible("This link is for another account. Sign out, and open it again.")
    user = change_email(old=change.old, new=change.new, by=request.user)
    end_sessions(user, but=request.session.session_key)
    tell_old_address(change, user)
