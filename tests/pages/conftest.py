import copy
import logging

import pytest
from django.db import transaction

from tests.cast import Cast, assemble
from tests.pages.world import World, build
from tests.snapshots import build_once


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker) -> World:
    """The scene is built once for a file: what a test does to it is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(build_once(assemble))
        transaction.set_rollback(True)


@pytest.fixture
def world(_built, db) -> World:
    """Given one of everything, as in `tests.pages.world`."""
    return copy.deepcopy(_built)


@pytest.fixture
def cast(world) -> Cast:
    """The cast of the scene: the rows of two would be in each other's way."""
    return world.cast


@pytest.fixture(autouse=True)
def _quiet():
    """Refusals by the hundred are not worth a line each in the log."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
