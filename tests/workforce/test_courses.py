"""An administrator adds courses, corrects and ends them; a required one is needed before allocation (T8.3)."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from casework.allocation.capacity import loads
from core.errors import NotPossible, Refused
from tests.casework.test_package import DAY
from workforce.models import TrainingCourse, Worker
from workforce.services import add_course, correct_course, end_course, record_training, reopen_course


@pytest.fixture
def course(cast) -> TrainingCourse:
    """Given a required course."""
    return add_course(name="Medicines", is_required=True, valid_months=12, by=cast.alan)


def obstacles(cast) -> str:
    (load,) = loads(Worker.objects.filter(pk=cast.worker.pk), cast.today)
    return " ".join(load.obstacles)


def test_a_required_course_is_needed_until_it_ends(cast, course):
    assert "Training missing: Medicines" in obstacles(cast)
    ended = end_course(course=course, by=cast.alan)
    assert (ended.ended_on, ended.is_required) == (cast.today, False)
    assert "Medicines" not in obstacles(cast)
    with pytest.raises(NotPossible, match="already ended"):
        end_course(course=course, by=cast.alan)


def test_a_course_that_reopens_is_not_required(cast, course):
    end_course(course=course, by=cast.alan)
    reopened = reopen_course(course=course, by=cast.alan)
    assert (reopened.ended_on, reopened.is_required) == (None, False)
    with pytest.raises(NotPossible, match="has not ended"):
        reopen_course(course=course, by=cast.alan)


def test_a_course_that_has_ended_cannot_be_required(cast, course):
    end_course(course=course, by=cast.alan)
    with pytest.raises(Refused, match="has ended cannot be required"), transaction.atomic():
        correct_course(course=course, name="Medicines", is_required=True, valid_months=None, by=cast.alan)


def test_corrected_months_count_for_training_done_earlier(cast, course):
    record_training(worker=cast.worker, course=course, done_on=cast.today - 500 * DAY, by=cast.ben)
    assert "Training expired: Medicines" in obstacles(cast)
    correct_course(course=course, name="Medicines", is_required=True, valid_months=24, by=cast.alan)
    assert "Medicines" not in obstacles(cast)
    correct_course(course=course, name="Medicines", is_required=True, valid_months=None, by=cast.alan)
    assert "Medicines" not in obstacles(cast)


def test_a_name_belongs_to_one_course(cast, course):
    with pytest.raises(Refused, match="already a course with this name"), transaction.atomic():
        add_course(name="MEDICINES", is_required=False, valid_months=None, by=cast.alan)
    other = add_course(name="First aid", is_required=False, valid_months=None, by=cast.alan)
    with pytest.raises(Refused, match="already a course with this name"), transaction.atomic():
        correct_course(course=other, name="Medicines", is_required=False, valid_months=None, by=cast.alan)


def test_training_in_a_course_that_has_ended_is_corrected_and_not_recorded(cast, client, course):
    training = record_training(worker=cast.worker, course=course, done_on=cast.today, by=cast.ben)
    end_course(course=course, by=cast.alan)
    client.force_login(cast.ben)
    assert "Medicines" not in client.get(reverse("worker_training_new", args=[cast.worker.pk])).text
    path = reverse("worker_training_correct", args=[cast.worker.pk, training.pk])
    assert str(course.pk) in client.get(path).text
    day = cast.today - DAY
    dates = {"done_on_day": day.day, "done_on_month": day.month, "done_on_year": day.year}
    assert client.post(path, {"course": course.pk, **dates, "reason": "The day before"}).status_code == 302
    training.refresh_from_db()
    assert training.done_on == day


def test_an_administrator_adds_corrects_and_ends_a_course_on_its_pages(cast, client):
    client.force_login(cast.alan)
    page = client.post(reverse("course_new"), {"name": "Moving", "is_required": "on", "valid_months": "1"}, follow=True)
    assert "Course added." in page.text
    assert re.search(r"\b1 month\b", page.text)
    course = TrainingCourse.objects.get()
    assert (course.is_required, course.valid_months, course.recorded_by) == (True, 1, cast.alan)
    path = reverse("course_correct", args=[course.pk])
    assert 'value="1"' in client.get(path).text
    assert "Course saved." in client.post(path, {"name": "Moving and handling"}, follow=True).text
    course.refresh_from_db()
    assert (course.name, course.is_required, course.valid_months) == ("Moving and handling", False, None)
    assert "Course ended." in client.post(reverse("course_end", args=[course.pk]), follow=True).text
    assert "Course reopened." in client.post(reverse("course_reopen", args=[course.pk]), follow=True).text


@pytest.mark.parametrize("months", ["0", "241", "-1", "often"])
def test_the_months_are_between_one_and_twenty_years(cast, client, months):
    client.force_login(cast.alan)
    page = client.post(reverse("course_new"), {"name": "Moving", "valid_months": months})
    assert 'href="#id_valid_months"' in page.text
    assert not TrainingCourse.objects.exists()


def test_courses_that_have_ended_come_last(cast, client, course):
    ended = add_course(name="Asbestos", is_required=False, valid_months=None, by=cast.alan)
    end_course(course=ended, by=cast.alan)
    client.force_login(cast.alan)
    assert list(client.get(reverse("courses")).context["courses"]) == [course, ended]
