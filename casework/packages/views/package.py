"""A support package: what is agreed, its hours and strand, its end."""

import datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.age_limit.rules import MONTHS_AHEAD, reaches_limit_on
from casework.hospital.hold_explanation import explain
from casework.models import (
    AgeLimitDecision,
    Allocation,
    CouncilDocument,
    Ending,
    PackageStrand,
    SupportPackage,
    WeeklyHours,
)
from casework.packages.council_documents import missing_kinds_by
from casework.packages.forms.ending import EndForm, EndingForm
from casework.packages.forms.package import ExpectedEndForm, StrandForm, WeeklyHoursForm
from contracts.models import Terms
from core import clock
from core.documents import respond

DAY = datetime.timedelta(days=1)
VIEWS = ("person_view", "council_view", "provider_view")


@page(PageClass.PERSON)
@require_safe
def package(request: Request, pk: UUID) -> HttpResponse:
    """A support package with everything agreed for it, now and before."""
    package = open_record(request, SupportPackage, Permission.READ_PERSON, pk)
    user, today = request.user, clock.today()
    terms = package.terms_on(today)
    others = SupportPackage.objects.visible_to(user).filter(case=package.case_id)
    may_manage = can(user, Permission.ALLOCATE, package)
    actions = ["Actions"] if may_manage else []
    documents = list(package.council_documents.select_related("document"))
    page_context = {
        "individual": package.individual,
        "package": package,
        "terms": terms,
        "length": _length_of_support(package, today),
        "domains": package.wanted_domains.all(),
        "strands": package.strands.select_related("strand", "recorded_by").order_by("-from_on"),
        "hours": package.weekly_hours.select_related("recorded_by").order_by("-from_on"),
        "allocations": package.allocations.select_related("worker__user").order_by("-from_on", "kind"),
        "withdrawn": _withdrawn_of(package),
        "missing_kinds": missing_kinds_by(package, terms, documents),
        "documents": documents,
        "outcomes": package.agreed_outcomes.all(),
        "ending": _ending_of(package),
        **_age_limit_of(package, terms, user),
        "before": others.filter(pk=package.follows_id).first() if package.follows_id else None,
        "after": others.filter(follows=package).first(),
        "hours_headings": ["From", "Until", "Hours a week|number", "Reason", "Agreed by", *actions],
        "strand_headings": ["From", "Until", "Strand", "Reason", "Agreed by", *actions],
        "worker_headings": ["Worker", "Role", "From", "Until", *actions],
        "hold_explanation": explain(package),
        "may_manage": may_manage,
        "may_refer": can(user, Permission.MAKE_REFERRAL, package),
        "has_strands": package.case.contract.strands.offered(clock.today()).exists(),
    }
    return render(request, "casework/packages/package.html", page_context)


def _withdrawn_of(package: SupportPackage) -> list[Model]:
    """Return what was recorded of the package by mistake: hours, moves, allocations, decisions and documents."""
    of_package = {"package": package, "struck_at__isnull": False}
    return [
        *WeeklyHours.with_struck.filter(**of_package).select_related("struck_by").order_by("struck_at"),
        *PackageStrand.with_struck.filter(**of_package).select_related("strand", "struck_by").order_by("struck_at"),
        *Allocation.with_struck.filter(**of_package).select_related("worker__user", "struck_by").order_by("struck_at"),
        *AgeLimitDecision.with_struck.filter(**of_package).select_related("struck_by").order_by("struck_at"),
        *CouncilDocument.with_struck.filter(**of_package).select_related("package", "struck_by").order_by("struck_at"),
    ]


def _age_limit_of(package: SupportPackage, terms: Terms, user: User) -> dict[str, Any]:
    """Return what the page shows of the age limit: the birthday from three months before it, and what is agreed."""
    decisions = list(package.age_limit_decisions.select_related("recorded_by"))
    limit_on = reaches_limit_on(package, terms.age_limit)
    is_near = limit_on is not None and limit_on - relativedelta(months=MONTHS_AHEAD) <= clock.today()
    return {
        "limit_decisions": decisions,
        "limit_on": limit_on if is_near or decisions else None,
        "is_limit_decided": any(decision.age_limit == terms.age_limit for decision in decisions),
        "may_agree_limit": bool(is_near or decisions) and can(user, Permission.AGREE_AGE_LIMIT, package),
    }


