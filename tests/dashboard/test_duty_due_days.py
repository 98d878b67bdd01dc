"""The due day of every kind of duty with a rule, 2024 to 2040, against rules that are written here once more.

The days include leap days, clock changes, instants near midnight in London, bank holidays, and terms that change
within a cycle.
"""

import datetime
import os
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casework.models import Individual, KeyworkerTerm, RecordAccess, SupportPackage, WeeklyHours
from casework.services import (
    ask_about_access,
    ask_question,
    end_expired_holds,
    lock_portal,
    object_to_access,
    record_access_need,
    record_admission,
    record_disclosure,
    strike_admission,
)
from contracts.models import Contract, Post
from contracts.services import set_terms
from core import clock, duties
from plans.models import ExitPlan, SupportPlan
from plans.services import comment
from referrals import services as referrals
from referrals.models import Referral
from reporting.services import raise_returns_due
from reviews.models import KeyworkerUpdate, Review
from reviews.services import (
    acknowledge_review,
    acknowledge_update,
    ask_for_review,
    conduct_review,
    next_update_due_on,
    raise_reviews,
    raise_updates,
    send_update_to_check,
    share_review,
    submit_update,
)
from risk.services import ask_for_risk, begin_risk, put_in_force, write_risk
from safeguarding.models import Concern, Incident
from tests.cast import FULL_TERMS, assemble
from tests.factories import IncidentFactory, PlannedVisitFactory, ReviewFactory, UpdateFactory, VisitFactory
from tests.pages.world import refer
from tests.reviews.updates import WRITTEN
from tests.risk.positive_risk_builders import draft_decision, make_decision
from tests.risk.safety_plan_builders import make_safety_plan
from tests.risk.test_assessments import TEXTS as RISK_TEXTS
from tests.snapshots import build_once
from tests.visits.test_alerts import log
from visits.models import ContactEntry
from visits.services import raise_engagement_duty

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)
FIRST = datetime.date(2020, 1, 1)
MANY = 10 if os.environ.get("SOAK") == "1" else 1
few = settings(
    max_examples=5 * MANY,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
INSTANTS = st.datetimes(datetime.datetime(2024, 1, 1), datetime.datetime(2040, 12, 31), timezones=st.just(datetime.UTC))
DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2040, 12, 31))
BEFORE_MIDNIGHT = datetime.datetime(2028, 6, 30, 23, 30, tzinfo=datetime.UTC)  # 1 July in London
CLOCKS_BACK = datetime.datetime(2026, 10, 25, 0, 30, tzinfo=datetime.UTC)
LEAP_DAY = datetime.datetime(2028, 2, 29, 12, tzinfo=datetime.UTC)
CHRISTMAS = datetime.datetime(2026, 12, 24, 9, tzinfo=datetime.UTC)

# Tried below, each under this key. Of a day that was given: that it is that day, whatever the day.
TRIED = {
    "access-needs", "access-question", "age-limit", "alert", "comment", "concern", "concern-children", "disclosure",
    "disclosure-hidden", "ending-in-error", "engagement", "exit-plan", "incident", "incident-action",
    "incident-notice", "keyworker-update", "long-stay", "missed-visit", "objection", "portal-lock",
    "positive-risk-review",
    "question", "readmission", "referral-decision", "referral-query", "return-due", "review", "review-answer",
    "review-exit-plan", "review-hours", "review-next", "review-not-acknowledged", "review-package", "review-plan",
    "review-reply", "review-risk", "review-to-acknowledge", "review-to-arrange", "review-to-share", "risk-assessment",
    "risk-request", "risk-review", "safety-plan", "safety-plan-review", "update-not-acknowledged", "update-reply",
    "update-to-acknowledge", "update-to-check", "visit-to-log",
}  # fmt: skip


# The rules, once more


def london_day(instant: datetime.datetime) -> datetime.date:
    return instant.astimezone(ZoneInfo("Europe/London")).date()


