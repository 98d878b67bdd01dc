"""What the user typed and did not send: to send, or to discard."""

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.page_access import PageClass, Request, page
from core import unsent
from core.models import UnsentForm
from dashboard.unsent.page import FLAG, ArrivedForm
from visits.lone_working.unsent_calls import UnsentCall, unsent_call


@page(PageClass.OWN)
@require_safe
def unsent_forms(request: Request) -> HttpResponse:
    """List what the user has not sent yet, newest first."""
    forms = [
        {"stored": stored, "form": _form(stored), "call": _call(stored, request.user)}
        for stored in unsent.of_user(request.user)
    ]
    return render(request, "dashboard/unsent/list.html", {"forms": forms})


@page(PageClass.OWN)
@require_POST
def discard(request: Request, pk: UUID) -> HttpResponse:
    unsent.discard(user=request.user, form_id=pk)
    messages.success(request, "Discarded. It was not sent.")
    if unsent.of_user(request.user).exists():
        return redirect("unsent_forms")
    response = redirect("home")
    response.delete_cookie(FLAG)
    return response


def _form(stored: UnsentForm) -> ArrivedForm:
    fields = [(name, text) for name, text in stored.fields]
    files = [(name, file) for name, file in stored.files]
    return ArrivedForm(stored.path, stored.name, fields, files, None, key=str(stored.pk))


def _call(stored: UnsentForm, user: User) -> UnsentCall | None:
    try:
        return unsent_call(resolve(urlsplit(stored.path).path), user)
    except Resolver404:
        return None
