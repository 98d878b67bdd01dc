"""Links by which somebody without an account opens one record: listed and ended by those who make them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.code_links.forms import EndLinkForm
from accounts.code_links.purposes import purpose_of, purposes
from accounts.code_links.validity import get_managed_link, links_managed_by, why_ended
from accounts.page_access import PageClass, Request, page
from accounts.services import end_link
from contracts.posts import require_permission
from design.form_view import form_page
from design.list_page import list_page

LINKS_A_PAGE = 50


@page(PageClass.LIST)
@require_safe
def code_links(request: Request) -> HttpResponse:
    """List the links, newest first: to whom, until when, how often each was opened."""
    require_permission(request.user, *{purpose.permission for purpose in purposes()})
    links = links_managed_by(request.user).order_by("-recorded_at", "pk")
    on_page = list_page(request, links, "page", LINKS_A_PAGE)
    page_context = {
        "rows": [(link, purpose_of(link)) for link in on_page.rows],
        "newer": on_page.newer,
        "older": on_page.older,
    }
    return render(request, "dashboard/code_links.html", page_context)


@page(PageClass.LIST)
def end(request: Request, pk: UUID) -> HttpResponse:
    """End a link at once, with the reason."""
    link = get_managed_link(request.user, pk)
    return form_page(
        request,
        EndLinkForm,
        title=f"End the link for {link.recipient_name}",
        closed=why_ended(link),
        save=lambda data: end_link(link=link, by=request.user, **data),
        success_url=reverse("code_links"),
        success_message="The link has ended. It opens nothing any more.",
        back=reverse("code_links"),
    )
