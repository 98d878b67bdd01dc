"""A user changes their own telephone number, and confirms with a code that it is theirs."""

from allauth.core import ratelimit
from django.http import HttpResponse
from django.urls import reverse

from accounts.confirm_first import confirm_first
from accounts.page_access import PageClass, Request, page
from accounts.services import set_telephone
from accounts.telephone.codes import confirmed_number, send_code, waiting_number
from accounts.telephone.forms import NumberCodeForm, TelephoneForm
from core.channels import texts_are_sent
from design.form_view import form_page


@page(PageClass.OWN)
@confirm_first
def change(request: Request) -> HttpResponse:
    """Ask for the number. Where texts are sent, a code goes to it before anything changes."""
    limited = ratelimit.consume_or_429(request, action="change_telephone", user=request.user)
    if limited:
        return limited

    def save(data: dict[str, str]) -> str:
        number = data["telephone"]
        if number and texts_are_sent():
            send_code(request, request.user, number)
            return reverse("confirm_telephone")
        set_telephone(number=number, is_confirmed=False, by=request.user)
        return reverse("my_details")

    return form_page(
        request,
        TelephoneForm,
        title="Change your phone number",
        base="own_page.html",
        initial={"telephone": request.user.telephone},
        save=save,
        success_url=lambda address: address,
        success_message="",
        keeps_draft=False,
        back=reverse("my_details"),
    )


@page(PageClass.OWN)
@confirm_first
def confirm(request: Request) -> HttpResponse:
    """Ask for the code that went to the number."""
    if request.method == "POST":
        limited = ratelimit.consume_or_429(request, action="confirm_telephone", user=request.user)
        if limited:
            return limited
    number = waiting_number(request)

    def save(data: dict[str, str]) -> None:
        set_telephone(number=confirmed_number(request, data["code"]), is_confirmed=True, by=request.user)

    return form_page(
        request,
        NumberCodeForm,
        title="Enter the code",
        base="own_page.html",
        number=number,
        save=save,
        success_url=reverse("my_details"),
        success_message="Your number is confirmed. You can sign in with a code that we text you.",
        keeps_draft=False,
        back=reverse("change_telephone"),
    )
