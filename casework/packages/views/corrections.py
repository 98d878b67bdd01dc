"""Correcting or withdrawing what was recorded wrongly of a package: its end, hours, strand and documents."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import CouncilDocument, PackageStrand, SupportPackage, WeeklyHours
from casework.packages.forms.package import CorrectDayForm
from casework.packages.services.corrections import Change, why_closed
from casework.visit_facts import planned_with
from core import transitions
from design.forms import ReasonForm


@page(PageClass.PERSON_MANAGE)
def undo_ending(request: Request, pk: UUID) -> HttpResponse:
    """Undo an end of support that was recorded by mistake."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)

    def save(data: dict[str, Any]) -> SupportPackage:
        undone = services.undo_ending(package=package, by=request.user, **data)
        for sentence in [*undone.not_returned, *_who_visits(undone)]:
            messages.warning(request, sentence)
        return undone

    return record_form(
        request,
        package,
        ReasonForm,
        active_tab="overview",
        title="Undo the end of support",
        label="What was wrong",
        help_text="Support continues with the hours, workers and tasks it had. Allocate a worker if one cannot "
        "return. Everybody concerned gets a message.",
        submit_label="Undo the end of support",
        closed=transitions.why_not(package, "undo ending"),
        save=save,
        success_message="Support continues.",
        back=reverse("package", args=[pk]),
    )


def _who_visits(package: SupportPackage) -> list[str]:
    """Return a sentence about the planned visits of each worker, where a worker did not return."""
    if not package.not_returned:
        return []
    return [
        f"{planned.worker_name} still has {planned.count} planned visit{'s' if planned.count > 1 else ''}."
        for planned in planned_with(package)
    ]


def _correct_page(request: Request, package: SupportPackage, change: Change, title: str) -> HttpResponse:
    return record_form(
        request,
        package,
        CorrectDayForm,
        active_tab="overview",
        title=title,
        initial={"from_on": change.from_on},
        closed=why_closed(change),
        save=lambda data: services.correct_change(change=change, by=request.user, **data),
        success_message="Date corrected.",
        back=reverse("package", args=[package.pk]),
    )


def _withdraw_page(request: Request, package: SupportPackage, change: Change, title: str) -> HttpResponse:
    return record_form(
        request,
        package,
        ReasonForm,
        active_tab="overview",
        title=title,
        label="What was wrong",
        help_text="What applied before applies on these days as well.",
        submit_label="Withdraw",
        closed=why_closed(change),
        save=lambda data: services.withdraw_change(change=change, by=request.user, **data),
        success_message="Change withdrawn.",
        back=reverse("package", args=[package.pk]),
    )


@page(PageClass.PERSON_MANAGE)
def correct_hours(request: Request, pk: UUID, row_id: UUID) -> HttpResponse:
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    return _correct_page(
        request, package, get_object_or_404(package.weekly_hours, pk=row_id), "Correct a change of hours"
    )


@page(PageClass.PERSON_MANAGE)
def withdraw_hours(request: Request, pk: UUID, row_id: UUID) -> HttpResponse:
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    change = get_object_or_404(WeeklyHours.with_struck, package=package, pk=row_id)
    return _withdraw_page(request, package, change, "Withdraw a change of hours")


@page(PageClass.PERSON_MANAGE)
def correct_strand(request: Request, pk: UUID, row_id: UUID) -> HttpResponse:
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    return _correct_page(
        request, package, get_object_or_404(package.strands, pk=row_id), "Correct a move to another strand"
    )


@page(PageClass.PERSON_MANAGE)
def withdraw_strand(request: Request, pk: UUID, row_id: UUID) -> HttpResponse:
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    change = get_object_or_404(PackageStrand.with_struck, package=package, pk=row_id)
    return _withdraw_page(request, package, change, "Withdraw a move to another strand")


@page(PageClass.PERSON_MANAGE)
def withdraw_document(request: Request, pk: UUID, document_id: UUID) -> HttpResponse:
    """Withdraw a document of the Council that belongs to somebody else."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    council_document = get_object_or_404(CouncilDocument.with_struck, package=package, pk=document_id)
    return record_form(
        request,
        package,
        ReasonForm,
        active_tab="overview",
        title=f"Withdraw a document: {council_document.get_kind_display()}",
        label="What was wrong",
        help_text="No one can open it from this record any more. It stays on file.",
        submit_label="Withdraw",
        closed=council_document.why_closed,
        save=lambda data: services.withdraw_council_document(
            council_document=council_document, by=request.user, **data
        ),
        success_message="Document withdrawn.",
        back=reverse("package", args=[pk]),
    )
