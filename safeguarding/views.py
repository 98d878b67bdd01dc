import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from accounts.walls import hidden_from
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import SupportPackage
from contracts.posts import permissions, require_permission
from core import clock, transitions
from core.uuids import as_uuid
from design.form_view import form_page
from design.forms import PlainForm
from safeguarding import services
from safeguarding.forms import CloseForm, ConcernForm, CouncilContactForm, DecisionForm, PortalForm, WithdrawForm
from safeguarding.models import Concern
from safeguarding.named_people import nameable
from visits.models import Visit

LIST_LENGTH = 100
# What was typed in a withdrawn concern is offered for another person for so long, from so many concerns.
OFFERED_FOR = datetime.timedelta(days=28)
OFFERED = 3


@page(PageClass.LIST)
@require_safe
def concerns(request: Request) -> HttpResponse:
    require_permission(request.user, Permission.READ_CONCERN)
    visible = Concern.objects.visible_to(request.user).select_related("individual").order_by("-recorded_at")
    led = Concern.objects.allowing(request.user, Permission.LEAD_CONCERN)
    page_context = {
        "open": visible.open()[:LIST_LENGTH],
        "closed": visible.filter(state="closed")[:LIST_LENGTH],
        "withdrawn": visible.withdrawn().filter(pk__in=led.values("pk"))[:LIST_LENGTH],
        "leads": Permission.LEAD_CONCERN in permissions(request.user),
    }
    return render(request, "safeguarding/concerns.html", page_context)


@page(PageClass.PERSON_WORK)
def raise_concern(request: Request, package_id: UUID) -> HttpResponse:
    """Raise a concern about a person, from a visit (`?visit=`) or without one.

    With `?from=` the form begins with what was typed in a concern that was withdrawn, such as from the wrong person.
    """
    package: SupportPackage = open_record(request, SupportPackage, Permission.RAISE_CONCERN, package_id)
    visits = Visit.objects.visible_to(request.user).filter(package=package)
    visit_id = as_uuid(request.GET.get("visit"))
    visit = visits.filter(pk=visit_id).first() if visit_id else None
    withdrawn = Concern.objects.visible_to(request.user).withdrawn()
    typed_id = as_uuid(request.GET.get("from"))
    typed = withdrawn.filter(pk=typed_id).first() if typed_id else None
    return record_form(
        request,
        package,
        ConcernForm,
        active_tab="",
        title="Raise a safeguarding concern",
        template="safeguarding/raise.html",
        context={
            "visit": visit,
            "council": package.case.contract.council,
            "withdrawn": [] if typed else withdrawn.filter(recorded_at__gt=clock.now() - OFFERED_FOR)[:OFFERED],
        },
        initial=_typed_before(typed) if typed else None,
        nameable=nameable(package).exclude(pk=request.user.pk),
        save=lambda data: services.raise_concern(package=package, visit=visit, by=request.user, **data),
        success_url=lambda concern: reverse("concern_raised", args=[package_id]),
        success_message="Concern raised. Contact the Council first.",
        back=reverse("person_visits", args=[package.case.individual_id]),
    )


def _typed_before(concern: Concern) -> dict[str, Any]:
    """Return what was typed in the concern, by field of the form."""
    columns = ("account", "made_safe", "kinds", "source_of_risk", "wishes_asked", "wishes")
    return {name: getattr(concern, name) for name in columns} | {"named_users": list(concern.named_users.all())}


@page(PageClass.PERSON)
@require_safe
def concern_raised(request: Request, package_id: UUID) -> HttpResponse:
    """Show what happens next. The page is the same, whoever is named in the concern."""
    package: SupportPackage = open_record(request, SupportPackage, Permission.READ_PERSON, package_id)
    page_context = {"individual": package.case.individual, "council": package.case.contract.council}
    return render(request, "safeguarding/raised.html", page_context)


@page(PageClass.CONCERN)
@require_safe
def concern(request: Request, pk: UUID) -> HttpResponse:
    record: Concern = open_record(request, Concern, Permission.READ_CONCERN, pk)
    page_context = {
        "concern": record,
        "individual": record.individual,
        "state_changes": transitions.history(record, hidden_from(request.user)),
        "may_withdraw": services.may_withdraw(record, request.user),
        "leads": can(request.user, Permission.LEAD_CONCERN, record),
        "council": record.package.case.contract.council,
        "named_users": record.named_users.order_by("full_name", "pk"),
    }
    return render(request, "safeguarding/concern.html", page_context)


def _lead_form(request: Request, record: Concern, form_class: type[PlainForm], **arguments: Any) -> HttpResponse:
    address = reverse("concern", args=[record.pk])
    return form_page(
        request,
        form_class,
        success_url=address,
        back=address,
        **arguments,
    )


@page(PageClass.CONCERN_LEAD)
def contact(request: Request, pk: UUID) -> HttpResponse:
    record: Concern = open_record(request, Concern, Permission.LEAD_CONCERN, pk)

    def save(data: dict[str, Any]) -> Concern:
        contacted_at = clock.parse_local_time(
            data["contacted_on"], data["contacted_time"], field="contacted_time", repeated=data["repeated"]
        )
        return services.contact_council(
            concern=record, contacted_at=contacted_at, contact=data["contact"], by=request.user
        )

    return _lead_form(
        request,
        record,
        CouncilContactForm,
        title=f"Record contact with the Council about {record.reference}",
        initial={"contacted_on": clock.today()},
        save=save,
        success_message="Contact recorded.",
    )


@page(PageClass.CONCERN_LEAD)
def decision(request: Request, pk: UUID) -> HttpResponse:
    record: Concern = open_record(request, Concern, Permission.LEAD_CONCERN, pk)
    return _lead_form(
        request,
        record,
        DecisionForm,
        title=f"Record the Council’s decision about {record.reference}",
        save=lambda data: services.record_decision(
            concern=record, is_enquiry=data["is_enquiry"] == "yes", decision=data["decision"], by=request.user
        ),
        success_message="Decision recorded.",
    )


@page(PageClass.CONCERN_LEAD)
def portal_reference(request: Request, pk: UUID) -> HttpResponse:
    record: Concern = open_record(request, Concern, Permission.LEAD_CONCERN, pk)
    return _lead_form(
        request,
        record,
        PortalForm,
        title=f"Record the Partnership Board’s portal reference for {record.reference}",
        save=lambda data: services.report_on_portal(concern=record, by=request.user, **data),
        success_message="Reference recorded.",
    )


@page(PageClass.CONCERN_LEAD)
def close(request: Request, pk: UUID) -> HttpResponse:
    record: Concern = open_record(request, Concern, Permission.LEAD_CONCERN, pk)
    return _lead_form(
        request,
        record,
        CloseForm,
        title=f"Close concern {record.reference}",
        save=lambda data: services.close(concern=record, by=request.user, **data),
        success_message="Concern closed.",
    )


@page(PageClass.CONCERN)
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Withdraw a concern that was recorded by mistake."""
    record: Concern = open_record(request, Concern, Permission.READ_CONCERN, pk)
    return _lead_form(
        request,
        record,
        WithdrawForm,
        names_somebody=record.named_users.exists(),
        label="What was wrong",
        help_text="Those who lead on safeguarding can still read the concern. No figure counts it. If it belongs to "
        "someone else, raise a concern on their record: you can use what was typed here.",
        title=f"Withdraw concern {record.reference}",
        closed=transitions.why_not(record, "withdraw"),
        save=lambda data: services.withdraw(
            concern=record, reason=data["reason"], lifts_walls=data.get("staff") != "stands", by=request.user
        ),
        success_message="Concern withdrawn.",
    )
