"""Processes that tests start: a Celery worker as in production, on the test's own database, queue and files."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


def database_url() -> str:
    """The address of the database this test runs on, for another process."""
    parts = connection.settings_dict
    host = parts["HOST"] or parts["OPTIONS"]["host"]
    return f"postgresql://{parts['USER']}@/{parts['NAME']}?host={host}"


@contextmanager
def celery_worker():
    """A worker, ended with the block; `kill(worker)` ends it and its children without warning."""
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "PRIVATE_ROOT": settings.PRIVATE_ROOT,
        "EMAIL_FOLDER": settings.EMAIL_FILE_PATH,
        "TESTING": "1",
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "1", "-l", "WARNING"],
        env=environment,
        cwd=settings.BASE_DIR,
        start_new_session=True,
    )
    try:
        yield worker
    finally:
        if worker.poll() is None:
            worker.terminate()
            worker.wait(30)


def kill(worker) -> None:
    """Kill -9, the whole process group."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(10)
