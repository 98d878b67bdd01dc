"""Times that suit a person and times that do not: the rota warns, and the planner may plan anyway (R70, T4.16)."""

import datetime
from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from casework.models import TimePreference
from casework.people.safety_facts import facts_of
from casework.services import change_time_preference, merge, record_time_preference, withdraw_time_preference
from casework.times.enums import TimeReason
from casework.times.hours import WeeklyTime, objections
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from design.fields import SpokenTimeField
from tests.casework.test_safety_facts import get_briefing, make_duplicate
from tests.factories import PlannedVisitFactory
from visits.log.briefing import load_briefing
from visits.models import PlannedVisit
from visits.services import begin_recurring_visit, move_planned, plan_visit
from workforce.services import record_absence

DATE, TIME = datetime.date, datetime.time
DAY = datetime.timedelta(days=1)
FRIDAY = DATE(2026, 5, 15)
FIRST = DATE(2026, 1, 1)
FAITH = {"kind": "does not suit", "reason": "faith", "words": "Friday prayers", "weekdays": [4]}
NOON_TO_TWO = {"begins": TIME(12), "ends": TIME(14)}


def weekly(suits=False, weekdays=(), begins=None, ends=None, from_on=FIRST, until_on=None) -> WeeklyTime:
    return WeeklyTime(suits, weekdays, begins, ends, TimeReason.FAITH, "", from_on, until_on)


def at(day, hour, minute=0, **more) -> datetime.datetime:
    return clock.instant_on(day, TIME(hour, minute), **more)


def objects(time, starts_at, ends_at) -> bool:
    return bool(objections([time], starts_at, ends_at))


# The rule, with values by hand


@pytest.mark.parametrize(
    ("day", "begins", "ends", "is_warned"),
    [
        (FRIDAY, (13, 0), (13, 30), True),
        (FRIDAY, (11, 0), (12, 0), False),  # it only touches
        (FRIDAY, (11, 0), (12, 1), True),
        (FRIDAY, (14, 0), (15, 0), False),
        (FRIDAY, (13, 59), (15, 0), True),
        (FRIDAY - DAY, (13, 0), (13, 30), False),
        (FRIDAY + DAY, (13, 0), (13, 30), False),
        (DATE(2026, 12, 18), (13, 0), (13, 30), True),  # in winter, by local time
        (DATE(2025, 12, 26), (13, 0), (13, 30), False),  # before its first day
    ],
)
def test_a_weekday_and_times_by_the_clocks_of_london(day, begins, ends, is_warned):
    time = weekly(weekdays=(4,), **NOON_TO_TWO)
    assert objects(time, at(day, *begins), at(day, *ends)) is is_warned


def test_noon_in_summer_and_winter_are_different_instants():
    assert (at(FRIDAY, 12).hour, at(DATE(2026, 12, 18), 12).hour) == (11, 12)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "is_warned"),
    [
        (at(FRIDAY, 21), at(FRIDAY, 22), False),
        (at(FRIDAY, 23), at(FRIDAY, 23, 30), True),
        (at(FRIDAY + DAY, 6), at(FRIDAY + DAY, 6, 30), True),  # the night of Friday lasts until Saturday, 7:00
        (at(FRIDAY + DAY, 7), at(FRIDAY + DAY, 8), False),
        (at(FRIDAY, 6), at(FRIDAY, 6, 30), False),  # the night of Thursday is free
        (at(FRIDAY, 21, 30), at(FRIDAY + DAY, 0, 30), True),
    ],
)
def test_a_time_across_midnight_belongs_to_the_day_on_which_it_begins(starts_at, ends_at, is_warned):
    night = weekly(weekdays=(4,), begins=TIME(22), ends=TIME(7))
    assert objects(night, starts_at, ends_at) is is_warned


@pytest.mark.parametrize(("day", "is_warned"), [(DATE(2026, 3, 29), True), (DATE(2026, 10, 25), True)])
def test_when_the_clocks_change_the_time_is_the_one_they_show(day, is_warned):
    """Given a time from 01:30 to 02:30 on Sundays; on 29 March the clocks skip 01:00 to 02:00."""
    time = weekly(weekdays=(6,), begins=TIME(1, 30), ends=TIME(2, 30))
    assert objects(time, at(day, 2, 15), at(day, 3)) is is_warned
    assert objects(time, at(day, 2, 30), at(day, 3)) is False
    assert objects(time, at(day, 0), at(day, 0, 45)) is False


