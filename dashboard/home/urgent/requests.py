"""Requests that wait for an answer today, and risk assessments to sign before the next visit."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import hidden_from
from casework.access.user_rows import first_rows
from casework.danger import DangerRank
from casework.models import HospitalSpell
from casework.people.primary import about_same_person
from core import clock
from dashboard.home.reader import Reader
from dashboard.home.urgent.row import SOON, Time, UrgentRow, by, waiting
from design import formatting
from referrals.enums import ReferralState
from referrals.models import Referral
from risk.assessments.assessment_view import to_sign
from visits.models import SameDayRequest

MOST_ROWS = 20


def _same_day_referrals(user: User) -> QuerySet[Referral]:
    """Return those that wait for a response, the longest waiting first; on the waiting list they have had one."""
    decides = Referral.objects.allowing(user, Permission.DECIDE_REFERRAL).values("pk")
    on_call = Referral.objects.allowing(user, Permission.BE_ON_CALL).values("pk")
    undecided = Referral.objects.to_decide().exclude(state=ReferralState.WAITING).filter(asks_same_day=True)
    rows = undecided.filter(Q(pk__in=decides) | Q(pk__in=on_call), received_at__isnull=False)
    return rows.select_related("contract", "referrer").order_by("received_at", "pk")


def same_day_referrals(reader: Reader) -> Iterator[UrgentRow]:
    """Yield the referrals that ask for a response on the same day."""
    if not reader.may & {Permission.DECIDE_REFERRAL, Permission.BE_ON_CALL}:
        return
    user = reader.user
    for referral in first_rows(user, "same-day referrals", lambda: _same_day_referrals(user), MOST_ROWS):
        assert referral.received_at is not None  # by the query
        yield UrgentRow(
            danger=DangerRank.HARM,
            time=waiting(referral.received_at, reader.now),
            due_at=referral.received_at,
            sentence="Same-day request",
            person=referral.full_name,
            detail=f"Referral to {referral.contract}, from {referral.who_refers}. A response is needed today.",
            href=reverse("referral", args=[referral.pk]),
            action="Answer",
            is_now=True,
            record_id=referral.pk,
        )


def _same_day_visits(user: User, day: datetime.date) -> QuerySet[Any]:
    """Return those that wait, the longest waiting first, with `admitted_on` of who is in hospital on `day`."""
    rows: Any = SameDayRequest.objects.allowing(user, Permission.LOG_VISIT).waiting()
    spells: Any = HospitalSpell.objects.on(day).exclude(pk__in=hidden_from(user))
    spells = spells.filter(about_same_person("individual", "package__case__individual"))
    rows = rows.annotate(admitted_on=Subquery(spells.order_by("admitted_on").values("admitted_on")[:1]))
    return rows.select_related("package__case__individual").order_by("requested_at", "pk")


def same_day_visits(reader: Reader) -> Iterator[UrgentRow]:
    """Yield what supported people ask for today: a visit that is not answered, or one that was promised."""
    if Permission.ANSWER_CALL not in reader.may:
        return
    user, day = reader.user, reader.day
    rows = first_rows(user, ("same-day visits", day), lambda: _same_day_visits(user, day), MOST_ROWS)
    for request in rows:
        in_hospital = f" In hospital since {formatting.weekday(request.admitted_on)}." if request.admitted_on else ""
        due_at = request.comes_at or request.requested_at
        yield UrgentRow(
            danger=DangerRank.HARM,
            time=by(due_at, reader.now) if request.comes_at else waiting(due_at, reader.now),
            due_at=due_at,
            sentence="Needs a visit today",
            person=request.package.case.individual.full_name,
            detail=f"{request.get_state_display()}.{in_hospital}",
            href=reverse("same_day_request", args=[request.pk]),
            action="Record the visit" if request.comes_at else "Answer",
            is_now=due_at - reader.now <= SOON,
            record_id=request.pk,
        )


def assessments_to_sign(reader: Reader) -> Iterator[UrgentRow]:
    """Yield the risk assessments that the user reads and signs before the next visit."""
    if Permission.MAKE_VISIT not in reader.may:
        return
    user, day = reader.user, reader.day
    for assessment in first_rows(user, ("home", "to sign"), lambda: to_sign(user, day), MOST_ROWS):
        yield UrgentRow(
            danger=DangerRank.SUPPORT,
            time=Time("Before you visit", "soon", f"Since {formatting.weekday(assessment.to_sign_since)}"),
            due_at=clock.start_of(day),
            sentence="Read and sign the risk assessment",
            person=assessment.individual.full_name,
            detail=f"Version {assessment.version}.",
            href=reverse("person_risk", args=[assessment.individual_id]),
            action="Read and sign",
            record_id=assessment.pk,
        )
