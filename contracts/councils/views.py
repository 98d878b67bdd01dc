"""Councils: list, add, change."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from contracts import changes, services
from contracts.councils.forms import ChangeCouncilForm, CouncilForm
from contracts.details.usage import why_council_stays
from contracts.models import Council
from contracts.posts import require_permission
from design.changes import changes_page
from design.form_view import form_page
from design.forms import ReasonForm


@page(PageClass.SERVICE_KEEP)
@require_safe
def councils(request: Request) -> HttpResponse:
    """Every council, with its contracts."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    rows = Council.objects.visible_to(request.user).prefetch_related("contracts").order_by("name")
    removed = Council.with_struck.exclude(struck_at=None).select_related("struck_by").order_by("struck_at")
    return render(request, "contracts/councils.html", {"councils": rows, "withdrawn": removed})


@page(PageClass.SERVICE_KEEP)
def council_new(request: Request) -> HttpResponse:
    require_permission(request.user, Permission.KEEP_SERVICE)
    back = reverse("councils")
    return form_page(
        request,
        CouncilForm,
        title="Add a council",
        save=lambda data: services.add_council(by=request.user, **data),
        success_url=back,
        success_message="Council added.",
        back=back,
    )


@page(PageClass.SERVICE_KEEP)
def council_change(request: Request, pk: UUID) -> HttpResponse:
    require_permission(request.user, Permission.KEEP_SERVICE)
    council = get_allowed_or_404(Council.objects, request.user, Permission.KEEP_SERVICE, pk=pk)
    back = reverse("councils")
    return form_page(
        request,
        ChangeCouncilForm,
        title=f"Change details: {council}",
        initial={name: getattr(council, name) for name in ChangeCouncilForm.base_fields},
        save=lambda data: services.change_council(council=council, by=request.user, **data),
        success_url=back,
        success_message="Details saved.",
        back=back,
    )


@page(PageClass.SERVICE_KEEP)
def council_remove(request: Request, pk: UUID) -> HttpResponse:
    """Remove a council that was added by mistake."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    council = get_allowed_or_404(Council.with_struck, request.user, Permission.KEEP_SERVICE, pk=pk)
    return form_page(
        request,
        ReasonForm,
        title=f"Remove the council: {council}",
        label="What was wrong",
        help_text="It was added by mistake. It leaves every list, and stays on file.",
        submit_label="Remove it",
        closed="This council was removed." if council.struck_at else why_council_stays(council),
        save=lambda data: services.remove_council(council=council, by=request.user, **data),
        success_url=reverse("councils"),
        success_message="Council removed.",
        back=reverse("councils"),
    )


@page(PageClass.SERVICE_KEEP)
@require_safe
def council_changes(request: Request, pk: UUID) -> HttpResponse:
    require_permission(request.user, Permission.KEEP_SERVICE)
    council = get_allowed_or_404(Council.objects, request.user, Permission.KEEP_SERVICE, pk=pk)
    return changes_page(
        request,
        changes.rows_of_council(council),
        title=f"History of changes: {council}",
        back=reverse("councils"),
        back_text="Councils",
    )
