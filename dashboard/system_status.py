"""The state of the system, for administrators, and a check for monitors that it is up."""

import datetime
from typing import Any, cast

from django.conf import settings
from django.db import DatabaseError, connection
from redis import Redis, RedisError

from core import clock
from core.models import DemoText, Message, MessageState, SweepRun

# Beat ticks every minute; the page warns after this time without a tick.
QUIET_FOR = datetime.timedelta(minutes=10)


def is_up() -> bool:
    """Return True if the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def state() -> dict[str, Any]:
    """Return the latest run of each sweep, the messages by state, what failed, and whether Redis answers."""
    latest = SweepRun.objects.order_by("name", "-started_at").distinct("name")
    last = SweepRun.objects.order_by("-started_at").first()
    queue_length, redis_answers = _queue()
    return {
        "sweeps": latest,
        "last": last,
        "is_quiet": last is None or clock.now() - last.started_at > QUIET_FOR,
        "failures": SweepRun.objects.exclude(error="").order_by("-started_at")[:20],
        "message_counts": [(state.label, Message.objects.filter(state=state).count()) for state in MessageState],
        "undelivered": Message.objects.filter(state__in=[MessageState.FAILED, MessageState.WITHHELD]).order_by(
            "-recorded_at"
        )[:20],
        "queue_length": queue_length,
        "redis_answers": redis_answers,
        "texts": DemoText.objects.order_by("-received_at")[:20] if settings.DEMO else [],
    }


def _queue() -> tuple[int, bool]:
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=2) as redis:
            return cast(int, redis.llen(settings.CELERY_TASK_DEFAULT_QUEUE)), True
    except (RedisError, OSError):
        return 0, False
