"""What a service raises when it refuses, with a message for the person who asked."""

from typing import Any


class Refused(Exception):
    """A rule forbids it. `field` names the form field that the message belongs to, if any."""

    def __init__(self, message: str, *, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


class NotPossible(Refused):
    """The record's present state does not allow it."""


class Conflict(Refused):
    """Somebody saved the same record since it was opened. `record` is the row as they saved it."""

    def __init__(self, record: Any):
        super().__init__("Someone else saved this while you were writing. Both versions are shown below.")
        self.record = record
