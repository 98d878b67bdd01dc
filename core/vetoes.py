"""Checks by which a higher app can stop a lower service. There are two; a third needs a decision.

A higher app registers a function at start-up; the lower service collects every objection.
"""

from collections.abc import Callable
from typing import Any, TypeVar

Check = TypeVar("Check", bound=Callable[[Any], str | None])


class Veto:
    """Functions that each return an objection (a sentence), or None."""

    def __init__(self, question: str):
        self.question = question
        self._checks: list[Callable[[Any], str | None]] = []

    def register(self, check: Check) -> Check:
        """Register `check`, which is called with the subject and returns an objection or None."""
        self._checks.append(check)
        return check

    def objections(self, subject: Any) -> list[str]:
        """Return every objection, in the order of registration; an empty list means that nothing objects."""
        return [objection for check in self._checks if (objection := check(subject))]


may_send = Veto("may this message go?")
may_leave = Veto("may this worker leave, or leave these contracts?")
