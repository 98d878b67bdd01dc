"""What the page of a call for help shows its reader, and the banner of the worker who called."""

import datetime
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.models import ContactPoint, Individual
from casework.services import record_admission, record_ward
from contracts import service_hours
from contracts.models import Post
from contracts.services import relieve
from core import clock
from design import formatting
from tests.factories import PlannedVisitFactory, days_ago
from tests.risk.safety_plan_builders import make_safety_plan
from tests.visits.escalation_builders import make_shift
from tests.visits.test_alerts import begin_escalation, log
from visits import services
from visits.log.briefing import load_briefing
from visits.models import Escalation

HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)
BANNER = "Your call for help"


def text_of(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    html = client.get(reverse(name, args=args)).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def person(cast):
    """Given what a senior must know of Maya: a warning, her telephone, and what helps in a crisis."""
    Individual.objects.filter(pk=cast.individual.pk).update(visit_warning="Dog in the yard")
    ContactPoint.objects.create(individual=cast.individual, kind="telephone", value="01632 960123", is_safe=True)
    make_safety_plan(cast.individual, cast.amara, warning_signs="Sit with her and ring her sister")


def test_the_senior_reads_the_number_first_then_what_was_seen_and_what_helps(cast, person):
    """Given an act-now concern; then its page has the worker's number, the change, the person's number and the plan."""
    make_shift(cast.tameside, cast.omar)
    log(cast, "now", place="home")
    page = text_of(cast.omar, "escalation", Escalation.objects.get().pk)
    expected = [
        cast.amara.telephone,
        "I’m dealing with this",
        "She sleeps by day.",
        "at home",
        "14 Canal Row",
        "01632 960123",
        "Dog in the yard",
        "Sit with her and ring her sister",
    ]
    main = page[page.index("Urgent concern from a visit: ring") :]
    places = [main.find(words) for words in expected]
    assert -1 not in places, dict(zip(expected, places, strict=True))
    assert places == sorted(places)


def test_a_change_that_joined_a_running_call_is_shown_too(cast, person):
    escalation = begin_escalation(cast)
    log(cast, "now")
    assert "She sleeps by day." in text_of(cast.omar, "escalation", escalation.pk)


def test_who_has_accepted_still_reads_the_worker_s_number_first(cast):
    escalation = begin_escalation(cast)
    services.answer_escalation(escalation=escalation, by=cast.omar)
    page = text_of(cast.omar, "escalation", escalation.pk)
    heading = page.index("You are dealing with this")
    assert page[heading:].startswith(f"You are dealing with this Amara Okafor: {cast.amara.telephone}")


def test_the_page_shows_the_planned_visit_and_when_the_check_was_due(cast):
    starts_at = clock.now() - 2 * HOUR
    planned = PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR
    )
    for _ in range(2):
        services.begin_checks(on=clock.today())
        services.advance_checks(on=clock.today())
    with clock.frozen_at(clock.now() + 11 * MINUTE):
        services.advance_checks(on=clock.today())
    page = text_of(cast.omar, "escalation", Escalation.objects.get().pk)
    assert planned.times in page
    due = planned.lone_working_check.due_at.astimezone(clock.LONDON)
    assert re.search(rf"due to check in by .*{due:%H:%M}", page)


def test_the_worker_s_open_call_is_on_every_page_until_it_is_closed(cast):
    escalation = begin_escalation(cast)
    for name in ("home", "visits", "people", "my_calendar"):
        page = text_of(cast.amara, name)
        assert BANNER in page, name
        assert "No one is dealing with it yet" in page
    assert BANNER not in text_of(cast.amara, "escalation", escalation.pk)
    services.answer_escalation(escalation=escalation, by=cast.omar)
    page = text_of(cast.amara, "people")
    assert "Omar Farouk is dealing with it" in page
    assert cast.omar.telephone in page
    services.close_escalation(escalation=Escalation.objects.get(), done="All well", by=cast.omar)
    assert BANNER not in text_of(cast.amara, "people")


