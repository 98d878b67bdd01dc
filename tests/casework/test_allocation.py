"""Allocations: leads, buddies, cover, and leaving with a caseload."""

import threading

import pytest
from django.db import connection, connections, transaction

from accounts.enums import Permission
from accounts.permissions import can
from casework.allocation.missing_leads import packages_without_lead
from casework.allocation.services.reallocation import preview
from casework.models import Allocation
from casework.services import allocate, arrange_cover, change_hours, end_allocation, end_package, reallocate
from core.errors import NotPossible, Refused
from core.models import StateChange
from tests.casework.test_capacity import get_load, make_package
from tests.casework.test_package import DAY, allocate_worker, make_worker
from workforce.services import end_employment, record_absence


def get_lead(package, day):
    return Allocation.objects.leads().in_force_on(day).filter(package=package).values_list("worker", flat=True).first()


def list_without_lead(cast):
    return [(package.pk, package.without_lead_on) for package in packages_without_lead(cast.ben, cast.today)]


# Beginning an allocation


def test_cover_has_an_end(cast):
    with pytest.raises(Refused, match="when cover ends") as refusal:
        allocate_worker(cast, make_worker(cast), "cover")
    assert refusal.value.field == "until_on"


def test_nobody_is_allocated_before_support_starts(cast):
    with pytest.raises(Refused, match="Support starts on"):
        allocate_worker(cast, make_worker(cast), from_on=cast.starts_on - DAY)


def test_the_buddy_steps_up_without_a_gap(cast):
    """Given a buddy with just enough capacity; when they become lead; then the buddy allocation ends that day."""
    quentin = make_worker(cast, minutes_a_week=360)
    allocate_worker(cast, quentin, "buddy", from_on=cast.today - 10 * DAY)
    allocate_worker(cast, quentin)
    allocations = (
        Allocation.objects.filter(worker=quentin).order_by("from_on").values_list("kind", "from_on", "until_on")
    )
    assert list(allocations) == [("buddy", cast.today - 10 * DAY, cast.today), ("lead", cast.today, None)]


def test_whoever_covers_takes_the_lead_with_the_hours_they_carry_already(cast):
    quentin = make_worker(cast, minutes_a_week=360)
    allocate_worker(cast, quentin, "cover", from_on=cast.today - DAY, until_on=cast.today + 7 * DAY)
    assert allocate_worker(cast, quentin)


def test_cover_needs_no_capacity_but_every_other_check(cast):
    quentin = make_worker(cast, minutes_a_week=60)
    assert allocate_worker(cast, quentin, "cover", until_on=cast.today + DAY)
    rhona = make_worker(cast, "rhona", dbs_checked_on=None)
    with pytest.raises(Refused, match="DBS"):
        allocate_worker(cast, rhona, "cover", until_on=cast.today + DAY)


def test_nobody_is_allocated_beyond_their_last_day(cast):
    """Given a worker who leaves in five days; then they may cover until then, and lead nobody without an end."""
    quentin = make_worker(cast)
    end_employment(worker=quentin, left_on=cast.today + 5 * DAY, reason="retired", by=cast.ben)
    for kind, until_on in (("buddy", None), ("cover", cast.today + 7 * DAY)):
        with pytest.raises(Refused, match=f"Leaves on {cast.today + 5 * DAY:%-d %B %Y}"):
            allocate_worker(cast, quentin, kind, until_on=until_on)
    assert allocate_worker(cast, quentin, "cover", until_on=cast.today + 6 * DAY)


def test_hours_that_grow_later_need_capacity_from_then_on(cast):
    """Given capacity for six hours a week; when ten are set from next week; then the worker cannot lead."""
    quentin = make_worker(cast, minutes_a_week=360)
    step_up = {"from_on": cast.today + 7 * DAY, "reason": "A new flat", "agreed_by": "Priya Nair", "by": cast.ben}
    change_hours(package=cast.package, minutes=600, **step_up)
    with pytest.raises(Refused, match=f"6 h free, 10 h needed on {cast.today + 7 * DAY:%-d %B %Y}"):
        allocate_worker(cast, quentin)


def test_nobody_covers_while_they_are_away_themselves(cast):
    quentin = make_worker(cast)
    record_absence(worker=quentin, kind="leave", from_on=cast.today + 3 * DAY, until_on=cast.today + 5 * DAY, by=None)
    with pytest.raises(Refused, match="Away"):
        allocate_worker(cast, quentin, "cover", until_on=cast.today + 7 * DAY)
    assert allocate_worker(cast, quentin, "cover", until_on=cast.today + 3 * DAY)


# Ending an allocation


def test_ending_a_buddy_allocation_records_the_reason(cast):
    buddy = allocate_worker(cast, make_worker(cast), "buddy", from_on=cast.today - DAY)
    end_allocation(allocation=buddy, until_on=cast.today, reason="They get on without", by=cast.ben)
    move = StateChange.objects.get(record_id=cast.package.pk, verb="end allocation")
    assert (move.reason, move.recorded_by, buddy.pk in move.about_ids) == ("They get on without", cast.ben, True)
    assert list_without_lead(cast) == []


