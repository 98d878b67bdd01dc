"""How the person wants their pages to look: large letters, easy read. It stays until they change it."""

from django.http import HttpResponse
from django.urls import reverse

from accounts import services as accounts
from accounts.page_access import PageClass, Request, page
from design.form_view import form_page
from portal.forms import SettingsForm


@page(PageClass.OWN)
def my_settings(request: Request) -> HttpResponse:
    """Choose large letters and easy read."""
    user = request.user
    return form_page(
        request,
        SettingsForm,
        title="How my pages look",
        base="portal/base.html",
        initial={"large_type": user.large_type, "easy_read": user.easy_read},
        keeps_draft=False,
        save=lambda data: accounts.choose_page_settings(user=user, by=user, **data),
        success_url=reverse("me"),
        success_message="Saved. You can change this at any time.",
        back=reverse("me"),
    )
