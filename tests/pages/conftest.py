import logging

import pytest

from tests.pages.scene import Scene, build


@pytest.fixture
def scene(cast) -> Scene:
    """Given one of everything, as in `tests.pages.scene`."""
    return build(cast)


@pytest.fixture(autouse=True)
def _quiet():
    """Refusals by the hundred are not worth a line each in the log."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
