"""Hospital stays and holds."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.enums import OverrideEffect, Readmission
from casework.hospital.forms import (
    KEYWORKER,
    AdmissionForm,
    CorrectSpellForm,
    DischargeForm,
    HoldOverrideForm,
    ReadmissionForm,
    ResumptionForm,
    WardForm,
)
from casework.hospital.held_list import held_rows
from casework.hospital.hold_calculation import DAY, HoldCalculation
from casework.hospital.hold_explanation import explain_stays
from casework.models import HospitalSpell, Individual, Override, SupportPackage, WardStay
from casework.notifications import warnings_sent
from casework.people.status import current_support, held_today
from casework.recipients import keyworker_of
from contracts.posts import require_permission
from core import clock
from core.errors import Refused
from design.forms import PlainForm, ReasonForm

HELD_A_PAGE = 50
EXPLAINED = 5


@page(PageClass.PERSON)
@require_safe
def hospital(request: Request, pk: UUID) -> HttpResponse:
    """Show the person's stays, what they mean for each package, and the decisions due."""
    permissions = (Permission.RECORD_HOSPITAL, Permission.ALLOCATE)
    individual: Any = open_record(
        request, Individual.objects.with_permissions(request.user, *permissions), Permission.READ_PERSON, pk
    )
    support = current_support(individual, request.user)
    calculation = HoldCalculation(individual)
    packages = (
        SupportPackage.objects.visible_to(request.user)
        .filter(case__individual__in=calculation.person)
        .select_related("case__contract")
        .order_by("-starts_on", "pk")[:EXPLAINED]
    )
    spells = (
        HospitalSpell.objects.visible_to(request.user)
        .filter(individual__in=calculation.person)
        .select_related("recorded_by", "struck_by")
        .prefetch_related("overrides__said_by", "overrides__recorded_by", "ward_stays")
        .order_by("-admitted_on", "-recorded_at")
    )
    may_record = individual.may_record_hospital
    page_context = {
        "individual": individual,
        "support": support,
        "day_number": support.hold.day_number(clock.today()) if support.hold else 0,
        "warned_on": warnings_sent([support.hold])[support.hold.pk] if support.hold else [],
        "explanations": [
            (package, parts[::-1]) for package in packages if (parts := explain_stays(package, calculation))
        ],
        "spells": spells,
        "withdrawn": Override.with_struck.filter(spell__in=spells, struck_at__isnull=False).select_related("struck_by"),
        "may_record": may_record,
        "may_manage": individual.may_allocate,
        "may_admit": may_record and not any(spell.is_open for spell in spells),
    }
    return render(request, "casework/hospital/hospital.html", page_context)


@page(PageClass.PERSON_WORK)
def admit(request: Request, pk: UUID) -> HttpResponse:
    individual = open_record(request, Individual, Permission.RECORD_HOSPITAL, pk)
    return record_form(
        request,
        individual,
        AdmissionForm,
        active_tab="hospital",
        title="Record a hospital admission",
        save=lambda data: services.record_admission(individual=individual, by=request.user, **data),
        success_message="Admission recorded.",
    )


def _spell_form(
    request: Request,
    pk: UUID,
    form_class: type[PlainForm],
    *,
    title: str,
    save: Callable[[HospitalSpell, dict[str, Any]], HospitalSpell | WardStay],
    success_message: str,
    **form_arguments: Any,
) -> HttpResponse:
    """Show and save a form about one spell. `save` gets the spell and the form's data."""
    spell = open_record(request, HospitalSpell, Permission.RECORD_HOSPITAL, pk)
    return record_form(
        request,
        spell,
        form_class,
        active_tab="hospital",
        title=title,
        save=lambda data: save(spell, data),
        success_message=success_message,
        **form_arguments,
    )


@page(PageClass.PERSON_WORK)
def discharge(request: Request, pk: UUID) -> HttpResponse:
    return _spell_form(
        request,
        pk,
        DischargeForm,
        title="Record the discharge",
        save=lambda spell, data: services.record_discharge(spell=spell, by=request.user, **data),
        success_message="Discharge recorded. Support is no longer on hold from that date.",
    )


@page(PageClass.PERSON_WORK)
def resumption(request: Request, pk: UUID) -> HttpResponse:
    return _spell_form(
        request,
        pk,
        ResumptionForm,
        title="Support restarted",
        save=lambda spell, data: services.record_resumption(spell=spell, by=request.user, **data),
        success_message="Recorded.",
    )


@page(PageClass.PERSON_WORK)
def correct(request: Request, pk: UUID) -> HttpResponse:
    """Correct the days of a stay and recompute the holds."""
    spell = open_record(request, HospitalSpell, Permission.RECORD_HOSPITAL, pk)
    days = ("admitted_on", "discharged_on", "resumed_on")
    return record_form(
        request,
        spell,
        CorrectSpellForm,
        active_tab="hospital",
        title="Correct the dates of this stay",
        initial={name: getattr(spell, name) for name in days},
        save=lambda data: services.correct_spell(spell=spell, by=request.user, **data),
        success_message="Dates corrected and the hold recalculated. Support that has ended stays ended.",
    )


