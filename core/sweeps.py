"""Sweeps: work that is due by time. Here is how one is declared and run; `scheduler/sweeps.py` lists them.

A sweep is a function of the day that returns how many rows it changed. It works in its own transactions and may be run
at any time, or twice. It never runs beside itself, but workers may share its rows, and it has a longest time.
"""

import datetime
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, connection

from core import clock, locks, tasks_after_commit
from core.error_logs import describe, reference
from core.models import SweepRun

log = logging.getLogger(__name__)
Row = TypeVar("Row")
MOST_ERRORS_NAMED = 5
# A sweep of more rows is shared between the workers, in parts of so many.
PART_LENGTH = 50
PART_TASK = "scheduler.tasks.run_sweep_part"


class Queue(StrEnum):
    """The queues of tasks. Each has workers of its own, so that neither waits for the other."""

    URGENT = "urgent"
    CASEWORK = "casework"


@dataclass(frozen=True)
class Pace:
    """How often a sweep is started, in which queue, and its limits.

    With `at` it is started once a day at that time in London. `longest` is the time after which it is stopped;
    `lock_wait` the longest that it waits for a row which somebody else has locked.
    """

    label: str
    queue: Queue
    every: datetime.timedelta
    longest: datetime.timedelta
    lock_wait: datetime.timedelta
    at: datetime.time | None = None

    @property
    def expires_after(self) -> datetime.timedelta:
        """Return how long a start may wait in the queue. After that the next one takes its place."""
        return self.every if self.at is None else datetime.timedelta(hours=1)

    @property
    def late_after(self) -> datetime.timedelta:
        """Return the time without a run after which something is wrong with beat or a worker."""
        return self.every * 3 + self.longest


def _seconds(number: int) -> datetime.timedelta:
    return datetime.timedelta(seconds=number)


URGENT = Pace("Every 20 seconds", Queue.URGENT, _seconds(20), longest=_seconds(60), lock_wait=_seconds(5))
STEADY = Pace("Every minute", Queue.CASEWORK, _seconds(60), longest=_seconds(240), lock_wait=_seconds(20))
HEAVY = Pace("Every 5 minutes", Queue.CASEWORK, _seconds(300), longest=_seconds(1200), lock_wait=_seconds(20))
NIGHTLY = Pace(
    "Every night",
    Queue.CASEWORK,
    datetime.timedelta(days=1),
    longest=_seconds(1200),
    lock_wait=_seconds(20),
    at=datetime.time(3, 10),
)


@dataclass(frozen=True)
class Sweep:
    """One sweep. A worker calls `ask` instead of `run` where there is one: it starts a task for each thing to do.

    With `due` and `act` several workers share what is due: `due` returns the ids on a day, `act` does one of them and
    looks again whether it is still due, for a part may be started twice.
    """

    name: str
    run: Callable[..., int]
    pace: Pace = STEADY
    ask: Callable[..., int] | None = None
    due: Callable[[datetime.date], Iterable[UUID]] | None = None
    act: Callable[[UUID, datetime.date], int] | None = None


class RowsFailed(ExceptionGroup):
    """Some rows of a sweep failed; `done` of the others were changed."""

    done: int = 0


def each(rows: Iterable[Row], act: Callable[[Row], int]) -> int:
    """Call `act` with every row and return the sum of the results.

    A row that fails stops no other. Raises RowsFailed at the end, with the first errors. Messages that can wait are
    sent at the end, not one by one: else each row would start a task.
    """
    with tasks_after_commit.together():
        return _each(rows, act)


def _each(rows: Iterable[Row], act: Callable[[Row], int]) -> int:
    done, count, errors = 0, 0, []
    for row in rows:
        count += 1
        try:
            done += act(row)
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            log.exception("%s could not be swept", reference(row))
            errors.append(error)
    if errors:
        failed = RowsFailed(f"{len(errors)} of {count} failed", errors[:MOST_ERRORS_NAMED])
        failed.done = done
        raise failed
    return done


