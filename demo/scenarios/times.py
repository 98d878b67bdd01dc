"""When visits fit into the lives of some people."""

import datetime

from casework import services
from casework.times.enums import TimeKind, TimeReason
from demo.scheduler import Scenario
from demo.world import DAY, World, at

TIME = datetime.time
# Kind, days of the week, times, what for, in words.
TIMES = {
    "maya": ((TimeKind.DOES_NOT_SUIT, [2], (TIME(9), TIME(10)), TimeReason.WORK, "shift at the charity shop"),),
    "parveen": (
        (TimeKind.DOES_NOT_SUIT, [4], (TIME(12, 30), TIME(14)), TimeReason.FAITH, "Friday prayers"),
        (TimeKind.DOES_NOT_SUIT, [0, 1, 2, 3, 4], (TIME(15), TIME(16)), TimeReason.FAMILY, "school run"),
    ),
    "winston": ((TimeKind.SUITS, [], (TIME(10), TIME(18)), TimeReason.REST, "sleeps late after his medication"),),
}


def ask_about_times(world: World, key: str, ago: int) -> Scenario:
    """The worker asks what the person's week is like."""
    yield at(world.ago(ago), 15, 40)
    support = world.supports.get(key)
    if support is None or not support.lead:
        return
    for kind, weekdays, (begins, ends), reason, words in TIMES[key]:
        services.record_time_preference(
            individual=support.individual,
            kind=kind,
            weekdays=weekdays,
            begins=begins,
            ends=ends,
            reason=reason,
            words=words,
            from_on=world.ago(ago) + DAY,
            until_on=None,
            by=support.lead_user,
        )
