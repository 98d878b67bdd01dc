"""The whole system, started as `make demo` starts it.

Unlike other tests it runs at the system time, and checks only what is true on every day.
"""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tests.servers.conftest import ROOT, Installation, temporary_installation

SECONDS_FIRST = 900  # an empty database is migrated and filled; a bound for a start that hangs, not a figure
SECONDS_AGAIN = 60

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """Share one data directory for all tests here: it takes a while to fill."""
    with temporary_installation() as temporary:
        yield temporary


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def demo(installation: Installation, port: int) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start the demo and kill what is left afterwards."""
    started = []

    def start() -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "servers", "demo"],
                cwd=ROOT,
                env=installation.environment(
                    PORT=str(port),
                    PYTHONUNBUFFERED="1",
                    CASEWORK_FSYNC="off",
                    DEMO_PEOPLE="0",  # the provider and the sign-ins; tests/demo has the people
                ),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
    assert installation.wait_until_quiet(40), installation.processes()


def read_until(process: subprocess.Popen[str], word: str, seconds: float) -> str:
    """Return what the process prints up to the line that starts with `word`."""
    lines, deadline = [], time.monotonic() + seconds
    for line in process.stdout:
        lines.append(line)
        if line.startswith(word):
            return "".join(lines)
        assert time.monotonic() < deadline, "".join(lines)
    raise AssertionError(f"no line starts with {word!r}:\n{''.join(lines)}")


def status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/health/")
        return connection.getresponse().status
    finally:
        connection.close()


def is_well(port: int) -> bool:
    try:
        return status(port) == 200
    except OSError:
        return False


def test_kill_leaves_no_process_and_keeps_rows(installation, join, demo, port):
    # Given a running demo with a row of its own
    first = demo()
    read_until(first, "ready", SECONDS_FIRST)
    assert status(port) == 200
    user = join()
    user.query("CREATE TABLE kept AS SELECT 1 AS number")
    user.end()
    for name in (
        "gunicorn",
        "celery --app config worker --queues urgent",
        "celery --app config worker --queues casework",
        "celery --app config beat",
        "bin/postgres",
        "valkey",
    ):
        assert installation.find(name), name

    # When it is killed
    first.kill()
    first.wait()

    # Then no process is left and the next start is fast and finds the row
    assert installation.wait_until_quiet(40), installation.processes()
    start_time = time.monotonic()
    second = demo()
    read_until(second, "ready", SECONDS_AGAIN)
    print(f"second start: {time.monotonic() - start_time:.1f} s")
    user = join()
    assert user.query("SELECT number FROM kept") == [(1,)]
    user.end()

    # And Ctrl-C stops everything
    second.send_signal(signal.SIGINT)
    assert second.wait(60) == 0
    assert installation.wait_until_quiet(), installation.processes()


def test_a_second_demo_on_the_same_data_is_refused(installation, demo, port):
    running = demo()
    read_until(running, "ready", SECONDS_FIRST)

    done = installation.command("demo", PORT="0")

    assert done.returncode == 1
    assert "Casework already runs on" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert status(port) == 200


def test_a_process_that_dies_is_restarted_and_reported_in_one_line(installation, demo, port):
    running = demo()
    read_until(running, "ready", SECONDS_FIRST)

    installation.kill(*installation.find("celery --app config beat"))

    message = read_until(running, "beat ended unexpectedly", 20)
    assert "starting it again in 1 s" in message
    deadline = time.monotonic() + 20
    while not installation.find("celery --app config beat"):
        assert time.monotonic() < deadline
        time.sleep(0.1)

    # The servers stop too, with every process that used them
    installation.kill(*installation.find("servers supervisor"))
    read_until(running, "the servers ended unexpectedly", 20)
    deadline = time.monotonic() + 40
    while not is_well(port):
        assert time.monotonic() < deadline
        time.sleep(0.1)

    running.terminate()
    assert running.wait(60) == 0
    assert installation.wait_until_quiet(), installation.processes()
