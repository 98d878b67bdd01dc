"""Each figure counts what its definition says, at the edges of the quarter as well."""

import datetime
from pathlib import Path

import pytest

from casework.models import SupportPackage
from casework.services import (
    end_package,
    open_package,
    record_access_need,
    record_admission,
    record_discharge,
    withdraw_access_need,
)
from core import clock
from core.dates import Period
from core.duties import expire_ended
from plans.models import Achievement, Goal, SupportPlan
from referrals.models import ReferralDocument
from reporting.figures import Figure, SectionFigures, format_value
from reporting.indicators import INDICATORS
from reporting.templatetags.reporting import sickness_level
from tests.cast import assemble
from tests.factories import (
    HOUR,
    ConcernFactory,
    DocumentFactory,
    ReferralFactory,
    ReviewFactory,
    UpdateFactory,
    VisitFactory,
)
from tests.reporting.builders import AFTER, DAY, FIRST, LAST, QUARTER, TODAY, count, freeze_on
from tests.snapshots import build_once
from visits.models import ContactEntry
from visits.services import strike_visit
from workforce.models import Absence, Worker
from workforce.services import divide_hours


@pytest.fixture
def cast(db):
    """Given the cast on 6 July 2027: Maya's and Tomasz's support started on 7 May, in the quarter."""
    with freeze_on(TODAY):
        return build_once(assemble)


def set_start(package, day):
    """Move the start of the package and of its rows to another day."""
    package.allocations.update(from_on=day)
    package.weekly_hours.update(from_on=day)
    SupportPackage.objects.filter(pk=package.pk).update(starts_on=day)


def set_end(cast, package, day):
    with freeze_on(TODAY):
        end_package(package=SupportPackage.objects.get(pk=package.pk), ended_on=day, reason="choice", by=cast.ben)


EDGES = [FIRST - DAY, FIRST, FIRST + DAY, LAST, AFTER]


def pair_with_edges(*expected):
    return list(zip(EDGES, expected, strict=True))


def test_every_indicator_is_tested_here():
    """In one of the files of this folder."""
    text = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    untried = [key for key in INDICATORS if f'"{key}"' not in text]
    assert untried == [], "Write a test with the edges of the period for these figures."


def test_the_other_contract_is_not_counted(cast):
    VisitFactory(package=cast.links_package, worker=cast.links_worker, on=FIRST)
    ConcernFactory(package=cast.links_package, raised_on=FIRST)
    assert count("visits", cast.tameside) == count("concerns", cast.tameside) == 0
    assert count("visits", cast.links) == count("concerns", cast.links) == 1


# Access needs


def answer_needs(cast, on, **columns):
    return VisitFactory(package=cast.package, worker=cast.worker, on=on, **columns)


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 1, 1, 1, 0))
@pytest.mark.parametrize(("key", "answer"), [("needs-met", "yes"), ("needs-not-met", "no")])
def test_needs_met_and_not_met_by_day(cast, key, answer, day, count_expected):
    answer_needs(cast, day, needs_met=answer, needs_reason="No interpreter came" if answer == "no" else "")
    answer_needs(cast, day, needs_met="not needed")
    assert count(key, cast.tameside) == count_expected


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 2, 2, 2, 0))
def test_contacts_without_an_answer_by_day(cast, day, count_expected):
    """Given a need since before the quarter; then a visit and a call with the person count, one with a relative not."""
    with freeze_on(FIRST - 9 * DAY):
        record_access_need(individual=cast.individual, kind="format", code="braille", by=cast.amara)
    answer_needs(cast, day)
    for whom, was_reached in (("person", True), ("person", False), ("family", True)):
        ContactEntry.objects.create(
            package=cast.package,
            at=clock.instant_on(day, datetime.time(23, 59)),
            with_whom=whom,
            how="telephone",
            was_reached=was_reached,
            about="A chat",
        )
    VisitFactory(package=cast.other_package, worker=cast.other_worker, on=day)
    assert count("needs-not-answered", cast.tameside) == count_expected


