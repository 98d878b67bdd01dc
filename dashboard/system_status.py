"""The state of the system, for administrators, and a check for monitors that it is up."""

import datetime
from typing import Any, cast

from django.conf import settings
from django.db import DatabaseError, connection
from redis import Redis, RedisError

from core import clock, document_making, sweeps
from core.models import DemoText, DocumentJob, Message, MessageState, SweepRun
from core.sweeps import Queue, Sweep
from dashboard.undelivered import undelivered_count

# The page warns after this time without any sweep.
QUIET_FOR = datetime.timedelta(minutes=10)
MOST_SHOWN = 20
URGENT_WARNING = (
    "Calls for help and lone-working checks are not being followed up. Check the scheduler (beat) and the urgent "
    "worker now, and tell the on-call senior to ring workers who are out."
)
LATE_WARNING = (
    "Some background jobs are overdue. They are marked below. Check the scheduler (beat) and the worker of the "
    "casework queue."
)


def is_up() -> bool:
    """Return True if the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def late_jobs() -> list[str]:
    """Return the names of the sweeps that should have run again by now, those of the urgent queue first."""
    late = sorted(sweeps.late(), key=lambda sweep: sweep.pace.queue != Queue.URGENT)
    return [sweep.name for sweep in late]


def _job_rows(late: list[Sweep]) -> list[dict[str, Any]]:
    latest = SweepRun.latest_of(sweep.name for sweep in sweeps.declared())
    rows = []
    for sweep in sweeps.declared():
        run = latest.get(sweep.name)
        columns = {"started_at": run.started_at, "done": run.done} if run else {"started_at": None, "done": ""}
        rows.append({"sweep": sweep, "run": run, "is_late": sweep in late, **columns})
    return rows


def _document_rows() -> list[dict[str, Any]]:
    jobs = DocumentJob.objects.exclude(error="")[:MOST_SHOWN]
    return [{"job": job, "label": document_making.kind_of(job.kind).label} for job in jobs]


def state() -> dict[str, Any]:
    """Return the latest run of each sweep, what is late or failed, the messages by state, and whether Redis answers."""
    late = sweeps.late()
    rows = _job_rows(late)
    last = max((row["run"] for row in rows if row["run"]), key=lambda run: run.started_at, default=None)
    queue_length, redis_answers = _queue()
    return {
        "sweeps": rows,
        "urgent_warning": URGENT_WARNING,
        "late_warning": LATE_WARNING,
        "late": [sweep.name for sweep in late if sweep.pace.queue != Queue.URGENT],
        "urgent_late": [sweep.name for sweep in late if sweep.pace.queue == Queue.URGENT],
        "documents": _document_rows(),
        "last": last,
        "is_quiet": last is None or clock.now() - last.started_at > QUIET_FOR,
        "failures": SweepRun.objects.exclude(error="").order_by("-started_at")[:MOST_SHOWN],
        "message_counts": [(state.label, Message.objects.filter(state=state).count()) for state in MessageState],
        "withheld": Message.objects.filter(state=MessageState.WITHHELD).order_by("-recorded_at")[:MOST_SHOWN],
        "undelivered_count": undelivered_count(),
        "tried_again": Message.objects.waiting_to_be_tried_again()[:MOST_SHOWN],
        "queue_length": queue_length,
        "redis_answers": redis_answers,
        "texts": DemoText.objects.order_by("-received_at")[:MOST_SHOWN] if settings.DEMO else [],
    }


def _queue() -> tuple[int, bool]:
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=2) as redis:
            return sum(cast(int, redis.llen(queue.value)) for queue in Queue), True
    except (RedisError, OSError):
        return 0, False
