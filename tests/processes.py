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
    """Return the URL of this test's database for another process."""
    parts = connection.settings_dict
    host = parts["HOST"] or parts["OPTIONS"]["host"]
    return f"postgresql://{parts['USER']}@/{parts['NAME']}?host={host}"


def environment() -> dict[str, str]:
    """Return the environment for a process with this test's database, queue and files."""
    return os.environ | {
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "PRIVATE_ROOT": settings.PRIVATE_ROOT,
        "EMAIL_FOLDER": settings.EMAIL_FILE_PATH,
        "TESTING": "1",
        "CLOCK_SHIFT": str(settings.CLOCK_SHIFT.total_seconds()),
    }


@contextmanager
def celery_process(*arguments: str):
    """Run Celery with these arguments for the block. `kill(process)` kills it and its children."""
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", *arguments, "--loglevel", "WARNING"],
        env=environment(),
        cwd=settings.BASE_DIR,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def celery_worker(queues: str = "urgent,casework", name: str = ""):
    """Run a worker of these queues for the block, with its own `name` if there are several of the same queues."""
    name = name or queues.replace(",", "-")
    return celery_process("worker", "--concurrency", "1", "--queues", queues, "--hostname", f"{name}@test")


def celery_scheduler(folder: str):
    """Run a scheduler for the block, with its schedule in `folder`."""
    return celery_process("beat", "--pidfile", "", "--schedule", f"{folder}/schedule")


class WebServer:
    """A production-like web server on its own port that can be stopped and started."""

    def __init__(self, **more: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.more, self.process = more, None

    def start(self) -> None:
        """Wait until it answers."""
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
        """Stop the server and wait until the port is closed."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None


@contextmanager
def web_server(**more: str):
    """Run a web server. `more` is added to its environment."""
    server = WebServer(**more)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def kill(worker) -> None:
    """Kill the whole process group with SIGKILL."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(10)
