"""Turning a check-in off and on, arriving and leaving, and the one "Call for help" of a page."""

import datetime
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.urls import reverse

from core import clock
from core.errors import NotPossible, Refused
from design import formatting
from tests.factories import PlannedVisitFactory
from tests.timelines import timeline_of
from tests.visits.noon_builders import fresh, plan_an_hour, sign_in
from visits import services
from visits.lone_working.on_call_lists import check_in_off_for
from visits.models import LoneWorkingCheck, PlannedVisit, Visit
from workforce.models import Absence

MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
SAFE = 15 * MINUTE
OFF = "Check-in off: two workers"


@pytest.fixture
def planned(cast, noon):
    """Given a planned visit from noon until one."""
    return plan_an_hour(cast, noon)


@pytest.fixture
def client(cast):
    return sign_in(cast.amara)


def page(client, name, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


# Off and on


def test_the_check_in_goes_off_only_after_a_question(cast, client, planned):
    """Given a card; then its link asks who goes too, nothing changes before that, and the card says that it is off."""
    address = reverse("planned_accompanied", args=[planned.pk])
    assert f'href="{address}"' in page(client, "visits")
    assert f'action="{address}"' not in page(client, "visits")
    assert "Who is going with you?" in client.get(address).content.decode()
    assert "Enter who is going with you" in client.post(address, {"companion": ""}).content.decode()
    assert not LoneWorkingCheck.objects.filter(state="over").exists()
    client.post(address, {"companion": "Lewis Hartley"})
    assert fresh(planned).lone_working_check.is_accompanied
    for name in ("visits", "home"):
        card = page(client, name)
        assert "Check-in off: two workers" in card
        assert "Lewis Hartley" in card
    client.post(reverse("planned_alone", args=[planned.pk]))
    assert fresh(planned).lone_working_check.state == "running"
    assert "Check-in off" not in page(client, "visits")


def test_no_signal_is_on_the_card_and_can_be_undone(cast, client, planned):
    services.expect_no_signal(planned=planned, by=cast.amara)
    assert fresh(planned).lone_working_check.due_at == planned.ends_at + SAFE + 15 * MINUTE
    with clock.frozen_at(planned.starts_at - HOUR):
        assert "I expect signal after all" in page(client, "visits")
        client.post(reverse("planned_signal", args=[planned.pk]))
        client.post(reverse("planned_signal", args=[planned.pk]))
    assert fresh(planned).lone_working_check.due_at == planned.ends_at + SAFE
    assert not fresh(planned).lone_working_check.no_signal_expected


def test_each_choice_is_in_the_timeline_of_the_person(cast, planned):
    services.expect_no_signal(planned=planned, by=cast.amara)
    services.expect_signal(planned=planned, by=cast.amara)
    services.mark_accompanied(planned=planned, companion="Lewis", by=cast.amara)
    services.mark_alone(planned=planned, by=cast.amara)
    entries = {entry["title"]: entry for entry in timeline_of(cast.individual, cast.ben)}
    for title in (
        "No signal expected at the visit: more time to check in",
        "Signal expected at the visit after all",
        "Lone-working check-in off: two workers",
        "Lone-working check-in on again: one worker",
    ):
        assert entries[title]["by"] == "Amara Okafor"
    assert entries["Lone-working check-in off: two workers"]["body"] == "With Lewis"
    assert not any("check" in entry["title"] for entry in timeline_of(cast.individual, cast.priya))


# Arriving and leaving


@pytest.mark.parametrize("minutes", [-20, 0, 25])
def test_arriving_begins_the_check_and_moves_its_time(cast, planned, minutes):
    at = planned.starts_at + minutes * MINUTE
    with clock.frozen_at(at):
        services.arrive(planned=planned, by=cast.amara)
    assert fresh(planned).arrived_at == at
    check = fresh(planned).lone_working_check
    assert check.due_at == at + HOUR + SAFE
    with clock.frozen_at(at):
        assert check.is_under_way
        assert LoneWorkingCheck.objects.under_way().exists()


def test_a_second_press_changes_nothing(cast, client, planned):
    for minutes in (0, 10):
        with clock.frozen_at(planned.starts_at + minutes * MINUTE):
            client.post(reverse("planned_arrive", args=[planned.pk]))
    for minutes in (40, 50):
        with clock.frozen_at(planned.starts_at + minutes * MINUTE):
            client.post(reverse("planned_leave", args=[planned.pk]))
    visit = fresh(planned)
    assert (visit.arrived_at, visit.left_at) == (planned.starts_at, planned.starts_at + 40 * MINUTE)


def test_leaving_does_not_end_the_check(cast, client, planned):
    """Given a worker who left early; then they are asked fifteen minutes later whether they are safe."""
    services.arrive(planned=planned, by=cast.amara)
    with clock.frozen_at(planned.starts_at + 30 * MINUTE):
        services.leave(planned=planned, by=cast.amara)
        assert "I’m safe" in page(client, "visits")
    check = fresh(planned).lone_working_check
    assert (check.state, check.due_at) == ("running", planned.starts_at + 30 * MINUTE + SAFE)
    with clock.frozen_at(check.due_at):
        services.advance_checks(on=clock.today())
    assert fresh(planned).lone_working_check.state == "asked"


def test_leaving_answers_the_question_but_not_once_others_were_called(cast, planned):
    services.arrive(planned=planned, by=cast.amara)
    late = planned.ends_at + SAFE
    with clock.frozen_at(late):
        services.advance_checks(on=clock.today())
    with clock.frozen_at(late + 5 * MINUTE):
        services.leave(planned=planned, by=cast.amara)
    assert fresh(planned).lone_working_check.due_at == late + 5 * MINUTE + SAFE
    with clock.frozen_at(late + 5 * MINUTE + SAFE):
        services.advance_checks(on=clock.today())
    with clock.frozen_at(late + 30 * MINUTE):
        services.advance_checks(on=clock.today())
    assert fresh(planned).lone_working_check.state == "called"
    PlannedVisit.objects.update(left_at=None)
    with clock.frozen_at(late + 31 * MINUTE):
        services.leave(planned=fresh(planned), by=cast.amara)
    assert fresh(planned).lone_working_check.state == "called"


def test_only_the_worker_arrives_and_only_on_the_day(cast, planned):
    with pytest.raises(Refused, match="Only the worker"), transaction.atomic():
        services.arrive(planned=planned, by=cast.ben)
    the_day_before = clock.frozen_at(planned.starts_at - datetime.timedelta(days=1))
    with the_day_before, pytest.raises(NotPossible, match="not today"), transaction.atomic():
        services.arrive(planned=planned, by=cast.amara)


def test_arriving_at_an_accompanied_visit_leaves_its_check_off(cast, planned):
    services.mark_accompanied(planned=planned, by=cast.amara)
    services.arrive(planned=planned, by=cast.amara)
    assert fresh(planned).arrived_at
    assert fresh(planned).lone_working_check.is_accompanied


def test_a_moved_visit_has_no_arrival(cast, planned):
    services.arrive(planned=planned, by=cast.amara)
    services.confirm_safe(check=fresh(planned).lone_working_check, by=cast.amara)
    later = {"starts_at": planned.starts_at + HOUR, "ends_at": planned.ends_at + HOUR}
    services.move_planned(planned=fresh(planned), reason="Bus", by=cast.ben, **later)
    assert fresh(planned).arrived_at is None
    assert fresh(planned).lone_working_check.due_at == planned.ends_at + HOUR + SAFE


def test_the_log_form_is_filled_with_the_recorded_times(cast, client, planned):
    with clock.frozen_at(planned.starts_at + 7 * MINUTE):
        services.arrive(planned=planned, by=cast.amara)
    with clock.frozen_at(planned.starts_at + 52 * MINUTE):
        services.leave(planned=planned, by=cast.amara)
        html = page(client, "visit_log_planned", planned.pk)
    values = dict(re.findall(r'name="(started|ended|times_from)"[^>]*?value="([^"]*)"', html))
    values |= {name: value for value, name in re.findall(r'value="([^"]*)"[^>]*?name="(started|ended)"', html)}
    assert values["started"].endswith("12:07")
    assert values["ended"].endswith("12:52")
    assert values["times_from"] == "tapped"
    assert not Visit.objects.exists()


# Call for help


def call_buttons(html) -> int:
    return len(re.findall(r">\s*Call for help", html))


def test_a_page_has_one_call_for_help_about_the_visit_under_way(cast, client, planned):
    PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=planned.ends_at + HOUR, ends_at=planned.ends_at + 2 * HOUR
    )
    for name in ("visits", "home"):
        html = page(client, name)
        assert call_buttons(html) == 1
        assert reverse("call_from_planned", args=[planned.pk]) in html
    for name in ("visit_briefing", "visit_log_planned"):
        assert call_buttons(page(client, name, planned.pk)) == 1


