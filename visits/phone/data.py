"""The data on a worker's phone: only what is needed for the visits of today and tomorrow."""

import datetime
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.urls import reverse

from accounts.models import User
from casework.models import Individual
from contracts.enums import ExcludedActivity
from contracts.models import Council
from core import clock
from plans.models import GoalWording
from risk.models import RiskAssessment, SafetyPlan
from risk.safety_plans.in_force import lines_of
from visits.enums import PlannedState
from visits.log.briefing import visit_instructions
from visits.log.forms.visit import LogForm
from visits.models import PhoneDevice, PlannedVisit
from visits.rota.models.planned_visit import PlannedQuerySet

DAYS = 2  # today and tomorrow
HALF_PAST_ONE = datetime.time(1, 30)
PASS = "visits.phone.pass of a day"
PASS_DAYS = 60


def blank_form() -> LogForm:
    """Return the form of a visit to anybody: without goals, with every question that some contract's terms ask.

    Around the night when the clocks go back it asks which time is meant: a phone cannot ask afterwards.
    """
    form = LogForm(initial={"id": ""}, goals=GoalWording.objects.none(), asks_outside=ExcludedActivity.values)
    form.always_asks_repeated = any(clock.is_repeated(day, HALF_PAST_ONE) for day in _days_on_phone())
    if form.always_asks_repeated:
        form.fields[clock.REPEATED].label = "If the clocks went back and this time came twice, which was it?"
    return form


def _days_on_phone() -> list[datetime.date]:
    """Return the days of visits that a phone may log before it is next online: yesterday and those of `DAYS`."""
    return [clock.today() + datetime.timedelta(days=number) for number in range(-1, DAYS)]


def required_messages(form: LogForm) -> dict[str, str]:
    """Return what the form says of each required field that is left empty: name → message."""
    answered = LogForm({}, goals=GoalWording.objects.none(), asks_outside=ExcludedActivity.values)
    required = [name for name, field in form.fields.items() if field.required and name != "id"]
    return {name: error_text(answered, name, answered.errors[name][0]) for name in required}


def error_text(form: LogForm, name: str, error: object) -> str:
    """Return an error of a field with the label of the field, if it does not name the field itself."""
    label = form.fields[name].label if name in form.fields else ""
    is_general = str(error) == forms.Field.default_error_messages["required"]
    return f"Enter an answer for “{label}”" if label and is_general else str(error)


def pass_for(user: User, device: UUID | None) -> str:
    """Return the pass by which a phone may hand in notes of `user` who can no longer sign in; one a day.

    It permits nothing else.
    """
    return signing.Signer(salt=PASS).sign_object([str(user.pk), str(device), clock.today().isoformat()])


def holder_of(token: str) -> User:
    """Return the user of a pass, also when their account has ended. Raises ValueError if invalid or too old."""
    try:
        user_id, _, day = signing.Signer(salt=PASS).unsign_object(token)
        holder = User.objects.get(pk=user_id)
    except (signing.BadSignature, AttributeError, TypeError, User.DoesNotExist) as error:
        raise ValueError("not a pass of a phone") from error
    if clock.today() - datetime.date.fromisoformat(day) > datetime.timedelta(days=PASS_DAYS):
        raise ValueError("a pass of a phone that is too old")
    return holder


def planned_of(user: User) -> PlannedQuerySet:
    """Return the worker's own planned visits of today and tomorrow, soonest first, without those cancelled or outside
    support.
    """
    today = clock.today()
    planned: PlannedQuerySet = (
        PlannedVisit.objects.visible_to(user)
        .filter(worker__user=user, local_on__gte=today, local_on__lt=today + datetime.timedelta(days=DAYS))
        .exclude(state=PlannedState.CANCELLED)
        .within_support()
        .with_holds()
        .with_safety_records()
        .order_by("starts_at", "pk")
    )
    return planned


def cards(user: User, planned: list[PlannedVisit]) -> list[dict[str, Any]]:
    """Return for each visit what the phone shows: initials, times, address, access notes, access needs, warning and
    instructions, and the safety plan of those who agreed to that (decision 78).

    No name, no date of birth, nothing else of the record.
    """
    instructions = _instructions(user, {visit.package.case.individual for visit in planned})
    return [_card(visit, instructions) for visit in planned]


def _card(visit: PlannedVisit, instructions: Mapping[UUID, list[list[str]]]) -> dict[str, Any]:
    individual = visit.package.case.individual
    facts = visit.safety_facts
    is_held: bool = visit.is_held
    may_be_late = visit.is_planned and not is_held and visit.arrived_at is None
    begins, ends = (instant.astimezone(clock.LONDON) for instant in (visit.starts_at, visit.ends_at))
    return {
        "planned": str(visit.pk),
        "package": str(visit.package_id),
        "initials": individual.initials,
        "day": visit.local_on.isoformat(),
        "day_words": f"{visit.local_on:%A} {visit.local_on.day} {visit.local_on:%B}",
        "begins": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "how": visit.non_face_to_face_label,
        "late": reverse("visit_late", args=[visit.pk]) if may_be_late else "",
        "concern": reverse("concern_new", args=[visit.package_id]),
        "council": _council_numbers(visit.package.case.contract.council),
        "state": "held" if is_held and visit.state == PlannedState.PLANNED else visit.state,
        "address": "; ".join(place.labelled for place in facts.places),
        "access_notes": facts.access_notes,
        "needs": " · ".join(str(need) for need in facts.needs_for_staff),
        "warning": facts.visit_warning,
        "instructions": instructions.get(individual.primary_id, []),
    }


def _council_numbers(council: Council) -> list[list[str]]:
    """Return name and number of the teams that are rung about a concern, which is not sent without a signal."""
    numbers = [
        [council.safeguarding_team or "Safeguarding team", council.safeguarding_telephone],
        [council.children_team or "Children’s safeguarding", council.children_telephone],
        ["Out of hours, duty team", council.duty_team_telephone],
    ]
    return [[name, number] for name, number in numbers if number]


def _instructions(user: User, people: set[Individual]) -> dict[UUID, list[list[str]]]:
    """Return heading and text of the risk assessments in force and the safety plans, by the id of the primary record.

    Only those who agreed have their safety plan on phones.
    """
    primary_ids = {person.primary_id for person in people}
    assessments = RiskAssessment.objects.visible_to(user).in_force_of(primary_ids)
    plans = SafetyPlan.objects.visible_to(user).on_phones().in_force_of(primary_ids)
    return {
        primary_id: [
            *(list(line) for line in visit_instructions(assessments.get(primary_id, []))),
            *([f"Safety plan: {heading}", text] for heading, text in lines_of(plans.get(primary_id, []))),
        ]
        for primary_id in primary_ids
    }


def other_devices(user: User, device: UUID | None) -> list[dict[str, Any]]:
    """Return the other places where notes of this user wait: the browser and the installed app do not share theirs."""
    others = PhoneDevice.objects.visible_to(user).filter(unsent__gt=0).order_by("-reported_at")
    if device is not None:
        others = others.exclude(pk=device)
    return [
        {
            "unsent": other.unsent,
            "installed": other.is_installed,
            "reported": f"{other.reported_at.astimezone(clock.LONDON):%-d %B, %H:%M}",
        }
        for other in others[:5]
    ]
