"""Messages that did not arrive: administrators send them again, or record what they did."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from contracts import posts
from core import undelivered as outbox
from dashboard import undelivered
from dashboard.forms import HandledForm
from design.form_view import form_page, post_action


@page(PageClass.OPERATIONS)
@require_safe
def undelivered_messages(request: Request) -> HttpResponse:
    """The messages that did not arrive, newest first: when, to whom, why, and what can be done."""
    posts.require_permission(request.user, Permission.SEE_OPERATIONS)
    rows, count = undelivered.undelivered_rows(request.user), undelivered.undelivered_count()
    return render(request, "dashboard/undelivered.html", {"rows": rows, "count": count, "more": count - len(rows)})


@page(PageClass.OPERATIONS)
@require_POST
def send_again(request: Request, pk: UUID) -> HttpResponse:
    """Send a message again, to the present address of its recipient."""
    posts.require_permission(request.user, Permission.SEE_OPERATIONS)
    return post_action(
        request,
        lambda: outbox.send_again(message_id=pk, by=request.user),
        success_url=reverse("undelivered_messages"),
        success_message="We are sending it again. If it does not arrive, it will be back on this list.",
    )


@page(PageClass.OPERATIONS)
def handled(request: Request, pk: UUID) -> HttpResponse:
    """Take a message off the list, with a note that says what was done."""
    posts.require_permission(request.user, Permission.SEE_OPERATIONS)
    back = reverse("undelivered_messages")
    if request.method != "POST" and undelivered.get_undelivered(pk) is None:
        messages.error(request, outbox.CHANGED)
        return redirect(back)
    return form_page(
        request,
        HandledForm,
        title="Message not delivered: what did you do?",
        save=lambda data: outbox.record_handled(message_id=pk, note=data["note"], by=request.user),
        success_url=back,
        success_message="The message is off the list.",
        back=back,
    )
