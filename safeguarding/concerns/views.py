import datetime
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from accounts.walls import hidden_from, not_walled_off
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import SupportPackage
from contracts.posts import permissions, require_permission
from core import clock, documents, transitions
from core.uuids import as_uuid
from design.form_view import form_page, post_action
from design.forms import PlainForm, ReasonForm
from safeguarding import services
from safeguarding.concerns.details import at_risk_columns, missing_details
from safeguarding.concerns.enums import SubjectOfConcern, YesNoNotKnown
from safeguarding.concerns.forms import (
    ChildrenContactForm,
    CloseForm,
    ConcernForm,
    CouncilContactForm,
    DecisionForm,
    DetailsForm,
    NamedLaterForm,
    PortalForm,
    WithdrawForm,
)
from safeguarding.concerns.named_people import nameable
from safeguarding.models import Concern
from visits.models import Visit
from workforce.on_call.rota import on_call_now

LIST_LENGTH = 100
# What was typed in a withdrawn concern is offered for another person for so long, from so many concerns.
OFFERED_FOR = datetime.timedelta(days=28)
OFFERED = 3
MOST_SENIORS = 3


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
        save=lambda data: services.raise_concern(
            package=package, visit=visit, by=request.user, **at_risk_columns(data.pop("at_risk")), **data
        ),
        success_url=lambda concern: reverse("concern_raised", args=[package_id]),
        success_message="Concern raised.",
        back=reverse("person_visits", args=[package.case.individual_id]),
    )


def _typed_before(concern: Concern) -> dict[str, Any]:
    """Return what was typed in the concern, by field of the form."""
    columns = (
        "account", "children", "happened_on", "happened_when", "is_safe", "made_safe", "emergency_services", "kinds",
        "source_of_risk", "wishes_asked", "wishes",
    )  # fmt: skip
    is_at_risk = {SubjectOfConcern.ADULT: not concern.is_about_child, SubjectOfConcern.CHILD: bool(concern.children)}
    return {name: getattr(concern, name) for name in columns} | {
        "at_risk": [subject for subject, is_one in is_at_risk.items() if is_one],
        "named_users": list(concern.named_users.all()),
    }


@page(PageClass.PERSON_WORK)
@require_safe
def concern_raised(request: Request, package_id: UUID) -> HttpResponse:
    """Show what happens next. The page is the same, whoever is named in the concern."""
    package: SupportPackage = open_record(request, SupportPackage, Permission.RAISE_CONCERN, package_id)
    own = Concern.objects.visible_to(request.user).filter(package=package, recorded_by=request.user)
    latest = own.open().order_by("-recorded_at").first()
    unsafe = latest if latest is not None and latest.is_safe != YesNoNotKnown.YES else None
    page_context = {
        "individual": package.case.individual,
        "council": package.case.contract.council,
        "latest": latest,
        "is_unsafe": unsafe is not None,
        "seniors": _seniors_to_ring(unsafe) if unsafe else [],
    }
    return render(request, "safeguarding/raised.html", page_context)


def _seniors_to_ring(concern: Concern) -> list[User]:
    """Return who is on call now, without those whom the concern names: its author rings them tonight."""
    users = on_call_now(concern.package.case.contract).users
    return not_walled_off(users, concern.pk, concern.individual_id)[:MOST_SENIORS]


@page(PageClass.CONCERN)
@require_safe
def concern(request: Request, pk: UUID) -> HttpResponse:
    record: Concern = open_record(request, Concern, Permission.READ_CONCERN, pk)
    leads = can(request.user, Permission.LEAD_CONCERN, record)
    page_context = {
        "concern": record,
        "individual": record.individual,
        "state_changes": transitions.history(record, hidden_from(request.user)),
        "may_withdraw": services.may_withdraw(record, request.user),
        "may_undo_decision": leads and transitions.can_make(record, "undo decision"),
        "leads": leads,
        "council": record.package.case.contract.council,
        "named_users": record.named_users.order_by("full_name", "pk"),
        "may_add": services.may_add(record, request.user),
        "missing": missing_details(record),
        "seen_before": services.seen_before_wall(record) if leads else [],
        "sheet": services.current_sheet(record),
    }
    return render(request, "safeguarding/concern.html", page_context)


@page(PageClass.CONCERN)
def details(request: Request, pk: UUID) -> HttpResponse:
    """Add to a concern what was not needed at once, or correct it."""
    record: Concern = open_record(request, Concern, Permission.READ_CONCERN, pk)
    initial = {name: getattr(record, name) for name in DetailsForm.base_fields if hasattr(record, name)}
    called_at = record.emergency_called_at
    if called_at:
        local = called_at.astimezone(clock.LONDON)
        initial |= {"called_on": local.date(), "called_time": local.time()}
        initial[clock.REPEATED] = clock.repeated_answer(called_at)

    def save(data: dict[str, Any]) -> Concern:
        called_on, called_time, repeated = data.pop("called_on"), data.pop("called_time"), data.pop(clock.REPEATED)
        data["emergency_called_at"] = (
            clock.parse_local_time(called_on, called_time, field="called_time", repeated=repeated)
            if called_on
            else None
        )
        return services.add_details(concern=record, by=request.user, **data)

    return _lead_form(
        request,
        record,
        DetailsForm,
        is_about_child=record.is_about_child,
        title=f"Add to concern {record.reference}",
        closed="" if services.may_add(record, request.user) else "You can no longer add to this concern.",
        initial=initial,
        save=save,
        success_message="Saved.",
    )


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
    team = "Children’s safeguarding" if record.is_about_child else "the Council"
    return _contact_form(
        request,
        record,
        services.contact_council,
        ChildrenContactForm if record.is_about_child else CouncilContactForm,
        title=f"Record contact with {team} about {record.reference}",
    )


