"""The whole system on this machine, until Ctrl-C: what `make demo` and `make serve` start."""

import contextlib
import fcntl
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from servers import client, packages
from servers.errors import UserError
from servers.paths import ROOT, data_directory
from servers.postgres import APPLICATION_ROLE, NAME
from servers.processes import die_with_parent, end, open_log, start
from servers.reaper import Reaper

HOST = "127.0.0.1"
# Preloading reads the code once instead of once a worker.
GUNICORN = ["--workers", "2", "--threads", "4", "--preload", "--graceful-timeout", "5"]
# What a query asks for, such as a name that somebody searches, stays out of the log.
GUNICORN += ["--no-control-socket", "--access-logfile", "-"]
GUNICORN += ["--access-logformat", '%(t)s "%(m)s %(U)s" %(s)s %(B)s bytes, %(M)s ms']
WORKER = ["--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
SECONDS_TO_BE_READY = 90
SECONDS_TO_STOP = 10
LONGEST_BACKOFF = 30.0  # seconds
STEADY_AFTER = 60.0  # seconds after which an earlier failure is forgotten
# Directories whose Python files do not say what the database and the sign-ins look like.
NOT_OURS = {".venv", "node_modules", "tests", "var", "bench", "docs", "servers", "deploy"}


def say(line: str) -> None:
    """Print a line at once. A terminal that has been closed is no reason to stop stopping."""
    with contextlib.suppress(OSError):
        print(line, flush=True)


class Stopped(Exception):
    """Somebody asked us to stop while we were still starting."""


@dataclass
class Child:
    """One of the processes that make up the system."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait: float = 1.0  # seconds before the next start, if it dies again
    not_before: float = field(default=0.0)

    def is_running(self) -> bool:
        """Whether the process is alive."""
        return self.process is not None and self.process.poll() is None


class System:
    """Starts, watches and stops everything. A subclass says what is in the database."""

    name = ""  # of the files in the data directory that belong to it

    def __init__(self, port: int):
        self.port, self.data = port, data_directory()
        self.logs = self.data / "log"
        self.stop_requested = False
        self.jobs: list[Child] = []  # management commands on their way
        self.names_database = False  # whether somebody named a database of their own
        gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}"]
        celery = [sys.executable, "-m", "celery", "--app", "config"]
        schedule = str(self.data / "celerybeat")
        self.web = Child("web", [*gunicorn, *GUNICORN])
        # A worker for each queue: what is urgent never waits for documents.
        self.urgent, self.worker = (
            Child(name, [*celery, "worker", "--queues", queue, "--hostname", f"{name}@%h", *WORKER])
            for name, queue in (("urgent", "urgent"), ("worker", "casework"))
        )
        self.beat = Child("beat", [*celery, "beat", "--loglevel", "INFO", "--pidfile", "", "--schedule", schedule])
        self.children = [self.web, self.urgent, self.worker, self.beat]

    def set_environment(self) -> None:
        """Set the variables of all processes, beside those of the servers."""

    def fill(self) -> str:
        """Fill the migrated database. Return the text to print at each start on this code; "" for `greeting`."""
        return ""

    def greeting(self) -> str:
        """Return the text to print at this start, when the pages are up."""
        return ""

    def run(self) -> None:
        """Start everything, say so, and return when somebody has asked to stop. Raises UserError."""
        began = time.monotonic()
        self._check()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # Under nohup the closing of the terminal is no reason to stop.
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._request_stop)
        self.names_database = bool(os.environ.get("DATABASE_URL"))
        client.ensure()
        with (self.data / f"{self.name}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UserError(f"Casework already runs on {self.data}: stop it, or set CASEWORK_DATA.") from None
            self._run_until_stopped(began)

    def _run_until_stopped(self, began: float) -> None:
        os.environ.update(STATIC_COLLECTED="1", SITE_ADDRESS=f"http://localhost:{self.port}")
        self.set_environment()
        self.reaper = Reaper(ROOT)
        try:
            text = self._start_system()
            say(f"\nready: http://localhost:{self.port} (after {time.monotonic() - began:.1f} seconds)\n")
            say(text)
            say(f"\nCtrl-C stops everything. The data stay in {self.data}.")
            while not self.stop_requested:
                self._watch()
                time.sleep(0.2)
        except Stopped:
            pass
        finally:
            self._stop_system()
        say("stopped")

    def _check(self) -> None:
        packages.require(["pdf"])
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except (OSError, OverflowError):
                raise UserError(
                    f"Port {self.port} is taken or cannot be used: choose another, for example PORT=8001."
                ) from None

    # Starting

    def _start_system(self) -> str:
        """Bring everything up and return the text for whoever started it."""
        stamp, noted = self._stamp(), self.data / f"{self.name}.stamp"
        known = noted.read_text().partition("\n") if noted.exists() else ("", "", "")
        # If nothing has changed since the last time, the pages may come up while we make sure.
        is_ready = known[0] == stamp and (self.data / "static" / "staticfiles.json").exists()
        if is_ready:
            self._start(self.web)
            if self.manage("migrate", "--check", may_fail=True) is None:
                self._end(self.web)
                is_ready = False
        text = known[2] if is_ready else self._prepare()
        if not is_ready:
            noted.write_text(f"{stamp}\n{text}")
        for child in (self.urgent, self.worker, self.beat):
            self._start(child)
        self._wait_until_healthy()
        return text or self.greeting()

    def _prepare(self) -> str:
        """Migrate and fill the database, and start the pages meanwhile.

        Return what stays to be said as long as the code is the same.
        """
        (self.data / f"{self.name}.stamp").unlink(missing_ok=True)
        say("Making the tables of the database, and the files of the pages.")
        static = self._begin("collectstatic", "--no-input")
        self.manage("migrate", "--no-input")
        if not self.names_database:
            self.manage("application_role")
        self._finish(static)
        self._start(self.web)
        return self.fill()

    def manage(self, *arguments: str, may_fail: bool = False, is_told: bool = False) -> str | None:
        """Run a management command to its end; return what it printed, or None when it may fail and did.

        If it `is_told`, its lines are printed as they come, up to the first empty one.
        """
        job = self._begin(*arguments)
        if is_told:
            self._tell(job)
        return self._finish(job, may_fail=may_fail)

    def _begin(self, *arguments: str) -> Child:
        job = Child(arguments[0], [sys.executable, str(ROOT / "manage.py"), *arguments])
        self.jobs.append(job)
        self._start(job)
        return job

    def _tell(self, job: Child) -> None:
        with (self.logs / f"{job.name}.log").open(errors="replace") as log:
            while job.is_running():
                for line in log:
                    if not line.strip():
                        return
                    say(line.rstrip("\n"))
                self._pause()

    def _finish(self, job: Child, *, may_fail: bool = False) -> str | None:
        while job.is_running():
            self._pause()
        self._end(job)
        self.jobs.remove(job)
        assert job.process is not None
        text = (self.logs / f"{job.name}.log").read_text(errors="replace").rstrip()
        if job.process.returncode == 0:
            return text
        if may_fail:
            return None
        last = text.splitlines()[-1][:200] if text else "it said nothing"
        command = " ".join(job.command[2:])
        raise UserError(f"`manage.py {command}` failed ({last}): see {self.logs / job.name}.log.")

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_BE_READY
        while not self._is_healthy():
            if time.monotonic() > deadline:
                raise UserError(f"The pages did not come up in {SECONDS_TO_BE_READY} s: see {self.logs / 'web.log'}.")
            self._pause()
            self._watch()

    def _is_healthy(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/health/", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _stamp(self) -> str:
        """Sum up the code and the place of the data: while it stays the same, so do tables and sign-ins."""
        total = hashlib.sha256()
        for folder, subfolders, files in os.walk(ROOT):
            subfolders[:] = sorted(set(subfolders) - NOT_OURS) if folder == str(ROOT) else sorted(subfolders)
            for name in sorted(files):
                is_ours = name.endswith(".py") or Path(folder).is_relative_to(ROOT / "static")
                if is_ours or (folder == str(ROOT) and name.startswith("requirements")):
                    path = Path(folder, name)
                    total.update(str(path).encode() + path.read_bytes())
        total.update(os.environ["DATABASE_URL"].encode())
        return total.hexdigest()

    # Watching and stopping

    def _start(self, child: Child) -> None:
        again = child.process is not None
        with open_log(self.logs, child.name, fresh=not again) as log:
            child.process = start(child.command, log=log, directory=ROOT, environment=self._environment_of(child))
        child.started_at = time.monotonic()
        self.reaper.guard(child.process.pid)

    def _environment_of(self, child: Child) -> dict[str, str]:
        """Return the variables of a process. Web and workers have the rows of the database, commands its tables."""
        if child not in self.children or self.names_database:
            return dict(os.environ)
        owner = os.environ["DATABASE_URL"]
        return os.environ | {"DATABASE_URL": owner.replace(f"//{NAME}@", f"//{APPLICATION_ROLE}@", 1)}

    def _watch(self) -> None:
        """Start again what died, ever more slowly while it keeps dying."""
        if client.are_lost():
            say("the servers ended unexpectedly; starting them again, and everything that used them")
            for child in self.children:
                self._end(child)
            client.rejoin()
            for child in self.children:
                self._start(child)
        now = time.monotonic()
        for child in self.children:
            if child.process is None or child.is_running():
                continue
            if not child.not_before:
                if now - child.started_at > STEADY_AFTER:
                    child.wait = 1.0
                child.not_before = now + child.wait
                status = child.process.returncode
                reason = f"signal {-status}" if status < 0 else f"status {status}"
                say(
                    f"{child.name} ended unexpectedly ({reason}); starting it again in {child.wait:.0f} s,"
                    f" see {self.logs / child.name}.log"
                )
                # Its own children must not stay behind.
                self._end(child)
            elif now >= child.not_before:
                child.not_before = 0.0
                child.wait = min(child.wait * 2, LONGEST_BACKOFF)
                self._start(child)
        if not self.reaper.is_alive():
            self.reaper = Reaper(ROOT)
            for child in self.children:
                if child.is_running() and child.process is not None:
                    self.reaper.guard(child.process.pid)

    def _end(self, child: Child) -> None:
        if child.process is not None:
            end(child.process, signal.SIGTERM, patience=SECONDS_TO_STOP)
            self.reaper.release(child.process.pid)

    def _stop_system(self) -> None:
        """Stop in order: nothing new is asked for, then nothing is answered, then the servers go."""
        order = (*self.jobs, self.beat, self.worker, self.urgent, self.web)
        running = [child for child in order if child.is_running()]
        if running:
            say("\nstopping")
        for child in running:
            assert child.process is not None
            child.process.terminate()
        for child in running:
            self._end(child)
        self.reaper.dismiss()
        client.leave()

    def _pause(self) -> None:
        if self.stop_requested:
            raise Stopped
        time.sleep(0.05)

    def _request_stop(self, _number: int, _frame: object) -> None:
        self.stop_requested = True


def run(system: type[System], *, follow_parent: bool) -> None:
    """Run the system on PORT (default 8000). With `follow_parent` it stops when the calling process ends."""
    named = os.environ.get("PORT") or "8000"
    if not named.isdigit():
        raise UserError(f"PORT={named} is not a port number: choose one such as PORT=8001.")
    if follow_parent:
        # `make` may be killed; started by hand in the background, the system outlives its shell.
        die_with_parent(signal.SIGTERM)
    system(int(named)).run()
