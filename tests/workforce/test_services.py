"""Hours, ceilings, absences, training and leaving."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Permission
from accounts.permissions import can
from contracts.models import LifeDomain
from contracts.posts import roles
from core.errors import Refused
from tests.casework.test_package import DAY, make_worker
from tests.pages.forms import fields_of, fill_in
from workforce.models import TrainingCourse, Worker
from workforce.services import (
    change_contracted_hours,
    change_details,
    end_absence,
    end_employment,
    lift_ceiling,
    record_absence,
    record_training,
    set_ceiling,
)


def names_allowed(cast, worker, permission=Permission.READ_WORKER) -> set[str]:
    return {name for name, user in cast.everybody().items() if can(user, permission, worker)}


def test_who_reads_and_who_edits_a_worker(cast):
    assert names_allowed(cast, cast.worker) == {"amara", "tess", "ben", "dana"}
    assert names_allowed(cast, cast.other_worker) == {"lewis", "ben", "dana"}, "another team's leader does not"
    assert names_allowed(cast, cast.worker, Permission.MANAGE_WORKER) == {"ben", "dana"}
    assert names_allowed(cast, cast.links_worker, Permission.MANAGE_WORKER) == {"nadia"}


def test_contracted_hours_change_from_a_day_and_the_past_stays(cast):
    change_contracted_hours(worker=cast.worker, from_on=cast.today, minutes_a_week=1200, by=cast.ben)
    rows = cast.worker.contracted_hours.order_by("from_on").values_list("minutes_a_week", "until_on")
    assert list(rows) == [(2220, cast.today), (1200, None)]


def test_hours_do_not_begin_before_the_worker(cast):
    with pytest.raises(Refused, match="starts on"), transaction.atomic():
        change_contracted_hours(worker=cast.worker, from_on=datetime.date(2001, 1, 1), minutes_a_week=60, by=cast.ben)


def test_a_new_ceiling_ends_the_one_before_and_can_be_lifted(cast):
    set_ceiling(worker=cast.worker, from_on=cast.today - 9 * DAY, minutes_a_week=600, reason="New", by=cast.ben)
    set_ceiling(worker=cast.worker, from_on=cast.today, minutes_a_week=900, reason="Nearly there", by=cast.ben)
    lift_ceiling(worker=cast.worker, until_on=cast.today + 5 * DAY, by=cast.ben)
    rows = cast.worker.ceilings.values_list("minutes_a_week", "until_on")
    assert list(rows) == [(600, cast.today), (900, cast.today + 5 * DAY)]
    with pytest.raises(Refused, match="There is no cap to remove"), transaction.atomic():
        lift_ceiling(worker=cast.worker, until_on=cast.today + 20 * DAY, by=cast.ben)


def test_a_ceiling_has_a_reason(cast):
    with pytest.raises(Refused, match="reason for the cap"), transaction.atomic():
        set_ceiling(worker=cast.worker, from_on=cast.today, minutes_a_week=600, reason=" ", by=cast.ben)


def test_the_first_day_back_can_be_added_later(cast):
    absence = record_absence(worker=cast.worker, kind="sickness", from_on=cast.today, by=cast.ben)
    assert end_absence(absence=absence, until_on=cast.today + 4 * DAY, by=cast.ben).until_on == cast.today + 4 * DAY


def test_training_is_recorded_once_a_day(cast):
    course = TrainingCourse.objects.create(name="Medication")
    record_training(worker=cast.worker, course=course, done_on=cast.today, by=cast.ben)
    with pytest.raises(Refused, match="already recorded for that date"), transaction.atomic():
        record_training(worker=cast.worker, course=course, done_on=cast.today, by=cast.ben)


def test_specialisms_and_languages_of_a_worker(cast):
    change_details(worker=cast.worker, specialisms=cast.life_domains[:2], areas=["Ashton"], by=cast.ben)
    worker = Worker.objects.get(pk=cast.worker.pk)
    assert (worker.areas, worker.specialisms.count(), worker.dbs_checked_on) == (["Ashton"], 2, worker.started_on)


def test_posts_end_with_the_last_day(cast, monkeypatch):
    """Given a team leader without a caseload; when she leaves; then she reads nothing from the day after."""
    end_employment(worker=cast.lead_worker, left_on=cast.today, reason="retired", by=cast.ben)
    assert [role.key for role in roles(cast.tess)] == ["team_leader"]
    monkeypatch.setattr("core.clock.today", lambda: cast.today + DAY)
    assert roles(cast.tess) == []
    assert not can(cast.tess, Permission.READ_PERSON, cast.package)


def test_a_worker_without_a_caseload_leaves(cast):
    quentin = make_worker(cast)
    assert end_employment(worker=quentin, left_on=cast.today, reason="personal", by=cast.ben).left_on == cast.today


def test_a_manager_leaves_the_specialisms_of_other_contracts_alone(cast):
    """Given Amara with specialisms in both contracts; when Ben, who manages one, unticks his; then the other stays."""
    theirs = LifeDomain.objects.create(contract=cast.links, name="Arts", position=1)
    cast.worker.contracts.add(cast.links)
    change_details(worker=cast.worker, specialisms=[cast.life_domains[0], theirs], by=cast.ben)
    client = Client()
    client.force_login(cast.ben)
    address = reverse("worker_details", args=[cast.worker.pk])
    fields = fields_of(client.get(address).text)
    assert str(theirs.pk) not in fields["specialisms"].offered
    answers = fill_in(fields)
    answers.pop("specialisms", None)
    assert client.post(address, answers).status_code == 302
    assert list(cast.worker.specialisms.all()) == [theirs]