@page(PageClass.CONCERN_LEAD)
def children_contact(request: Request, pk: UUID) -> HttpResponse:
    """Record the contact with Children’s safeguarding about children at risk beside the adult."""
    record: Concern = open_record(request, Concern, Permission.LEAD_CONCERN, pk)
    return _contact_form(
        request,
        record,
        services.contact_children_team,
        ChildrenContactForm,
        title=f"Record contact with Children’s safeguarding about {record.reference}",
    )


def _contact_form(
    request: Request,
    record: Concern,
    service: Callable[..., Concern],
    form_class: type[CouncilContactForm],
    *,
    title: str,
) -> HttpResponse:
    def save(data: dict[str, Any]) -> Concern:
        contacted_at = clock.parse_local_time(
            data["contacted_on"], data["contacted_time"], field="contacted_time", repeated=data["repeated"]
        )
        return service(concern=record, contacted_at=contacted_at, contact=data["contact"], by=request.user)

    return _lead_form(
        request,
        record,
        form_class,
        title=title,
        initial={"contacted_on": clock.today()},
        save=save,
        success_message="Contact recorded.",
    )


@page(PageClass.CONCERN_LEAD)
def decision(request: Request, pk: UUID) -> HttpResponse:
    record: Concern = open_record(request, Concern, Permission.LEAD_CONCERN, pk)

    def save(data: dict[str, Any]) -> Concern:
        decided_at = clock.parse_local_time(
            data.pop("decided_on"), data.pop("decided_time"), field="decided_time", repeated=data.pop("repeated")
        )
        return services.record_decision(concern=record, decided_at=decided_at, by=request.user, **data)

    return _lead_form(
        request,
        record,
        DecisionForm,
        title=f"Record the Council’s decision about {record.reference}",
        initial={"decided_on": clock.today()},
        save=save,
        success_message="Decision recorded.",
    )


@page(PageClass.CONCERN_LEAD)
def undo_decision(request: Request, pk: UUID) -> HttpResponse:
    """Undo a decision that was recorded by mistake."""
    record: Concern = open_record(request, Concern, Permission.LEAD_CONCERN, pk)
    return _lead_form(
        request,
        record,
        ReasonForm,
        title=f"Undo the Council’s decision about {record.reference}",
        label="What was wrong",
        help_text="The concern then needs the Council’s decision again. What was recorded stays in its history.",
        submit_label="Undo the decision",
        save=lambda data: services.undo_decision(concern=record, by=request.user, **data),
        success_message="Decision undone. Record the right one.",
    )


@page(PageClass.CONCERN_LEAD)
def portal_reference(request: Request, pk: UUID) -> HttpResponse:
    record: Concern = open_record(request, Concern, Permission.LEAD_CONCERN, pk)
    return _lead_form(
        request,
        record,
        PortalForm,
        title=f"Record the Partnership Board’s portal reference for {record.reference}",
        initial={"sent_on": clock.today(), "sent_by": request.user.full_name},
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


@page(PageClass.CONCERN_LEAD)
def name(request: Request, pk: UUID) -> HttpResponse:
    """Name somebody whom the concern turns out to be about: it is hidden from them from then on."""
    record: Concern = open_record(request, Concern, Permission.LEAD_CONCERN, pk)
    others = nameable(record.package).exclude(pk=request.user.pk)
    return _lead_form(
        request,
        record,
        NamedLaterForm,
        nameable=others.exclude(pk__in=record.named_users.values("pk")),
        title=f"Who concern {record.reference} is about",
        closed=transitions.why_not(record, "name"),
        save=lambda data: services.name_users(concern=record, by=request.user, **data),
        success_message="The concern is hidden from them.",
    )


@page(PageClass.CONCERN)
@require_POST
def request_sheet(request: Request, pk: UUID) -> HttpResponse:
    record: Concern = open_record(request, Concern, Permission.READ_CONCERN, pk)
    return post_action(
        request,
        lambda: services.request_sheet(concern=record, by=request.user),
        success_url=reverse("concern", args=[pk]),
        success_message="The PDF is being made. Reload this page in a minute.",
        may_repeat=True,
    )


@page(PageClass.CONCERN)
@require_safe
def sheet(request: Request, pk: UUID) -> HttpResponseBase:
    """The PDF of the concern as it is now. It is opened by the id of the concern, so that its wall covers the log."""
    record: Concern = open_record(request, Concern, Permission.READ_CONCERN, pk)
    row = services.current_sheet(record)
    if row is None or row.document is None:
        raise Http404
    return documents.respond(row.document)