def easter(year: int) -> datetime.date:
    """Return Easter Sunday (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    x = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + x - 7 * ((a + 11 * h + 22 * x) // 451) + 114, 31)
    return datetime.date(year, month, day + 1)


def bank_holidays(year: int) -> set[datetime.date]:
    """Return the bank holidays of England: those on a weekend are on the next free weekday."""

    def monday(month: int, last: bool) -> datetime.date:
        days = [datetime.date(year, month, day) for day in range(1, 32)]
        mondays = [day for day in days if day.weekday() == 0]
        return mondays[-1 if last else 0]

    holidays = {easter(year) - 2 * DAY, easter(year) + DAY, monday(5, False), monday(5, True), monday(8, True)}
    for month, day in ((1, 1), (12, 25), (12, 26)):
        holiday = datetime.date(year, month, day)
        while holiday.weekday() > 4 or holiday in holidays:
            holiday += DAY
        holidays.add(holiday)
    return holidays


def working_days_after(day: datetime.date, count: int) -> datetime.date:
    while count:
        day += DAY
        if day.weekday() < 5 and day not in bank_holidays(day.year):
            count -= 1
    return day


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day of the month, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


# Given


@pytest.fixture
def cast(db):
    return build_once(assemble)


def at(instant):
    return clock.frozen_at(instant)


def noon(day: datetime.date):
    return clock.frozen_at(clock.instant_on(day, datetime.time(12)))


@contextmanager
def supported(cast, starts_on: datetime.date, *later_terms, **terms):
    """Let Maya's support begin on a day, under terms of the whole time; afterwards all is as before.

    `later_terms` are pairs of a day and the columns that change then.
    """
    with transaction.atomic():
        Contract.objects.filter(pk=cast.tameside.pk).update(starts_on=FIRST, ends_on=None, cut_over_on=None)
        SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=starts_on)
        Post.objects.filter(user=cast.priya).update(from_on=FIRST)
        KeyworkerTerm.objects.filter(individual=cast.individual, user=cast.priya).update(from_on=FIRST)
        cast.package.refresh_from_db()
        cast.tameside.refresh_from_db()
        columns = {**FULL_TERMS, **terms}
        new_terms = [set_terms(contract=cast.tameside, from_on=FIRST, by=None, **columns)]
        for from_on, changed in later_terms:
            new_terms.append(set_terms(contract=cast.tameside, from_on=from_on, by=None, **{**columns, **changed}))
        struck = {"struck_at": clock.now(), "struck_by": cast.alan, "struck_reason": "Replaced"}
        cast.tameside.terms.exclude(pk__in=[row.pk for row in new_terms]).update(**struck)
        yield
        transaction.set_rollback(True)


def due_days(key: str, day: datetime.date) -> list[datetime.date]:
    """Return the days on which the duties of a kind are due that are outstanding on `day`, whoever must do them."""
    kind = duties.kind_named(key)
    return sorted(kind.outstanding(kind.model.objects.all(), day).values_list(kind.due_on, flat=True))


def edges(test):
    """Try these instants besides those that are found."""
    for instant in (BEFORE_MIDNIGHT, CLOCKS_BACK, LEAP_DAY, CHRISTMAS):
        test = example(instant=instant)(test)
    return few(given(instant=INSTANTS)(test))


def test_every_kind_with_a_rule_is_tried_here():
    assert {kind.key for kind in duties.kinds()} == TRIED


# Working Days after the day in London


@edges
def test_questions_objections_and_locks_count_working_days(cast, instant):
    day = london_day(instant)
    with at(instant), supported(cast, day - 60 * DAY):
        ask_question(package=cast.package, words="When?", asked_by=cast.priya, by=cast.priya)
        words = {"words": "I do not want that", "how": "by phone", "by": cast.amara}
        object_to_access(individual=cast.individual, about="managers", **words)
        RecordAccess.objects.create(
            individual=cast.individual, path="/", about_ids=[cast.individual.pk], recorded_by=cast.amara
        )
        ask_about_access(individual=cast.individual, opened_on=day, user=cast.amara, words="Why?", by=cast.maya)
        lock_portal(individual=cast.individual, by=cast.ben)
        ask_for_risk(package=cast.package, reason="The ward round", asked_by=cast.priya, by=cast.priya)
        assert due_days("question", day) == [working_days_after(day, 2)]
        assert due_days("risk-request", day) == [working_days_after(day, 2)]
        assert due_days("objection", day) == [working_days_after(day, 5)]
        assert due_days("access-question", day) == [working_days_after(day, 5)]
        assert due_days("portal-lock", day) == [working_days_after(day, 1)]


@edges
def test_three_missed_visits_are_followed_up_in_two_working_days(cast, instant):
    day = london_day(instant)
    with at(instant), supported(cast, day - 60 * DAY):
        for ago in (3, 2, 1):
            VisitFactory(package=cast.package, worker=cast.worker, on=day - ago * DAY, outcome="no answer")
        raise_engagement_duty(package=cast.package, by=None)
        assert due_days("engagement", day) == [working_days_after(day, 2)]


@edges
def test_after_one_missed_visit_somebody_finds_out_in_two_working_days(cast, instant):
    day = london_day(instant)
    with at(instant), supported(cast, day - 60 * DAY):
        VisitFactory(package=cast.package, worker=cast.worker, on=day - DAY, outcome="no answer")
        assert due_days("missed-visit", day) == [working_days_after(day, 2)]


@few
@given(received_on=DAYS, within=st.integers(1, 60), later=st.integers(1, 80))
@example(received_on=datetime.date(2026, 12, 24), within=5, later=1)
@example(received_on=datetime.date(2028, 2, 29), within=60, later=80)
def test_a_referral_is_decided_in_the_working_days_of_the_terms(cast, received_on, within, later):
    changed = (received_on + DAY, {"decide_within_working_days": 90})
    with noon(received_on), supported(cast, received_on - 60 * DAY, changed, decide_within_working_days=within):
        referral = refer(cast.tameside, cast.rui)
        due_on = working_days_after(received_on, within)
        assert due_days("referral-decision", received_on + later * DAY) == [due_on]
        Referral.objects.filter(pk=referral.pk).update(asks_same_day=True)
        assert due_days("referral-decision", received_on) == []


# The day in London


@edges
def test_what_waits_since_an_instant_is_due_on_its_day_in_london(cast, instant):
    day = london_day(instant)
    with at(instant), supported(cast, day - 60 * DAY):
        shared = {"shared_with": "A friend", "what": "Where", "why": "To keep her safe", "shared_at": instant}
        record_disclosure(individual=cast.individual, by=cast.amara, **shared)
        assert due_days("disclosure", day) == [day + DAY]
        log(cast)
        assert due_days("alert", day) == [day]
        referrals.ask(referral=refer(cast.tameside, cast.rui), question="Is there a dog?", by=cast.ben)
        assert due_days("referral-query", day) == [day]
    with at(instant + 2 * HOUR), supported(cast, day - 60 * DAY):
        PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=instant, ends_at=instant + HOUR)
        assert due_days("visit-to-log", london_day(instant + 2 * HOUR)) == [day]


@edges
def test_each_step_of_a_concern_is_due_on_the_day_of_the_step_before(cast, instant):
    day = london_day(instant)
    raised = {"package": cast.package, "individual": cast.individual, "kinds": ["financial"], "account": "A tin"}
    with at(instant), supported(cast, day - 60 * DAY):
        concern = Concern.objects.create(raised_on=day - 3 * DAY, **raised)
        assert due_days("concern", day) == [day - 3 * DAY]
        Concern.objects.filter(pk=concern.pk).update(children_at_risk="yes", children="A son")
        assert due_days("concern-children", day) == [day - 3 * DAY]
        contacted = {"council_contacted_at": instant, "council_contacted_by": cast.sunita, "council_contact": "Rita"}
        Concern.objects.filter(pk=concern.pk).update(state="council contacted", **contacted)
        assert due_days("concern", day) == [day]


@edges
def test_an_incident_is_due_on_its_day_and_then_on_the_day_given_to_the_investigation(cast, instant):
    day = london_day(instant)
    with at(instant), supported(cast, day - 60 * DAY):
        incident = IncidentFactory(package=cast.package, recorded_on=day, happened_on=day)
        assert due_days("incident", day) == [day]
        given = {"investigator": cast.sunita, "investigation_due_on": day + 5 * DAY}
        Incident.objects.filter(pk=incident.pk).update(state="investigated", **given)
        assert due_days("incident", day) == [day + 5 * DAY]
        incident.actions.create(words="Mend it", owner=cast.amara, due_on=day + 9 * DAY)
        assert due_days("incident-action", day) == [day + 9 * DAY]
        report = {"recipient": "riddor", "applies": "yes", "basis": "absence", "due_on": day + 15 * DAY}
        incident.notices.create(**report)
        assert due_days("incident-notice", day) == [day + 15 * DAY]


@edges
def test_a_message_is_due_on_the_day_on_which_it_is_read(cast, instant):
    """Given service hours from 8am to 10pm; then what comes after 8pm is read on the next day."""
    local = instant.astimezone(ZoneInfo("Europe/London"))
    terms = {"day_starts_at": datetime.time(8), "day_ends_at": datetime.time(22)}
    with at(instant), supported(cast, local.date() - 60 * DAY, **terms):
        comment(plan=cast.plan, words="Can we meet later?", by=cast.maya)
        is_late = local.time() > datetime.time(20)
        assert due_days("comment", local.date()) == [local.date() + (DAY if is_late else 0 * DAY)]


# From a day


@few
@example(born_on=datetime.date(1960, 2, 29))
@example(born_on=datetime.date(1964, 2, 29))
@given(born_on=st.dates(datetime.date(1958, 3, 1), datetime.date(1974, 12, 31)))
def test_the_age_limit_is_reached_on_the_birthday(cast, born_on):
    """Given a limit of 66; somebody born on 29 February reaches it on 1 March in other years."""
    year = born_on.year + 66
    leaps = (born_on.month, born_on.day) == (2, 29) and year % 4
    turns_on = datetime.date(year, 3, 1) if leaps else datetime.date(year, born_on.month, born_on.day)
    with noon(turns_on - 30 * DAY), supported(cast, turns_on - 200 * DAY, age_limit=66):
        Individual.objects.filter(pk=cast.individual.pk).update(date_of_birth=born_on)
        assert turns_on in due_days("age-limit", turns_on - 30 * DAY)


@few
@given(starts_on=DAYS, asked_after=st.integers(-50, 50))
def test_an_exit_plan_is_missing_since_the_terms_ask_for_it(cast, starts_on, asked_after):
    asked_on = starts_on + asked_after * DAY
    today = starts_on + 60 * DAY
    later = (asked_on, {"asks_exit_plan": True})
    with noon(today), supported(cast, starts_on, later, asks_exit_plan=None):
        ExitPlan.objects.filter(package=cast.package).update(package=cast.other_package)
        SupportPackage.objects.exclude(pk=cast.package.pk).update(starts_on=today + DAY)
        assert due_days("exit-plan", today) == [max(starts_on, asked_on)]


@few
@given(admitted_on=DAYS, stay=st.integers(1, 20), gap=st.integers(1, 7))
def test_a_second_stay_is_decided_by_the_last_held_day_of_the_first(cast, admitted_on, stay, gap):
    again = admitted_on + (stay + gap) * DAY
    columns = {"individual": cast.individual, "hospital": "Stonefield", "kind": "acute", "by": cast.amara}
    with noon(again), supported(cast, admitted_on - 60 * DAY, hold_days=28):
        record_admission(admitted_on=admitted_on, discharged_on=admitted_on + stay * DAY, **columns)
        record_admission(admitted_on=again, **columns)
        assert due_days("readmission", again) == [admitted_on + datetime.timedelta(weeks=4)]


@few
@given(admitted_on=DAYS, stay=st.integers(20, 60))
def test_what_follows_a_long_stay_was_due_on_the_discharge(cast, admitted_on, stay):
    home_on = admitted_on + stay * DAY
    columns = {"individual": cast.individual, "hospital": "Stonefield", "kind": "acute", "by": cast.amara}
    with noon(home_on + DAY), supported(cast, admitted_on - 60 * DAY, hold_days=28):
        record_admission(admitted_on=admitted_on, discharged_on=home_on, **columns)
        assert due_days("long-stay", home_on + DAY) == ([home_on] if stay > 29 else [])


@few
@given(admitted_on=DAYS, late=st.integers(1, 40))
def test_what_follows_an_open_stay_recorded_after_its_hold_is_due_on_the_day_of_recording(cast, admitted_on, late):
    recorded_on = admitted_on + late * DAY
    columns = {"individual": cast.individual, "hospital": "Stonefield", "kind": "acute", "by": cast.amara}
    with noon(recorded_on), supported(cast, admitted_on - 60 * DAY, hold_days=28):
        record_admission(admitted_on=admitted_on, **columns)
        assert due_days("long-stay", recorded_on) == ([recorded_on] if late > 28 else [])


@few
@given(admitted_on=DAYS, struck_after=st.integers(29, 60))
def test_an_end_by_a_stay_in_error_is_undone_from_the_day_it_is_struck(cast, admitted_on, struck_after):
    columns = {"individual": cast.individual, "hospital": "Stonefield", "kind": "acute", "by": cast.amara}
    ends_on, struck_on = admitted_on + 29 * DAY, admitted_on + struck_after * DAY
    with noon(admitted_on), supported(cast, admitted_on - 60 * DAY, hold_days=28):
        spell = record_admission(admitted_on=admitted_on, **columns)
        with noon(ends_on):
            end_expired_holds(on=ends_on)
        with noon(struck_on):
            strike_admission(spell=spell, reason="Another person", by=cast.amara)
            assert due_days("ending-in-error", struck_on) == [struck_on]


# Updates and reviews


@settings(few, max_examples=3 * MANY)
@given(starts_on=DAYS, changed_after=st.integers(1, 70), interval=st.integers(7, 90), sent_after=st.integers(1, 60))
def test_a_changed_interval_applies_from_the_next_update(cast, starts_on, changed_after, interval, sent_after):
    """Given 42 days, and another interval from a day within the cycle; then the one that runs keeps its own."""
    changed_on, sent_on = starts_on + changed_after * DAY, starts_on + sent_after * DAY
    later = (changed_on, {"update_days": interval})
    with noon(sent_on), supported(cast, starts_on, later, update_days=42, update_ahead_days=41):
        assert next_update_due_on(cast.package, sent_on) == starts_on + 42 * DAY
        raise_updates(on=max(sent_on, starts_on + DAY))
        of_maya = KeyworkerUpdate.objects.filter(package=cast.package)
        assert [row.due_on for row in of_maya] == [starts_on + 42 * DAY]
        of_maya.update(**WRITTEN)
        submit_update(update=of_maya.get(), by=cast.amara)
        of_the_sending = interval if changed_on <= sent_on else 42
        assert next_update_due_on(cast.package, sent_on) == sent_on + of_the_sending * DAY


@few
@given(instant=INSTANTS, days=st.integers(1, 30))
@example(instant=BEFORE_MIDNIGHT, days=7)
def test_what_nobody_acknowledged_is_asked_about_after_twice_the_days(cast, instant, days):
    """Given terms that change afterwards; then update and review keep those of the day on which they were raised."""
    day = london_day(instant)
    late = day + 100 * DAY
    later = (day + DAY, {"acknowledge_days": 45})
    with at(instant), supported(cast, day - 60 * DAY, later, acknowledge_days=days):
        terms = cast.package.terms_on(day)
        update = UpdateFactory(package=cast.package, terms=terms, due_on=day, **WRITTEN)
        submit_update(update=update, by=cast.amara)
        review = ReviewFactory(package=cast.package, terms=terms, due_on=day)
        conduct_review(review=review, conducted_on=day, outcome="Go on", participants="Maya", by=cast.amara)
        share_review(review=review, by=cast.amara)
        asked_on = day + 2 * days * DAY
        for key in ("update-not-acknowledged", "review-not-acknowledged"):
            assert due_days(key, asked_on - DAY) == []
            assert due_days(key, late) == [asked_on]
        for key in ("update-to-acknowledge", "review-to-acknowledge"):
            assert due_days(key, day) == due_days(key, late) == [day + days * DAY]


@few
@given(conducted_on=DAYS, months=st.integers(1, 24), changed_after=st.integers(1, 40))
@example(conducted_on=datetime.date(2028, 2, 29), months=12, changed_after=1)
@example(conducted_on=datetime.date(2027, 8, 31), months=6, changed_after=1)
def test_the_next_review_is_by_the_terms_of_the_day_of_the_review(cast, conducted_on, months, changed_after):
    later = (conducted_on + changed_after * DAY, {"review_months": 3})
    with noon(conducted_on), supported(cast, conducted_on - 60 * DAY, later, review_months=months):
        Review.objects.filter(package=cast.package).update(state="expired", expired_on=conducted_on)
        SupportPackage.objects.filter(pk=cast.package.pk).update(first_review_on=None)
        review = ReviewFactory(package=cast.package, terms=cast.package.terms_on(conducted_on), due_on=conducted_on)
        conduct_review(review=review, conducted_on=conducted_on, outcome="On", participants="Maya", by=cast.amara)
        raise_reviews(on=conducted_on)
        assert months_after(conducted_on, months) in due_days("review", conducted_on)


@edges
def test_a_review_that_is_asked_for_is_due_by_its_urgency_and_answered_in_a_week(cast, instant):
    day = london_day(instant)
    with at(instant), supported(cast, day - 60 * DAY):
        SupportPackage.objects.filter(pk=cast.package.pk).update(first_review_on=None)
        soon = ask_for_review(package=cast.package, asked_by="person", urgency="soon", by=cast.maya)
        later = ask_for_review(package=cast.package, asked_by="keyworker", urgency="weeks", by=cast.priya)
        # The last working day within six weeks.
        within = max(working_days_after(day, n) for n in range(1, 31) if working_days_after(day, n) <= day + 42 * DAY)
        assert (soon.due_on, later.due_on) == (working_days_after(day, 10), within)
        assert due_days("review-answer", day) == [day + datetime.timedelta(days=7)] * 2


@edges
def test_the_date_of_the_next_review_is_agreed_within_a_week(cast, instant):
    """Given support without a review ahead; then the date is due a week after its first day, or its last review."""
    day = london_day(instant)
    with at(instant), supported(cast, day - 60 * DAY, review_months=None):
        others = SupportPackage.objects.exclude(pk=cast.package.pk)
        others.update(first_review_on=F("starts_on"))
        SupportPackage.objects.filter(pk=cast.package.pk).update(first_review_on=None)
        assert due_days("review-next", day) == [day - 53 * DAY]
        review = ask_for_review(package=cast.package, asked_by="provider", by=cast.amara)
        assert due_days("review-next", day) == []
        columns = {"outcome": "Go on", "participants": "Maya", "by": cast.amara}
        conduct_review(review=review, conducted_on=day - 3 * DAY, **columns)
        assert due_days("review-next", day) == [day + 4 * DAY]


@few
@given(conducted_on=DAYS, later=st.integers(0, 40))
@example(conducted_on=datetime.date(2028, 2, 22), later=8)
@example(conducted_on=datetime.date(2026, 12, 24), later=0)
def test_a_review_is_shared_in_a_week_and_what_it_agreed_is_done_in_two(cast, conducted_on, later):
    """Given a review that agreed two things; then each is due by the day of the review, whenever it is written up."""
    written_on = conducted_on + later * DAY
    columns = {"outcome": "Less", "participants": "Maya", "by": cast.amara}
    with noon(written_on), supported(cast, conducted_on - 60 * DAY, asks_exit_plan=True):
        review = ReviewFactory(package=cast.package, terms=cast.package.terms_on(conducted_on), due_on=conducted_on)
        WeeklyHours.objects.filter(package=cast.package).update(from_on=FIRST)
        agreed = {"hours_change": "up", "hours_minutes": 60, "next_route": "exit", "changes_plan": True}
        agreed["risk_review_on"] = conducted_on + 60 * DAY
        conduct_review(review=review, conducted_on=conducted_on, **columns, **agreed)
        ExitPlan.objects.filter(package=cast.package).update(package=cast.other_package)
        assert due_days("review-to-share", written_on) == [conducted_on + datetime.timedelta(weeks=1)]
        assert due_days("review-hours", written_on) == [conducted_on + datetime.timedelta(weeks=2)]
        SupportPlan.objects.filter(package=cast.package).update(recorded_at=clock.instant_on(FIRST))
        for key in ("review-exit-plan", "review-plan", "review-risk"):
            assert due_days(key, written_on) == [conducted_on + datetime.timedelta(weeks=2)]
        Review.objects.filter(pk=review.pk).update(risk_review_on=None)
        assert due_days("review-risk", written_on) == []
        Review.objects.filter(pk=review.pk).update(quality_of_life="worse")
        assert due_days("review-risk", written_on) == [conducted_on + datetime.timedelta(weeks=2)]
        Review.objects.filter(pk=review.pk).update(next_route="direct payments")
        assert due_days("review-package", written_on) == [conducted_on + datetime.timedelta(weeks=2)]


@edges
def test_a_reply_to_a_review_that_asks_for_an_answer_is_answered_on_the_next_working_day(cast, instant):
    day = london_day(instant)
    with at(instant), supported(cast, day - 60 * DAY):
        review = ReviewFactory(package=cast.package, terms=cast.package.terms_on(day), due_on=day)
        conduct_review(review=review, conducted_on=day, outcome="Less", participants="Maya", by=cast.amara)
        review = share_review(review=review, by=cast.amara)
        acknowledge_review(review=review, reply="From when?", needs_answer=True, by=cast.priya)
        assert due_days("review-reply", day) == [working_days_after(day, 1)]


@edges
def test_a_reply_to_an_update_is_read_on_the_next_working_day(cast, instant):
    day = london_day(instant)
    with at(instant), supported(cast, day - 60 * DAY):
        terms = cast.package.terms_on(day)
        update = UpdateFactory(package=cast.package, terms=terms, due_on=day, **WRITTEN)
        submit_update(update=update, by=cast.amara)
        acknowledge_update(update=update, answer="When?", needs_answer=True, by=cast.priya)
        assert due_days("update-reply", day) == [working_days_after(day, 1)]
        review = ReviewFactory(package=cast.package, terms=terms, due_on=day)
        conduct_review(review=review, conducted_on=day, outcome="Go on", participants="Maya", by=cast.amara)
        share_review(review=review, by=cast.amara)
        acknowledge_review(review=review, reply="When?", needs_answer=True, by=cast.priya)
        assert due_days("review-reply", day) == [working_days_after(day, 1)]


@few
@given(raised_on=DAYS, ahead=st.integers(0, 60))
@example(raised_on=datetime.date(2028, 2, 29), ahead=28)
@example(raised_on=datetime.date(2026, 10, 25), ahead=0)
def test_a_review_is_arranged_two_weeks_before_or_in_a_week(cast, raised_on, ahead):
    due_on = raised_on + ahead * DAY
    with noon(raised_on), supported(cast, raised_on - 60 * DAY):
        Review.objects.filter(package=cast.package).update(state="expired", expired_on=raised_on)
        ReviewFactory(package=cast.package, terms=cast.package.terms_on(raised_on), due_on=due_on)
        arranged_by = min(due_on, max(due_on - 14 * DAY, raised_on + 7 * DAY))
        assert due_days("review-to-arrange", max(raised_on, due_on - 28 * DAY)) == [arranged_by]
        assert due_days("review-to-arrange", due_on - 29 * DAY) == due_days("review-to-arrange", due_on + DAY) == []


# The day was given, or is the day of another duty


@few
@given(day=DAYS, ahead=st.integers(1, 400))
@example(day=datetime.date(2027, 2, 28), ahead=366)
@example(day=datetime.date(2026, 10, 24), ahead=1)
def test_what_has_a_day_that_was_given_is_due_on_it(cast, day, ahead):
    """Given the day of a review or decision, however far ahead; then it is due on that day and on no other."""
    given_on = day + ahead * DAY
    with noon(day), supported(cast, day - 60 * DAY):
        record_access_need(
            individual=cast.individual, kind="format", words="Large letters", review_on=given_on, by=None
        )
        disclose = {"shared_with": "A friend", "what": "Where", "why": "To keep her safe", "shared_at": clock.now()}
        hidden = {"hidden_reason": "He reads her post", "hidden_until": given_on}
        record_disclosure(individual=cast.individual, by=cast.ben, **disclose, **hidden)
        make_decision(draft_decision(cast.package, cast.amara), cast.amara, review_on=given_on)
        draft = begin_risk(individual=cast.individual, by=cast.amara)
        write_risk(assessment=draft, revision=draft.revision, by=cast.amara, **RISK_TEXTS)
        put_in_force(assessment=draft, review_on=given_on, none_known=True, by=cast.ben)
        assert due_days("access-needs", given_on - DAY) == []
        for key in ("access-needs", "disclosure-hidden", "positive-risk-review", "risk-review"):
            assert due_days(key, given_on) == [given_on], key


@few
@given(starts_on=DAYS, agreed_after=st.integers(0, 200))
@example(starts_on=datetime.date(2028, 2, 28), agreed_after=1)
def test_the_first_review_is_due_on_the_day_agreed_at_acceptance(cast, starts_on, agreed_after):
    agreed_on = starts_on + agreed_after * DAY
    with noon(starts_on), supported(cast, starts_on):
        Review.objects.filter(package=cast.package).update(state="expired", expired_on=starts_on)
        SupportPackage.objects.filter(pk=cast.package.pk).update(first_review_on=agreed_on)
        raise_reviews(on=starts_on)
        assert due_days("review", starts_on) == [agreed_on]


@few
@given(starts_on=DAYS, before=st.integers(0, 60))
def test_risks_that_a_referral_named_are_assessed_by_the_first_day(cast, starts_on, before):
    with noon(starts_on - before * DAY), supported(cast, starts_on):
        referral = refer(cast.tameside, cast.rui)
        accepted = {"state": "accepted", "decided_at": clock.now(), "package": cast.package}
        Referral.objects.filter(pk=referral.pk).update(staff_risk="yes", staff_risk_words="A dog", **accepted)
        assert due_days("risk-assessment", starts_on - before * DAY) == [starts_on]


@few
@given(due_on=DAYS, early=st.integers(0, 13))
def test_a_manager_checks_an_update_by_its_own_day(cast, due_on, early):
    day = due_on - early * DAY
    with noon(day), supported(cast, day - 60 * DAY, update_needs_check=True):
        terms = cast.package.terms_on(day)
        update = UpdateFactory(package=cast.package, terms=terms, due_on=due_on, **WRITTEN)
        assert due_days("update-to-check", day) == []
        send_update_to_check(update=update, by=cast.amara)
        assert due_days("update-to-check", day) == [due_on]


@edges
def test_a_safety_plan_is_written_or_reviewed_three_days_after_a_crisis(cast, instant):
    """Given a contact in a crisis; then the plan is due three days after its day in London, or on its own day."""
    day = london_day(instant)
    crisis = {"with_whom": "person", "how": "call", "about": "She cried", "was_crisis": True, "urgency": "noticed"}
    with at(instant), supported(cast, day - 60 * DAY):
        ContactEntry.objects.create(package=cast.package, at=instant, recorded_at=instant, **crisis)
        assert due_days("safety-plan", day) == [day + 3 * DAY]
        with at(instant + HOUR):
            written_on = london_day(instant + HOUR)
            make_safety_plan(cast.individual, cast.amara, days=60)
            assert due_days("safety-plan", written_on) == []
            assert due_days("safety-plan-review", written_on) == [written_on + 60 * DAY]
        again = instant + 2 * HOUR
        with at(again):
            ContactEntry.objects.create(package=cast.package, at=again, recorded_at=again, **crisis)
            assert due_days("safety-plan-review", london_day(again)) == [london_day(again) + 3 * DAY]


@few
@given(day=DAYS, working_days=st.integers(1, 60))
@example(day=datetime.date(2027, 1, 4), working_days=10)
@example(day=datetime.date(2028, 4, 1), working_days=1)
def test_a_return_is_due_in_working_days_after_the_end_of_its_quarter(cast, day, working_days):
    """Given a day on which a sweep runs, whatever the time since the quarter ended; then the day is counted from it."""
    first = datetime.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last_on = first - DAY
    with noon(day), supported(cast, day - 600 * DAY, return_working_days=working_days):
        Contract.objects.exclude(pk=cast.tameside.pk).update(starts_on=day)
        Contract.objects.filter(pk=cast.tameside.pk).update(starts_on=months_after(first, -3))
        raise_returns_due(on=day)
        raise_returns_due(on=day)
        assert due_days("return-due", day) == [working_days_after(last_on, working_days)]


@few
@given(day=DAYS, working_days=st.integers(1, 60))
@example(day=datetime.date(2027, 4, 1), working_days=1)
@example(day=datetime.date(2027, 9, 30), working_days=10)
@example(day=datetime.date(2028, 1, 4), working_days=20)
def test_a_half_yearly_return_is_due_in_working_days_after_march_or_september(cast, day, working_days):
    """Given terms that ask every six months; then nothing is due for a quarter, and one return for the half-year."""
    ends = [datetime.date(day.year - ago, *month_day) for ago in (0, 1) for month_day in ((3, 31), (9, 30))]
    last_on = max(end for end in ends if end < day)
    terms = {"return_working_days": working_days, "return_interval": "half-yearly"}
    with noon(day), supported(cast, day - 600 * DAY, **terms):
        Contract.objects.exclude(pk=cast.tameside.pk).update(starts_on=day)
        Contract.objects.filter(pk=cast.tameside.pk).update(starts_on=months_after(last_on + DAY, -6))
        raise_returns_due(on=day)
        raise_returns_due(on=day)
        assert due_days("return-due", day) == [working_days_after(last_on, working_days)]
