"""Runs scenarios side by side in simulated time.

A scenario is a generator: it does one step, and yields the instant of its next step.
"""

import datetime
import heapq
import itertools
from collections.abc import Callable, Iterator

from core import clock

Scenario = Iterator[datetime.datetime]


class Scheduler:
    """Runs the steps of all scenarios in the order of their instants, each with the clock frozen at its instant.

    `after_step` is called after each step, at the same instant.
    """

    def __init__(self, *, from_at: datetime.datetime, until_at: datetime.datetime, after_step: Callable[[], None]):
        self.from_at, self.until_at, self._after_step = from_at, until_at, after_step
        self._waiting: list[tuple[datetime.datetime, int, Scenario]] = []
        self._count = itertools.count()
        self._is_running = False

    def begin(self, scenario: Scenario) -> None:
        """Start a scenario at the instant of the step that calls this, or at `from_at` before the run."""
        self._wait(clock.now() if self._is_running else self.from_at, scenario)

    def run(self) -> None:
        """Run every scenario to its end, or up to `until_at`. Steps after `until_at` do not run."""
        self._is_running = True
        while self._waiting and self._waiting[0][0] <= self.until_at:
            instant, _, scenario = heapq.heappop(self._waiting)
            with clock.frozen_at(instant):
                following = next(scenario, None)
                self._after_step()
            if following is not None:
                self._wait(max(following, instant), scenario)

    def _wait(self, instant: datetime.datetime, scenario: Scenario) -> None:
        heapq.heappush(self._waiting, (instant, next(self._count), scenario))
