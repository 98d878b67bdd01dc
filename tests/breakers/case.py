"""Breaking the rules of the case."""

import datetime

from casework.models import (
    AccessGrant,
    AgreedOutcome,
    Allocation,
    CommunicationNeed,
    Consent,
    ContactPoint,
    HospitalSpell,
    Individual,
    KeyworkerTerm,
    Opening,
    Override,
    Representative,
    SupportPackage,
    Suspension,
    WeeklyHours,
)
from core import clock
from tests.breakers.base import breaks, copy_of, set_on
from tests.factories import (
    SpellFactory,
    days_ago,
)

DAY = datetime.timedelta(days=1)


# casework


@breaks("individual_born")
def _(cast):
    set_on(Individual, cast.individual, date_of_birth=datetime.date(1899, 12, 31))


@breaks("individual_died_after_birth")
def _(cast):
    set_on(Individual, cast.individual, died_on=cast.individual.date_of_birth - DAY)


@breaks("individual_nhs_number")
def _(cast):
    set_on(Individual, cast.individual, nhs_number="999000001")


@breaks("contact_point_once")
def _(cast):
    copy_of(ContactPoint.objects.filter(individual=cast.individual)[0])


@breaks("communication_need_once")
def _(cast):
    for _ in range(2):
        CommunicationNeed.objects.create(individual=cast.individual, need="Large print", review_on=cast.today)


@breaks("keyworker_one_at_a_time")
def _(cast):
    KeyworkerTerm.objects.create(individual=cast.individual, user=cast.kofi, from_on=cast.today)


@breaks("keyworker_dates")
def _(cast):
    set_on(KeyworkerTerm, cast.keyworker_term, until_on=cast.keyworker_term.from_on)


def grant(cast, **changed):
    now = clock.now()
    return AccessGrant.objects.create(
        **{
            "individual": cast.individual,
            "user": cast.lewis,
            "kind": "reason",
            "reason": "Her sister rang",
            "from_at": now,
            "until_at": now + DAY,
        }
        | changed
    )


@breaks("opening_of_something")
def _(cast):
    Opening.objects.create(individual=cast.individual, path="/people/", recorded_by=cast.ben)


@breaks("grant_times")
def _(cast):
    grant(cast, until_at=clock.now() - DAY)


@breaks("grant_reason")
def _(cast):
    grant(cast, reason="")


@breaks("representative_once")
def _(cast):
    copy_of(cast.representative, from_on=cast.today)


@breaks("representative_dates")
def _(cast):
    set_on(Representative, cast.representative, until_on=cast.representative.from_on)


@breaks("consent_once")
def _(cast):
    copy_of(cast.consent)


@breaks("consent_dates")
def _(cast):
    set_on(Consent, cast.consent, withdrawn_at=cast.consent.given_at - DAY)


@breaks("case_once")
def _(cast):
    copy_of(cast.package.case)


@breaks("package_ended")
def _(cast):
    set_on(SupportPackage, cast.package, ended_on=cast.today)


@breaks("package_dates")
def _(cast):
    before = cast.package.starts_on - DAY
    set_on(SupportPackage, cast.package, state="ended", ended_on=before, end_reason="choice")


@breaks("package_one_open")
def _(cast):
    copy_of(cast.package, reference="P-22222")


@breaks("package_first_review")
def _(cast):
    set_on(SupportPackage, cast.package, first_review_on=cast.package.starts_on - DAY)


@breaks("rule_package_least_age")
def _(cast):
    set_on(Individual, cast.individual, date_of_birth=cast.today.replace(year=cast.today.year - 17, day=1))
    set_on(SupportPackage, cast.package, starts_on=cast.today - DAY)


@breaks("weekly_hours_once")
def _(cast):
    WeeklyHours.objects.create(package=cast.package, from_on=cast.today, minutes=60)


@breaks("weekly_hours_dates")
def _(cast):
    hours = cast.package.weekly_hours.get()
    set_on(WeeklyHours, hours, until_on=hours.from_on)


@breaks("weekly_hours_range")
def _(cast):
    set_on(WeeklyHours, cast.package.weekly_hours.get(), minutes=0)


@breaks("agreed_outcome_once")
def _(cast):
    copy_of(AgreedOutcome.objects.filter(package=cast.package)[0])


@breaks("allocation_worker_once")
def _(cast):
    Allocation.objects.create(package=cast.package, worker=cast.worker, kind="buddy", from_on=cast.today)


@breaks("allocation_one_lead")
def _(cast):
    Allocation.objects.create(package=cast.package, worker=cast.other_worker, kind="lead", from_on=cast.today)


@breaks("allocation_dates")
def _(cast):
    allocation = Allocation.objects.get(package=cast.package)
    set_on(Allocation, allocation, until_on=allocation.from_on)


@breaks("spell_dates")
def _(cast):
    SpellFactory(individual=cast.individual, admitted_on=cast.today, discharged_on=cast.today - DAY)


@breaks("spell_struck")
def _(cast):
    set_on(HospitalSpell, SpellFactory(individual=cast.individual), struck_reason="Somebody else's stay")


@breaks("override_reason")
def _(cast):
    Override.objects.create(
        spell=SpellFactory(individual=cast.individual),
        effect="continue",
        from_on=cast.today,
        said_by=cast.priya,
        said_on=cast.today,
        authority="By telephone",
        reason="",
    )


def suspension(cast, from_on, until_on=None):
    return Suspension.objects.create(
        package=cast.package,
        spell=SpellFactory(individual=cast.individual, admitted_on=from_on),
        from_on=from_on,
        until_on=until_on,
        admitted_on=from_on,
        last_held_on=from_on + 28 * DAY,
    )


@breaks("suspension_once")
def _(cast):
    suspension(cast, days_ago(20), days_ago(10))
    suspension(cast, days_ago(15), days_ago(5))


@breaks("suspension_dates")
def _(cast):
    suspension(cast, days_ago(20), days_ago(20))
