"""What may happen while something waits: the order of all that is urgent, before how long it has waited."""

from enum import IntEnum


class DangerRank(IntEnum):
    """The rank of a kind of duty, or of another source of urgent rows: what is smaller comes first.

    Each kind and each source declares its own, once.
    """

    WORKER = 1  # a worker may be in danger
    HARM = 2  # a person may come to harm, or nobody would answer a call for help
    NOT_SEEN = 3  # nobody knows how a person is
    SAFEGUARDING = 4
    ANSWER = 5  # a person waits for an answer
    SUPPORT = 6  # support may stop, or nobody gives it
    ROUTINE = 7  # plans, reviews, updates and dates
