"""The person's own pages as staff see them: set up together, and locked when somebody else may have the phone."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework import services
from casework.access.portal_accounts import why_no_account
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.digital_contact.models import wants_no_digital_contact
from casework.enums import ContactKind
from casework.models import Individual, PortalLock
from casework.people.safety_facts import facts_of
from casework.portal_lock.forms import ReviewLockForm
from casework.portal_lock.rules import lock_of, may_unlock
from core import clock
from core.dates import add_working_days
from design.form_view import post_action
from design.forms import ReasonForm

MOST_EARLIER = 10


@page(PageClass.PERSON_WORK)
@require_safe
def own_pages(request: Request, pk: UUID) -> HttpResponse:
    """Whether the person has pages of their own, whether these are locked, and what staff can do about it."""
    individual = open_record(request, Individual, Permission.KEEP_PORTAL, pk)
    lock = lock_of(individual)
    earlier = PortalLock.objects.visible_to(request.user).of_person(individual).exclude(unlocked_at=None)
    page_context = {
        "individual": individual,
        "lock": lock,
        "may_unlock": lock is not None and may_unlock(lock, request.user),
        "may_manage": can(request.user, Permission.EDIT_PERSON, individual),
        "mark": wants_no_digital_contact(individual),
        "representatives": individual.representatives.on(clock.today()).count(),
        "earlier": earlier.select_related("recorded_by", "unlocked_by")[:MOST_EARLIER],
    }
    return render(request, "casework/portal_lock/own_pages.html", page_context)


@page(PageClass.PERSON_WORK)
@require_safe
def set_up_together(request: Request, pk: UUID) -> HttpResponse:
    """What a worker goes through with the person: how they sign in, what they see, and what is safe for them."""
    individual = open_record(request, Individual.objects.with_safety_records(), Permission.KEEP_PORTAL, pk)
    points = facts_of(individual).contact_points
    page_context = {
        "individual": individual,
        "address": request.build_absolute_uri(reverse("me")),
        "points": [point for point in points if point.is_safe and point.kind != ContactKind.LETTER],
        "mark": wants_no_digital_contact(individual),
        "may_open": can(request.user, Permission.WRITE_PLAN, individual) and not why_no_account(individual),
    }
    return render(request, "casework/portal_lock/set_up_together.html", page_context)


@page(PageClass.PERSON_WORK)
@require_POST
def lock(request: Request, pk: UUID) -> HttpResponse:
    """Lock the pages of the person and their representatives."""
    individual = open_record(request, Individual, Permission.KEEP_PORTAL, pk)
    return post_action(
        request,
        lambda: services.lock_portal(individual=individual, by=request.user),
        success_url=_own_pages(individual),
        success_message="Locked. No one can read anything with their sign-in. Ring the person if that is safe.",
    )


@page(PageClass.PERSON_WORK)
def unlock(request: Request, pk: UUID) -> HttpResponse:
    """Unlock the pages, with a reason."""
    ids = Individual.objects.allowing(request.user, Permission.KEEP_PORTAL).filter(pk=pk)
    lock = next((lock for lock in map(lock_of, ids)), None)
    if lock is not None and not may_unlock(lock, request.user):
        raise PermissionDenied
    individual = open_record(request, Individual, Permission.KEEP_PORTAL, pk)
    return record_form(
        request,
        individual,
        ReasonForm,
        active_tab="overview",
        title=f"Unlock {individual.name_to_use}’s own pages",
        label="Why is it safe now?",
        help_text="For example: they have their phone back, and you have spoken to them alone.",
        submit_label="Unlock",
        closed="" if lock else "Their pages are not locked.",
        save=lambda data: services.unlock_portal(individual=individual, by=request.user, **data),
        success_message="Unlocked.",
        back=_own_pages(individual),
    )


@page(PageClass.PERSON_MANAGE)
def review(request: Request, pk: UUID) -> HttpResponse:
    """Leave the pages locked until another review."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    lock = lock_of(individual)

    def save(data: dict[str, Any]) -> PortalLock:
        row = get_object_or_404(PortalLock.objects.visible_to(request.user).in_force().of_person(individual)[:1])
        return services.review_portal_lock(lock=row, by=request.user, **data)

    return record_form(
        request,
        individual,
        ReviewLockForm,
        active_tab="overview",
        title="Leave the pages locked",
        initial={"review_on": add_working_days(clock.today(), 1)},
        closed="" if lock else "Their pages are not locked.",
        save=save,
        success_message="Saved. The pages stay locked.",
        back=_own_pages(individual),
    )


def _own_pages(individual: Individual) -> str:
    return reverse("person_own_pages", args=[individual.pk])
