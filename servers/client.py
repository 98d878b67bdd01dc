"""The users' side: find the supervisor of a data directory, or start it, and stay connected."""

import atexit
import contextlib
import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from servers.errors import UserError
from servers.paths import ROOT, data_directory, socket_directory
from servers.supervisor import LEAVE, SOCKET

SECONDS_TO_JOIN = 120.0
# Open for the life of this process: the supervisor sees by a closed connection that we have ended.
_connections: list[socket.socket] = []


@atexit.register
def _leave() -> None:
    """The system would close them as well; said here, nobody wonders about an open socket."""
    for connection in _connections:
        connection.close()


_ours: set[str] = set()  # the variables that were not set when we came


@dataclass(frozen=True)
class Addresses:
    """Where the two servers are."""

    database_url: str
    redis_url: str


def ensure(data: Path | None = None) -> Addresses:
    """Return the addresses of both servers, starting our own when none are named.

    When DATABASE_URL and REDIS_URL are both set, those are returned and nothing is started. Otherwise the
    servers of `data` (default: CASEWORK_DATA, else `var/` of the checkout) are joined or started, what is
    missing of the two variables is set, and the servers run for at least as long as this process.

    Raises UserError, whose text is one line to act upon.
    """
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        addresses = _join(data_directory(data))
        for name, address in (("DATABASE_URL", addresses.database_url), ("REDIS_URL", addresses.redis_url)):
            if not os.environ.get(name):
                os.environ[name] = address
                _ours.add(name)
    return Addresses(os.environ["DATABASE_URL"], os.environ["REDIS_URL"])


def leave(patience: float = 45.0) -> None:
    """Let go of the servers; when nobody else uses them they stop at once, and we wait for that.

    `patience` is the longest wait, in seconds.
    """
    while _connections:
        connection = _connections.pop()
        with contextlib.suppress(OSError), connection:
            connection.settimeout(patience)
            connection.sendall(LEAVE)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(64):
                pass


def are_lost() -> bool:
    """Whether the supervisor that held our servers has gone, and they with it."""
    for connection in _connections:
        try:
            if not connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
                return True
        except BlockingIOError:
            continue
        except OSError:
            return True
    return False


def rejoin() -> Addresses:
    """Start the servers that were lost, set their new addresses and return them. Raises UserError."""
    while _connections:
        _connections.pop().close()
    for name in _ours:
        del os.environ[name]
    _ours.clear()
    return ensure()


def _join(data: Path) -> Addresses:
    _make(data)
    address = socket_directory(data) / SOCKET
    deadline = time.monotonic() + SECONDS_TO_JOIN
    while time.monotonic() < deadline:
        connection = _connect(address) or _start(data, address)
        if connection is None:
            continue
        answer = _read(connection, deadline)
        if answer is None:
            # It was just closing; the next one is ours to start.
            connection.close()
            time.sleep(0.05)
            continue
        if "error" in answer:
            connection.close()
            raise UserError(answer["error"])
        _connections.append(connection)
        return Addresses(answer["database_url"], answer["redis_url"])
    raise UserError(f"The servers did not start in {SECONDS_TO_JOIN:.0f} seconds: see {data / 'log'}.")


def _make(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"Cannot make {data} ({error.strerror}): name another place in CASEWORK_DATA.") from None
    if not os.access(data, os.W_OK):
        raise UserError(f"Cannot write to {data}: name another place in CASEWORK_DATA.")


def _connect(address: Path) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(address))
    except OSError:
        connection.close()
        return None
    return connection


def _start(data: Path, address: Path) -> socket.socket | None:
    """Start a supervisor unless somebody else just did. Only one process at a time gets past the lock."""
    with (data / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection := _connect(address):
            return connection
        reading, writing = os.pipe()
        try:
            subprocess.run(
                [sys.executable, "-m", "servers", "supervisor", str(data), str(writing)],
                cwd=ROOT,
                pass_fds=[writing],
                stdin=subprocess.DEVNULL,
                check=False,
            )
            os.close(writing)
            writing = -1
            if not os.read(reading, 1):
                raise UserError(f"The servers could not be started: see {data / 'log' / 'supervisor.log'}.")
        finally:
            os.close(reading)
            if writing >= 0:
                os.close(writing)
        return _connect(address)


def _read(connection: socket.socket, deadline: float) -> dict[str, str] | None:
    text = b""
    try:
        while not text.endswith(b"\n"):
            connection.settimeout(max(0.1, deadline - time.monotonic()))
            part = connection.recv(4096)
            if not part:
                return None
            text += part
    except OSError:
        return None
    connection.settimeout(None)
    answer: dict[str, str] = json.loads(text)
    return answer


def keep_across_exec() -> None:
    """Let the program that replaces this process inherit the connection to the supervisor."""
    for connection in _connections:
        connection.set_inheritable(True)