def test_a_day_without_a_lead_is_listed_when_the_lead_ends(cast):
    allocation = Allocation.objects.get(package=cast.package)
    end_allocation(allocation=allocation, until_on=cast.today + 10 * DAY, reason="Moves", by=cast.ben)
    assert list_without_lead(cast) == [(cast.package.pk, cast.today + 10 * DAY)]


@pytest.mark.parametrize("reason", ["", "  "])
def test_ending_an_allocation_needs_a_reason(cast, reason):
    allocation = Allocation.objects.get(package=cast.package)
    with pytest.raises(Refused, match="Enter the reason"), transaction.atomic():
        end_allocation(allocation=allocation, until_on=cast.today, reason=reason, by=cast.ben)


def test_an_allocation_cannot_end_before_it_begins_or_after_its_end(cast):
    ahead = allocate_worker(cast, make_worker(cast), "buddy", from_on=cast.today + 5 * DAY)
    with pytest.raises(Refused, match="This allocation begins on"), transaction.atomic():
        end_allocation(allocation=ahead, until_on=cast.today, reason="Why", by=cast.ben)
    over = allocate_worker(cast, make_worker(cast, "rhona"), "cover", from_on=cast.today, until_on=cast.today + DAY)
    with pytest.raises(Refused, match="already"), transaction.atomic():
        end_allocation(allocation=over, until_on=cast.today + 2 * DAY, reason="Why", by=cast.ben)


def test_allocations_of_an_ended_package_cannot_be_ended(cast):
    allocation = Allocation.objects.get(package=cast.package)
    end_package(package=cast.package, ended_on=cast.today + DAY, reason="choice", by=cast.ben)
    with pytest.raises(NotPossible), transaction.atomic():
        end_allocation(allocation=allocation, until_on=cast.today, reason="Why", by=cast.ben)


# Days without a lead


def test_the_first_day_without_a_lead_in_the_next_four_weeks(cast):
    """Given days without a lead inside and outside the next four weeks; then the first one inside is found."""
    today = cast.today
    now = make_package(cast, "Now")
    between, last, late, bridged = (make_package(cast, name) for name in ("Between", "Last", "Late", "Bridged"))
    for package, days in ((between, 7), (last, 28), (late, 29), (bridged, 5)):
        allocate_worker(cast, make_worker(cast, f"of-{days}"), package=package, until_on=today + days * DAY)
    allocate_worker(cast, make_worker(cast, "after"), package=between, from_on=today + 9 * DAY)
    allocate_worker(cast, make_worker(cast, "next"), package=bridged, from_on=today + 5 * DAY)
    assert list_without_lead(cast) == [
        (now.pk, today),
        (between.pk, today + 7 * DAY),
        (last.pk, today + 28 * DAY),
    ]


def test_a_future_package_without_a_lead_is_listed_from_its_start(cast):
    package = make_package(cast, "Soon")
    type(package).objects.filter(pk=package.pk).update(starts_on=cast.today + 20 * DAY)
    assert list_without_lead(cast) == [(package.pk, cast.today + 20 * DAY)]
    type(package).objects.filter(pk=package.pk).update(starts_on=cast.today + 29 * DAY)
    assert list_without_lead(cast) == []


# Cover (case 8)


def record_leave(cast, from_in=3, back_in=10):
    until_on = None if back_in is None else cast.today + back_in * DAY
    return record_absence(
        worker=cast.worker, kind="leave", from_on=cast.today + from_in * DAY, until_on=until_on, by=cast.ben
    )


def lead_allocations(cast):
    return Allocation.objects.select_related("package__case__individual").get(package=cast.package, kind="lead")


def test_cover_gives_access_for_those_days_only_and_the_lead_stays(cast, monkeypatch):
    absence = record_leave(cast)
    (cover,) = arrange_cover(absence=absence, choices={lead_allocations(cast): cast.other_worker}, by=cast.ben)
    assert (cover.kind, cover.from_on, cover.until_on) == ("cover", absence.from_on, absence.until_on)
    assert get_lead(cast.package, absence.from_on) == cast.worker.pk
    for days, expected in ((0, False), (3, True), (9, True), (10, False)):
        monkeypatch.setattr("core.clock.today", lambda days=days: cast.today + days * DAY)
        assert can(cast.lewis, Permission.READ_PERSON, cast.package) is expected, f"in {days} days"


def test_no_cover_is_a_valid_choice(cast):
    assert arrange_cover(absence=record_leave(cast), choices={lead_allocations(cast): None}, by=cast.ben) == []


def test_an_absence_without_an_end_is_covered_until_a_day(cast):
    absence = record_leave(cast, back_in=None)
    with pytest.raises(Refused, match="when cover ends") as refusal, transaction.atomic():
        arrange_cover(absence=absence, choices={lead_allocations(cast): cast.other_worker}, by=cast.ben)
    assert refusal.value.field == "until_on"
    until = cast.today + 8 * DAY
    (cover,) = arrange_cover(
        absence=absence, choices={lead_allocations(cast): cast.other_worker}, until_on=until, by=cast.ben
    )
    assert cover.until_on == until