def test_a_visit_before_the_need_or_after_its_removal_needs_no_answer(cast):
    with freeze_on(FIRST + 10 * DAY):
        need = record_access_need(individual=cast.individual, kind="format", code="braille", by=cast.amara)
    with freeze_on(FIRST + 20 * DAY):
        withdraw_access_need(need=need, reason="Uses audio now", by=cast.amara)
    counts = []
    for number in (9, 11, 21):
        answer_needs(cast, FIRST + number * DAY)
        counts.append(count("needs-not-answered", cast.tameside))
    assert counts == [0, 1, 1]


def test_an_entry_in_error_is_no_contact(cast):
    visit = answer_needs(cast, FIRST, needs_met="yes")
    strike_visit(visit=visit, reason="Wrong person", by=cast.amara)
    assert count("needs-met", cast.tameside) == 0


# People and packages


def test_support_that_ended_on_its_first_day_was_never_open(cast):
    set_start(cast.package, FIRST + 3 * DAY)
    set_end(cast, cast.package, FIRST + 3 * DAY)
    figures = {key: count(key, cast.tameside) for key in ("supported", "started", "ended", "open-at-start")}
    assert figures == {"supported": 1, "started": 1, "ended": 0, "open-at-start": 0}


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(2, 2, 2, 2, 1))
def test_supported_by_first_day(cast, day, count_expected):
    set_start(cast.package, day)
    assert count("supported", cast.tameside) == count_expected


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(1, 1, 2, 2, 2))
def test_supported_by_first_day_without(cast, day, count_expected):
    """Support that ended on the first of the quarter had its last day before it."""
    set_start(cast.package, FIRST - 90 * DAY)
    set_end(cast, cast.package, day)
    assert count("supported", cast.tameside) == count_expected


def test_a_person_with_two_packages_counts_once(cast):
    set_end(cast, cast.package, FIRST + 50 * DAY)
    with freeze_on(TODAY):
        open_package(individual=cast.individual, contract=cast.tameside, starts_on=LAST, minutes_a_week=60, by=cast.ben)
    assert count("supported", cast.tameside) == 2
    assert count("started", cast.tameside) == 3


def test_a_person_on_hold_all_quarter_is_supported_without_contacts(cast):
    set_start(cast.package, FIRST - 90 * DAY)
    with freeze_on(FIRST - DAY):
        record_admission(
            individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=FIRST - DAY, by=cast.amara
        )
    assert count("supported", cast.tameside) == 2
    assert count("held", cast.tameside) == 1
    assert count("visits", cast.tameside) == 0


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(1, 0, 0, 0, 0))
def test_open_at_start(cast, day, count_expected):
    set_start(cast.package, day)
    assert count("open-at-start", cast.tameside) == count_expected


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 0, 1, 1, 1))
def test_open_at_start_when_ended(cast, day, count_expected):
    """Support that ended on this day counts as open at the start, or not."""
    set_start(cast.package, FIRST - 90 * DAY)
    set_end(cast, cast.package, day)
    assert count("open-at-start", cast.tameside) == count_expected


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(1, 2, 2, 2, 1))
def test_started(cast, day, count_expected):
    set_start(cast.package, day)
    assert count("started", cast.tameside) == count_expected


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 0, 1, 1, 1))
def test_ended(cast, day, count_expected):
    """The last day of support is in the quarter: the first day without is 2 April to 1 July."""
    set_start(cast.package, FIRST - 90 * DAY)
    set_end(cast, cast.package, day)
    assert count("ended", cast.tameside) == count_expected


@pytest.mark.parametrize("ended_on", [None, FIRST, FIRST + DAY, LAST, AFTER])
@pytest.mark.parametrize("started_on", EDGES)
def test_the_four_figures_of_packages_agree(cast, started_on, ended_on):
    """Open at the start + started − ended = open at the start of the next quarter."""
    set_start(cast.package, started_on)
    if ended_on and ended_on >= started_on:
        set_end(cast, cast.package, ended_on)
    following = Period(AFTER, datetime.date(2027, 10, 1))
    next_start = len(INDICATORS["open-at-start"].rows(cast.tameside, following))
    figures = [count(key, cast.tameside) for key in ("open-at-start", "started", "ended")]
    assert figures[0] + figures[1] - figures[2] == next_start