def _ending_of(package: SupportPackage) -> Ending | None:
    """Return how support ended; None while it continues, also after an ending that was undone."""
    return None if package.is_open else getattr(package, "ending", None)


def _length_of_support(package: SupportPackage, day: datetime.date) -> str:
    """Return how long support has lasted to `day` or its last day (both counted): "62 days (8 weeks)"; "" before it."""
    days = (min(package.ended_on or day + DAY, day + DAY) - package.starts_on).days
    if days <= 0:
        return ""
    weeks = f" ({days // 7} weeks)" if days >= 14 else ""
    return f"{days} day{'' if days == 1 else 's'}{weeks}"


@page(PageClass.PERSON)
@require_safe
def package_document(request: Request, pk: UUID, document_id: UUID) -> HttpResponseBase:
    """A document that the Council sent for the package."""
    package = open_record(request, SupportPackage, Permission.READ_PERSON, pk)
    council_document = get_object_or_404(package.council_documents.select_related("document"), pk=document_id)
    return respond(council_document.document)


@page(PageClass.PERSON_MANAGE)
def package_hours(request: Request, pk: UUID) -> HttpResponse:
    """Change the weekly hours."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    return record_form(
        request,
        package,
        WeeklyHoursForm,
        active_tab="overview",
        title="Change weekly hours",
        initial={"from_on": package.first_day_from(clock.today())},
        review=True,
        confirm_label="Change hours",
        save=lambda data: services.change_hours(package=package, by=request.user, **data),
        success_message="Hours changed.",
        back=reverse("package", args=[pk]),
    )


@page(PageClass.PERSON_MANAGE)
def package_strand(request: Request, pk: UUID) -> HttpResponse:
    """Move the package to another strand of its contract; where the contract has strands."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    strands = package.case.contract.strands.offered(clock.today())
    if not strands:
        raise Http404
    return record_form(
        request,
        package,
        StrandForm,
        active_tab="overview",
        title="Move to another strand",
        initial={"from_on": package.first_day_from(clock.today())},
        strands=strands,
        review=True,
        confirm_label="Move package",
        save=lambda data: services.change_strand(package=package, by=request.user, **data),
        success_message="Package moved to the new strand.",
        back=reverse("package", args=[pk]),
    )


@page(PageClass.PERSON_MANAGE)
def package_expected_end(request: Request, pk: UUID) -> HttpResponse:
    """When and how support should end; where the terms ask for an exit plan."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    if not package.terms_on(clock.today()).asks_exit_plan:
        raise Http404
    return record_form(
        request,
        package,
        ExpectedEndForm,
        active_tab="overview",
        title="Expected end",
        initial={"expected_end_on": package.expected_end_on, "exit_route": package.exit_route},
        save=lambda data: services.plan_end(package=package, by=request.user, **data),
        success_message="Saved.",
        back=reverse("package", args=[pk]),
    )


@page(PageClass.PERSON_MANAGE)
def end_package(request: Request, pk: UUID) -> HttpResponse:
    """End support."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    return record_form(
        request,
        package,
        EndForm,
        active_tab="overview",
        title="End support",
        asks_exit_plan=lambda day: bool(package.terms_on(day).asks_exit_plan),
        may_ask=package.case.contract.terms.filter(asks_exit_plan=True).exists(),
        review=True,
        confirm_label="End support",
        save=lambda data: services.end_support(package=package, by=request.user, **data),
        success_message="Support has ended.",
        back=reverse("package", args=[pk]),
    )


@page(PageClass.PERSON_MANAGE)
def package_ending(request: Request, pk: UUID) -> HttpResponse:
    """Change who agreed to an ending, and the views of the person, the Council and the provider."""
    package = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    ending = _ending_of(package)
    if ending is None:
        raise Http404
    fields = ("person_agreed", "council_agreed", "council_agreed_by", "council_agreed_on", "exit_plan", *VIEWS)

    return record_form(
        request,
        package,
        EndingForm,
        active_tab="overview",
        title="Agreement and views on the ending",
        initial={"revision": ending.revision, **{name: getattr(ending, name) for name in fields}},
        save=lambda data: services.write_ending(ending=ending, by=request.user, **data),
        success_message="Saved.",
        back=reverse("package", args=[pk]),
    )
