"""A real browser, a real server, a real Celery worker on the test database."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.browser.person import Person

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# The browser's loop lives in this thread; the tests still ask the database here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, headless."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", headless=True, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def people(browser, live_server):
    """`people(email)`: somebody with a browser of their own, signed in through the sign-in page."""
    opened = []

    def arrive(email: str, password: str, **viewport) -> Person:
        person = Person(browser, live_server.url, **viewport)
        opened.append(person)
        person.sign_in(email, password)
        return person

    yield arrive
    for person in opened:
        person.leave()


def test_database_url() -> str:
    """The address of the database this test runs on, for another process."""
    parts = connection.settings_dict
    host = parts["HOST"] or parts["OPTIONS"]["host"]
    return f"postgresql://{parts['USER']}@/{parts['NAME']}?host={host}"


test_database_url.__test__ = False  # type: ignore[attr-defined]


@pytest.fixture
def celery_worker(live_server):
    """A Celery worker as in production, on this test's database, queue and files."""
    environment = os.environ | {
        "DATABASE_URL": test_database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "CELERY_QUEUE": settings.CELERY_TASK_DEFAULT_QUEUE,
        "PRIVATE_ROOT": settings.PRIVATE_ROOT,
        "TESTING": "1",
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", "worker", "-c", "1", "-l", "WARNING"],
        env=environment,
        cwd=settings.BASE_DIR,
    )
    yield worker
    worker.terminate()
    worker.wait(20)
