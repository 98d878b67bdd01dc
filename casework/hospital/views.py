"""Hospital stays and holds."""

from collections.abc import Callable
from functools import partial
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
    HoldDecisionForm,
    HoldOverrideForm,
    ReadmissionDecisionForm,
    ReadmissionForm,
    ReportAdmissionForm,
    ReportDischargeForm,
    ResumptionForm,
    WardForm,
)
from casework.hospital.held_list import held_rows
from casework.hospital.hold_calculation import DAY, HoldCalculation
from casework.hospital.hold_explanation import explain_stays
from casework.hospital.policies import (
    permission_to_change,
    permission_to_change_stay,
    reports_for_council,
    why_not_reported,
)
from casework.hospital.services.date_question import ask_about_dates
from casework.hospital.services.override import effects_not_offered
from casework.hospital.wrong_endings import support_now
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
TOLD = "The person’s workers and managers are notified."


@page(PageClass.PERSON)
@require_safe
def hospital(request: Request, pk: UUID) -> HttpResponse:
    """Show the person's stays, what they mean for each package, and the decisions due."""
    permissions = (Permission.RECORD_HOSPITAL, Permission.REPORT_HOSPITAL, Permission.ALLOCATE)
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
    may_record, may_report = individual.may_record_hospital, individual.may_report_hospital
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
        "may_report": may_report,
        "may_manage": individual.may_allocate,
        "may_admit": may_report
        and not any(spell.is_open for spell in spells)
        and not (reports_for_council(request.user, individual) and why_not_reported(individual)),
    }
    return render(request, "casework/hospital/hospital.html", page_context)


@page(PageClass.PERSON_WORK)
def admit(request: Request, pk: UUID) -> HttpResponse:
    """Record an admission; the keyworker reports one."""
    individual = open_record(request, Individual, Permission.REPORT_HOSPITAL, pk)
    is_reported = reports_for_council(request.user, individual)
    record = services.report_admission if is_reported else services.record_admission

    def save(data: dict[str, Any]) -> HospitalSpell:
        _ask_about_dates(request.user, individual, None, data)
        return record(individual=individual, by=request.user, **data)

    return record_form(
        request,
        individual,
        ReportAdmissionForm if is_reported else AdmissionForm,
        active_tab="hospital",
        title="Report a hospital admission" if is_reported else "Record a hospital admission",
        closed=why_not_reported(individual) if is_reported else "",
        save=save,
        success_message=f"Admission reported. {TOLD}" if is_reported else "Admission recorded.",
    )


def _ask_about_dates(user: User, individual: Individual, spell: HospitalSpell | None, data: dict[str, Any]) -> None:
    """Ask on the form whether the date of admission is right; take the answer out of its data."""
    ask_about_dates(
        individual=individual,
        spell=spell,
        admitted_on=data["admitted_on"],
        discharged_on=data["discharged_on"],
        certain_of=data.pop("certain_of"),
        user=user,
    )


def _spell_form(
    request: Request,
    pk: UUID,
    form_class: type[PlainForm],
    *,
    title: str,
    save: Callable[[HospitalSpell, dict[str, Any]], HospitalSpell | WardStay],
    success_message: str | Callable[[HospitalSpell], str],
    permission: Permission = Permission.RECORD_HOSPITAL,
    **form_arguments: Any,
) -> HttpResponse:
    """Show and save a form about one spell. `save` gets the spell and the form's data, and `success_message` the spell
    where it is a function.
    """
    spell = open_record(request, HospitalSpell, permission, pk)
    return record_form(
        request,
        spell,
        form_class,
        active_tab="hospital",
        title=title,
        save=lambda data: save(spell, data),
        success_message=partial(success_message, spell) if callable(success_message) else success_message,
        **form_arguments,
    )


