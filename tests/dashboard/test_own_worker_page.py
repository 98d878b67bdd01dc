"""A worker's own page: hours contracted and with people by week, travel, and training that runs out."""

import datetime

from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from contracts.models import Post
from core import clock
from tests.factories import VisitFactory, at_ten
from visits.hours.payroll import weeks_of
from workforce.models import ContractedHours, TrainingCourse, TrainingDone

DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)


def monday_of(cast) -> datetime.date:
    return cast.today - DAY * cast.today.weekday()


def log(cast, day: datetime.date, **columns) -> None:
    return VisitFactory(package=cast.package, worker=cast.worker, started_at=at_ten(day), **columns)


def weeks(cast, user=None):
    return weeks_of(cast.worker, user or cast.amara, clock.today())


def test_weeks_have_hours_travel_and_miles(cast):
    last = monday_of(cast) - WEEK
    log(cast, last, travel_minutes=20, travel_miles="4.5")
    log(cast, last + 6 * DAY, outcome="no answer", travel_minutes=10, travel_miles="1.5")  # they went there
    log(cast, last - DAY)  # the Sunday of the week before
    log(cast, last - 3 * WEEK)  # earlier than what is shown
    this, before, earlier, _ = weeks(cast)
    assert (before.from_on, before.minutes, before.number, before.travel, before.miles) == (last, 60, 1, 30, 6)
    assert (this.minutes, earlier.minutes, len(weeks(cast))) == (0, 60, 4)


def test_contracted_hours_change_within_a_week(cast):
    hours = ContractedHours.objects.get(worker=cast.worker)
    whole = hours.minutes_a_week
    assert {week.contracted for week in weeks(cast)} == {whole}
    hours.until_on = monday_of(cast) - WEEK + 3 * DAY
    hours.save()
    ContractedHours.objects.create(worker=cast.worker, from_on=hours.until_on, minutes_a_week=whole // 2)
    this, last, before, _ = weeks(cast)
    assert (this.contracted, before.contracted) == (whole // 2, whole)
    assert last.contracted == round((3 * whole + 4 * (whole // 2)) / 7)


def test_the_night_of_a_clock_change_belongs_to_its_week(cast):
    # In London clocks go back on Sunday 25 October 2026.
    with clock.frozen_at(clock.instant_on(datetime.date(2026, 10, 28), datetime.time(12))):
        log(
            cast, datetime.date(2026, 10, 25), ended_at=clock.instant_on(datetime.date(2026, 10, 25), datetime.time(11))
        )
        this, last, *_ = weeks_of(cast.worker, cast.amara, clock.today())
    assert (this.minutes, last.minutes, last.from_on) == (0, 60, datetime.date(2026, 10, 19))


def test_a_walled_visit_is_in_no_sum(cast):
    visit = log(cast, monday_of(cast) - WEEK)
    assert weeks(cast, cast.ben)[1].minutes == 60
    raise_wall(record_id=visit.pk, user=cast.ben, reason="Named in a concern", by=cast.sunita)
    assert weeks(cast, cast.ben)[1].minutes == 0


def test_the_menu_leads_a_worker_to_their_own_page(cast, client: Client):
    client.force_login(cast.amara)
    assert reverse("own_worker") in client.get(reverse("home")).text
    page = client.get(reverse("own_worker"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("worker", args=[cast.worker.pk])
    assert "Hours by week" in page.text


def test_who_makes_no_visits_has_no_such_link(cast, client: Client):
    client.force_login(cast.ben)
    assert reverse("own_worker") not in client.get(reverse("home")).text


def test_without_a_staff_record_the_link_says_so(cast, client: Client):
    Post.objects.create(user=cast.noel, role="support_worker", contract=cast.tameside, from_on=cast.today)
    client.force_login(cast.noel)
    assert "Your staff record is not set up yet" in client.get(reverse("own_worker"), follow=True).text


def test_nobody_reads_the_page_of_a_colleague(cast, client: Client):
    client.force_login(cast.lewis)
    assert client.get(reverse("worker", args=[cast.worker.pk])).status_code in (403, 404)


def test_only_the_newest_training_of_a_course_runs_out(cast, client: Client):
    course = TrainingCourse.objects.create(name="First aid", valid_months=12)
    TrainingDone.objects.create(worker=cast.worker, course=course, done_on=cast.today - 800 * DAY)
    client.force_login(cast.amara)
    page = reverse("worker", args=[cast.worker.pk])
    assert "Run out" in client.get(page).text
    TrainingDone.objects.create(worker=cast.worker, course=course, done_on=cast.today - 340 * DAY)
    text = client.get(page).text
    assert "Run out" not in text
    assert "Runs out soon" in text