def test_in_the_repeated_hour_both_times_count():
    """From 01:50 the first time to 01:10 the second time is twenty minutes."""
    sunday = DATE(2026, 10, 25)
    starts_at, ends_at = at(sunday, 1, 50), at(sunday, 1, 10, is_second=True)
    assert ends_at - starts_at == datetime.timedelta(minutes=20)
    assert objects(weekly(begins=TIME(1, 30), ends=TIME(1, 40)), starts_at, ends_at)
    assert not objects(weekly(begins=TIME(2), ends=TIME(3)), starts_at, ends_at)


@pytest.mark.parametrize(
    ("begins", "ends", "is_warned"),
    [((10, 0), (12, 0), False), ((9, 59), (11, 0), True), ((11, 0), (13, 0), False), ((13, 30), (14, 30), True)],
)
def test_where_times_suit_a_visit_must_be_within_them(begins, ends, is_warned):
    """Given 10:00 to 12:00 and 12:00 to 14:00; then they are joined where they touch."""
    times = [weekly(True, begins=TIME(10), ends=TIME(12)), weekly(True, begins=TIME(12), ends=TIME(14))]
    assert bool(objections(times, at(FRIDAY, *begins), at(FRIDAY, *ends))) is is_warned


def test_times_that_suit_count_on_every_day_from_their_first_until_their_last():
    mondays = weekly(True, (0,), TIME(10), TIME(12), from_on=FRIDAY, until_on=FRIDAY + 7 * DAY)
    assert objects(mondays, at(FRIDAY, 10), at(FRIDAY, 11)), "a Friday is outside the Mondays that suit"
    assert not objects(mondays, at(FRIDAY - DAY, 10), at(FRIDAY - DAY, 11)), "not in force yet"
    assert not objects(mondays, at(FRIDAY + 3 * DAY, 10), at(FRIDAY + 3 * DAY, 11))
    assert not objects(mondays, at(FRIDAY + 7 * DAY, 20), at(FRIDAY + 7 * DAY, 21)), "over"


def test_a_festival_is_its_dates():
    eid = weekly(from_on=FRIDAY, until_on=FRIDAY + 2 * DAY)
    warned = [objects(eid, at(FRIDAY + n * DAY, 9), at(FRIDAY + n * DAY, 10)) for n in (-1, 0, 1, 2)]
    assert warned == [False, True, True, False]
    assert eid.text == "15 May 2026 to 16 May 2026, all day (faith)"


# Recording


def record(cast, by=None, individual=None, **values) -> TimePreference:
    columns = {"weekdays": [], "begins": None, "ends": None, "from_on": cast.today - 30 * DAY, "until_on": None}
    return record_time_preference(
        individual=individual or cast.individual, by=by or cast.amara, **{**columns, **FAITH, **values}
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"begins": TIME(12)}, "both"),
        ({"begins": TIME(12), "ends": TIME(12)}, "differ"),
        ({"reason": "other", "words": ""}, "what the time is for"),
        ({"until_on": DATE(2020, 1, 1)}, "after the start"),
    ],
)
def test_a_time_that_cannot_be_is_refused(cast, values, words):
    with pytest.raises(Refused, match=words), transaction.atomic():
        record(cast, **values)


def test_a_withdrawn_time_counts_no_longer_and_is_closed(cast):
    preference = record(cast)
    withdraw_time_preference(preference=preference, reason="He stopped going", by=cast.amara)
    assert facts_of(cast.individual).times == ()
    with pytest.raises(NotPossible):
        change_time_preference(
            preference=preference, by=cast.amara, begins=None, ends=None, from_on=cast.today, until_on=None, **FAITH
        )


# The rota


def next_friday(cast) -> DATE:
    return cast.today + (4 - cast.today.weekday()) % 7 * DAY + 7 * DAY


def plan(cast, day, hour=13, **more) -> PlannedVisit:
    return plan_visit(
        package=cast.package,
        worker=cast.worker,
        starts_at=at(day, hour),
        ends_at=at(day, hour, 30),
        by=cast.amara,
        **more,
    )


