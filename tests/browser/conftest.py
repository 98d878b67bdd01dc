"""A real browser, a real server, a real Celery worker on the test database."""

import os

import pytest
from playwright.sync_api import sync_playwright

from servers import packages
from tests import processes
from tests.browser.person import Person

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# The event loop of the browser runs in this thread, in which tests use the database too.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser():
    """The installed Chromium, headless; CHROMIUM names another one."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=packages.browser(), headless=True, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_browser(browser, live_server):
    """`open_browser(email, password)` opens a browser of its own and signs the user in on the sign-in page."""
    persons = []

    def open_for(email: str, password: str, **viewport) -> Person:
        person = Person(browser, live_server.url, **viewport)
        persons.append(person)
        person.sign_in(email, password)
        return person

    yield open_for
    for person in persons:
        person.close()


@pytest.fixture
def celery_worker(live_server):
    """A Celery worker as in production."""
    with processes.celery_worker() as worker:
        yield worker
