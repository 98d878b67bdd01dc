"""`make serve`: the whole system without data, and the link by which the first administrator starts."""

import http.client
import re
import signal
import subprocess
import sys

import pytest

from tests.servers.conftest import ROOT, temporary_installation
from tests.servers.test_demo import SECONDS_AGAIN, SECONDS_FIRST, port, read_until  # noqa: F401

pytestmark = pytest.mark.xdist_group("demo")


def start(installation, port: int) -> subprocess.Popen[str]:  # noqa: F811
    return subprocess.Popen(
        [sys.executable, "-m", "servers", "serve"],
        cwd=ROOT,
        env=installation.environment(PORT=str(port), PYTHONUNBUFFERED="1", CASEWORK_FSYNC="off"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def page(port: int, path: str) -> tuple[int, str]:  # noqa: F811
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_each_start_prints_a_link_that_opens_the_set_up_until_it_is_used(port):  # noqa: F811
    """Given an empty data directory; when it is started twice; then the newest link works, with the same secret key."""
    with temporary_installation() as installation:
        links, keys = [], []
        for seconds in (SECONDS_FIRST, SECONDS_AGAIN):
            running = start(installation, port)
            text = read_until(running, "ready", seconds) + read_until(running, "http", 20)
            links.append(re.search(rf"http://localhost:{port}(/set-up/start/\S+)", text)[1])
            status, html = page(port, links[-1])
            assert (status, "Set up Casework" in html) == (200, True)
            keys.append((installation.data / "secret_key").read_text())
            running.send_signal(signal.SIGINT)
            assert running.wait(60) == 0
            running.stdout.close()
            assert installation.wait_until_quiet(40), installation.processes()
        assert links[0] != links[1]
        assert keys[0] == keys[1]
        assert (installation.data / "secret_key").stat().st_mode & 0o077 == 0