def test_planning_and_moving_warn_with_the_reason_and_the_planner_may_plan_anyway(cast):
    record(cast, **NOON_TO_TWO)
    day = next_friday(cast)
    with (
        pytest.raises(Refused, match="Friday, 12:00 to 14:00 .faith: Friday prayers.") as refusal,
        transaction.atomic(),
    ):
        plan(cast, day, asks_about_clashes=True)
    assert refusal.value.field == "all_the_same"
    planned = plan(cast, day + DAY, asks_about_clashes=True)
    moved = {"starts_at": at(day, 12), "ends_at": at(day, 13), "reason": "A trip", "by": cast.amara}
    with pytest.raises(Refused, match="faith"), transaction.atomic():
        move_planned(planned=planned, asks_about_clashes=True, **moved)
    assert move_planned(planned=planned, **moved).starts_at == at(day, 12)


def test_a_time_that_does_not_suit_is_said_beside_every_other_clash(cast, client):
    """Given prayers, another visit of the worker and her leave on that day; then all three are said, on the page too.

    Nothing that was typed is lost, and the visit can be planned all the same.
    """
    record(cast, **NOON_TO_TWO)
    day = next_friday(cast)
    PlannedVisitFactory(package=cast.other_package, worker=cast.worker, starts_at=at(day, 13), ends_at=at(day, 14))
    record_absence(worker=cast.worker, kind="leave", from_on=day, until_on=day + DAY, by=cast.ben)
    clashes = ("another visit from 13:00 to 14:00", "is away (annual leave)", "faith: Friday prayers")
    with pytest.raises(Refused) as refusal, transaction.atomic():
        plan(cast, day, asks_about_clashes=True)
    assert [words for words in clashes if words not in refusal.value.message] == []
    sent = {"worker": cast.worker.pk, "kind": "face to face", "begins": "13:10", "ends": "13:40"}
    sent |= {f"day_{part}": getattr(day, part) for part in ("day", "month", "year")}
    client.force_login(cast.amara)
    url = reverse("visit_plan", args=[cast.package.pk])
    page = unescape(client.post(url, sent).content.decode())
    assert [words for words in clashes if words not in page] == []
    assert 'value="13:10"' in page
    assert client.post(url, {**sent, "all_the_same": "on"}).status_code == 302


def test_repeating_visits_name_the_dates(cast):
    record(cast, **NOON_TO_TWO)
    day = next_friday(cast)
    columns = {"worker": cast.worker, "repeats": "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR", "minutes": 60}
    columns |= {"begins": TIME(13), "from_on": day, "package": cast.package, "by": cast.amara}
    with pytest.raises(Refused, match=f"{day:%-d %B}: The person says") as refusal, transaction.atomic():
        begin_recurring_visit(asks_about_clashes=True, **columns)
    assert "faith" in str(refusal.value)
    assert begin_recurring_visit(**columns).pk


def test_times_of_every_record_count_and_are_shown_before_the_visit(cast):
    duplicate = make_duplicate(cast)
    record(cast, individual=duplicate, by=cast.ben, **NOON_TO_TWO)
    merge(duplicate=duplicate, into=cast.individual, reason="The same NHS number", by=cast.ben)
    assert get_briefing(cast).times == ["Does not suit: Friday, 12:00 to 14:00 (faith: Friday prayers)"]
    with pytest.raises(Refused, match="faith"), transaction.atomic():
        plan(cast, next_friday(cast), asks_about_clashes=True)


def test_the_briefing_of_another_day_has_the_times_of_that_day(cast):
    """Given a festival in three days; then the briefing for that day names it, and that of today does not."""
    festival = cast.today + 3 * DAY
    record(cast, weekdays=[], words="Eid", from_on=festival, until_on=festival + DAY)
    assert load_briefing(cast.package, cast.amara).times == []
    assert load_briefing(cast.package, cast.amara, festival + DAY).times == []
    (line,) = load_briefing(cast.package, cast.amara, festival).times
    assert line.startswith("Does not suit: ")
    assert line.endswith("all day (faith: Eid)")


def test_visits_planned_before_are_marked_on_the_rota(cast, client):
    day = next_friday(cast)
    plan(cast, day)
    client.force_login(cast.amara)
    address = reverse("person_rota", args=[cast.individual.pk])
    assert "Does not suit" not in client.get(address).text
    record(cast, **NOON_TO_TWO)
    assert "Does not suit" in client.get(address).text
    assert "Friday prayers" in client.get(reverse("package_briefing", args=[cast.package.pk])).text