def test_the_banner_says_whose_visit_and_when_unless_a_wall_hides_it(cast):
    escalation = begin_escalation(cast)
    whose = f"{BANNER} about {cast.individual.initials} ({formatting.when(escalation.recorded_at)}) is not closed."
    assert whose in text_of(cast.amara, "people")
    raise_wall(record_id=cast.individual.pk, user=cast.amara, reason="Neighbour", by=cast.sunita)
    page = text_of(cast.amara, "people")
    assert BANNER in page
    assert f"{BANNER} is not closed." in page
    assert f"about {cast.individual.initials}" not in page


def test_the_banner_says_who_deals_with_the_call_and_asks_later_whether_it_is_over(cast):
    services.answer_escalation(escalation=begin_escalation(cast), by=cast.omar)
    expected = f"Omar Farouk is dealing with it: ring Omar Farouk on {cast.omar.telephone}"
    assert expected in text_of(cast.amara, "people")
    assert "Is it over?" not in text_of(cast.amara, "people")
    with clock.frozen_at(clock.now() + 12 * HOUR):
        assert "Is it over? Ask them to close it." in text_of(cast.amara, "people")


def test_only_who_may_be_there_is_told_to_leave(cast):
    """Given a call that the senior accepted; then the worker leaves first, and the others give 999 the address."""
    escalation = begin_escalation(cast)
    services.answer_escalation(escalation=escalation, by=cast.omar)
    leave = "In danger? Leave first. Ring 999"
    for_others = "If Amara Okafor is in danger, ring 999 and give the address below."
    caller = text_of(cast.amara, "escalation", escalation.pk)
    assert leave in caller
    assert for_others not in caller
    for user in (cast.omar, cast.ben):
        page = text_of(user, "escalation", escalation.pk)
        assert for_others in page
        assert leave not in page
    services.begin_escalation(package=cast.package, cause="pressed", caller=cast.tess, by=cast.tess)
    assert leave in text_of(cast.tess, "escalation", escalation.pk)


def test_the_page_says_since_when_the_reader_deals_with_it_and_the_day_of_each_step(cast):
    """Given a call that the senior accepted; then the page has their time, and they are not among the others to
    ring.
    """
    make_shift(cast.tameside, cast.omar)
    escalation = begin_escalation(cast)
    services.answer_escalation(escalation=escalation, by=cast.omar)
    answered_at = Escalation.objects.get().answered_at
    page = text_of(cast.omar, "escalation", escalation.pk)
    assert f"You have been dealing with this since {formatting.when(answered_at)}." in page
    assert f"{formatting.when(escalation.steps.first().began_at)} " in page[page.index("Timeline") :]
    for user in (cast.ben, cast.amara):
        page = text_of(user, "escalation", escalation.pk)
        assert cast.omar.telephone not in page[page.index("Other people to ring") : page.index("Timeline")]


def test_the_call_for_help_says_what_a_tap_does_and_which_visit_it_is(cast):
    """Given a visit of today to somebody in hospital; then its button has the area, the time and “in hospital”."""
    noon = clock.instant_on(cast.today, datetime.time(12))
    PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=noon, ends_at=noon + HOUR)
    name = f"{cast.individual.initials}, Ashton, 12:00"
    page = text_of(cast.amara, "call_for_help")
    assert "One tap alerts the on-call senior and shows them this visit’s address." in page
    assert name in page
    assert "(in hospital)" not in page
    record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=days_ago(3), by=cast.amara
    )
    assert f"{name} (in hospital)" in text_of(cast.amara, "call_for_help")


def test_an_overdue_worker_reads_i_m_safe_before_the_button_to_log(cast):
    """Given an overdue visit; then “I’m safe” is above the log button and above the form, once on each page."""
    starts_at = clock.now() - 2 * HOUR
    planned = PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR
    )
    services.begin_checks(on=clock.today())
    pages = {"visits": [], "visit_briefing": [planned.pk], "visit_log_planned": [planned.pk]}
    below = {"visits": "Log this visit", "visit_briefing": "Phone numbers", "visit_log_planned": "Save"}
    for name, args in pages.items():
        page = text_of(cast.amara, name, *args)
        main = page[page.index("Overdue: check in as safe") :]
        assert main.count("I’m safe") == 1, name
        assert main.index("I’m safe") < main.index("I’ve arrived"), name
        assert main.index("I’m safe") < main.index(below[name]), name
    assert "You are overdue to check in. First choose “I’m safe”." in text_of(cast.amara, "visit_cancel", planned.pk)


