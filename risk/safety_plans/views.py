"""The safety plan of a person: reading and writing it, its reviews, who has a copy, and who else may read it."""

import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.access.row_pages import RowPages, removal
from casework.models import Individual
from core import clock, transitions
from design.form_view import post_action
from design.forms import PlainForm, ReasonForm
from risk import services
from risk.models import AdvanceChoice, SafetyPlan, SafetyPlanCopy
from risk.safety_plans.enums import SafetyPlanReader, SafetyPlanState, SafetySection
from risk.safety_plans.forms import (
    AdvanceChoiceForm,
    ConfirmPlanForm,
    CopyForm,
    DropPlanForm,
    MakeLiveForm,
    SafetyPlanForm,
    SafetySharingForm,
)
from risk.safety_plans.services import why_not_written
from risk.safety_plans.sharing import readers_of

# Filled in as the day of the next review; whoever reviews may choose another.
REVIEW_AFTER = datetime.timedelta(days=91)
ADVANCE_CHOICES = RowPages(
    model=AdvanceChoice,
    back="person_safety_plan",
    active_tab="risk",
    form=AdvanceChoiceForm,
    record=services.record_advance_choice,
    change=services.change_advance_choice,
    withdraw=services.withdraw_advance_choice,
    argument="choice",
    columns=("kind", "dated_on", "held_by", "where", "note", "until_on"),
    new_title="Add an advance choice document",
    change_title="Correct or end the document",
    withdrawal=removal("{row}. If it is no longer valid, enter its last day instead.", title="Remove the document"),
)


@page(PageClass.PERSON)
@require_safe
def person_safety_plan(request: Request, pk: UUID) -> HttpResponse:
    """Show one version, the one in force unless another is asked for, the versions, copies and advance choices."""
    user = request.user
    with_header = Individual.objects.with_header(user).with_permissions(user, Permission.WRITE_PLAN)
    individual = open_record(request, with_header, Permission.READ_RISK, pk)
    may_write = individual.may_write_plan
    versions = list(SafetyPlan.objects.visible_to(user).of_person(individual))
    plan = _chosen_version(versions, request.GET.get("version"))
    copies = SafetyPlanCopy.objects.visible_to(user).filter(plan__in=[version.pk for version in versions])
    struck = AdvanceChoice.with_struck.filter(individual=individual, struck_at__isnull=False)
    page_context = {
        "individual": individual,
        "versions": versions,
        "plan": plan,
        "review": _last_review(plan) if plan else None,
        "copies": list(copies.select_related("plan")),
        "readers": readers_of(individual),
        "choices": list(AdvanceChoice.objects.visible_to(user).of_person(individual)),
        "withdrawn": struck.select_related("struck_by").order_by("-struck_at"),
        "today": clock.today(),
        "may_write": may_write,
        "may_begin": may_write and not any(version.is_draft for version in versions),
    }
    return render(request, "risk/safety_plans/safety_plan.html", page_context)


def _chosen_version(versions: list[SafetyPlan], number: str | None) -> SafetyPlan | None:
    """Return the version asked for, else the one in force, else the newest that was not discarded."""
    by_number = next((version for version in versions if str(version.version) == number), None)
    in_force = next((version for version in versions if version.is_in_force), None)
    closed = (SafetyPlanState.DROPPED, SafetyPlanState.NOT_WANTED, SafetyPlanState.IN_ERROR)
    return by_number or in_force or next((version for version in versions if version.state not in closed), None)


def _last_review(plan: SafetyPlan) -> Any:
    """Return the last review without changes, or None."""
    return transitions.history(plan).filter(verb="confirm").order_by("-recorded_at").first()


@page(PageClass.PERSON)
@require_safe
def safety_plan(request: Request, pk: UUID) -> HttpResponse:
    """Show one version and nothing else of the record: what the keyworker reads if the person agreed."""
    may_write = SafetyPlan.objects.allowing(request.user, Permission.WRITE_PLAN).filter(pk=pk).exists()
    if may_write:
        plan = open_record(request, SafetyPlan, Permission.READ_RISK, pk)
    else:
        plan = open_record(request, SafetyPlan.objects.readable(), Permission.READ_RISK, pk)
    page_context = {
        "plan": plan,
        "individual": plan.individual,
        "reads_record": can(request.user, Permission.READ_RISK, plan.individual),
    }
    return render(request, "risk/safety_plans/version.html", page_context)


def _url_of(plan: SafetyPlan) -> str:
    address = reverse("person_safety_plan", args=[plan.individual_id])
    return address if plan.is_in_force else f"{address}?version={plan.version}"


@page(PageClass.PERSON_WORK)
@require_POST
def begin(request: Request, pk: UUID) -> HttpResponse:
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    return post_action(
        request,
        lambda: services.begin_safety_plan(individual=individual, by=request.user),
        success_url=lambda draft: (
            reverse("safety_plan_write", args=[draft.pk]) if draft else reverse("person_safety_plan", args=[pk])
        ),
        success_message="Draft started. Write it together; you can add the rest later.",
    )


