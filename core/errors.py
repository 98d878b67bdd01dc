"""What a service says when it will not do something, in words for the person who asked."""


class Refused(Exception):
    """A rule stands against it. `field` names the form field it belongs to, if any."""

    def __init__(self, message: str, *, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


class NotPossible(Refused):
    """The state has moved on: the verb does not fit what the record has become."""


class Conflict(Refused):
    """Somebody saved the same record since it was opened. `record` holds what they saved."""

    def __init__(self, record):
        super().__init__("Somebody else saved this while you were writing. Both texts are shown below.")
        self.record = record
