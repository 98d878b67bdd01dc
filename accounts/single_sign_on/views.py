"""The removal of the link to an organisation's account. The way there and back are pages of the sign-in library."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.confirm_first import confirm_first
from accounts.page_access import PageClass, Request, page
from accounts.single_sign_on.own import remove_account
from design.form_view import post_action


@page(PageClass.OWN)
@require_POST
@confirm_first
def remove(request: Request, pk: int) -> HttpResponse:
    """Remove the link: its owner signs in by password or code from now on."""
    return post_action(
        request,
        lambda: remove_account(request.user, pk),
        success_url=reverse("mfa_index"),
        success_message="Removed. You now sign in with a code or your password.",
    )
