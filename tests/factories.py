"""Factories for rows where a service would need more than the test is about. Dates count from today.

The caller passes what a row belongs to (package, worker, contract). The rest has a plain default.
"""

import datetime
import hashlib

import factory
from factory.django import DjangoModelFactory

from casework.models import HospitalSpell
from core import clock
from core.models import Document, Message
from referrals.models import Referral
from reporting.models import Return
from reviews.models import KeyworkerUpdate, Review
from safeguarding.models import Concern, Incident
from visits.models import PlannedVisit, Visit


def days_ago(count: int) -> datetime.date:
    """Return the day `count` days before today (negative: after it)."""
    return clock.today() - datetime.timedelta(days=count)


def at_ten(day: datetime.date) -> datetime.datetime:
    """Return ten in the morning in London."""
    return clock.instant_on(day, datetime.time(10))


HOUR = datetime.timedelta(hours=1)


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    class Params:
        on = factory.LazyFunction(lambda: days_ago(1))

    outcome = "yes"
    kind = "face to face"
    started_at = factory.LazyAttribute(lambda row: at_ten(row.on))
    ended_at = factory.LazyAttribute(lambda row: row.started_at + HOUR)
    notes = factory.Sequence(lambda n: f"We cooked together, {n}.")


class PlannedVisitFactory(DjangoModelFactory):
    class Meta:
        model = PlannedVisit

    class Params:
        on = factory.LazyFunction(lambda: days_ago(-2))

    starts_at = factory.LazyAttribute(lambda row: at_ten(row.on))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + HOUR)


class SpellFactory(DjangoModelFactory):
    class Meta:
        model = HospitalSpell

    hospital = "Stonefield Hospital"
    kind = "mental health"
    admitted_on = factory.LazyFunction(lambda: days_ago(10))


class UpdateFactory(DjangoModelFactory):
    class Meta:
        model = KeyworkerUpdate

    due_on = factory.LazyFunction(lambda: days_ago(-7))


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = Review

    due_on = factory.LazyFunction(lambda: days_ago(-7))


class ConcernFactory(DjangoModelFactory):
    class Meta:
        model = Concern

    individual = factory.LazyAttribute(lambda row: row.package.case.individual)
    raised_on = factory.LazyFunction(clock.today)
    kinds = ["financial"]
    account = "Money was gone from the tin in the kitchen."
    source_of_risk = "other known"
    wishes_asked = "not asked"


class IncidentFactory(DjangoModelFactory):
    class Meta:
        model = Incident

    contract = factory.LazyAttribute(lambda row: row.package.case.contract)
    individual = factory.LazyAttribute(lambda row: row.package.case.individual)
    recorded_on = factory.LazyFunction(clock.today)
    happened_on = factory.LazyFunction(clock.today)
    kind = "accident"
    severity = "minor"
    account = "A cup broke on the stairs and cut a hand."


class ReferralFactory(DjangoModelFactory):
    class Meta:
        model = Referral

    class Params:
        sent = factory.Trait(state="sent", received_at=factory.LazyFunction(clock.now))

    source = "Mental health team"
    referrer = factory.LazyAttribute(lambda row: getattr(row, "recorded_by", None))
    referrer_words = factory.LazyAttribute(lambda row: "" if row.referrer else "The duty worker, 01632 960112")
    full_name = "Owen Castellan"
    date_of_birth = datetime.date(1990, 3, 9)
    planned_start_on = factory.LazyFunction(lambda: days_ago(-14))
    lives_in_area = "yes"
    has_mental_health_services = "yes"
    care_act_outcomes = ["nutrition", "work"]
    has_significant_impact = "yes"
    needs = "Company on the way to the clinic."
    knows_of_referral = agreement = "yes"
    in_hospital = has_carer = is_carer = "no"
    interpreter = "none"
    staff_risk = "none known"


class ReturnFactory(DjangoModelFactory):
    class Meta:
        model = Return

    from_on = factory.LazyFunction(lambda: days_ago(200))
    until_on = factory.LazyFunction(lambda: days_ago(110))


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    title = "A letter"
    file_name = "letter.pdf"
    content_type = "application/pdf"
    size = 7
    sha256 = hashlib.sha256(b"letters").hexdigest()
    file = "aa/letter"


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    key = factory.Sequence(lambda n: f"something-{n}")
    channel = "email"
    address = factory.LazyAttribute(lambda row: row.to.email)
    subject = "Something is ready"
    body = "Sign in to read it."
