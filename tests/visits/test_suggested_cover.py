"""Whoever is suggested as cover is accepted: the page and the service have one rule."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.models import Allocation, Individual, RecordAccess
from casework.services import allocate, open_package
from core import clock
from tests.factories import PlannedVisitFactory
from tests.visits.test_rota import make_worker
from visits.models import PlannedVisit
from workforce.models import TrainingCourse, Worker
from workforce.services import record_absence, record_training

DAY = datetime.timedelta(days=1)


@pytest.fixture
def absence(cast):
    """Amara is away from tomorrow for nine days. Lewis and a bank worker could go."""
    make_worker(cast, employment="bank")
    Worker.objects.filter(pk=cast.lead_worker.pk).update(dbs_checked_on=None)
    return record_absence(
        worker=cast.worker, kind="leave", from_on=cast.today + DAY, until_on=cast.today + 10 * DAY, by=cast.ben
    )


def stop_lewis(cast, how) -> None:
    """Make it impossible for Lewis to cover on the last of these days, but not on the first."""
    day = cast.today + 5 * DAY
    if how == "is away":
        record_absence(worker=cast.other_worker, kind="leave", from_on=day, by=cast.ben)
    elif how == "leaves":
        Worker.objects.filter(pk=cast.other_worker.pk).update(left_on=day, leaving_reason="personal")
    elif how == "training expires":
        course = TrainingCourse.objects.create(name="First aid", is_required=True, valid_months=12)
        for worker in Worker.objects.all():
            record_training(worker=worker, course=course, done_on=cast.today - 30 * DAY, by=cast.ben)
        worker = Worker.objects.get(pk=cast.other_worker.pk)
        worker.trainings.update(done_on=day.replace(year=day.year - 1))
    else:
        allocate(
            package=cast.package, worker=cast.other_worker, kind="buddy", from_on=day, until_on=day + DAY, by=cast.ben
        )


def open_form(cast, name, *args):
    """Return the client, the address and the answers that the page suggests."""
    client = Client()
    client.force_login(cast.ben)
    address = reverse(name, args=args)
    form = client.get(address).context["form"]
    answers = {key: str(field.initial or "") for key, field in form.fields.items() if key != "until_on"}
    return client, address, answers, form


def accept(client, address, answers):
    """Send the answers, and confirm them."""
    assert "Confirm" not in answers
    first = client.post(address, answers)
    assert first.status_code == 200
    assert not first.context["form"].errors
    last = client.post(address, answers | {"confirmed": "1"})
    assert last.status_code == 302, last.context["form"].errors


@pytest.mark.parametrize("how", ["is away", "leaves", "training expires", "is allocated already"])
def test_cover_that_the_page_suggests_is_accepted(cast, absence, how):
    """Given Lewis, who could cover on the first day but not on all; then he is not offered, and the best is taken."""
    stop_lewis(cast, how)
    client, address, answers, form = open_form(cast, "worker_cover", cast.worker.pk, absence.pk)
    (field,) = answers
    offered = {value for value, _ in form.fields[field].choices}
    assert str(cast.other_worker.pk) not in offered
    assert answers[field]
    accept(client, address, answers)
    assert Allocation.objects.cover().get().worker_id != cast.other_worker.pk


def test_everybody_who_is_offered_is_accepted(cast, absence):
    _, _, answers, form = open_form(cast, "worker_cover", cast.worker.pk, absence.pk)
    (field,) = answers
    for worker_id in [value for value, _ in form.fields[field].choices if value]:
        client, address, answers, _ = open_form(cast, "worker_cover", cast.worker.pk, absence.pk)
        accept(client, address, {field: worker_id})
        Allocation.objects.cover().update(until_on=None, from_on=cast.today + 90 * DAY)
        Allocation.objects.cover().update(package=cast.links_package)
    assert Allocation.objects.cover().count() == 2


def test_a_longer_cover_is_refused_before_the_answers_are_shown_once_more(cast):
    """Given an absence without an end, and a worker who leaves in forty days; then cover beyond that is refused."""
    absence = record_absence(worker=cast.worker, kind="leave", from_on=cast.today + DAY, by=cast.ben)
    left_on = cast.today + 40 * DAY
    Worker.objects.filter(pk=cast.other_worker.pk).update(left_on=left_on, leaving_reason="personal")
    client, address, answers, form = open_form(cast, "worker_cover", cast.worker.pk, absence.pk)
    (field,) = answers
    answers[field] = str(cast.other_worker.pk)
    for day, is_refused in ((left_on, False), (left_on + DAY, True)):
        day_parts = {f"until_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
        page = client.post(address, answers | day_parts)
        assert ("Leaves on" in page.content.decode()) is is_refused


@pytest.mark.parametrize("how", ["is away", "leaves", "training expires"])
def test_cover_of_visits_that_the_page_suggests_is_accepted(cast, absence, how):
    visits = [
        PlannedVisitFactory(package=cast.package, worker=cast.worker, on=cast.today + days * DAY) for days in (2, 8)
    ]
    stop_lewis(cast, how)
    client, address, answers, form = open_form(cast, "absence_visits", absence.pk)
    offered = {name: {value for value, _ in field.choices} for name, field in form.fields.items()}
    lewis = str(cast.other_worker.pk)
    first, last = (f"visit_{visit.pk.hex}" for visit in visits)
    assert [lewis in offered[name] for name in (f"all_{cast.package.pk.hex}", first, last)] == [False, True, False]
    accept(client, address, answers)
    assert not PlannedVisit.objects.filter(worker=cast.worker).exists()


def test_nobody_is_suggested_for_two_visits_at_once(cast, absence):
    """Given two people with visits at the same time; then they are suggested different workers, and it is accepted."""
    iris = Individual.objects.create(full_name="Iris Calloway", date_of_birth=datetime.date(1980, 4, 4))
    package = open_package(
        individual=iris, contract=cast.tameside, starts_on=cast.today, minutes_a_week=60, by=cast.ben
    )
    allocate(package=package, worker=cast.worker, kind="lead", from_on=cast.today, by=cast.ben)
    starts_at = clock.instant_on(cast.today + 2 * DAY, datetime.time(10))
    for each in (cast.package, package):
        PlannedVisitFactory(
            package=each, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + datetime.timedelta(hours=1)
        )
    client, address, answers, _ = open_form(cast, "absence_visits", absence.pk)
    assert len(set(answers.values())) == 2
    accept(client, address, answers)
    assert PlannedVisit.objects.order_by().values("worker").distinct().count() == 2


def test_a_worker_with_a_visit_at_that_time_is_not_suggested(cast, absence):
    visit = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=cast.today + 2 * DAY)
    PlannedVisitFactory(package=cast.other_package, worker=cast.other_worker, on=cast.today + 2 * DAY)
    client, address, answers, form = open_form(cast, "absence_visits", absence.pk)
    (field,) = form.fields.values()
    assert str(cast.other_worker.pk) not in {value for value, _ in field.choices}
    assert "Has another visit at the same time" in client.get(address).content.decode()
    accept(client, address, answers)
    visit.refresh_from_db()
    assert visit.worker_id not in (cast.worker.pk, cast.other_worker.pk)


# Who needs cover


def get_away(user, absence):
    client = Client()
    client.force_login(user)
    return client.get(reverse("absence", args=[absence.pk]))


def test_people_and_visits_of_an_absence_are_on_one_page(cast, absence):
    """Given Maya, whose lead is away, with a visit then and one after; then she and the one visit need cover."""
    visit, after = (
        PlannedVisitFactory(package=cast.package, worker=cast.worker, on=cast.today + days * DAY) for days in (2, 10)
    )
    PlannedVisitFactory(package=cast.other_package, worker=cast.worker, on=cast.today + 11 * DAY)  # needs cover, later
    for user in (cast.ben, cast.tess):
        page = get_away(user, absence)
        (row,) = page.context["rows"]
        assert (row.package, row.led.worker, row.visits, row.covers) == (cast.package, cast.worker, [visit], [])
        assert reverse("visit_move", args=[visit.pk]) in page.content.decode()
    assert reverse("worker_cover", args=[cast.worker.pk, absence.pk]) in get_away(cast.ben, absence).content.decode()
    assert "A manager arranges cover" in get_away(cast.tess, absence).content.decode()
    days = {"from_on": cast.today + 3 * DAY, "until_on": cast.today + 6 * DAY}
    allocate(package=cast.package, worker=cast.other_worker, kind="cover", by=cast.ben, **days)
    (row,) = get_away(cast.ben, absence).context["rows"]
    assert [cover.worker for cover in row.covers] == [cast.other_worker]
    assert after not in row.visits


def test_nobody_behind_a_wall_is_on_the_page(cast, absence):
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.dana)
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=cast.today + 2 * DAY)
    assert get_away(cast.ben, absence).context["rows"] == []
    assert len(get_away(cast.dana, absence).context["rows"]) == 1


def test_the_page_of_an_absence_writes_to_the_access_log(cast, absence):
    get_away(cast.ben, absence)
    row = RecordAccess.objects.latest("recorded_at")
    assert (row.recorded_by, row.about_ids) == (cast.ben, [cast.individual.pk])
