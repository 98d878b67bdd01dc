"""Request our pages and their bare counterparts in turn, on one server, and print how long they took."""

import http.client
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench.addresses import HOMES, PAGES, Page, example_ids
from bench.heights import heights
from casework.models import Individual
from core import clock, sweeps
from scheduler.sweeps import SWEEPS

WARM_UP = 15
HOST = "127.0.0.1"
SECONDS_TO_START = 60
TICKS = 5
HEADINGS = ("page", "queries, ours / bare", "ours, ms", "bare, ms", "ratio", "pages a second", "kB, ours / bare")


@dataclass(frozen=True)
class Measurement:
    """The measurement of one address: milliseconds of each answer, SQL statements, bytes of the answer."""

    times: list[float]
    queries: int
    size: int

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    def __str__(self) -> str:
        quarters = statistics.quantiles(self.times, n=4)
        return f"{self.median:.1f} ({quarters[0]:.1f}–{quarters[2]:.1f})"


class CannotMeasureError(RuntimeError):
    """There was no answer, or another page."""


class Reader:
    """Somebody signed in, on one connection that stays open."""

    def __init__(self, port: int, cookie: str):
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.cookie = cookie

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """Request the page as a browser does, which accepts compressed answers. Raises CannotMeasureError if not 200.

        Compressing belongs to the time of a page of ours; the bare pages are not compressed.
        """
        own = {"Host": "localhost", "Cookie": self.cookie, "Accept-Encoding": "gzip, deflate, br"}
        self.connection.request("GET", path, headers={**own, **headers})
        response = self.connection.getresponse()
        if response.status != 200:
            raise CannotMeasureError(f"GET {path} was answered with {response.status}.")
        return response

    def time_request(self, path: str) -> float:
        """Return the milliseconds from the request to the last byte."""
        started_at = time.perf_counter()
        self.get(path).read()
        return (time.perf_counter() - started_at) * 1000


def cookie_of(name: str) -> str:
    """A session of the demo's user `name`, as a cookie."""
    client = Client()
    client.force_login(User.objects.get(email=f"{name}@demo.example"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def server() -> Iterator[int]:
    """Run gunicorn with one worker, so that requests do not compete; yield its port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "bench.wsgi", "--bind", f"{HOST}:{port}", "--workers", "1"]
    command += ["--threads", "1", "--worker-class", "gthread", "--keep-alive", "600", "--log-level", "warning"]
    process = subprocess.Popen([*command, "--no-control-socket"])
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise CannotMeasureError("The server did not start.")
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except OSError:
        return False


def measure_both(reader: Reader, paths: tuple[str, str], rounds: int) -> list[Measurement]:
    """Request both addresses in turn and return their measurements; the first one changes from round to round."""
    measurements = []
    for path in paths:
        reader.time_request(path)
        response = reader.get(path, **{"X-Count-Queries": "1", "Accept-Encoding": "identity"})
        size = len(response.read())
        measurements.append(Measurement([], int(response.headers["X-Queries"]), size))
    for number in range(WARM_UP + rounds):
        order = (0, 1) if number % 2 else (1, 0)
        for place in order:
            milliseconds = reader.time_request(paths[place])
            if number >= WARM_UP:
                measurements[place].times.append(milliseconds)
    return measurements


def idle_tick(count: int) -> str:
    """Return how long all sweeps take when nothing is due: each ran just before. Nightly ones are left out."""
    due = [sweep for sweep in SWEEPS.values() if not sweep.pace.at]
    times, statements = [], 0
    for number in range(count + 1):
        with CaptureQueriesContext(connection) as queries:
            started_at = time.perf_counter()
            for sweep in due:
                sweeps.run(sweep, on=clock.today())
            elapsed = (time.perf_counter() - started_at) * 1000
        if number:
            times.append(elapsed)
            statements = len(queries)
    return f"an idle round of {len(due)} sweeps: {statements} queries, {Measurement(times, statements, 0)} ms\n"


class Command(BaseCommand):
    help = "Measure the pages of bench.pages; by `make bench`."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rounds", type=int, default=100)
        parser.add_argument("--only", nargs="*", default=[])

    def count_homes(self, ids: dict[str, str]) -> None:
        """Print how long each home page is, and how many queries it makes."""
        self.stdout.write("\n| home page | queries | kB | pixels high at 1440 / 390 px |")
        self.stdout.write("|---|---|---|---|")
        with server() as port:
            for user in (home.format(**ids) for home in HOMES):
                cookie = cookie_of(user)
                answer = Reader(port, cookie).get("/", **{"X-Count-Queries": "1", "Accept-Encoding": "identity"})
                size = len(answer.read()) / 1000
                high = " / ".join(f"{height:,}" for height in heights(f"http://localhost:{port}/", cookie))
                self.stdout.write(f"| {user} | {answer.headers['X-Queries']} | {size:.0f} | {high} |")

    def handle(self, *args: Any, rounds: int, only: list[str], **options: Any) -> None:
        pages = [page for page in PAGES if not only or any(words in page.label for words in only)]
        try:
            self.measure(pages, rounds)
            self.count_homes(example_ids())
        except (CannotMeasureError, OSError, http.client.HTTPException) as problem:
            raise CommandError(f"Cannot measure: {problem}") from problem

    def measure(self, pages: Sequence[Page], rounds: int) -> None:
        """Print a row for each page as soon as it is measured."""
        ids = example_ids()
        self.stdout.write(f"{Individual.objects.count():,} people, {rounds} rounds; median (quartiles)\n\n")
        self.stdout.write(
            "| page | queries, ours / bare | ours, ms | bare, ms | ratio | pages a second | kB, ours / bare |"
        )
        self.stdout.write("|---|---|---|---|---|---|---|")
        with server() as port:
            for page in pages:
                reader = Reader(port, cookie_of(page.user.format(**ids)))
                paths = page.ours.format(**ids), page.bare.format(**ids)
                ours, bare = measure_both(reader, paths, rounds)
                self.stdout.write(
                    f"| {page.label} | {ours.queries} / {bare.queries} | {ours} | {bare} "
                    f"| {ours.median / bare.median:.2f} | {1000 / ours.median:.0f} "
                    f"| {ours.size / 1000:.0f} / {bare.size / 1000:.0f} |"
                )
                self.stdout.flush()
        self.stdout.write(f"\n{idle_tick(TICKS)}")