def run(sweep: Sweep, *, on: datetime.date, is_asking: bool = False) -> int | None:
    """Run a sweep for the day `on` and record it. Return how many rows it changed, or None if it is running already.

    With `is_asking` it starts tasks (`Sweep.ask`) instead of doing the work here. An error is recorded, not raised.
    """
    with locks.try_lock(f"sweep {sweep.name}") as is_ours:
        if not is_ours:
            return None
        row = SweepRun.objects.create(name=sweep.name, on=on, started_at=clock.now())
        try:
            with _limited_waiting(sweep.pace.lock_wait):
                row.done = _start(sweep, on, row) if is_asking else sweep.run(on=on)
        except SoftTimeLimitExceeded:
            log.exception("the sweep “%s” was stopped", sweep.name)
            row.error = f"Stopped after {sweep.pace.longest.total_seconds():.0f} seconds."
        except Exception as error:
            log.exception("the sweep “%s” failed", sweep.name)
            row.done = getattr(error, "done", 0)
            row.error = describe(error)
        row.finished_at = clock.now()
        row.save(update_fields=["done", "error", "finished_at", "has_only_started"])
        return row.done


def _start(sweep: Sweep, on: datetime.date, row: SweepRun) -> int:
    """Start the tasks of the sweep; without any, do its work here. Return how many rows were changed or are started.

    `row` then says that the parts have runs of their own.
    """
    if sweep.ask:
        return sweep.ask(on=on)
    ids = list(sweep.due(on)) if sweep.due else []
    if len(ids) <= PART_LENGTH:
        return sweep.run(on=on)
    row.has_only_started = True
    for first in range(0, len(ids), PART_LENGTH):
        part = [str(pk) for pk in ids[first : first + PART_LENGTH]]
        tasks_after_commit.enqueue(PART_TASK, sweep.name, part, expires_after=sweep.pace.expires_after)
    return len(ids)


def run_part(sweep: Sweep, ids: Iterable[UUID], *, on: datetime.date) -> int:
    """Do a part of a sweep that workers share, and record it. Raises RowsFailed at the end where rows failed."""
    act = sweep.act
    if act is None:
        raise ValueError(f"The sweep {sweep.name!r} is not shared.")
    row = SweepRun.objects.create(name=sweep.name, on=on, started_at=clock.now())
    try:
        with _limited_waiting(sweep.pace.lock_wait):
            row.done = each(ids, lambda pk: act(pk, on))
        return row.done
    except Exception as error:
        row.done, row.error = getattr(error, "done", 0), describe(error)
        raise
    finally:
        row.finished_at = clock.now()
        row.save(update_fields=["done", "error", "finished_at"])


@contextmanager
def _limited_waiting(wait: datetime.timedelta) -> Iterator[None]:
    """Have statements fail that wait longer than this for a row somebody else has locked."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {wait // datetime.timedelta(milliseconds=1)}")
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
        except DatabaseError:
            connection.close()


_sweeps: dict[str, Sweep] = {}


def declare(*sweeps: Sweep) -> dict[str, Sweep]:
    """Add sweeps to the register and return it, by name and in order. Raises ValueError when a name is taken."""
    for sweep in sweeps:
        if sweep.name in _sweeps:
            raise ValueError(f"There is a sweep called {sweep.name!r} already.")
        _sweeps[sweep.name] = sweep
    return _sweeps


def declared() -> list[Sweep]:
    """Return every sweep, in the order of the list."""
    return list(_sweeps.values())


def has_run_since(name: str, instant: datetime.datetime) -> bool:
    """Return whether the sweep began at `instant` or later and ended without an error."""
    return SweepRun.objects.filter(name=name, started_at__gte=instant, finished_at__isnull=False, error="").exists()


def late() -> list[Sweep]:
    """Return the sweeps that have not run without an error for so long that somebody must look.

    None is late before the first run of any, as in an installation that is being set up.
    """
    first = SweepRun.objects.order_by("pk").first()
    if first is None:
        return []
    now, latest = clock.now(), SweepRun.latest_of(_sweeps, only_without_error=True)
    return [sweep for sweep in declared() if now - latest.get(sweep.name, first).started_at > sweep.pace.late_after]