@page(PageClass.PERSON_WORK)
def discharge(request: Request, pk: UUID) -> HttpResponse:
    """Record a discharge; the keyworker reports one."""
    spell = open_record(request, HospitalSpell, Permission.REPORT_HOSPITAL, pk)
    is_reported = reports_for_council(request.user, spell)
    save = services.report_discharge if is_reported else services.record_discharge
    message = "Support is no longer on hold from that date."
    return record_form(
        request,
        spell,
        ReportDischargeForm if is_reported else DischargeForm,
        active_tab="hospital",
        title="Report the discharge" if is_reported else "Record the discharge",
        save=lambda data: save(spell=spell, by=request.user, **data),
        success_message=f"Discharge reported. {message} {TOLD}" if is_reported else f"Discharge recorded. {message}",
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
    """Correct the days of a stay and recompute the holds; the keyworker those of one that they reported."""
    spell = open_record(request, HospitalSpell, permission_to_change_stay(request.user, pk), pk)
    days = ("admitted_on", "discharged_on", "resumed_on")

    def save(data: dict[str, Any]) -> HospitalSpell:
        _ask_about_dates(request.user, spell.individual, spell, data)
        return services.correct_spell(spell=spell, by=request.user, **data)

    return record_form(
        request,
        spell,
        CorrectSpellForm,
        active_tab="hospital",
        title="Correct the dates of this stay",
        initial={name: getattr(spell, name) for name in days},
        save=save,
        success_message=lambda: f"Dates corrected. {support_now(spell.individual)}".strip(),
    )


@page(PageClass.PERSON_WORK)
def strike(request: Request, pk: UUID) -> HttpResponse:
    """Strike through a stay that was entered by mistake; the keyworker one that they reported."""
    return _spell_form(
        request,
        pk,
        ReasonForm,
        label="Why this is an error",
        help_text="The stay remains on file, marked as entered in error. Support becomes what it is without this stay. "
        "Support that ended because of it stays ended until a manager undoes the end.",
        submit_label="Mark as entered in error",
        title="Mark this stay as entered in error",
        save=lambda spell, data: services.strike_admission(spell=spell, by=request.user, **data),
        success_message=lambda spell: f"Stay marked as entered in error. {support_now(spell.individual)}".strip(),
        permission=permission_to_change_stay(request.user, pk),
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
def ward_strike(request: Request, pk: UUID, ward_id: UUID) -> HttpResponse:
    """Strike through a ward or leave that was entered by mistake."""
    spell = open_record(request, HospitalSpell, Permission.RECORD_HOSPITAL, pk)
    row = get_object_or_404(WardStay.with_struck.filter(spell=spell).select_related("spell"), pk=ward_id)
    return record_form(
        request,
        spell,
        ReasonForm,
        active_tab="hospital",
        title=f"Mark as entered in error: {row}",
        label="What was wrong",
        help_text="The ward before it applies again. The hold does not change.",
        submit_label="Mark as entered in error",
        closed=row.why_closed,
        save=lambda data: services.strike_ward(ward_stay=row, by=request.user, **data),
        success_message="Marked as entered in error.",
    )


@page(PageClass.PERSON_WORK)
def readmission(request: Request, pk: UUID) -> HttpResponse:
    """Record the keyworker's decision on a readmission before support had resumed; the keyworker their own."""
    spell = open_record(request, HospitalSpell, Permission.REPORT_HOSPITAL, pk)
    is_reported = reports_for_council(request.user, spell)

    def save(data: dict[str, Any]) -> HospitalSpell:
        is_same = data["answer"] == Readmission.SAME
        if is_reported:
            return services.decide_readmission(spell=spell, is_same=is_same, by=request.user)
        return services.answer_readmission(spell=spell, is_same=is_same, said_by=data["said_by"], by=request.user)

    return record_form(
        request,
        spell,
        ReadmissionDecisionForm if is_reported else ReadmissionForm,
        active_tab="hospital",
        title="Same admission or a new one",
        initial={"answer": spell.readmission, "said_by": spell.readmission_said_by} if spell.is_decided else {},
        save=save,
        success_message=f"Decision recorded. {TOLD}" if is_reported else "Decision recorded.",
    )


@page(PageClass.PERSON_WORK)
def override(request: Request, pk: UUID) -> HttpResponse:
    """Record the keyworker's decision on a hold; the keyworker their own, as said today."""
    spell = open_record(request, HospitalSpell, Permission.REPORT_HOSPITAL, pk)
    not_offered = effects_not_offered(spell, request.user)
    if reports_for_council(request.user, spell):
        return record_form(
            request,
            spell,
            HoldDecisionForm,
            not_offered=not_offered,
            active_tab="hospital",
            title="Your decision on the hospital hold",
            save=lambda data: _with_field_of_form(
                data, lambda: services.decide_hold(spell=spell, by=request.user, **_decision_columns(data))
            ),
            success_message=f"Decision recorded. {TOLD}",
        )
    keyworker = keyworker_of(spell.individual, clock.today())
    return record_form(
        request,
        spell,
        HoldOverrideForm,
        not_offered=not_offered,
        active_tab="hospital",
        title="Keyworker decision to override the hold",
        keyworker=keyworker,
        save=lambda data: _save_override(spell, keyworker, data, request.user),
        success_message="Decision recorded.",
    )


def _save_override(spell: HospitalSpell, keyworker: User | None, data: dict[str, Any], by: User) -> Override:
    is_keyworker = data["decided_by"] == KEYWORKER
    return _with_field_of_form(
        data,
        lambda: services.override(
            spell=spell,
            said_by=keyworker if is_keyworker else None,
            said_by_name="" if is_keyworker else data["said_by_name"],
            said_on=data["said_on"],
            authority=data["authority"],
            by=by,
            **_decision_columns(data),
        ),
    )


def _decision_columns(data: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a decision on a hold, from the data of `HoldDecisionForm`."""
    until_on = data["until_on"] if data["effect"] == OverrideEffect.CONTINUE else None
    is_extension = data["effect"] == OverrideEffect.EXTEND
    return {
        "effect": data["effect"],
        "from_on": data["from_on"],
        "until_on": data["last_on"] + DAY if is_extension else until_on,
        "evidence": data["evidence"] if is_extension else "",
        "reason": data["reason"],
    }


def _with_field_of_form(data: dict[str, Any], save: Callable[[], Override]) -> Override:
    """Call `save`. A refusal of the end of a longer hold is shown at the field where it was typed."""
    try:
        return save()
    except Refused as refusal:
        if refusal.field == "until_on" and data["effect"] == OverrideEffect.EXTEND:
            raise Refused(refusal.message, field="last_on") from refusal
        raise


@page(PageClass.PERSON_WORK)
def override_withdraw(request: Request, pk: UUID, decision_id: UUID) -> HttpResponse:
    """Withdraw a decision that was recorded by mistake; the keyworker one that they recorded."""
    permission = permission_to_change(request.user, Override.with_struck.filter(spell=pk, pk=decision_id))
    spell = open_record(request, HospitalSpell, permission, pk)
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
        closed=spell.why_closed or decision.why_closed,
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
