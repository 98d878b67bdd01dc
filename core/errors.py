"""What a service raises when it refuses, and what a channel raises when it cannot deliver a message."""

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
    """Somebody saved the same record since it was opened. `record` is the row as they saved it.

    `revision` is its revision; a record whose parts are saved apart gives the revision of the part.
    """

    def __init__(self, record: Any, *, revision: int | None = None):
        super().__init__("Someone else saved this while you were writing. Both versions are shown below.")
        self.record = record
        self.revision: int = record.revision if revision is None else revision


class NotDeliverable(Exception):
    """The address or number will never accept this message. The text is a sentence for an administrator.

    The outbox marks the message as not delivered at once and does not try again. The text has no address or number.
    """


class Unconfirmed(Exception):
    """The message was handed over, but no answer came: it may have arrived. The text is a sentence.

    The outbox marks the message as not confirmed and never sends it again by itself. The text has no address or number.
    """


class NotNow(OSError):
    """The message cannot be sent now; it is tried again. The text is a sentence for an administrator, without a number.

    It is an OSError, as a server that does not answer raises one.
    """
