"""Fixtures that start the supervisor for real, in a data directory of its own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from servers import paths
from servers.processes import wait_until

ROOT = Path(__file__).resolve().parents[2]
LINGER = 0.5  # seconds
SET_FOR_TESTS = {"DATABASE_URL", "REDIS_URL", "CASEWORK_FSYNC", "TESTING"}
JOIN = """
import json, servers, sys
found = servers.ensure()
print(json.dumps([found.database_url, found.redis_url]), flush=True)
sys.stdin.read()
"""


@dataclass
class User:
    """A process that uses the servers until it is stopped or killed."""

    process: subprocess.Popen[str]
    database_url: str = ""
    redis_url: str = ""

    def wait(self) -> "User":
        """Wait until the servers run for this user."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the user got no addresses: see its error output"
        self.database_url, self.redis_url = json.loads(line)
        return self

    def query(self, text: str) -> list[tuple]:
        """Run one statement, commit it, and return its rows."""
        database = contextlib.closing(psycopg2.connect(self.database_url, connect_timeout=5))
        with database as connection, connection, connection.cursor() as cursor:
            cursor.execute(text)
            return cursor.fetchall() if cursor.description else []

    def end(self, number: int = signal.SIGKILL) -> None:
        """Send the process a signal and wait for its end."""
        self.process.send_signal(number)
        self.process.wait(30)
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()


@dataclass
class Installation:
    """A data directory and the processes that use it."""

    data: Path

    def environment(self, **more: str) -> dict[str, str]:
        """Return the variables for a process on this data directory."""
        variables = {key: os.environ[key] for key in os.environ.keys() - SET_FOR_TESTS}
        return {**variables, "CASEWORK_DATA": str(self.data), "CASEWORK_LINGER": str(LINGER), **more}

    def user(self, **more: str) -> User:
        """Start a user of the servers without waiting for it."""
        return User(
            subprocess.Popen(
                [sys.executable, "-c", JOIN],
                cwd=ROOT,
                env=self.environment(**more),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )

    def command(self, *arguments: str, python: str = sys.executable, **more: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m servers` to its end."""
        return subprocess.run(
            [python, "-m", "servers", *arguments],
            cwd=ROOT,
            env=self.environment(**more),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def processes(self) -> dict[int, str]:
        """Return number and command line of every process that was started for this data directory."""
        processes_by_id = {}
        mark = f"CASEWORK_DATA={self.data}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                # Some servers overwrite their environment with their title, but all have a log.
                is_marked = mark in (folder / "environ").read_bytes().split(b"\0")
                if is_marked or str((folder / "fd/1").readlink()).startswith(f"{self.data}/log/"):
                    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
                    # A zombie process has no command line.
                    processes_by_id.update({int(folder.name): command} if command else {})
            except OSError:
                continue
        return processes_by_id

    def find(self, word: str) -> list[int]:
        """Return the numbers of the processes whose command line has `word` in it."""
        return [number for number, command in self.processes().items() if word in command]

    def is_quiet(self) -> bool:
        """Return True if no process is left."""
        return not self.processes()

    def wait_until_quiet(self, seconds: float = 20) -> bool:
        """Wait for the last process to end."""
        return wait_until(self.is_quiet, seconds=seconds, pause=0.1)

    def kill(self, *numbers: int) -> None:
        """Kill processes without warning, as a power cut would."""
        for number in numbers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)


@contextlib.contextmanager
def temporary_installation() -> Iterator[Installation]:
    """Make a temporary data directory. Kill its processes and remove it afterwards."""
    temporary = Installation(Path(tempfile.mkdtemp(prefix="casework-test-")))
    try:
        yield temporary
    finally:
        temporary.kill(*temporary.processes())
        temporary.wait_until_quiet()
        paths.remove(temporary.data)


@pytest.fixture
def installation() -> Iterator[Installation]:
    with temporary_installation() as temporary:
        yield temporary


@pytest.fixture
def join(installation: Installation) -> Iterator[Callable[..., User]]:
    """Return a function that starts a user of the servers. Users end with the test."""
    users = []

    def start(**more: str) -> User:
        users.append(installation.user(**more))
        return users[-1].wait()

    yield start
    for user in users:
        user.end()
