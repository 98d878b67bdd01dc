"""The pages of a link without an account: ask for a code, enter it. Nothing on them is about the record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts import services
from accounts.code_links.browser import ask_page, closed_page, has_opened, remember
from accounts.code_links.forms import LinkCodeForm
from accounts.code_links.purposes import purpose_of
from accounts.code_links.validity import find_link
from accounts.page_access import PageClass, page
from core.errors import Refused

WRONG_CODE = "The code is wrong or has expired. Check it, or ask for a new one."


@page(PageClass.TOKEN)
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Say who sends it, and offer a code. In a browser that has entered one, lead to the page itself."""
    row = find_link(token)
    if row is None:
        return closed_page(request, token)
    purpose = purpose_of(row)
    if purpose is not None and has_opened(request, row):
        return redirect(purpose.page, token)
    return ask_page(request, row, token)


@page(PageClass.TOKEN)
@require_POST
def send_code(request: HttpRequest, token: str) -> HttpResponse:
    """Email a code. Only this does it: a mail scanner that opens the address uses nothing up."""
    row = find_link(token)
    if row is None:
        return closed_page(request, token)
    try:
        services.send_code(link=row, by=None)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("code_link", token)
    return redirect("code_link_code", token)


@sensitive_post_parameters("code")
@page(PageClass.TOKEN)
def enter_code(request: HttpRequest, token: str) -> HttpResponse:
    """Take the code, and open the page behind the link in this browser."""
    row = find_link(token)
    if row is None:
        return closed_page(request, token)
    form = LinkCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        purpose = purpose_of(row)
        if purpose is not None and services.use_code(link=row, code=form.cleaned_data["code"], by=None):
            remember(request, row)
            return redirect(purpose.page, token)
        form.add_error("code", WRONG_CODE)
    return render(
        request,
        "accounts/code_links/code.html",
        {"form": form, "token": token, "link": row, "back": reverse("code_link", args=[token])},
    )
