"""How sweeps are started and run: alone, at their own pace, and in few queries when nothing is due."""

import datetime
import uuid
from contextlib import closing
from dataclasses import replace

import psycopg2
import pytest
from celery import current_app
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.models import Case, Hold, HospitalSpell, Individual, SupportPackage
from core import clock, housekeeping
from core import sweeps as core_sweeps
from core.models import SweepRun
from core.sweeps import HEAVY, NIGHTLY, STEADY, URGENT, Queue, Sweep
from scheduler.sweeps import SWEEPS, beat_schedule, tick
from tests.operations.test_kill import wait_until

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)
# What somebody in danger waits for.
MUST_BE_URGENT = {
    "start lone-working checks",
    "continue lone-working checks",
    "escalate unanswered calls",
    "remind of open alerts",
    "alert the on-call senior to unread messages",
    "escalate concerns that have not reached the Council",
}


def connect_again():
    """Return another connection to the test's database."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    return closing(psycopg2.connect(**parameters))


def count_rows(on) -> int:
    return 3


# The schedule


def test_only_what_is_urgent_is_in_the_urgent_queue():
    assert {name for name, sweep in SWEEPS.items() if sweep.pace.queue == Queue.URGENT} == MUST_BE_URGENT
    schedule = beat_schedule()
    urgent = {name for name, entry in schedule.items() if entry["options"]["queue"] == "urgent"}
    assert urgent == MUST_BE_URGENT | {"core.tasks.send_urgent_messages"}
    assert {name.partition(" ")[0] for name, sweep in SWEEPS.items() if sweep.ask} == {"make"}, "documents"


def test_beat_starts_each_sweep_as_a_task_of_its_own():
    """Given the list; then each sweep is started alone, expires before the next start, and is stopped in time."""
    schedule = current_app.conf.beat_schedule
    assert schedule == beat_schedule()
    for name, sweep in SWEEPS.items():
        entry = schedule[name]
        assert (entry["task"], entry["args"]) == ("scheduler.tasks.run_sweep", [name])
        options = entry["options"]
        assert 0 < options["expires"] <= sweep.pace.every.total_seconds()
        assert options["soft_time_limit"] < options["time_limit"]
        assert options["time_limit"] < current_app.conf.broker_transport_options["visibility_timeout"]


def test_the_paces_are_ordered():
    assert URGENT.every < STEADY.every < HEAVY.every < NIGHTLY.every
    assert URGENT.every <= datetime.timedelta(seconds=30)
    assert URGENT.lock_wait < URGENT.every


# One run


def test_a_sweep_never_runs_beside_itself(db):
    """Given a sweep that runs in another process; when it is started again; then that start does nothing."""
    sweep = Sweep("count", count_rows)
    with connect_again() as other:
        other.cursor().execute("SELECT pg_advisory_lock(hashtextextended('sweep count', 0))")
        assert core_sweeps.run(sweep, on=clock.today()) is None
        assert not SweepRun.objects.exists()
        assert core_sweeps.run(Sweep("another", count_rows), on=clock.today()) == 3
    wait_until(lambda: core_sweeps.run(sweep, on=clock.today()) == 3, "the lock ends with its connection")
    assert core_sweeps.run(sweep, on=clock.today()) == 3, "and with the run"


def test_a_row_that_fails_stops_no_other(db):
    """Given a row that fails; then the others are done, and the run says what failed."""
    changed = []

    def change(row):
        if row == 2:
            raise ZeroDivisionError("no")
        changed.append(row)
        return 1

    def run(on):
        return core_sweeps.each([1, 2, 3], change)

    assert core_sweeps.run(Sweep("change", run), on=clock.today()) == 2
    assert changed == [1, 3]
    row = SweepRun.objects.get()
    assert row.done == 2
    assert row.error.startswith(
        "RowsFailed: 1 of 3 failed (1 sub-exception); ZeroDivisionError at test_sweeps.py, line "
    )


@pytest.mark.django_db(transaction=True)
def test_a_locked_row_does_not_hold_up_a_sweep():
    """Given a row that somebody else has locked; then the sweep gives up waiting for it and takes the next."""
    people = [
        Individual.objects.create(full_name=f"Person {n}", date_of_birth=datetime.date(1990, 1, 1)) for n in range(2)
    ]

    def lock(person) -> int:
        return Individual.objects.filter(pk=person.pk).update(full_name="Changed")

    def run(on):
        return core_sweeps.each(people, lock)

    pace = replace(URGENT, lock_wait=datetime.timedelta(milliseconds=200))
    with connect_again() as other:
        other.cursor().execute("SELECT FROM casework_individual WHERE id = %s FOR UPDATE", [str(people[0].pk)])
        assert core_sweeps.run(Sweep("change people", run, pace), on=clock.today()) == 1
    assert "1 of 2 failed" in SweepRun.objects.get().error
    people[1].refresh_from_db()
    assert people[1].full_name == "Changed"
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)


def test_a_sweep_that_always_fails_is_late(db):
    """Given a sweep that runs and raises each time; then it is late as if it had stopped."""
    now = clock.now()
    tick(on=clock.today())
    with clock.frozen_at(now + 3 * MINUTE):
        tick(on=clock.today())
        assert core_sweeps.late() == []
        latest = SweepRun.objects.filter(name="escalate unanswered calls").latest("started_at")
        SweepRun.objects.filter(pk=latest.pk).update(error="OperationalError")
        assert [sweep.name for sweep in core_sweeps.late()] == ["escalate unanswered calls"]


def test_a_shared_sweep_whose_parts_always_fail_is_late(db):
    """Given a sweep that workers share; when each part fails while starting them succeeds; then it is late."""

    def fail(_pk, _on):
        raise ZeroDivisionError("no")

    due = [uuid.uuid4() for _ in range(core_sweeps.PART_LENGTH + 1)]
    shared = replace(SWEEPS["raise keyworker updates"], due=lambda _on: due, act=fail)
    now = clock.now()
    tick(on=clock.today())
    with clock.frozen_at(now + DAY):
        assert core_sweeps.run(shared, on=clock.today(), is_asking=True) == len(due)
        with pytest.raises(core_sweeps.RowsFailed):
            core_sweeps.run_part(shared, due, on=clock.today())
        assert shared.name in {sweep.name for sweep in core_sweeps.late()}
        assert "51 of 51 failed" in SweepRun.objects.exclude(error="").get().error
        core_sweeps.run_part(replace(shared, act=lambda _pk, _on: 1), due, on=clock.today())
        assert shared.name not in {sweep.name for sweep in core_sweeps.late()}


def test_late_sweeps_are_found(db):
    """Given a tick; when the urgent sweeps stop; then they are late after two minutes and the monitor learns it."""
    assert core_sweeps.late() == [], "an installation that is being set up"
    now = clock.now()
    tick(on=clock.today())
    assert core_sweeps.late() == []
    with clock.frozen_at(now + 3 * MINUTE):
        assert {sweep.name for sweep in core_sweeps.late()} == MUST_BE_URGENT
    with clock.frozen_at(now + 2 * DAY):
        late = {sweep.name for sweep in core_sweeps.late()}
        assert late == {name for name, sweep in SWEEPS.items() if sweep.pace is not NIGHTLY}


def test_the_monitor_and_the_administrator_learn_that_urgent_sweeps_are_late(cast, client):
    now = clock.now()
    tick(on=clock.today())
    assert (client.get("/health/jobs/").status_code, client.get("/health/jobs/").content) == (200, b"up\n")
    with clock.frozen_at(now + 3 * MINUTE):
        answer = client.get("/health/jobs/")
        assert answer.status_code == 503
        assert b"escalate unanswered calls" in answer.content
        client.force_login(cast.alan)
        page = client.get("/operations/").content.decode()
    assert "Calls for help and lone-working checks are not being followed up" in page
    assert "Some background jobs are overdue" not in page


# Housekeeping


def test_runs_are_kept_for_a_week(db):
    now = clock.now()
    for days in (6, 8, 30):
        SweepRun.objects.create(name="x", on=clock.today(), started_at=now - days * DAY)
    assert housekeeping.delete_old_sweep_runs(on=clock.today()) == 2
    assert SweepRun.objects.get().started_at == now - 6 * DAY


def test_expired_sessions_are_deleted_in_bounded_parts(db, monkeypatch):
    monkeypatch.setattr(housekeeping, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(housekeeping, "MOST_ROWS", 4)
    now = clock.now()
    Session.objects.bulk_create(
        Session(session_key=f"key{n}", session_data="", expire_date=now - MINUTE) for n in range(5)
    )
    Session.objects.create(session_key="open", session_data="", expire_date=now + MINUTE)
    counts = [housekeeping.delete_expired_sessions(on=clock.today()) for _ in range(3)]
    assert counts == [4, 1, 0]
    assert Session.objects.get().session_key == "open"


# Idle


def add_packages(cast, count: int) -> None:
    """Add packages with support for ten days, half of them held in hospital: nothing is due for any of them."""
    start = cast.today - 10 * DAY
    people = Individual.objects.bulk_create(
        Individual(full_name=f"Person {n}", date_of_birth=datetime.date(1990, 1, 1)) for n in range(count)
    )
    cases = Case.objects.bulk_create(
        Case(individual=person, contract=cast.tameside, opened_on=start) for person in people
    )
    packages = SupportPackage.objects.bulk_create(SupportPackage(case=case, starts_on=start) for case in cases)
    spells = HospitalSpell.objects.bulk_create(
        HospitalSpell(individual=person, hospital="Stonefield", kind="acute", admitted_on=start)
        for person in people[::2]
    )
    Hold.objects.bulk_create(
        Hold(package=package, spell=spell, from_on=start, admitted_on=start, last_held_on=start + 28 * DAY)
        for package, spell in zip(packages[::2], spells, strict=True)
    )


def test_the_queries_of_an_idle_sweep_do_not_grow(cast):
    """Given nothing that is due; then every sweep makes as many queries with forty more packages."""

    def idle_counts() -> dict[str, int]:
        tick(on=cast.today)
        counts = {}
        for name, sweep in SWEEPS.items():
            with CaptureQueriesContext(connection) as queries:
                assert sweep.run(on=cast.today) == 0, name
            counts[name] = len(queries)
        return counts

    few = idle_counts()
    add_packages(cast, 40)
    many = idle_counts()
    assert many == few
    by_query = {name: count for name, count in few.items() if count > 1}
    # Each kind of duty has a query; alerts and responses of the Council have one each; packs need the teams, their
    # passphrases and the packs of the evening; sessions have two tables; one has a transaction. First and next
    # reviews have one each; so have reminders and late updates, reviews to arrange and late ones, and updates and
    # reviews that a keyworker has not acknowledged, or a new one does not know.
    several = {
        "close duties of ended packages",
        "remind of open alerts",
        "make downtime packs",
        "delete old downtime packs",
        "delete expired sessions",
        "raise reviews",
        "remind of keyworker updates",
        "remind of reviews",
        "notify new keyworkers of updates and reviews",
        "remind keyworkers to acknowledge updates and reviews",
    }
    assert set(by_query) <= several, by_query
