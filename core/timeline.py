"""One line of what happened, in a full sentence, with who and when."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """`at` is an instant, or a day where no time is known."""

    at: datetime.datetime
    title: str
    body: str = ""
    by: str = ""
    href: str = ""
    pill: object = None
    struck: bool = False


# How many lines of one kind a record's page looks back.
LENGTH = 25
