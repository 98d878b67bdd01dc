"""A worker finds the visit at which they may be, with “I’m safe” and “Call for help”, whatever became of the record."""

import datetime
import re

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import Wall
from casework.models import Allocation
from casework.services import declare_relation, end_package
from core import clock
from core.errors import Refused
from tests.visits.noon_builders import fresh, plan_an_hour, sign_in, text_of
from visits import services
from visits.models import Escalation, LoneWorkingCheck, PlannedVisit, RecurringVisit

MINUTE = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def planned(cast, noon):
    """Given a visit to Maya from noon until one, at which Amara has arrived."""
    planned = plan_an_hour(cast, noon)
    services.arrive(planned=planned, by=cast.amara)
    return fresh(planned)


@pytest.fixture
def later(cast, noon):
    """Given a visit of Amara to Tomasz from three until four."""
    cover = {"kind": "cover", "from_on": cast.today, "until_on": cast.today + DAY}
    Allocation.objects.create(package=cast.other_package, worker=cast.worker, **cover)
    return plan_an_hour(cast, noon + 3 * HOUR, package=cast.other_package)


@pytest.fixture
def client(cast):
    return sign_in(cast.amara)


def page(client, name, *args) -> str:
    return text_of(client.get(reverse(name, args=args)))


def bar_of(client, name) -> str:
    return re.search(r'<div class="cw-call-bar.*?</div>', page(client, name))[0]


def call_about(planned) -> str:
    return f'action="{reverse("call_from_planned", args=[planned.pk])}"'


def safe_at(planned) -> str:
    return f'action="{reverse("lone_working_check_safe", args=[planned.lone_working_check.pk])}"'


def hide(cast) -> None:
    declare_relation(user=cast.amara, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.ben)


# Behind a wall


@pytest.mark.parametrize("name", ["home", "visits"])
def test_a_walled_worker_calls_from_where_they_are_and_says_that_they_are_safe(cast, client, planned, later, name):
    """Given a wall since the arrival, and a later visit; then the one press is about the first, which has its times."""
    hide(cast)
    assert call_about(planned) in bar_of(client, name)
    html = page(client, name)
    assert safe_at(planned) in html
    assert "You can no longer open this record." in html
    assert "12:00 – 13:00" in html
    assert cast.other_individual.initials in html
    for secret in ("Maya", cast.individual.initials, "Ashton"):
        assert not re.search(rf"\b{secret}\b", html)
    for link in ("visit_briefing", "visit_log_planned"):
        assert f'href="{reverse(link, args=[planned.pk])}"' not in html
        assert f'href="{reverse(link, args=[later.pk])}"' in html


def test_the_page_that_asks_for_which_visit_lists_a_hidden_one_by_its_time(cast, client, planned, later):
    hide(cast)
    html = page(client, "call_for_help")
    assert call_about(planned) in html
    assert call_about(later) in html
    assert cast.individual.initials + "," not in html


def test_a_hidden_visit_of_today_is_listed_before_it_begins_but_none_of_another_day(cast, client, noon):
    """Given a wall before the visit; then today's visit is listed with its times only, tomorrow's is not."""
    visits = [plan_an_hour(cast, at) for at in (noon + HOUR, noon + DAY)]
    hide(cast)
    for name in ("home", "visits", "call_for_help"):
        html = page(client, name)
        assert [visit for visit in visits if str(visit.pk) in html] == visits[:1], name


def test_others_see_nothing_of_a_hidden_visit_of_somebody_else(cast, planned):
    hide(cast)
    declare_relation(user=cast.lewis, individual=cast.individual, declared_on=cast.today, words="Cousin", by=cast.ben)
    lewis = sign_in(cast.lewis)
    for name in ("home", "visits", "call_for_help"):
        assert str(planned.pk) not in page(lewis, name)


def test_a_wall_around_the_check_alone_does_not_take_its_buttons_away(cast, client, planned):
    check = planned.lone_working_check
    Wall.objects.create(record_id=check.pk, user=cast.amara, reason="Named in it", recorded_by=cast.ben)
    assert "Are you safe?" in page(client, "lone_working_check", check.pk)
    client.post(reverse("lone_working_check_safe", args=[check.pk]))
    assert LoneWorkingCheck.objects.get().ended_how == "safe"


# The visit is cancelled, or support has ended


@pytest.mark.parametrize("why", ["support ended", "cancelled", "after midnight"])
def test_a_worker_who_is_there_keeps_the_buttons_of_the_visit(cast, client, planned, why):
    if why == "support ended":
        end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    elif why == "cancelled":
        PlannedVisit.objects.update(state="cancelled")
    at = clock.now() + (12 * HOUR if why == "after midnight" else MINUTE)
    with clock.frozen_at(at):
        for name in ("home", "visits"):
            assert safe_at(planned) in page(client, name), name
            assert call_about(planned) in bar_of(client, name), name
        assert call_about(planned) in page(client, "call_for_help")
        client.post(reverse("call_from_planned", args=[planned.pk]))
        assert Escalation.objects.get().planned == planned
        client.post(reverse("lone_working_check_safe", args=[planned.lone_working_check.pk]))
    assert LoneWorkingCheck.objects.get().ended_how == "safe"


@pytest.mark.parametrize("verb", [services.end_recurring_visit, services.change_recurring_visit])
def test_repeating_visits_do_not_end_while_a_worker_is_at_one_of_them(cast, client, noon, verb):
    """Given a worker at a repeating visit; when others end or change the visits from that day; then it is refused,
    until the worker is safe. A check that had only begun by the plan ends with its visit."""
    how = {"repeats": "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR,SA,SU", "begins": datetime.time(12), "minutes": 60}
    begun = {"package": cast.package, "worker": cast.worker, "by": cast.ben, **how}
    recurring = services.begin_recurring_visit(from_on=cast.today, **begun)
    RecurringVisit.objects.update(from_on=cast.today - DAY)
    planned = recurring.visits.get(recurrence_on=cast.today)
    services.arrive(planned=planned, by=cast.amara)
    is_end = verb is services.end_recurring_visit
    change = {"until_on": cast.today} if is_end else {"from_on": cast.today, "worker": cast.other_worker, **how}

    def press() -> None:
        verb(recurring_visit=recurring, reason="The rota changes", by=cast.ben, **change)

    with pytest.raises(Refused, match="Amara Okafor has arrived at the visit"), transaction.atomic():
        press()
    assert set(recurring.visits.values_list("state", flat=True)) == {"planned"}
    services.undo_arrival(planned=fresh(planned), by=cast.amara)
    press()
    assert set(recurring.visits.values_list("state", flat=True)) == {"cancelled"}
    assert LoneWorkingCheck.objects.get(planned=planned).ended_how == "called off"


def test_a_cancelled_visit_offers_no_button_that_would_be_refused(cast, client, planned):
    PlannedVisit.objects.update(state="cancelled")
    html = page(client, "visits")
    for name in ("planned_leave", "planned_undo_arrival", "planned_accompanied"):
        assert reverse(name, args=[planned.pk]) not in html


def test_after_support_ended_the_worker_still_leaves_and_takes_an_arrival_back(cast, client, planned):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    client.post(reverse("planned_leave", args=[planned.pk]))
    assert fresh(planned).left_at == clock.now()
    client.post(reverse("planned_undo_arrival", args=[planned.pk]))
    assert fresh(planned).arrived_at is None