def test_the_lead_worker_learns_that_the_person_changed_their_times_and_reads_which_visits_clash(cast, client):
    """Given a planned visit; when the person says that its time does not suit; then the message leads to that visit."""
    plan(cast, next_friday(cast))
    record(cast, kind="suits", weekdays=[1])
    assert not Message.objects.filter(key__startswith="own-times:").exists(), "the worker recorded it"
    times = record(cast, **NOON_TO_TWO, by=cast.maya)
    (message,) = Message.objects.filter(key__startswith="own-times:", to=cast.amara, channel="in app")
    assert cast.individual.name_to_use not in message.subject + message.body
    client.force_login(cast.amara)
    assert "Does not suit" in client.get(message.path).text
    with clock.frozen_at(clock.now() + DAY):
        withdraw_time_preference(preference=times, reason="No longer", by=cast.maya)
    assert Message.objects.filter(key__startswith="own-times:", to=cast.amara, channel="in app").count() == 2


# The pages


def sent(cast, **more) -> dict:
    day = cast.today
    dates = {"from_on_day": day.day, "from_on_month": day.month, "from_on_year": day.year}
    return {"kind": "does not suit", "weekdays": ["4"], "reason": "faith", **dates, **more}


def test_a_worker_and_the_person_keep_the_times(cast, client):
    client.force_login(cast.amara)
    new = reverse("person_time_new", args=[cast.individual.pk])
    assert "Enter both a start and an end time" in client.post(new, sent(cast, begins="12:00")).text
    assert client.post(new, sent(cast, begins="12:00", ends="14:00")).status_code == 302
    client.force_login(cast.maya)
    assert "Friday, midday to 2pm" in client.get(reverse("my_times")).text
    assert client.post(reverse("my_time_new"), sent(cast, kind="suits", weekdays=[])).status_code == 302
    own = TimePreference.objects.get(kind="suits")
    assert (own.recorded_by, own.individual) == (cast.maya, cast.individual)
    theirs = TimePreference.objects.get(kind="does not suit")
    assert client.post(reverse("my_time_remove", args=[theirs.pk])).status_code == 302
    assert TimePreference.with_struck.get(pk=theirs.pk).struck_by == cast.maya
    other = Client()
    other.force_login(cast.tomasz)
    assert other.post(reverse("my_time_remove", args=[own.pk])).status_code == 404


@pytest.mark.parametrize(
    ("begins", "ends", "asks"),
    [
        ("2pm", "4", "do you mean 4pm? Enter 4pm or 4am"),
        ("2", "4pm", "do you mean 2pm? Enter 2pm or 2am"),
        ("12", "2pm", "do you mean midday? Enter midday or midnight"),
        ("9.30", "11am", "do you mean 9:30pm? Enter 9:30pm or 9:30am"),
        ("10pm", "6am", "The end is before the start."),
    ],
)
def test_an_hour_that_may_be_two_is_asked_about_and_midnight_is_chosen(cast, client, begins, ends, asks):
    """Given "2pm" to "4"; then the person is asked, and no time from 14:00 to 04:00 is saved."""
    client.force_login(cast.maya)
    page = client.post(reverse("my_time_new"), sent(cast, begins=begins, ends=ends)).text
    assert asks in page
    assert not TimePreference.objects.exists()


def test_a_time_past_midnight_is_chosen(cast, client):
    client.force_login(cast.maya)
    answers = sent(cast, begins="10pm", ends="6am", past_midnight="on")
    assert client.post(reverse("my_time_new"), answers).status_code == 302
    assert "Friday, 10pm to 6am the next day" in client.get(reverse("my_times")).text
    client.force_login(cast.amara)
    change = reverse("person_time", args=[cast.individual.pk, TimePreference.objects.get().pk])
    assert 'name="past_midnight"' in client.get(change).text
    assert client.post(change, sent(cast, begins="22:00", ends="06:00")).status_code == 200
    assert client.post(change, answers).status_code == 302


@pytest.mark.parametrize(
    ("typed", "time"), [("2pm", TIME(14)), ("14:00", TIME(14)), ("09:30", TIME(9, 30)), ("midday", TIME(12))]
)
def test_a_spoken_time_is_shown_as_it_is_said(typed, time):
    field = SpokenTimeField()
    assert field.clean(typed) == time
    assert field.clean(field.widget.format_value(time)) == time
