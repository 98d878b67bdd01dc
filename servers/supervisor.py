"""The supervisor: a background process that holds both servers for as long as somebody is connected to it.

Every user holds a connection to its socket and never has to say goodbye: the kernel closes the
connection of a process that was killed, too. When the last one has gone the supervisor lingers a little,
so that one command after another finds the servers running, then stops them and ends.
"""

import contextlib
import fcntl
import json
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path

from servers.errors import UserError
from servers.paths import Account, binaries, socket_directory, state_directory
from servers.postgres import Postgres
from servers.processes import open_log
from servers.valkey import Valkey

SOCKET, LOCK = "supervisor.sock", "supervisor.lock"
LEAVE = b"stop\n"  # a user's last word: do not linger for me
DEFAULT_LINGER = 10.0  # seconds
TICK = 0.25  # seconds between two looks at the servers
SECONDS_FOR_LOCK = 60  # the supervisor before us may still be stopping its servers
LONGEST_BACKOFF = 30.0  # seconds


class Supervisor:
    """Holds the servers of one data directory."""

    def __init__(self, data: Path):
        self.data, self.logs = data, data / "log"
        self.linger = float(os.environ.get("CASEWORK_LINGER", DEFAULT_LINGER))
        self.users: set[socket.socket] = set()
        self.is_stopping = False
        self.restarts: dict[str, tuple[float, float]] = {}  # name: (seconds to wait, not before)

    def run(self, started: int) -> None:
        """Serve until nobody is left; write one byte to the pipe `started` when the socket listens."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        with (self.data / LOCK).open("w") as lock:
            _lock(lock.fileno())
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            address = socket_directory(self.data) / SOCKET
            address.unlink(missing_ok=True)
            with socket.socket(socket.AF_UNIX) as self.listener:
                self.listener.bind(str(address))
                self.listener.listen(64)
                self.listener.setblocking(False)
                os.write(started, b"1")
                os.close(started)
                try:
                    self._serve()
                finally:
                    # Whoever comes from here on starts the next supervisor, which waits for our lock.
                    address.unlink(missing_ok=True)
                    self.listener.close()
                    self._log("stopping")
                    self._stop_servers()
                    for user in self.users:
                        user.close()
                    self._log("stopped")

    def _serve(self) -> None:
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None
        try:
            answer = self._start_servers()
        except UserError as problem:
            self._refuse(str(problem))
            return
        except OSError as error:
            self._refuse(f"The servers could not be started ({error}).")
            return
        self._log("ready")
        idle_since = time.monotonic()
        while not self.is_stopping:
            self._greet(answer)
            self._listen()
            self._watch()
            if self.users:
                idle_since = time.monotonic()
            elif time.monotonic() - idle_since >= self.linger:
                # A last look: somebody may be at the door.
                self._greet(answer)
                if not self.users:
                    return

    def _start_servers(self) -> bytes:
        account = Account.current()
        programs = binaries(account)
        home = state_directory(self.data, account)
        # The servers' user must be able to enter the directory of the socket.
        sockets = home / "run" if account.is_other else socket_directory(self.data) / "run"
        self.valkey = Valkey(self.data, self.logs, account, programs)
        self.valkey.start()
        self.postgres = Postgres(home, sockets, self.logs, account, programs)
        self.postgres.start()
        self.postgres.wait()
        self.valkey.wait()
        return json.dumps({"database_url": self.postgres.url, "redis_url": self.valkey.url}).encode() + b"\n"

    def _refuse(self, reason: str) -> None:
        self._log(reason)
        answer = json.dumps({"error": reason}).encode() + b"\n"
        # Those who asked are on their way to the socket; tell them instead of leaving them waiting.
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline and not self.is_stopping:
            self._greet(answer)
            self._listen()

    def _greet(self, answer: bytes) -> None:
        with contextlib.suppress(BlockingIOError):
            while True:
                user, _ = self.listener.accept()
                user.setblocking(False)
                with contextlib.suppress(OSError):
                    user.send(answer)
                self.users.add(user)

    def _listen(self) -> None:
        readable, _, _ = select.select([self.listener, *self.users], [], [], TICK)
        for user in self.users.intersection(readable):
            try:
                word = user.recv(64)
            except BlockingIOError:
                continue
            except OSError:
                word = b""
            if word == LEAVE and len(self.users) == 1:
                self.is_stopping = True
            elif not word:
                user.close()
                self.users.discard(user)

    def _watch(self) -> None:
        """Start a server that died again, ever more slowly."""
        for name, server in (("postgres", self.postgres), ("valkey", self.valkey)):
            assert server is not None
            wait, not_before = self.restarts.get(name, (1.0, 0.0))
            if server.is_running() or time.monotonic() < not_before:
                continue
            self._log(f"{name} ended unexpectedly; starting it again")
            self.restarts[name] = (min(wait * 2, LONGEST_BACKOFF), time.monotonic() + wait)
            try:
                server.start()
            except (OSError, UserError) as error:
                self._log(f"{name}: {error}")

    def _stop_servers(self) -> None:
        for server in (self.valkey, self.postgres):
            if server is not None:
                server.stop()

    def _stop(self, number: int, _frame: object) -> None:
        self.is_stopping = True

    def _log(self, line: str) -> None:
        print(f"{time.strftime('%Y-%m-%d %H:%M:%S')} supervisor {os.getpid()}: {line}", flush=True)


def _lock(descriptor: int) -> None:
    deadline = time.monotonic() + SECONDS_FOR_LOCK
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def detach(data: Path, started: int) -> None:
    """Leave the process that called us, become a background process of our own, and return in neither of the two.

    `started` is the writing end of a pipe on which the caller waits.
    """
    if os.fork():
        os._exit(0)
    os.setsid()
    os.umask(0o077)
    with open_log(data / "log", "supervisor") as log, open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    try:
        Supervisor(data).run(started)
    except BaseException as error:  # the log is the only place left to say it
        print(f"supervisor {os.getpid()}: {error!r}", flush=True)
        os._exit(1)
    sys.stdout.flush()
    os._exit(0)
