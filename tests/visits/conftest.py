import datetime

import pytest

from core import clock


@pytest.fixture
def noon(cast):
    """Given that it is noon."""
    with clock.frozen_at(clock.instant_on(cast.today, datetime.time(12))):
        yield clock.now()