@pytest.mark.parametrize(
    ("admitted_on", "discharged_on", "count_expected"),
    [
        (FIRST - 10 * DAY, FIRST, 0),
        (FIRST - 10 * DAY, FIRST + DAY, 1),
        (LAST, LAST + 5 * DAY, 1),
        (AFTER, AFTER + DAY, 0),
        (FIRST + DAY, FIRST + DAY, 0),
    ],
)
def test_held(cast, admitted_on, discharged_on, count_expected):
    set_start(cast.package, FIRST - 90 * DAY)
    with freeze_on(admitted_on):
        spell = record_admission(
            individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=admitted_on, by=cast.amara
        )
    with freeze_on(TODAY):
        record_discharge(spell=spell, discharged_on=discharged_on, by=cast.amara)
    assert count("held", cast.tameside) == count_expected


# Visits


LONDON_EDGES = [
    (datetime.datetime(2027, 3, 31, 22, 59, tzinfo=datetime.UTC), 0),
    (datetime.datetime(2027, 3, 31, 23, 0, tzinfo=datetime.UTC), 1),  # midnight in London
    (datetime.datetime(2027, 6, 30, 22, 59, tzinfo=datetime.UTC), 1),
    (datetime.datetime(2027, 6, 30, 23, 0, tzinfo=datetime.UTC), 0),
]


@pytest.mark.parametrize(("started_at", "count_expected"), LONDON_EDGES)
def test_visits_and_hours(cast, started_at, count_expected):
    VisitFactory(package=cast.package, worker=cast.worker, started_at=started_at, ended_at=started_at + 1.5 * HOUR)
    assert count("visits", cast.tameside) == count_expected
    assert count("hours", cast.tameside) == count_expected * 90


def test_missed_and_struck_visits_do_not_count(cast):
    VisitFactory(package=cast.package, worker=cast.worker, on=FIRST, outcome="no answer")
    VisitFactory(
        package=cast.package,
        worker=cast.worker,
        on=FIRST,
        struck_at=clock.now(),
        struck_by=cast.ben,
        struck_reason="It was Tomasz",
    )
    VisitFactory(package=cast.package, worker=cast.worker, on=FIRST)
    assert (count("visits", cast.tameside), count("hours", cast.tameside)) == (1, 60)


def test_minutes_are_shown_as_hours():
    assert format_value(90, "minutes") == "1 hour 30 minutes"
    assert format_value(75_605, "minutes") == "1,260 hours 5 minutes"
    assert [format_value(minutes, "minutes") for minutes in (0, 1, 120)] == ["0 minutes", "1 minute", "2 hours"]
    assert format_value(1234, "people") == "1,234"


# Concerns


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 1, 1, 1, 0))
def test_concerns(cast, day, count_expected):
    ConcernFactory(package=cast.package, raised_on=day)
    assert count("concerns", cast.tameside) == count_expected


@pytest.mark.parametrize(
    ("state", "portal_reference", "count_expected"),
    [
        ("raised", "", 0),
        ("council contacted", "", 0),
        ("no enquiry", "", 0),
        ("enquiry", "", 1),
        ("reported", "PB-7", 1),
        ("closed", "", 0),
        ("closed", "PB-7", 1),
    ],
)
def test_enquiries(cast, state, portal_reference, count_expected):
    now = clock.now()
    known = {} if state == "raised" else {"council_contacted_by": cast.sunita, "council_contact": "Duty desk"}
    decided = {}
    if state in ("enquiry", "reported", "no enquiry"):
        kind = "none" if state == "no enquiry" else "section 42"
        decided = {"council_decision_kind": kind, "council_decided_by": "Rita", "council_decided_at": now}
    ConcernFactory(
        package=cast.package,
        raised_on=LAST,
        state=state,
        portal_reference=portal_reference,
        council_contacted_at=now if known else None,
        **known,
        **decided,
        **({"portal_sent_on": LAST, "portal_sent_by": "Sunita Rao"} if portal_reference else {}),
    )
    assert count("enquiries", cast.tameside) == count_expected
    assert count("concerns", cast.tameside) == 1


