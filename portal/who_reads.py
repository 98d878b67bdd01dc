"""Who reads what the person writes, and when: what the pages say beside each box."""

import datetime
from dataclasses import dataclass

from casework.models import SupportPackage
from casework.recipients import workers_of
from contracts.service_hours import BEFORE_CLOSING, READ_WITHIN, read_by, read_from
from core import clock
from design import formatting


@dataclass(frozen=True)
class WhoReads:
    """The answer for one message written now. Times are in words, as "8am"; "" where the terms name no hours."""

    names: list[str]
    is_read_now: bool
    by_when: str  # "within 4 hours", or "by 8pm today"
    read_from: str  # "now", or "8am tomorrow"
    opens: str
    last_read: str  # a message that comes later is read after the next opening
    closes: str
    telephone: str

    @property
    def sent_message(self) -> str:
        """What the page says when the message is sent."""
        if self.is_read_now:
            return f"Sent. We read it {self.by_when}. {NOT_SAFE}"
        return f"Sent. No one reads it until {self.read_from}. {NOT_SAFE}"


NOT_SAFE = "If you are not safe now, call 999, or call 111 and choose 2."


def who_reads(package: SupportPackage) -> WhoReads:
    """Return who reads a message that the person with this support writes now, and when."""
    now, contract = clock.now(), package.case.contract
    terms = package.terms_on(clock.today())
    opens = last_read = closes = ""
    if terms.day_starts_at and terms.day_ends_at:
        last = datetime.datetime.combine(clock.today(), terms.day_ends_at) - BEFORE_CLOSING
        opens, last_read, closes = map(formatting.clock_time, (terms.day_starts_at, last.time(), terms.day_ends_at))
    starts_at = read_from(terms, now)
    is_in_time = read_by(terms, now) >= now + READ_WITHIN
    return WhoReads(
        names=[str(user) for user in workers_of(package, clock.today())],
        is_read_now=starts_at == now,
        by_when=f"within {READ_WITHIN // datetime.timedelta(hours=1)} hours" if is_in_time else f"by {last_read} today",
        read_from=_in_words(starts_at) if starts_at != now else "now",
        opens=opens,
        last_read=last_read,
        closes=closes,
        telephone=contract.telephone,
    )


def _in_words(opens_at: datetime.datetime) -> str:
    """Return the next opening as "8am today" or "8am tomorrow"."""
    day = "today" if clock.day_of(opens_at) == clock.today() else "tomorrow"
    return f"{formatting.spoken_time(opens_at)} {day}"