def test_the_log_of_another_worker_or_day_names_the_visit_and_offers_neither_call_nor_now(cast, client, planned):
    html = page(client, "visit_log_planned", planned.pk)
    assert "data-time-of-now" not in html
    assert f"{formatting.weekday(planned.starts_at)}, {planned.times}" in html
    manager = sign_in(cast.ben)
    html = page(manager, "visit_log_planned", planned.pk)
    assert call_buttons(html) == 0
    assert 'data-time-of-now="no"' in html
    assert f"Planned for {cast.amara}: {formatting.weekday(planned.starts_at)}" in " ".join(html.split())
    with clock.frozen_at(planned.starts_at + 24 * HOUR):
        html = page(client, "visit_log_planned", planned.pk)
    assert call_buttons(html) == 0
    assert 'data-time-of-now="no"' in html


def test_where_several_visits_are_possible_it_asks_for_which(cast, client, planned):
    other = PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=planned.starts_at, ends_at=planned.ends_at
    )
    html = page(client, "visits")
    assert call_buttons(html) == 1
    assert f'href="{reverse("call_for_help")}"' in html
    choice = page(client, "call_for_help")
    for visit in (planned, other):
        assert reverse("call_from_planned", args=[visit.pk]) in choice
    services.arrive(planned=other, by=cast.amara)
    assert reverse("call_from_planned", args=[other.pk]) in page(client, "visits")