# Workers


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 1, 1, 1, 0))
def test_starters(cast, day, count_expected):
    cast.worker.contracted_hours.update(from_on=day)
    Worker.objects.filter(pk=cast.worker.pk).update(started_on=day)
    assert count("starters", cast.tameside) == count_expected


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 1, 1, 1, 0))
def test_leavers(cast, day, count_expected):
    Worker.objects.filter(pk=cast.worker.pk).update(left_on=day, leaving_reason="retired")
    assert count("leavers", cast.tameside) == count_expected
    rows = INDICATORS["leavers"].rows(cast.tameside, QUARTER)
    assert [row.words for row in rows] == ["Retired"] * count_expected


DAY_OF_37_HOURS = 444  # minutes, a fifth of the week
WORKING_DAYS = 65  # Monday to Friday, in the quarter


@pytest.mark.parametrize(
    ("from_on", "until_on", "days"),
    [
        (FIRST - 5 * DAY, FIRST, 0),
        (FIRST - 5 * DAY, FIRST + 2 * DAY, 2),
        (FIRST, FIRST + DAY, 1),
        (FIRST + 2 * DAY, FIRST + 4 * DAY, 0),  # a weekend
        (LAST, None, 1),
        (LAST, AFTER + 9 * DAY, 1),
        (FIRST - DAY, None, WORKING_DAYS),
        (AFTER, None, 0),
    ],
)
def test_sick_hours(cast, from_on, until_on, days):
    Absence.objects.create(
        worker=cast.worker, kind="sickness", sickness_reason="back", from_on=from_on, until_on=until_on
    )
    Absence.objects.create(worker=cast.other_worker, kind="leave", from_on=FIRST, until_on=AFTER)
    Absence.objects.create(
        worker=cast.links_worker, kind="sickness", sickness_reason="back", from_on=FIRST, until_on=AFTER
    )
    assert count("sick-hours", cast.tameside) == days * DAY_OF_37_HOURS


def test_sick_hours_name_the_group_of_the_reason_and_not_the_note(cast):
    absence = Absence.objects.create(
        worker=cast.worker, kind="sickness", sickness_reason="back", from_on=FIRST, note="Slipped disc"
    )
    (row,) = INDICATORS["sick-hours"].rows(cast.tameside, QUARTER)
    assert (row.record_id, row.words) == (absence.pk, "Back problems")


def test_sickness_ends_with_the_employment(cast):
    """Given a last day on Saturday 10 April; then seven days are lost."""
    Absence.objects.create(worker=cast.worker, kind="sickness", sickness_reason="back", from_on=FIRST)
    Worker.objects.filter(pk=cast.worker.pk).update(left_on=FIRST + 9 * DAY, leaving_reason="another job")
    assert count("sick-hours", cast.tameside) == 7 * DAY_OF_37_HOURS
    Worker.objects.filter(pk=cast.worker.pk).update(left_on=FIRST - DAY)
    assert INDICATORS["sick-hours"].rows(cast.tameside, QUARTER) == []


@pytest.mark.parametrize(("day", "days"), pair_with_edges(WORKING_DAYS, WORKING_DAYS, WORKING_DAYS - 1, 1, 0))
def test_contracted_hours_by_first_day(cast, day, days):
    cast.worker.contracted_hours.update(from_on=day)
    Worker.objects.filter(pk=cast.worker.pk).update(started_on=day)
    assert count("contracted-hours", cast.tameside) == (2 * WORKING_DAYS + days) * DAY_OF_37_HOURS


