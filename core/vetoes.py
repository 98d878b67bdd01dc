"""Questions a lower room must ask upwards. Two, and a third needs a decision.

A higher app registers a function at start-up; a lower service asks them all.
"""

from collections.abc import Callable


class Veto:
    """Functions that each answer with a reason against, or None."""

    def __init__(self, words: str):
        self.words = words
        self._answers: list[Callable] = []

    def answer(self, function: Callable) -> Callable:
        """Register `function`; it is called with the question's subject and returns a reason (str) or None."""
        self._answers.append(function)
        return function

    def reasons_against(self, subject) -> list[str]:
        """Every reason against, in the order of registration; an empty list means go on."""
        return [reason for function in self._answers if (reason := function(subject))]


may_send = Veto("may this message go?")
may_leave = Veto("may this worker leave?")
