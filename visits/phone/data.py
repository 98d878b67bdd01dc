"""The data on a worker's phone: only what is needed for the visits of today and tomorrow."""

import datetime
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing

from accounts.models import User
from casework.models import Individual
from contracts.enums import ExcludedActivity
from core import clock
from plans.models import GoalWording
from risk.models import RiskAssessment
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
    instructions.

    No name, no date of birth, nothing else of the record.
    """
    instructions = _instructions(user, {visit.package.case.individual for visit in planned})
    return [_card(visit, instructions) for visit in planned]


def _card(visit: PlannedVisit, instructions: Mapping[UUID, list[list[str]]]) -> dict[str, Any]:
    individual = visit.package.case.individual
    facts = visit.safety_facts
    is_held: bool = visit.is_held
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
        "state": "held" if is_held and visit.state == PlannedState.PLANNED else visit.state,
        "address": "; ".join(place.labelled for place in facts.places),
        "access_notes": facts.access_notes,
        "needs": " · ".join(str(need) for need in facts.own_needs),
        "warning": facts.visit_warning,
        "instructions": instructions.get(individual.primary_id, []),
    }


def _instructions(user: User, people: set[Individual]) -> dict[UUID, list[list[str]]]:
    """Return heading and text of the risk assessments in force, by the id of the primary record."""
    assessments = RiskAssessment.objects.visible_to(user).in_force_of({person.primary_id for person in people})
    return {primary_id: [list(line) for line in visit_instructions(risks)] for primary_id, risks in assessments.items()}


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
