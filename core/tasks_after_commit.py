"""Redis is the doorbell: it wakes a worker early. Nothing depends on its being heard."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def enqueue(task_name: str, *arguments) -> None:
    """After the commit, ask a worker to run the task of that name now; the next sweep does it if nobody hears."""

    def send():
        try:
            current_app.send_task(task_name, arguments, retry=False)
        except (OperationalError, OSError):
            log.warning("Redis did not answer; %s waits for the next sweep", task_name)

    transaction.on_commit(send)