@pytest.mark.parametrize(("day", "days"), pair_with_edges(0, 1, 2, WORKING_DAYS, WORKING_DAYS))
def test_contracted_hours_by_last_day(cast, day, days):
    Worker.objects.filter(pk=cast.worker.pk).update(left_on=day, leaving_reason="retired")
    assert count("contracted-hours", cast.tameside) == (2 * WORKING_DAYS + days) * DAY_OF_37_HOURS


def test_hours_and_sickness_count_by_the_contracts_share(cast):
    """Given Amara's hours, a quarter of them Links' from 1 June; then Links has 22 days of 111 minutes."""
    cast.worker.contracts.add(cast.links)
    june = datetime.date(2027, 6, 1)
    for from_on, tameside, links in ((FIRST - DAY, 100, 0), (june, 75, 25)):
        shares = {cast.tameside: tameside, cast.links: links}
        divide_hours(worker=cast.worker, from_on=from_on, shares=shares, by=cast.ben)
    Absence.objects.create(
        worker=cast.worker, kind="sickness", sickness_reason="back", from_on=june - DAY, until_on=june + 2 * DAY
    )
    assert (count("sick-hours", cast.tameside), count("sick-hours", cast.links)) == (444 + 2 * 333, 2 * 111)
    assert count("contracted-hours", cast.links) == WORKING_DAYS * 444 + 22 * 111
    assert count("contracted-hours", cast.tameside) == 2 * WORKING_DAYS * 444 + 43 * 444 + 22 * 333


def test_the_sickness_level_is_the_part_of_contracted_hours_that_was_lost(cast):
    """Given 13 of 3 × 65 working days; then 6.7 per cent."""
    figures = [
        Figure(key, 8, "Label", "Definition.", "minutes", value, ())
        for key, value in (("contracted-hours", 195 * 444), ("sick-hours", 13 * 444))
    ]
    assert sickness_level(SectionFigures(8, "Sickness", "", False, tuple(figures))) == "6.7%"
    assert sickness_level(SectionFigures(8, "Sickness", "", False, tuple(figures[:1]))) == ""


# Updates and reviews


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 1, 1, 1, 0))
def test_updates_due(cast, day, count_expected):
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=day)
    assert (count("updates-due", cast.tameside), count("updates-in-time", cast.tameside)) == (count_expected, 0)


@pytest.mark.parametrize(("met_on", "in_time"), [(LAST - DAY, 1), (LAST, 1), (AFTER, 0)])
def test_updates_in_time(cast, met_on, in_time):
    UpdateFactory(
        package=cast.package,
        terms=cast.terms,
        due_on=LAST,
        state="sent",
        met_on=met_on,
        submitted_at=clock.now(),
        submitted_by=cast.amara,
    )
    assert (count("updates-due", cast.tameside), count("updates-in-time", cast.tameside)) == (1, in_time)


def test_an_expired_update_was_not_due(cast):
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=LAST, state="expired", expired_on=LAST)
    assert count("updates-due", cast.tameside) == 0


@pytest.mark.parametrize(("ended_on", "count_expected"), [(LAST - DAY, 0), (LAST, 1), (AFTER, 1)])
def test_an_update_that_was_due_before_support_ended_is_counted_as_due(cast, ended_on, count_expected):
    """Given an update due on 29 June that nobody sent; then it is due unless 28 June was the last day of support."""
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=LAST - DAY)
    set_end(cast, cast.package, ended_on)
    with freeze_on(TODAY):
        assert expire_ended(on=TODAY) == 1
    assert (count("updates-due", cast.tameside), count("updates-in-time", cast.tameside)) == (count_expected, 0)


