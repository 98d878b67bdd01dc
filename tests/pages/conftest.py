import copy
import logging

import pytest
from django.db import transaction

from tests import instant
from tests.cast import Cast
from tests.pages.world import World, build_with_cast
from tests.snapshots import build_once


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker) -> World:
    """Build the world once, and copy it for each file. Each test is rolled back to this point."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_once(build_with_cast)
        instant.pass_to(world.made_at)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_built, db) -> World:
    """Given one record of every kind, from `tests.pages.world`."""
    return copy.deepcopy(_built)


@pytest.fixture
def cast(world) -> Cast:
    """Return the cast of the world: the rows of a second cast would conflict."""
    return world.cast


@pytest.fixture(autouse=True)
def _quiet():
    """Silence the log: the page tests cause hundreds of refusals."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