def test_without_a_visit_today_the_page_calls_for_help_all_the_same(cast, client, noon):
    assert call_buttons(page(client, "visits")) == 0
    assert "Where are you?" in page(client, "call_for_help")


def test_without_a_visit_it_shows_999_and_then_who_is_on_call(cast, client, noon):
    html = page(client, "call_for_help")
    number = cast.omar.telephone.replace(" ", "").removeprefix("0")
    assert html.index('href="tel:999"') < html.index(f'href="tel:+44{number}"') < html.index("Where are you?")
    assert "On-call senior, Omar Farouk" in html
    assert "outside service hours" not in html


def test_a_card_says_that_a_visit_needs_cover(cast, client, planned):
    """Given a visit whose worker is absent today; then the card on both pages says so, as the rota does."""
    assert "Needs cover" not in page(client, "visits") + page(client, "home")
    Absence.objects.create(worker=cast.worker, kind="leave", from_on=cast.today)
    assert "Needs cover" in page(client, "visits")
    assert "Needs cover" in page(client, "home")


def bar_of(client) -> str:
    """Return the call bar of the page "Visits"."""
    return re.search(r'<div class="cw-call-bar.*?</div>', page(client, "visits"), re.DOTALL)[0]


def action_of(planned) -> str:
    return f'action="{reverse("call_from_planned", args=[planned.pk])}"'


def test_the_call_bar_stays_in_view(cast, client, planned):
    """Given the page "Visits"; then its bar is the one that the stylesheet keeps in view."""
    assert "Call for help" in bar_of(client)
    stylesheet = Path(finders.find("casework.css")).read_text()
    assert re.search(r"\.cw-call-bar\{[^}]*position:\s*(sticky|fixed)", stylesheet)


def test_the_call_bar_is_about_the_only_visit_of_the_day_also_before_it_begins(cast, client, planned):
    with clock.frozen_at(planned.starts_at - 3 * HOUR):
        assert action_of(planned) in bar_of(client)


def test_the_call_bar_is_about_where_the_worker_has_arrived_not_what_the_plan_says(cast, client, planned):
    """Given a worker who arrived at the later visit while the first is under way by the plan; then it is the later."""
    later = PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=planned.ends_at, ends_at=planned.ends_at + HOUR
    )
    services.arrive(planned=later, by=cast.amara)
    assert action_of(later) in bar_of(client)
    services.leave(planned=later, by=cast.amara)
    with clock.frozen_at(planned.starts_at + MINUTE):
        assert action_of(planned) in bar_of(client)


def test_the_call_bar_is_never_about_the_visit_of_somebody_else(cast, client, planned):
    colleague_s = PlannedVisitFactory(
        package=cast.package, worker=cast.other_worker, starts_at=planned.starts_at, ends_at=planned.ends_at
    )
    assert action_of(planned) in bar_of(client)
    PlannedVisit.objects.filter(pk=planned.pk).update(state="cancelled")
    html = page(client, "visits")
    assert "cw-call-bar" not in html
    assert action_of(colleague_s) not in html


# The tag of a visit without check-in


def test_check_in_off_is_marked_wherever_others_look(cast, client, planned):
    """Given a visit whose check-in is off; then the rota, the person's visits and "On call" have a tag, until it is
    on again."""
    services.mark_accompanied(planned=planned, companion="Lewis Hartley", by=cast.amara)
    lead = sign_in(cast.tess)
    places = [("rota",), ("person_rota", cast.individual.pk), ("person_visits", cast.individual.pk), ("escalations",)]
    for place in places:
        assert OFF in page(lead, *place), place
    for query in ("?by=person", "?showing=week"):
        assert OFF in lead.get(reverse("rota") + query).content.decode(), query
    on_call = page(lead, "escalations")
    assert "Check-in off today" in on_call
    assert "Going too: Lewis Hartley" in on_call
    assert planned.times in on_call
    services.mark_alone(planned=planned, by=cast.amara)
    for place in places:
        assert OFF not in page(lead, *place), place


def test_on_call_lists_no_check_in_off_of_another_day_or_of_a_logged_visit(cast, planned):
    services.mark_accompanied(planned=planned, companion="Lewis Hartley", by=cast.amara)
    with clock.frozen_at(planned.starts_at + datetime.timedelta(days=1)):
        assert not check_in_off_for(cast.tess).exists()
    assert check_in_off_for(cast.tess).exists()
    assert not check_in_off_for(cast.nadia).exists()
    PlannedVisit.objects.update(state="logged")
    assert not check_in_off_for(cast.tess).exists()