@pytest.mark.parametrize(("state", "sent", "acknowledged"), [("due", 0, 0), ("sent", 1, 0), ("acknowledged", 1, 1)])
def test_updates_acknowledged_are_counted_apart_from_updates_sent(cast, state, sent, acknowledged):
    columns = {} if state == "due" else {"submitted_at": clock.now(), "submitted_by": cast.amara, "met_on": AFTER}
    if state == "acknowledged":
        columns |= {"acknowledged_at": clock.now(), "acknowledged_by": cast.priya}
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=LAST, state=state, **columns)
    assert (count("updates-sent", cast.tameside), count("updates-acknowledged", cast.tameside)) == (sent, acknowledged)
    assert count("updates-due", cast.tameside) == 1


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 1, 1, 1, 0))
@pytest.mark.parametrize("is_acknowledged", [True, False])
def test_reviews_acknowledged_are_counted_apart_from_reviews_shared(cast, day, count_expected, is_acknowledged):
    read = {"acknowledged_on": AFTER, "acknowledged_how": "casework", "acknowledged_by": "Priya Nair"}
    more = {"state": "shared", "shared_at": clock.now(), **(read if is_acknowledged else {})}
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=LAST, conducted_on=day, met_on=day, **more)
    assert count("reviews-shared", cast.tameside) == count_expected
    assert count("reviews-acknowledged", cast.tameside) == count_expected * is_acknowledged


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 1, 1, 1, 0))
@pytest.mark.parametrize("is_shared", [True, False])
def test_reviews_conducted_and_shared(cast, day, count_expected, is_shared):
    more = {"state": "shared", "shared_at": clock.now()} if is_shared else {"state": "conducted"}
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=LAST, conducted_on=day, met_on=day, **more)
    assert count("reviews-conducted", cast.tameside) == count_expected
    assert count("reviews-shared", cast.tameside) == count_expected * is_shared


# Goals


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 1, 1, 1, 0))
def test_goals_achieved_fully_and_in_part(cast, day, count_expected):
    Goal.objects.filter(pk=cast.wording.goal_id).update(state="achieved", state_on=day)
    assert (count("goals-achieved", cast.tameside), count("goals-partly-achieved", cast.tameside)) == (
        count_expected,
        0,
    )
    Goal.objects.filter(pk=cast.wording.goal_id).update(state="partly", state_on=day)
    assert (count("goals-achieved", cast.tameside), count("goals-partly-achieved", cast.tameside)) == (
        0,
        count_expected,
    )
    assert count("goals-partly-achieved", cast.links) == 0


def test_a_goal_without_agreement_is_not_counted(cast):
    """Given a goal of a declined plan; then its outcome does not count."""
    SupportPlan.objects.filter(pk=cast.plan.pk).update(state="declined")
    Goal.objects.filter(pk=cast.wording.goal_id).update(state="achieved", state_on=LAST)
    assert count("goals-achieved", cast.tameside) == 0


@pytest.mark.parametrize(("day", "count_expected"), pair_with_edges(0, 1, 1, 1, 0))
def test_what_people_gained(cast, day, count_expected):
    columns = {"package": cast.package, "kind": "job", "description": "Six hours a week", "evidence": "Contract seen"}
    Achievement.objects.create(achieved_on=day, **columns)
    struck = {"struck_at": clock.now(), "struck_by": cast.ben, "struck_reason": "Another person's"}
    Achievement.objects.create(achieved_on=day, **columns, **struck)
    assert count("achievements", cast.tameside) == count_expected


# Documents


@pytest.mark.parametrize(("received_at", "count_expected"), LONDON_EDGES)
def test_needs_assessments_and_risk_assessments(cast, received_at, count_expected):
    """Documents count by the London day on which their referral was received. Drafts do not count."""
    new_referral = ReferralFactory(contract=cast.tameside, state="sent", received_at=received_at)
    draft = ReferralFactory(contract=cast.tameside)
    for referral in (new_referral, draft):
        for kind in ("support plan", "risk assessment", "other"):
            ReferralDocument.objects.create(referral=referral, kind=kind, document=DocumentFactory())
    assert count("needs-assessments", cast.tameside) == count_expected
    assert count("risk-assessments", cast.tameside) == count_expected


def test_every_figure_has_its_definition_beside_it():
    for indicator in INDICATORS.values():
        assert indicator.definition.endswith("."), indicator.key
        assert indicator.label, indicator.key
        assert 1 <= indicator.section <= 10, indicator.key