def test_the_briefing_has_the_number_and_hours_of_the_office(cast):
    office = load_briefing(cast.package, cast.amara).telephones[-1]
    assert (office.name, office.number) == ("Office", cast.tameside.telephone)
    assert cast.tameside.hours in office.note


def test_the_banner_is_shown_to_everybody_who_called_and_to_nobody_else(cast):
    begin_escalation(cast)
    services.begin_escalation(package=cast.package, cause="pressed", caller=cast.lewis, by=cast.lewis)
    assert BANNER in text_of(cast.amara, "visits")
    assert BANNER in text_of(cast.lewis, "visits")
    assert BANNER not in text_of(cast.tess, "visits")
    assert BANNER not in text_of(cast.priya, "home")


@pytest.mark.parametrize(("hour", "is_outside"), [(7, True), (8, False), (21, False), (22, True)])
def test_an_on_call_number_outside_service_hours_is_shown_as_such(cast, hour, is_outside):
    at = clock.instant_on(cast.today, datetime.time(hour))
    with clock.frozen_at(at):
        escalation = begin_escalation(cast)
        page = text_of(cast.amara, "escalation", escalation.pk)
        assert ("(outside service hours)" in page) == is_outside
        on_call = text_of(cast.omar, "escalations")
        assert ("outside service hours" in on_call) == is_outside
        lines = load_briefing(cast.package, cast.amara).telephones
        notes = [line.note for line in lines if line.name == "On-call senior, Omar Farouk"]
        assert notes == ["outside service hours" if is_outside else ""]


def test_terms_without_hours_have_no_time_outside_them(cast):
    assert service_hours.is_open_at(cast.links_terms, clock.instant_on(cast.today, datetime.time(3)))
    assert not service_hours.is_open_at(cast.terms, clock.instant_on(cast.today, datetime.time(3)))


def test_the_page_of_a_worker_who_pressed_has_her_number_the_person_s_and_what_helps(cast, person):
    """Given a worker who pressed "Call for help", with no change noticed; then the senior reads the same contacts."""
    make_shift(cast.tameside, cast.omar)
    escalation = begin_escalation(cast)
    page = text_of(cast.omar, "escalation", escalation.pk)
    main = page[page.index("A worker called for help: ring Amara Okafor") :]
    expected = [cast.amara.telephone, "999", "01632 960123", "Dog in the yard", "Sit with her and ring her sister"]
    places = [main.find(words) for words in expected]
    assert -1 not in places, dict(zip(expected, places, strict=True))
    assert places == sorted(places)


def test_a_number_that_is_not_safe_is_shown_as_such_and_is_no_link(cast, person):
    ContactPoint.objects.create(
        individual=cast.individual, kind="telephone", value="01632 960777", is_safe=False, note="Her ex answers"
    )
    client = Client()
    client.force_login(cast.omar)
    html = client.get(reverse("escalation", args=[begin_escalation(cast).pk])).content.decode()
    assert "tel:+441632960123" in html
    assert "tel:+441632960777" not in html
    page = text_of(cast.omar, "escalation", Escalation.objects.get().pk)
    assert "Not safe to use" in page
    assert "Do not ring this number: not safe. Her ex answers" in page


