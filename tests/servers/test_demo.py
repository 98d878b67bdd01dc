"""The whole system, started as `make demo` starts it.

It runs on the day and hour of the machine, as no other test does, and asks only for what is so on every day.
"""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from tests.servers.conftest import ROOT, House, borrowed_house

SECONDS_FIRST = 400  # an empty database is filled
SECONDS_AGAIN = 60

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """One data directory for all of these: it takes a while to fill."""
    with borrowed_house() as made:
        yield made


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def demo(house: House, port: int) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start the demo; whatever is still there afterwards is killed."""
    started = []

    def start() -> subprocess.Popen[str]:
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "servers", "demo"],
                cwd=ROOT,
                env=house.environment(PORT=str(port), PYTHONUNBUFFERED="1", CASEWORK_FSYNC="off"),
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
    assert house.becomes_quiet(40), house.processes()


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


def test_kill_leaves_nothing_behind_and_rows_are_kept(house, join, demo, port):
    # Given a running demo with a row of its own
    first = demo()
    printed = read_until(first, "ready", SECONDS_FIRST)
    assert "no record is in" not in printed, printed
    assert status(port) == 200
    user = join()
    user.query("CREATE TABLE kept AS SELECT 1 AS number")
    user.end()
    for name in (
        "gunicorn",
        "celery --app config worker",
        "celery --app config beat",
        "bin/postgres",
        "valkey",
    ):
        assert house.find(name), name

    # When it is killed without a word
    first.kill()
    first.wait()

    # Then nothing stays, and the next start finds the row, quickly
    assert house.becomes_quiet(40), house.processes()
    began = time.monotonic()
    second = demo()
    read_until(second, "ready", SECONDS_AGAIN)
    print(f"second start: {time.monotonic() - began:.1f} s")
    user = join()
    assert user.query("SELECT number FROM kept") == [(1,)]
    user.end()

    # And Ctrl-C stops all of it in order
    second.send_signal(signal.SIGINT)
    assert second.wait(60) == 0
    assert house.becomes_quiet(), house.processes()


def test_a_second_demo_on_the_same_data_is_refused(house, demo, port):
    running = demo()
    read_until(running, "ready", SECONDS_FIRST)

    done = house.command("demo", PORT="0")

    assert done.returncode == 1
    assert "A demo already runs on" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert status(port) == 200


def test_what_dies_is_started_again_and_said_in_one_line(house, demo, port):
    running = demo()
    read_until(running, "ready", SECONDS_FIRST)

    house.kill(*house.find("celery --app config beat"))

    said = read_until(running, "beat ended unexpectedly", 20)
    assert "starting it again in 1 s" in said
    deadline = time.monotonic() + 20
    while not house.find("celery --app config beat"):
        assert time.monotonic() < deadline
        time.sleep(0.1)

    # The servers themselves, too, with everything that used them
    house.kill(*house.find("servers supervisor"))
    read_until(running, "the servers ended unexpectedly", 20)
    deadline = time.monotonic() + 40
    while not is_well(port):
        assert time.monotonic() < deadline
        time.sleep(0.1)

    running.terminate()
    assert running.wait(60) == 0
    assert house.becomes_quiet(), house.processes()
