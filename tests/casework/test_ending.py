"""Hours, strand and expected end; the end with what was agreed; a death; the warnings before a hold ends."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from casework.models import Ending, Individual, PackageStrand, RecordAccess, SupportPackage
from casework.services import (
    change_hours,
    change_keyworker,
    change_strand,
    correct_death,
    end_package,
    end_support,
    override,
    plan_end,
    record_admission,
    record_death,
    record_discharge,
    warn_of_holds,
    write_ending,
)
from core import clock
from core.errors import Conflict, NotPossible, Refused
from core.messages import queue_message
from core.models import Message
from core.tasks import send_messages
from safeguarding.models import Concern
from tests.casework.test_suspensions import ADMITTED, LAST_HELD, admit, on, say, sweep
from tests.cast import assemble
from tests.factories import ConcernFactory, PlannedVisitFactory
from tests.snapshots import build_once
from visits.models import PlannedVisit

DAY = datetime.timedelta(days=1)
date = datetime.date
NOBODY_ASKED = {"person_agreed": "not asked", "council_agreed": "not asked"}


def fresh(package) -> SupportPackage:
    return SupportPackage.objects.get(pk=package.pk)


# Hours and strand


@pytest.mark.parametrize(("days", "words"), [(-1, "Support starts on"), (0, "stand here already")])
def test_hours_change_within_the_package(cast, days, words):
    with pytest.raises(Refused, match=words), transaction.atomic():
        change_hours(
            package=cast.package,
            from_on=cast.starts_on + days * DAY,
            minutes=60,
            reason="x",
            agreed_by="Priya",
            by=cast.ben,
        )


def test_hours_do_not_change_after_the_end(cast):
    end_package(package=cast.package, ended_on=cast.today - 2 * DAY, reason="choice", by=cast.ben)
    with pytest.raises(Refused, match="Support ended on"), transaction.atomic():
        change_hours(
            package=cast.package, from_on=cast.today - 2 * DAY, minutes=60, reason="x", agreed_by="P", by=cast.ben
        )


def test_the_same_hours_are_no_change(cast):
    with pytest.raises(Refused, match="the hours already"), transaction.atomic():
        change_hours(package=cast.package, from_on=cast.today, minutes=360, reason="x", agreed_by="P", by=cast.ben)


def test_a_change_ahead_is_not_passed_over(cast):
    """Given fewer hours from next week; when others are set from today; then refused, naming the day."""
    ahead = {"reason": "Better", "agreed_by": "Priya", "by": cast.ben}
    change_hours(package=cast.package, from_on=cast.today + 7 * DAY, minutes=120, **ahead)
    with pytest.raises(Refused, match="stand here already"), transaction.atomic():
        change_hours(package=cast.package, from_on=cast.today, minutes=240, **ahead)


def move(cast, strand, **more):
    more = {"from_on": cast.today, "reason": "Out of hospital", "agreed_by": "Priya Nair", **more}
    return change_strand(package=cast.package, strand=strand, by=cast.ben, **more)


def test_a_package_moves_to_another_strand_and_the_past_stays(cast):
    """T2.1: given Maya in the first strand; when moved today; then until today the first, from today the second."""
    move(cast, cast.strands[1])
    assert list(PackageStrand.objects.filter(package=cast.package).values_list("strand", "until_on", "reason")) == [
        (cast.strands[0].pk, cast.today, ""),
        (cast.strands[1].pk, None, "Out of hospital"),
    ]
    assert cast.package.strand_on(cast.today - DAY) == cast.strands[0]
    assert cast.package.strand_on(cast.today) == cast.strands[1]


@pytest.mark.parametrize(
    ("more", "words"),
    [({"reason": " "}, "why the package moves"), ({"agreed_by": ""}, "who agreed")],
)
def test_a_move_says_why_and_who_agreed(cast, more, words):
    with pytest.raises(Refused, match=words), transaction.atomic():
        move(cast, cast.strands[1], **more)


def test_a_move_leads_somewhere_else_in_the_same_contract(cast):
    with pytest.raises(Refused, match="in this strand already"), transaction.atomic():
        move(cast, cast.strands[0])
    elsewhere = type(cast.strands[0]).objects.create(contract=cast.links, name="Drop-in")
    with pytest.raises(Refused, match="another contract"), transaction.atomic():
        move(cast, elsewhere)


def test_an_end_is_expected_only_where_the_terms_ask(cast):
    """C5e: given a contract in which support lasts as long as it is needed; then no end is planned there."""
    ahead = {"expected_end_on": cast.today + 90 * DAY, "exit_route": "independence", "by": cast.ben}
    plan_end(package=cast.package, **ahead)
    assert fresh(cast.package).exit_route == "independence"
    with pytest.raises(Refused, match="as long as it is needed"), transaction.atomic():
        plan_end(package=cast.links_package, **ahead)


# The end


def end(cast, **more):
    more = {
        "package": cast.package,
        "ended_on": cast.today,
        "reason": "goals reached",
        "destination": "independence",
        "exit_plan": "Her sister rings on Sundays; the Hub if it does not hold",
        "person_agreed": "yes",
        "council_agreed": "yes",
        "council_agreed_by": "Priya Nair",
        "council_agreed_on": cast.today,
        **more,
    }
    return end_support(by=cast.ben, **more)


def test_an_end_says_what_was_agreed_and_by_whom(cast):
    end(cast, person_view="I can do it", council_view="", provider_view="She cooks")
    ending = Ending.objects.get(package=cast.package)
    assert (ending.destination, ending.person_agreed, ending.council_agreed_by) == (
        "independence",
        "yes",
        "Priya Nair",
    )
    assert (ending.person_view, ending.recorded_by) == ("I can do it", cast.ben)


@pytest.mark.parametrize(
    ("more", "words", "field"),
    [
        ({"exit_plan": " "}, "exit plan", "exit_plan"),
        ({"council_agreed_by": ""}, "who agreed for the Council", "council_agreed_by"),
        ({"council_agreed_on": None}, "when the Council agreed", "council_agreed_on"),
    ],
)
def test_an_end_is_whole(cast, more, words, field):
    with pytest.raises(Refused, match=words) as refusal, transaction.atomic():
        end(cast, **more)
    assert refusal.value.field == field
    assert fresh(cast.package).state == "open"


def test_where_the_terms_ask_no_exit_plan_there_is_none(cast):
    end(cast, package=cast.links_package, exit_plan="", **NOBODY_ASKED, council_agreed_by="", council_agreed_on=None)
    assert cast.links_package.ending.exit_plan == ""


def test_views_are_added_later_and_two_writers_meet(cast):
    """Given an ending; when two add to it; then the second learns of the first and nothing is lost."""
    end(cast)
    ending = Ending.objects.get(package=cast.package)
    words = {name: getattr(ending, name) for name in ("council_agreed", "council_agreed_by", "council_agreed_on")}
    stale = Ending.objects.get(pk=ending.pk)
    write_ending(ending=ending, revision=1, person_view="I miss the walks", by=cast.ben, **words)
    with pytest.raises(Conflict), transaction.atomic():
        write_ending(ending=stale, revision=1, person_view="Fine", by=cast.dana, **words)
    assert Ending.objects.get(pk=ending.pk).person_view == "I miss the walks"


@pytest.mark.parametrize(("reason", "destination"), [("moved", "moved"), ("choice", "not known")])
def test_every_end_has_its_ending(cast, reason, destination):
    end_package(package=cast.package, ended_on=cast.today, reason=reason, by=cast.ben)
    assert cast.package.ending.destination == destination


# Death (case 15)


def test_support_ends_the_day_after_a_death(cast):
    ConcernFactory(package=cast.package)
    record_death(individual=cast.individual, died_on=cast.today - 3 * DAY, by=cast.ben)
    package = fresh(cast.package)
    assert (package.ended_on, package.end_reason, package.ending.destination) == (
        cast.today - 2 * DAY,
        "died",
        "died",
    )
    assert Individual.objects.get(pk=cast.individual.pk).died_on == cast.today - 3 * DAY
    assert Concern.objects.get(package=package).state == "raised", "safeguarding continues"


def test_a_package_that_had_not_begun_ends_on_its_first_day(cast):
    SupportPackage.objects.filter(pk=cast.package.pk).update(starts_on=cast.today + 5 * DAY)
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    assert fresh(cast.package).ended_on == cast.today + 5 * DAY


def test_the_keyworker_gets_a_neutral_message(cast):
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    messages = Message.objects.filter(key__startswith=f"death:{cast.package.pk}", channel="in app")
    assert {message.to for message in messages} == {cast.priya, cast.amara, cast.ben, cast.dana}
    for message in messages:
        assert "died" not in message.subject + message.body
        assert cast.individual.full_name not in message.subject + message.body


def test_nothing_more_goes_to_the_person(cast):
    """Given a reminder that waits; when the person has died; then it is withheld, and so is whatever comes later."""
    reminder = {"subject": "A visit", "body": "Tomorrow", "individual_id": cast.individual.pk}
    (waiting,) = queue_message(cast.maya, key="before", channels=["email"], **reminder)
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    (later,) = queue_message(cast.maya, key="after", channels=["email"], **reminder)
    send_messages()
    for message in (waiting, later):
        message.refresh_from_db()
        assert (message.state, message.reason) == ("withheld", "the person has died")


def test_the_portal_closes_for_the_person_and_the_representative(cast, client):
    """Given a death; then signing in leads to a page that says nothing, and nothing is in the access log."""
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    for user, words in ((cast.maya, "These pages are closed"), (cast.rosa, "Nobody shares anything with you")):
        client.force_login(user)
        page = client.get(reverse("me"))
        assert page.status_code == 200
        assert words in page.content.decode()
        assert cast.plan.matters_to_me not in page.content.decode()
        assert client.get(reverse("my_plan")).status_code == 404
    assert not RecordAccess.objects.filter(recorded_by__in=[cast.maya, cast.rosa]).exists()


def test_planned_visits_are_nobodys_work_any_more(cast, client):
    """Given visits today and next week; when the person dies today; then neither is to do, and both remain recorded."""
    for day in (cast.today, cast.today + 5 * DAY):
        PlannedVisitFactory(package=cast.package, worker=cast.worker, on=day)
    PlannedVisitFactory(package=cast.other_package, worker=cast.other_worker, on=cast.today + DAY)
    client.force_login(cast.ben)
    assert "M.L." in client.get(reverse("visits")).content.decode()
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    assert PlannedVisit.objects.upcoming().get().package == cast.other_package
    page = client.get(reverse("visits")).content.decode()
    assert "M.L." not in page
    assert "T.Z." in page
    assert PlannedVisit.objects.filter(package=cast.package).count() == 2


def test_an_open_stay_stays_as_it_is_known(cast):
    spell = record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=cast.today - 5 * DAY, by=cast.ben
    )
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    spell.refresh_from_db()
    assert spell.discharged_on is None
    assert cast.package.suspensions.get().until_on == cast.today + DAY


@pytest.mark.parametrize(("days", "words"), [(1, "future"), (-40_000, "before the date of birth")])
def test_a_day_of_death_that_cannot_be(cast, days, words):
    with pytest.raises(Refused, match=words), transaction.atomic():
        record_death(individual=cast.individual, died_on=cast.today + days * DAY, by=cast.ben)


def test_a_death_recorded_by_mistake(cast):
    """Given a death on the wrong record; when taken back with a reason; then the person lives, support stays ended."""
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    with pytest.raises(Refused, match="recorded already"), transaction.atomic():
        record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    with pytest.raises(Refused, match="what was wrong"), transaction.atomic():
        correct_death(individual=cast.individual, died_on=None, reason=" ", by=cast.ben)
    correct_death(individual=cast.individual, died_on=None, reason="It was her mother", by=cast.ben)
    assert Individual.objects.get(pk=cast.individual.pk).died_on is None
    assert fresh(cast.package).state == "ended"
    with pytest.raises(NotPossible), transaction.atomic():
        end(cast)


# Warnings


@pytest.fixture
def february(db):
    """Given the cast on 1 February 2027."""
    with clock.frozen_at(clock.instant_on(ADMITTED)):
        return build_once(assemble)


def warn(day) -> int:
    with on(day):
        return warn_of_holds(on=day)


def warnings(cast):
    messages = Message.objects.filter(key__startswith="hold-warning:", channel="in app").order_by("recorded_at")
    return [(clock.day_of(message.recorded_at).day, message.to.full_name) for message in messages]


def test_one_warning_at_each_day_of_the_terms(february):
    """Given a hold swept every day, twice; then there is one message at 14, 21 and 26 days to each who must act."""
    admit(february)
    sent = [(number, warn(ADMITTED + number * DAY)) for number in range(1, 29) for _ in range(2)]
    assert [number for number, count in sent if count] == [14, 21, 26]
    names = {"Priya Nair", "Amara Okafor", "Ben Whitcombe", "Dana Kowalska"}
    assert sorted(warnings(february)) == sorted((day, name) for day in (15, 22, 27) for name in names)


def test_a_late_sweep_sends_the_newest_only(february):
    admit(february)
    assert [warn(ADMITTED + 23 * DAY), warn(ADMITTED + 24 * DAY), warn(ADMITTED + 26 * DAY)] == [1, 0, 1]
    keys = {message.key.split(":")[3] for message in Message.objects.filter(key__startswith="hold-warning:")}
    assert keys == {"21", "26"}


def test_another_keyworker_is_not_warned_again_of_the_same_day(february):
    admit(february)
    warn(ADMITTED + 14 * DAY)
    change_keyworker(individual=february.individual, user=february.kofi, from_on=ADMITTED + 15 * DAY, by=february.ben)
    assert warn(ADMITTED + 15 * DAY) == 0
    warn(ADMITTED + 21 * DAY)
    assert (22, "Kofi Mensah") in warnings(february)
    assert (22, "Priya Nair") not in warnings(february)


def test_without_a_keyworker_the_councils_duty_team_is_warned(february):
    admit(february)
    type(february.keyworker_term).objects.filter(pk=february.keyworker_term.pk).update(until_on=ADMITTED)
    warn(ADMITTED + 14 * DAY)
    assert {name for _, name in warnings(february)} == {
        "Amara Okafor",
        "Ben Whitcombe",
        "Dana Kowalska",
        "Duty Desk",
    }


def test_nobody_is_warned_of_what_is_over(february):
    """Given a discharge, support that continues, an end, a death: then there is no warning."""
    spell = admit(february)
    with on(ADMITTED + 10 * DAY), transaction.atomic():
        record_discharge(spell=spell, discharged_on=ADMITTED + 10 * DAY, by=february.amara)
        assert warn(ADMITTED + 14 * DAY) == 0
        transaction.set_rollback(True)
    with transaction.atomic():
        say(february, spell, "resume", ADMITTED + 12 * DAY)
        assert warn(ADMITTED + 14 * DAY) == 0
        transaction.set_rollback(True)
    with on(ADMITTED + 13 * DAY), transaction.atomic():
        record_death(individual=february.individual, died_on=ADMITTED + 13 * DAY, by=february.ben)
        assert warn(ADMITTED + 14 * DAY) == 0
        transaction.set_rollback(True)
    assert warn(ADMITTED + 14 * DAY) == 1
    sweep(LAST_HELD + DAY)
    assert warn(LAST_HELD + DAY) == 0


def test_no_warning_where_the_terms_have_none(cast):
    record_admission(
        individual=cast.links_individual,
        hospital="Stonefield",
        kind="acute",
        admitted_on=cast.today - 20 * DAY,
        by=cast.gwen,
    )
    assert warn_of_holds(on=cast.today) == 0


def test_an_override_needs_no_account_but_a_name(cast):
    spell = record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=cast.today, by=cast.ben
    )
    with pytest.raises(Refused, match="who said it"), transaction.atomic():
        override(
            spell=spell,
            effect="resume",
            from_on=cast.today,
            said_by=None,
            said_on=cast.today,
            authority="By telephone",
            reason="x",
            by=cast.ben,
        )