def test_cover_is_arranged_for_all_or_none(cast):
    """Given two people to cover and one worker who cannot; then nobody is covered and the refusal names the person."""
    iris, absence = make_package(cast), record_leave(cast)
    other = allocate_worker(cast, cast.worker, package=iris)
    choices = {lead_allocations(cast): cast.other_worker, other: make_worker(cast, dbs_checked_on=None)}
    with pytest.raises(Refused, match="Iris Calloway: Quentin cannot be allocated. No DBS"), transaction.atomic():
        arrange_cover(absence=absence, choices=choices, by=cast.ben)
    assert not Allocation.objects.cover().exists()


# Somebody leaves (case 7)


def test_a_caseload_is_reallocated_in_one_step_before_the_worker_leaves(cast):
    """Given a lead, a buddy and a future lead; when all are reallocated; then the worker can leave."""
    quentin, iris, ned = make_worker(cast), make_package(cast), make_package(cast, "Ned")
    buddy = allocate_worker(cast, cast.worker, "buddy", package=iris)
    ahead = allocate_worker(cast, cast.worker, package=ned, from_on=cast.today + 30 * DAY)
    from_on = cast.today + 14 * DAY
    with pytest.raises(Refused, match="3 people are allocated"), transaction.atomic():
        end_employment(worker=cast.worker, left_on=from_on - DAY, reason="retired", by=cast.ben)
    choices = {lead_allocations(cast): quentin, buddy: None, ahead: cast.other_worker}
    moved = reallocate(worker=cast.worker, choices=choices, from_on=from_on, by=cast.ben)
    assert len(moved) == 2
    assert get_lead(cast.package, from_on - DAY) == cast.worker.pk
    assert get_lead(cast.package, from_on) == quentin.pk
    assert get_lead(ned, cast.today + 30 * DAY) == cast.other_worker.pk
    assert not Allocation.objects.filter(worker=cast.worker).from_day(from_on).exists()
    end_employment(worker=cast.worker, left_on=from_on - DAY, reason="retired", by=cast.ben)


def test_nothing_is_reallocated_when_one_cannot_be(cast):
    """Given capacity for one of two; then neither is reallocated and the message names the person and the capacity."""
    quentin, iris = make_worker(cast, minutes_a_week=400), make_package(cast)
    other = allocate_worker(cast, cast.worker, package=iris)
    choices = {lead_allocations(cast): quentin, other: quentin}
    with pytest.raises(
        Refused, match="Iris Calloway: Quentin cannot be allocated. No capacity: 40 min free, 4 h needed"
    ):
        reallocate(worker=cast.worker, choices=choices, from_on=cast.today, by=cast.ben)
    assert get_lead(cast.package, cast.today) == cast.worker.pk


def test_a_future_allocation_must_be_reallocated(cast):
    ahead = allocate_worker(cast, cast.worker, package=make_package(cast), from_on=cast.today + 30 * DAY)
    with pytest.raises(Refused, match="Choose a worker"), transaction.atomic():
        reallocate(worker=cast.worker, choices={ahead: None}, from_on=cast.today, by=cast.ben)


def test_the_preview_shows_the_load_before_and_after(cast):
    quentin, iris = make_worker(cast, minutes_a_week=400), make_package(cast)
    other = allocate_worker(cast, cast.worker, package=iris)
    (receiving,) = preview({lead_allocations(cast): quentin, other: quentin}, cast.today)
    assert (receiving.before.committed, receiving.after.committed, receiving.after.people) == (0, 600, 2)
    assert receiving.refusals == ("Over capacity by 3 h 20 min",)
    assert get_load(quentin, cast.today).committed == 0, "a preview must change nothing"


# Allocating at the same moment


@pytest.mark.django_db(transaction=True)
def test_managers_at_once_do_not_exceed_a_workers_capacity(cast):
    """Given capacity for one of six people; when all are allocated at the same moment; then one is."""
    quentin = make_worker(cast, minutes_a_week=400)
    packages = [make_package(cast, f"Person {number}", 360) for number in range(6)]
    together, answers = threading.Barrier(len(packages)), []

    def allocate_in_thread(package, by):
        try:
            connection.ensure_connection()
            together.wait(10)
            allocate(package=package, worker=quentin, kind="lead", from_on=cast.today, by=by)
            answers.append("given")
        except Refused as refusal:
            answers.append(refusal.message)
        finally:
            connections.close_all()

    managers = (cast.ben, cast.dana) * 3
    threads = [threading.Thread(target=allocate_in_thread, args=pair) for pair in zip(packages, managers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    refused = "Quentin cannot be allocated. No capacity: 40 min free, 6 h needed."
    assert sorted(answers) == [refused] * 5 + ["given"]
    assert get_load(quentin, cast.today).free_minutes == 40