def test_the_call_page_and_the_briefing_say_first_that_the_person_is_in_hospital(cast):
    """Given a stay, then a ward, then leave; then both pages say since when and where, above the home address."""
    planned = PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=clock.now() + HOUR, ends_at=clock.now() + 2 * HOUR
    )
    escalation = begin_escalation(cast)
    pages = [(cast.omar, "escalation", escalation.pk), (cast.amara, "visit_briefing", planned.pk)]
    assert "In hospital since" not in text_of(*pages[0]) + text_of(*pages[1])
    admitted_on = days_ago(3)
    spell = record_admission(
        individual=cast.individual, hospital="Stonefield", kind="acute", admitted_on=admitted_on, by=cast.amara
    )
    since = f"In hospital since {formatting.short_day(admitted_on)}, "
    wards = [("", "", ""), ("ward", "Rowan ward", ""), ("leave", "at her sister’s", "on Section 17 leave: ")]
    for ago, (kind, name, words) in zip((3, 2, 1), wards, strict=True):
        if kind:
            record_ward(spell=spell, kind=kind, name=name, from_on=days_ago(ago), by=cast.amara)
        for page in pages:
            text = text_of(*page)
            assert text.index(f"{since}{words}{name or 'Stonefield'}") < text.index("14 Canal Row")


def test_the_worker_who_called_reads_whom_to_ring_and_never_herself(cast):
    make_shift(cast.tameside, cast.omar)
    page = text_of(cast.amara, "escalation", begin_escalation(cast).pk)
    assert page.index("Ring Omar Farouk") < page.index(cast.omar.telephone) < page.index("Other people to ring")
    others = page[page.index("Other people to ring") : page.index("Timeline")]
    assert cast.amara.telephone not in others


def test_the_banner_is_on_the_pages_of_records_and_forms_too(cast):
    escalation = begin_escalation(cast)
    pages = [("person", cast.individual.pk), ("person_visits", cast.individual.pk), ("visit_log", cast.package.pk)]
    for name, *args in [*pages, ("escalation_ring", escalation.pk), ("call_for_help",), ("unsent_forms",)]:
        page = text_of(cast.amara, name, *args)
        assert BANNER in page, name
        assert "Open your call and see who to ring" in page


def test_the_banner_of_a_worker_who_did_not_check_in_says_so(cast):
    services.begin_escalation(package=cast.package, cause="overdue", caller=cast.amara, by=None)
    page = text_of(cast.amara, "visits")
    assert "You have not checked in as safe, so others were alerted." in page
    assert BANNER not in page


def test_the_banner_never_tells_the_worker_to_ring_herself(cast):
    """Given a worker who recorded that somebody answered; then the banner names nobody to ring but 999."""
    escalation = begin_escalation(cast)
    services.record_ringing(
        escalation=escalation,
        contact="on call",
        name="Omar Farouk",
        number=cast.omar.telephone,
        began_at=clock.now(),
        outcome="answered",
        conversation="He is on his way",
        by=cast.amara,
    )
    page = text_of(cast.amara, "people")
    banner = page[page.index(BANNER) : page.index("Open your call")]
    assert "You recorded that it was answered. In danger? Ring 999" in banner
    assert cast.amara.telephone not in banner
    assert "Amara" not in banner


@pytest.mark.parametrize(("hours_later", "status"), [(-1, 200), (23, 200), (25, 404)])
def test_an_old_call_shows_nothing_of_the_person_to_somebody_whose_role_has_ended(cast, person, hours_later, status):
    """Given Amara's call and the end of her role; then she reads it while it runs and for a day after it was closed,
    and later not where the person lives now.
    """
    call = begin_escalation(cast)
    relieve(post=Post.objects.get(user=cast.amara), until_on=cast.today, by=cast.ben)
    if hours_later > 0:
        services.close_escalation(escalation=call, done="Spoke to her. She is safe.", by=cast.omar)
    client = Client()
    with clock.frozen_at(clock.now() + max(hours_later, 0) * HOUR):
        client.force_login(cast.amara)
        answer = client.get(reverse("escalation", args=[call.pk]))
        senior = Client()
        senior.force_login(cast.omar)
        assert "14 Canal Row" in senior.get(reverse("escalation", args=[call.pk])).text
    assert answer.status_code == status
    assert ("14 Canal Row" in answer.text) == (status == 200)
