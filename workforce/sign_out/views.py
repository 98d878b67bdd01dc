"""Signing a worker out of all devices, by whoever may be reached when a phone is lost."""

from django.http import HttpResponse
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts.posts import require_permission
from core import clock
from design.form_view import form_page
from workforce.models import Worker, WorkerSignOut
from workforce.services import sign_out_everywhere
from workforce.sign_out.forms import SignOutForm

MOST_SHOWN = 10


@page(PageClass.LIST)
def sign_out(request: Request) -> HttpResponse:
    """Choose the worker, and say what happened. Below are the last who were signed out."""
    require_permission(request.user, Permission.SIGN_OUT)
    workers = Worker.objects.allowing(request.user, Permission.SIGN_OUT).staying(clock.today())
    done = WorkerSignOut.objects.visible_to(request.user).select_related("worker__user", "recorded_by")
    return form_page(
        request,
        SignOutForm,
        title="Sign a worker out of all devices",
        template="workforce/sign_out/sign_out.html",
        context={"done": done[:MOST_SHOWN]},
        workers=workers.exclude(user=request.user).select_related("user").order_by("user__full_name", "pk"),
        save=lambda data: sign_out_everywhere(by=request.user, **data),
        success_url=reverse("worker_sign_out"),
        success_message="Signed out everywhere. They can sign in again with their password and second factor.",
        back=reverse("on_call"),
    )
