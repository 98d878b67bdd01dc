"""Tasks started after a commit. Redis only starts them early: the next sweep does what was missed."""

import datetime
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
EXPIRES_AFTER = datetime.timedelta(minutes=5)
# The tasks that are started at the end of the block of `together`; None outside.
_held: ContextVar[set[str] | None] = ContextVar("held", default=None)


def enqueue(
    task_name: str, *arguments: object, expires_after: datetime.timedelta = EXPIRES_AFTER, may_wait: bool = False
) -> None:
    """After the commit, ask a worker to run the task `task_name` now; without Redis the next sweep does it.

    CELERY_TASK_ROUTES says in which queue. A start that no worker has taken by `expires_after` is forgotten: the sweep
    does what is due. With `may_wait`, for a task without arguments, all starts in a block of `together` are one.
    """

    def send() -> None:
        held = _held.get()
        if may_wait and held is not None:
            held.add(task_name)
        else:
            _send(task_name, arguments, expires_after)

    transaction.on_commit(send)


@contextmanager
def together() -> Iterator[None]:
    """Start each task that may wait once, at the end of the block."""
    if _held.get() is not None:
        yield
        return
    held: set[str] = set()
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
        for task_name in sorted(held):
            _send(task_name, (), EXPIRES_AFTER)


def _send(task_name: str, arguments: tuple[object, ...], expires_after: datetime.timedelta) -> None:
    try:
        current_app.send_task(task_name, arguments, retry=False, expires=expires_after.total_seconds())
    except (OperationalError, OSError):
        log.warning("Redis did not answer; %s waits for the next sweep", task_name)
