"""Processes for tests: a Celery worker as in production, with the test's own database, queue and files."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


def database_url() -> str:
    """The address of the database this test runs on, for another process."""
    parts = connection.settings_dict
    host = parts["HOST"] or parts["OPTIONS"]["host"]
    return f"postgresql://{parts['USER']}@/{parts['NAME']}?host={host}"


def environment() -> dict[str, str]:
    """What another process needs to work on this test's database, queue and files."""
    return os.environ | {
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "PRIVATE_ROOT": settings.PRIVATE_ROOT,
        "EMAIL_FOLDER": settings.EMAIL_FILE_PATH,
        "TESTING": "1",
        "CLOCK_SHIFT": str(settings.CLOCK_SHIFT.total_seconds()),
    }


@contextmanager
def celery_worker():
    """A worker, ended with the block; `kill(worker)` ends it and its children without warning."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "1", "-l", "WARNING"],
        env=environment(),
        cwd=settings.BASE_DIR,
        start_new_session=True,
    )
    try:
        yield worker
    finally:
        if worker.poll() is None:
            worker.terminate()
            worker.wait(30)


class WebServer:
    """The pages as in production, on a port of their own; stopped and started again at will."""

    def __init__(self, **more: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.more, self.process = more, None

    def start(self) -> None:
        """Return when it answers."""
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--threads", "8", "--no-control-socket", "--log-level", "warning"]
        more = environment() | self.more
        self.process = subprocess.Popen(command, env=more, cwd=settings.BASE_DIR, start_new_session=True)
        end = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < end, "the server did not come up"
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return urllib.request.urlopen(f"{self.url}/health/", timeout=5).status == 200
        except OSError:
            return False

    def stop(self) -> None:
        """Nothing answers on the port when this returns."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None


@contextmanager
def web_server(**more: str):
    """A web server that runs; `more` is added to its environment."""
    server = WebServer(**more)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def kill(worker) -> None:
    """Kill -9, the whole process group."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(10)
