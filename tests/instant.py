"""The instant at which every test file begins, independent of the time of the run.

From there time passes as it does on the machine, so that what happens later is later. A test about time sets its own
with `clock.frozen_at`; a test whose dates are written out, such as those of a file, is marked with `instant(…)`. The
environment variable CASEWORK_TEST_INSTANT names another instant: `make days` runs the suite at several. Without an
offset it is what the clocks in London show, such as 2026-12-31T23:30; of a repeated time the second is named with its
offset, 2026-10-25T01:30+00:00.
"""

import datetime
import os
import time

from django.conf import settings
from django.utils import timezone

from core import clock

# A Wednesday morning in the middle of a quarter.
ORDINARY = "2026-11-18T10:20"


def parse(text: str) -> datetime.datetime:
    """Return the instant that `text` names. Raises ValueError for a time that the clocks in London leave out."""
    local = datetime.datetime.fromisoformat(text)
    return clock.instant_on(local.date(), local.time()) if local.tzinfo is None else local


def set_clock(text: str = "") -> None:
    """Set the clock of this process and its threads to the instant that `text` names, or else the test instant."""
    settings.CLOCK_SHIFT = parse(text or os.environ.get("CASEWORK_TEST_INSTANT", ORDINARY)) - timezone.now()


def pass_to(instant: datetime.datetime) -> None:
    """Set the clock to `instant`, if that is later: what was made by then is in the past."""
    settings.CLOCK_SHIFT += max(instant - clock.now(), datetime.timedelta())


def system_seconds() -> float:
    """Return the time of the machine in seconds, as the sign-in library and the sessions count it."""
    return time.time()