def _form(request: Request, plan: SafetyPlan, form_class: type[PlainForm], **arguments: Any) -> HttpResponse:
    arguments.setdefault("back", _url_of(plan))
    return record_form(request, plan, form_class, active_tab="risk", **arguments)


@page(PageClass.PERSON_WORK)
def write(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, SafetyPlan, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        plan,
        SafetyPlanForm,
        title="Write the safety plan together",
        initial={name: getattr(plan, name) for name in (*SafetySection.values, "revision")},
        closed=why_not_written(plan.state),
        save=lambda data: services.write_safety_plan(plan=plan, by=request.user, **data),
        success_message="Saved.",
    )


@page(PageClass.PERSON_WORK)
def make_live(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, SafetyPlan, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        plan,
        MakeLiveForm,
        title="Make this version live",
        initial={"made_on": clock.today(), "review_on": clock.today() + REVIEW_AFTER},
        closed=transitions.why_not(plan, "make live"),
        save=lambda data: services.make_safety_plan_live(plan=plan, by=request.user, **data),
        success_url=reverse("person_safety_plan", args=[plan.individual_id]),
        success_message="This version is live. Ask who may have a copy.",
    )


@page(PageClass.PERSON_WORK)
def confirm(request: Request, pk: UUID) -> HttpResponse:
    """Record a review without changes."""
    plan = open_record(request, SafetyPlan, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        plan,
        ConfirmPlanForm,
        title="Reviewed together: no change",
        initial={"review_on": clock.today() + REVIEW_AFTER},
        closed=transitions.why_not(plan, "confirm"),
        save=lambda data: services.confirm_safety_plan(plan=plan, by=request.user, **data),
        success_message="Review recorded.",
    )


@page(PageClass.PERSON_WORK)
def drop(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, SafetyPlan, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        plan,
        DropPlanForm,
        title="Discard this draft",
        closed=transitions.why_not(plan, "drop"),
        save=lambda data: services.drop_safety_plan(plan=plan, by=request.user, **data),
        success_url=reverse("person_safety_plan", args=[plan.individual_id]),
        success_message="Draft discarded. It stays on file.",
    )


@page(PageClass.PERSON_WORK)
def end(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, SafetyPlan, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        plan,
        ReasonForm,
        title="End the safety plan",
        label="Why does the person no longer want it?",
        help_text="What they said, when, and who to. No one uses this plan from now on. It stays on file.",
        submit_label="End the safety plan",
        closed=transitions.why_not(plan, "end"),
        save=lambda data: services.end_safety_plan(plan=plan, by=request.user, **data),
        success_url=reverse("person_safety_plan", args=[plan.individual_id]),
        success_message="The safety plan has ended. Tell everyone who has a copy.",
    )


@page(PageClass.PERSON_WORK)
def strike(request: Request, pk: UUID) -> HttpResponse:
    plan = open_record(request, SafetyPlan, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        plan,
        ReasonForm,
        title="Mark this version as entered in error",
        label="What was wrong?",
        help_text="The version before it is live again, if there is one. To change the plan, start a new version.",
        submit_label="Mark as entered in error",
        closed=transitions.why_not(plan, "strike"),
        save=lambda data: services.strike_safety_plan(plan=plan, by=request.user, **data),
        success_url=reverse("person_safety_plan", args=[plan.individual_id]),
        success_message="Marked as entered in error.",
    )


@page(PageClass.PERSON_WORK)
def add_copy(request: Request, pk: UUID) -> HttpResponse:
    """Record that somebody has a copy, with the person's consent."""
    plan = open_record(request, SafetyPlan, Permission.WRITE_PLAN, pk)
    return _form(
        request,
        plan,
        CopyForm,
        title="Record who has a copy",
        initial={"given_on": clock.today()},
        closed="" if plan.in_force_on else "Make this version live first.",
        save=lambda data: services.record_copy(plan=plan, by=request.user, **data),
        success_message="Recorded.",
    )


@page(PageClass.PERSON_WORK)
def withdraw_copy(request: Request, pk: UUID) -> HttpResponse:
    copy = open_record(request, SafetyPlanCopy.with_struck, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        copy,
        ReasonForm,
        active_tab="risk",
        back=_url_of(copy.plan),
        title="Remove the copy",
        label="Why it is removed",
        help_text=f"{copy}. For example: they gave it back, or it was recorded by mistake.",
        submit_label="Remove",
        save=lambda data: services.withdraw_copy(copy=copy, by=request.user, **data),
        success_message="Removed. It stays on file.",
    )


@page(PageClass.PERSON_WORK)
def decide_sharing(request: Request, pk: UUID, reader: str) -> HttpResponse:
    """Record what the person said about who else may have their safety plan."""
    individual = open_record(request, Individual, Permission.WRITE_PLAN, pk)
    if reader not in SafetyPlanReader.values:
        raise Http404
    return record_form(
        request,
        individual,
        SafetySharingForm,
        active_tab="risk",
        back=reverse("person_safety_plan", args=[pk]),
        title=SafetyPlanReader(reader).label,
        save=lambda data: services.decide_safety_sharing(individual=individual, reader=reader, by=request.user, **data),
        success_message="Recorded. It counts from now on.",
    )
