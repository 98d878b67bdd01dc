"""Valkey (the Redis protocol) on a free loopback port, behind a password nobody else knows.

Nothing is stored on the disk: the database is the queue, and Redis only wakes a worker.
"""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
from pathlib import Path

from servers.errors import UserError
from servers.paths import Account, Binaries
from servers.processes import command_of, end, open_log, start, wait_until

HOST = "127.0.0.1"
SECONDS_TO_START = 15
ATTEMPTS = 5


class Valkey:
    """One Valkey server. One address form serves Celery and redis-py, which read socket paths differently."""

    def __init__(self, data: Path, logs: Path, account: Account, binaries: Binaries):
        self.logs, self.account, self.program = logs, account, binaries.valkey
        self.note = data / "valkey.pid"
        self.password = secrets.token_hex(24)
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for `redis.Redis.from_url` and for Celery's broker."""
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def start(self) -> None:
        """Start the server, on the port it had before if it had one. Does not wait."""
        self._end_stray()
        self.port = self.port or _free_port()
        settings = {
            "bind": HOST,
            "port": self.port,
            "requirepass": self.password,
            "save": '""',
            "appendonly": "no",
            "daemonize": "no",
            "dir": "/",
            "maxmemory-policy": "noeviction",
            "loglevel": "warning",
        }
        with open_log(self.logs, "valkey", fresh=self.process is None) as log:
            # Settings are passed on standard input: arguments and files can be read by others.
            self.process = start([self.program, "-"], log=log, account=self.account, stdin=subprocess.PIPE)
        assert self.process.stdin is not None
        # A pipe that broke: it ended at once, and wait() tells.
        with contextlib.suppress(BrokenPipeError), self.process.stdin as stdin:
            stdin.write("".join(f"{key} {value}\n" for key, value in settings.items()).encode())
        self.note.write_text(f"{self.process.pid}\n")

    def wait(self) -> None:
        """Return when the server answers. Raises UserError when it does not."""
        for _ in range(ATTEMPTS):
            wait_until(lambda: self.is_ready() or not self.is_running(), seconds=SECONDS_TO_START)
            if self.is_running() and self.is_ready():
                return
            # Somebody may have taken the port between our asking and its binding.
            self.stop()
            self.port = 0
            self.start()
        self.stop()
        raise UserError(f"Valkey did not start: see {self.logs / 'valkey.log'}.")

    def is_running(self) -> bool:
        """Whether the server process that we started is alive."""
        return self.process is not None and self.process.poll() is None

    def is_ready(self) -> bool:
        """Whether the server lets us in with our password."""
        try:
            with socket.create_connection((HOST, self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                answer = b""
                while answer.count(b"\r\n") < 2 and (part := connection.recv(100)):
                    answer += part
                return answer == b"+OK\r\n+PONG\r\n"
        except OSError:
            return False

    def stop(self) -> None:
        """Stop the server."""
        if self.process is not None:
            end(self.process, signal.SIGTERM, patience=5)
            self.note.unlink(missing_ok=True)

    def _end_stray(self) -> None:
        """End a server whose supervisor was killed, where the kernel has not done so."""
        pid = self.note.read_text().strip() if self.note.exists() else ""
        if not pid.isdigit():
            return

        def is_gone() -> bool:
            # The number may be somebody else's by now.
            return "valkey-server" not in command_of(int(pid))

        for number in (signal.SIGTERM, signal.SIGKILL):
            if is_gone():
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), number)
            wait_until(is_gone, seconds=5)
        self.note.unlink(missing_ok=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
