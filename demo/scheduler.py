"""Stories told side by side. Each is a generator that does something and yields the instant at which it goes on."""

import datetime
import heapq
import itertools
from collections.abc import Callable, Iterator

from core import clock

Story = Iterator[datetime.datetime]


class Clockwork:
    """Runs stories in the order of their instants, each step with the clock set to its own, up to an end."""

    def __init__(self, *, from_at: datetime.datetime, until_at: datetime.datetime, after_step: Callable[[], None]):
        self.from_at, self.until_at, self._after_step = from_at, until_at, after_step
        self._waiting: list[tuple[datetime.datetime, int, Story]] = []
        self._count = itertools.count()
        self._is_running = False

    def begin(self, story: Story) -> None:
        """Let a story begin: at the instant of the step it was begun in, or at the start of time."""
        self._wait(clock.now() if self._is_running else self.from_at, story)

    def run(self) -> None:
        """Tell every story to its end, or as far as it comes. What lies after the end is not told."""
        self._is_running = True
        while self._waiting and self._waiting[0][0] <= self.until_at:
            instant, _, story = heapq.heappop(self._waiting)
            with clock.frozen_at(instant):
                following = next(story, None)
                self._after_step()
            if following is not None:
                self._wait(max(following, instant), story)

    def _wait(self, instant: datetime.datetime, story: Story) -> None:
        heapq.heappush(self._waiting, (instant, next(self._count), story))
