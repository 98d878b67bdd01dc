"""Hours, strand, expected end, ending, death, and the warnings before a hold ends."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
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
from contracts.services import set_terms
from core import clock
from core.errors import Conflict, Refused
from core.messages import queue_message
from core.models import Message
from core.tasks import send_messages
from safeguarding.models import Concern
from tests.casework.test_holds import ADMITTED, LAST_HELD, admit, freeze_on, record_override, sweep
from tests.cast import FULL_TERMS, SILENT_TERMS, assemble
from tests.factories import ConcernFactory, PlannedVisitFactory
from tests.snapshots import build_once
from visits.models import PlannedVisit

DAY = datetime.timedelta(days=1)
date = datetime.date
NOT_ASKED = {"person_agreed": "not asked", "council_agreed": "not asked"}


def reload(package) -> SupportPackage:
    return SupportPackage.objects.get(pk=package.pk)


# Hours and strand


@pytest.mark.parametrize(("days", "words"), [(-1, "Support starts on"), (0, "already set from")])
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
    with pytest.raises(Refused, match="last day of support was"), transaction.atomic():
        change_hours(
            package=cast.package, from_on=cast.today - 2 * DAY, minutes=60, reason="x", agreed_by="P", by=cast.ben
        )


def test_unchanged_hours_are_refused(cast):
    with pytest.raises(Refused, match="already the weekly hours"), transaction.atomic():
        change_hours(package=cast.package, from_on=cast.today, minutes=360, reason="x", agreed_by="P", by=cast.ben)


def test_a_future_change_of_hours_is_not_ignored(cast):
    """Given fewer hours from next week; when others are set from today; then it is refused, naming the day."""
    ahead = {"reason": "Better", "agreed_by": "Priya", "by": cast.ben}
    change_hours(package=cast.package, from_on=cast.today + 7 * DAY, minutes=120, **ahead)
    with pytest.raises(Refused, match="already set from"), transaction.atomic():
        change_hours(package=cast.package, from_on=cast.today, minutes=240, **ahead)


def move_strand(cast, strand, **more):
    more = {"from_on": cast.today, "reason": "Out of hospital", "agreed_by": "Priya Nair", **more}
    return change_strand(package=cast.package, strand=strand, by=cast.ben, **more)


def test_a_package_moves_to_another_strand_and_the_past_stays(cast):
    """T2.1: given Maya in the first strand; when she moves today; then the second strand applies from today."""
    move_strand(cast, cast.strands[1])
    assert list(PackageStrand.objects.filter(package=cast.package).values_list("strand", "until_on", "reason")) == [
        (cast.strands[0].pk, cast.today, ""),
        (cast.strands[1].pk, None, "Out of hospital"),
    ]


@pytest.mark.parametrize(
    ("more", "words"),
    [({"reason": " "}, "why the package is moving"), ({"agreed_by": ""}, "who agreed")],
)
def test_a_move_needs_a_reason_and_who_agreed(cast, more, words):
    with pytest.raises(Refused, match=words), transaction.atomic():
        move_strand(cast, cast.strands[1], **more)


def test_a_move_is_to_another_strand_of_the_same_contract(cast):
    with pytest.raises(Refused, match="already in this strand"), transaction.atomic():
        move_strand(cast, cast.strands[0])
    elsewhere = type(cast.strands[0]).objects.create(contract=cast.links, name="Drop-in")
    with pytest.raises(Refused, match="another contract"), transaction.atomic():
        move_strand(cast, elsewhere)


def test_an_expected_end_is_planned_only_where_the_terms_ask(cast):
    """C5e: given a contract with support for as long as needed; then no end is planned."""
    ahead = {"expected_end_on": cast.today + 90 * DAY, "exit_route": "independence", "by": cast.ben}
    plan_end(package=cast.package, **ahead)
    assert reload(cast.package).exit_route == "independence"
    with pytest.raises(Refused, match="as long as it is needed"), transaction.atomic():
        plan_end(package=cast.links_package, **ahead)


# The end


def end_as_agreed(cast, **more):
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


def test_an_ending_records_what_was_agreed_and_by_whom(cast):
    end_as_agreed(cast, person_view="I can do it", council_view="", provider_view="She cooks")
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
        ({"council_agreed_on": None}, "the date the Council agreed", "council_agreed_on"),
    ],
)
def test_an_incomplete_ending_is_refused(cast, more, words, field):
    with pytest.raises(Refused, match=words) as refusal, transaction.atomic():
        end_as_agreed(cast, **more)
    assert refusal.value.field == field
    assert reload(cast.package).state == "open"


def end_form(cast, last_on, **more):
    """Return the page that answers the form of the end of support, sent without an exit plan."""
    client = Client()
    client.force_login(cast.ben)
    address = reverse("package_end", args=[cast.package.pk])
    day = {f"ended_on_{part}": getattr(last_on, part) for part in ("day", "month", "year")}
    agreed = {"reason": "choice", "destination": "independence", "person_agreed": "yes", "council_agreed": "no"}
    return client.get(address), client.post(address, {**agreed, **day, **more})


@pytest.mark.parametrize("asks_now", [True, False])
def test_the_exit_plan_is_asked_for_by_the_terms_of_the_last_day(cast, asks_now):
    """Given terms that change today; then the form asks for an exit plan by those of the end, and marks it rightly."""
    earlier = FULL_TERMS | {"asks_exit_plan": not asks_now}
    set_terms(contract=cast.tameside, from_on=cast.today - 30 * DAY, by=None, **earlier)
    set_terms(contract=cast.tameside, from_on=cast.today, by=None, **FULL_TERMS | {"asks_exit_plan": asks_now})
    for last_on, is_asked in ((cast.today, asks_now), (cast.today - 10 * DAY, not asks_now)):
        opened, sent = end_form(cast, last_on)
        label = opened.content.decode().partition('for="id_exit_plan"')[2].partition("</label>")[0]
        assert "Exit plan" in label
        assert "optional" not in label
        assert ("Enter the exit plan" in sent.content.decode()) is is_asked
        assert ("Check your answers" in sent.content.decode()) is not is_asked


def test_an_exit_plan_that_no_terms_ask_for_is_marked_as_optional(cast):
    set_terms(contract=cast.links, from_on=cast.today, by=None, **SILENT_TERMS)
    client = Client()
    client.force_login(cast.nadia)
    page = client.get(reverse("package_end", args=[cast.links_package.pk])).content.decode()
    assert "optional" in page.partition('for="id_exit_plan"')[2].partition("</label>")[0]


def test_no_exit_plan_is_needed_where_the_terms_ask_for_none(cast):
    end_as_agreed(
        cast, package=cast.links_package, exit_plan="", **NOT_ASKED, council_agreed_by="", council_agreed_on=None
    )
    assert cast.links_package.ending.exit_plan == ""


def test_views_can_be_added_later_and_conflicts_are_shown(cast):
    """Given an ending; when two people add to it; then the second gets a conflict and nothing is lost."""
    end_as_agreed(cast)
    ending = Ending.objects.get(package=cast.package)
    words = {name: getattr(ending, name) for name in ("council_agreed", "council_agreed_by", "council_agreed_on")}
    stale = Ending.objects.get(pk=ending.pk)
    write_ending(ending=ending, revision=1, person_view="I miss the walks", by=cast.ben, **words)
    with pytest.raises(Conflict), transaction.atomic():
        write_ending(ending=stale, revision=1, person_view="Fine", by=cast.dana, **words)
    assert Ending.objects.get(pk=ending.pk).person_view == "I miss the walks"


@pytest.mark.parametrize(("reason", "destination"), [("moved", "moved"), ("choice", "not known")])
def test_every_ended_package_has_an_ending(cast, reason, destination):
    end_package(package=cast.package, ended_on=cast.today, reason=reason, by=cast.ben)
    assert cast.package.ending.destination == destination


# Death (case 15)


def test_support_ends_the_day_after_a_death(cast):
    ConcernFactory(package=cast.package)
    record_death(individual=cast.individual, died_on=cast.today - 3 * DAY, by=cast.ben)
    package = reload(cast.package)
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
    assert reload(cast.package).ended_on == cast.today + 5 * DAY


def test_the_keyworker_gets_a_neutral_message(cast):
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    messages = Message.objects.filter(key__startswith=f"death:{cast.package.pk}", channel="in app")
    assert {message.to for message in messages} == {cast.priya, cast.amara, cast.ben, cast.dana}
    for message in messages:
        assert "died" not in message.subject + message.body
        assert cast.individual.full_name not in message.subject + message.body


def test_no_more_messages_go_to_the_person(cast):
    """Given a queued reminder; when the person has died; then it and every later message is withheld."""
    reminder = {"subject": "A visit", "body": "Tomorrow", "individual_id": cast.individual.pk}
    (waiting,) = queue_message(cast.maya, key="before", channels=["email"], **reminder)
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    (later,) = queue_message(cast.maya, key="after", channels=["email"], **reminder)
    send_messages()
    for message in (waiting, later):
        message.refresh_from_db()
        assert (message.state, message.reason) == ("withheld", "the person has died")


def test_the_portal_closes_for_the_person_and_the_representative(cast, client):
    """Given a death; then the portal shows nothing and nothing is logged."""
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    for user, words in ((cast.maya, "These pages are closed"), (cast.rosa, "No one is sharing anything with you")):
        client.force_login(user)
        page = client.get(reverse("me"))
        assert page.status_code == 200
        assert words in page.content.decode()
        assert cast.plan.matters_to_me not in page.content.decode()
        assert client.get(reverse("my_plan")).status_code == 404
    assert not RecordAccess.objects.filter(recorded_by__in=[cast.maya, cast.rosa]).exists()


def test_planned_visits_are_no_longer_duties(cast, client):
    """Given visits today and next week; when the person dies today; then neither is a duty and both stay recorded."""
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


def test_a_death_does_not_close_an_open_stay(cast):
    spell = record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=cast.today - 5 * DAY, by=cast.ben
    )
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    spell.refresh_from_db()
    assert spell.discharged_on is None
    assert cast.package.holds.get().until_on == cast.today + DAY


@pytest.mark.parametrize(("days", "words"), [(1, "future"), (-40_000, "before the date of birth")])
def test_an_impossible_day_of_death_is_refused(cast, days, words):
    with pytest.raises(Refused, match=words), transaction.atomic():
        record_death(individual=cast.individual, died_on=cast.today + days * DAY, by=cast.ben)


def test_a_death_recorded_by_mistake(cast):
    """Given a death on the wrong record; when it is withdrawn with a reason; then support continues."""
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    with pytest.raises(Refused, match="already recorded"), transaction.atomic():
        record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    with pytest.raises(Refused, match="what was wrong"), transaction.atomic():
        correct_death(individual=cast.individual, died_on=None, reason=" ", by=cast.ben)
    correct_death(individual=cast.individual, died_on=None, reason="It was her mother", by=cast.ben)
    assert Individual.objects.get(pk=cast.individual.pk).died_on is None
    assert (reload(cast.package).state, reload(cast.package).ended_on) == ("open", None)


def test_support_that_ended_before_a_death_stays_ended(cast):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    correct_death(individual=cast.individual, died_on=None, reason="It was her mother", by=cast.ben)
    assert reload(cast.package).state == "ended"


def test_a_corrected_day_of_death_leaves_support_ended(cast):
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    correct_death(individual=cast.individual, died_on=cast.today - DAY, reason="The day before", by=cast.ben)
    assert reload(cast.package).state == "ended"


def test_after_a_mistake_messages_and_the_portal_come_back(cast, client):
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    correct_death(individual=cast.individual, died_on=None, reason="It was her mother", by=cast.ben)
    (reminder,) = queue_message(
        cast.maya, key="after", channels=["email"], subject="A visit", body="x", individual_id=cast.individual.pk
    )
    send_messages()
    reminder.refresh_from_db()
    assert reminder.state == "sent"
    client.force_login(cast.maya)
    assert cast.plan.matters_to_me in client.get(reverse("my_plan")).content.decode()


def test_everybody_who_was_told_of_a_death_hears_that_it_was_a_mistake(cast):
    """Given a death recorded, corrected, and recorded again; then each step reaches the same four users."""
    names = {cast.priya, cast.amara, cast.ben, cast.dana}
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    correct_death(individual=cast.individual, died_on=None, reason="It was her mother", by=cast.ben)
    undone = Message.objects.filter(key__startswith=f"ending-undone:{cast.package.pk}", channel="in app")
    assert {message.to for message in undone} == names
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    deaths = Message.objects.filter(key__startswith=f"death:{cast.package.pk}", channel="in app")
    assert {message.to for message in deaths} == names
    assert deaths.count() == 2 * len(names)


# Warnings


@pytest.fixture
def february(db):
    """Given the cast on 1 February 2027."""
    with clock.frozen_at(clock.instant_on(ADMITTED)):
        return build_once(assemble)


def send_warnings(day) -> int:
    with freeze_on(day):
        return warn_of_holds(on=day)


def warnings(cast):
    messages = Message.objects.filter(key__startswith="hold-warning:", channel="in app").order_by("recorded_at")
    return [(clock.day_of(message.recorded_at).day, message.to.full_name) for message in messages]


def test_one_warning_is_sent_on_each_day_in_the_terms(february):
    """Given a hold with two sweeps a day; then each recipient gets one message at 14, 21 and 26 days."""
    admit(february)
    sent = [(number, send_warnings(ADMITTED + number * DAY)) for number in range(1, 29) for _ in range(2)]
    assert [number for number, count in sent if count] == [14, 21, 26]
    names = {"Priya Nair", "Amara Okafor", "Ben Whitcombe", "Dana Kowalska"}
    assert sorted(warnings(february)) == sorted((day, name) for day in (15, 22, 27) for name in names)


def test_a_late_sweep_sends_only_the_latest_warning(february):
    admit(february)
    assert [
        send_warnings(ADMITTED + 23 * DAY),
        send_warnings(ADMITTED + 24 * DAY),
        send_warnings(ADMITTED + 26 * DAY),
    ] == [1, 0, 1]
    keys = {message.key.split(":")[3] for message in Message.objects.filter(key__startswith="hold-warning:")}
    assert keys == {"21", "26"}


def test_a_new_keyworker_does_not_get_the_same_warning_again(february):
    admit(february)
    send_warnings(ADMITTED + 14 * DAY)
    change_keyworker(individual=february.individual, user=february.kofi, from_on=ADMITTED + 15 * DAY, by=february.ben)
    assert send_warnings(ADMITTED + 15 * DAY) == 0
    send_warnings(ADMITTED + 21 * DAY)
    assert (22, "Kofi Mensah") in warnings(february)
    assert (22, "Priya Nair") not in warnings(february)


def test_without_a_keyworker_the_councils_duty_team_is_warned(february):
    admit(february)
    type(february.keyworker_term).objects.filter(pk=february.keyworker_term.pk).update(until_on=ADMITTED)
    send_warnings(ADMITTED + 14 * DAY)
    assert {name for _, name in warnings(february)} == {
        "Amara Okafor",
        "Ben Whitcombe",
        "Dana Kowalska",
        "Duty Desk",
    }


def test_no_warning_is_sent_about_an_ended_hold(february):
    """Given a discharge, continued support, an end or a death; then there is no warning."""
    spell = admit(february)
    with freeze_on(ADMITTED + 10 * DAY), transaction.atomic():
        record_discharge(spell=spell, discharged_on=ADMITTED + 10 * DAY, by=february.amara)
        assert send_warnings(ADMITTED + 14 * DAY) == 0
        transaction.set_rollback(True)
    with transaction.atomic():
        record_override(february, spell, "resume", ADMITTED + 12 * DAY)
        assert send_warnings(ADMITTED + 14 * DAY) == 0
        transaction.set_rollback(True)
    with freeze_on(ADMITTED + 13 * DAY), transaction.atomic():
        record_death(individual=february.individual, died_on=ADMITTED + 13 * DAY, by=february.ben)
        assert send_warnings(ADMITTED + 14 * DAY) == 0
        transaction.set_rollback(True)
    assert send_warnings(ADMITTED + 14 * DAY) == 1
    sweep(LAST_HELD + DAY)
    assert send_warnings(LAST_HELD + DAY) == 0


def test_no_warning_where_the_terms_have_none(cast):
    record_admission(
        individual=cast.links_individual,
        hospital="Stonefield",
        kind="acute",
        admitted_on=cast.today - 20 * DAY,
        by=cast.gwen,
    )
    assert warn_of_holds(on=cast.today) == 0


def test_an_override_needs_a_name_but_no_account(cast):
    spell = record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=cast.today, by=cast.ben
    )
    with pytest.raises(Refused, match="who decided for the Council"), transaction.atomic():
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
