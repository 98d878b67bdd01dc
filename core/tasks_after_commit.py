"""Tasks started after a commit. Redis only starts them early: the next sweep does what was missed."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
# Seconds after which a start that no worker has taken is forgotten: the sweep does what is due.
EXPIRES_AFTER = 300


def enqueue(task_name: str, *arguments: object) -> None:
    """After the commit, ask a worker to run the task `task_name` now; without Redis the next sweep does it.

    CELERY_TASK_ROUTES says in which queue.
    """

    def send() -> None:
        try:
            current_app.send_task(task_name, arguments, retry=False, expires=EXPIRES_AFTER)
        except (OperationalError, OSError):
            log.warning("Redis did not answer; %s waits for the next sweep", task_name)

    transaction.on_commit(send)
