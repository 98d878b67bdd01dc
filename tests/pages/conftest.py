import pytest

from tests.pages.scene import Scene, build


@pytest.fixture
def scene(cast) -> Scene:
    """Given one of everything, as in `tests.pages.scene`."""
    return build(cast)