@page(PageClass.PERSON_WORK)
def strike(request: Request, pk: UUID) -> HttpResponse:
    """Strike through a stay that was entered by mistake."""
    return _spell_form(
        request,
        pk,
        ReasonForm,
        label="Why this is an error",
        help_text="The stay remains on file, marked as entered in error.",
        submit_label="Mark as entered in error",
        title="Mark this stay as entered in error",
        save=lambda spell, data: services.strike_admission(spell=spell, by=request.user, **data),
        success_message="Stay marked as entered in error and the hold recalculated.",
    )


@page(PageClass.PERSON_WORK)
def ward(request: Request, pk: UUID) -> HttpResponse:
    return _spell_form(
        request,
        pk,
        WardForm,
        title="Ward transfer or leave",
        save=lambda spell, data: services.record_ward(spell=spell, by=request.user, **data),
        success_message="Recorded. The day count continues.",
    )


@page(PageClass.PERSON_WORK)
def readmission(request: Request, pk: UUID) -> HttpResponse:
    """Record the keyworker's decision on a readmission before support had resumed."""
    return _spell_form(
        request,
        pk,
        ReadmissionForm,
        title="Same admission or a new one",
        save=lambda spell, data: services.answer_readmission(
            spell=spell, is_same=data["answer"] == Readmission.SAME, said_by=data["said_by"], by=request.user
        ),
        success_message="Decision recorded.",
    )


@page(PageClass.PERSON_WORK)
def override(request: Request, pk: UUID) -> HttpResponse:
    spell = open_record(request, HospitalSpell, Permission.RECORD_HOSPITAL, pk)
    keyworker = keyworker_of(spell.individual, clock.today())
    return record_form(
        request,
        spell,
        HoldOverrideForm,
        active_tab="hospital",
        title="Keyworker decision to override the hold",
        keyworker=keyworker,
        save=lambda data: _save_override(spell, keyworker, data, request.user),
        success_message="Decision recorded.",
    )


def _save_override(spell: HospitalSpell, keyworker: User | None, data: dict[str, Any], by: User) -> Override:
    is_keyworker = data["decided_by"] == KEYWORKER
    until_on = data["until_on"] if data["effect"] == OverrideEffect.CONTINUE else None
    if data["effect"] == OverrideEffect.EXTEND:
        until_on = data["last_on"] + DAY
    try:
        return services.override(
            spell=spell,
            effect=data["effect"],
            from_on=data["from_on"],
            until_on=until_on,
            said_by=keyworker if is_keyworker else None,
            said_by_name="" if is_keyworker else data["said_by_name"],
            said_on=data["said_on"],
            authority=data["authority"],
            evidence=data["evidence"] if data["effect"] == OverrideEffect.EXTEND else "",
            reason=data["reason"],
            by=by,
        )
    except Refused as refusal:
        if refusal.field == "until_on" and data["effect"] == OverrideEffect.EXTEND:
            raise Refused(refusal.message, field="last_on") from refusal
        raise


@page(PageClass.PERSON_WORK)
def override_withdraw(request: Request, pk: UUID, decision_id: UUID) -> HttpResponse:
    """Withdraw a decision that was recorded by mistake."""
    spell = open_record(request, HospitalSpell, Permission.RECORD_HOSPITAL, pk)
    decision = get_object_or_404(Override.with_struck.filter(spell=spell).select_related("spell"), pk=decision_id)
    return record_form(
        request,
        spell,
        ReasonForm,
        active_tab="hospital",
        title="Withdraw a decision on the hold",
        label="What was wrong",
        help_text="The hold is calculated again without it. The decision remains on file, marked as withdrawn.",
        submit_label="Withdraw the decision",
        closed=decision.why_closed,
        save=lambda data: services.withdraw_override(decision=decision, by=request.user, **data),
        success_message="Decision withdrawn and the hold recalculated.",
    )


@page(PageClass.LIST)
@require_safe
def holds(request: Request) -> HttpResponse:
    """List the packages held today, the first to end on top."""
    require_permission(request.user, Permission.READ_VISIT)
    holds = Paginator(held_today(request.user), HELD_A_PAGE).get_page(request.GET.get("page"))
    page_context = {
        "rows": held_rows(list(holds.object_list), clock.today()),
        "holds": holds,
        "newer": f"?page={holds.previous_page_number()}" if holds.has_previous() else "",
        "older": f"?page={holds.next_page_number()}" if holds.has_next() else "",
    }
    return render(request, "casework/hospital/holds.html", page_context)
