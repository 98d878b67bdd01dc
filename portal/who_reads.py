"""Who reads what the person writes, and when: what the pages say beside each box."""

import datetime
from dataclasses import dataclass

from casework.models import SupportPackage
from casework.recipients import workers_of
from contracts.service_hours import BEFORE_CLOSING, READ_WITHIN, read_from
from core import clock
from design import formatting


@dataclass(frozen=True)
class WhoReads:
    """The answer for one message written now. The times are in words, as "08:00"; "" where the terms name no hours."""

    names: list[str]
    is_read_today: bool
    opens: str
    last_read: str  # a message that comes later is read after the next opening
    hours: int
    telephone: str

    @property
    def sent_message(self) -> str:
        """What the page says when the message is sent."""
        if self.is_read_today:
            return f"Sent. We read it within {self.hours} hours. {NOT_SAFE}"
        return f"Sent. No one reads it before {self.opens}. {NOT_SAFE}"


NOT_SAFE = "If you are not safe now, call 999, or call 111 and choose 2."


def who_reads(package: SupportPackage) -> WhoReads:
    """Return who reads a message that the person with this support writes now, and when."""
    now, contract = clock.now(), package.case.contract
    terms = package.terms_on(clock.today())
    starts_at = read_from(terms, now)
    opens = last_read = ""
    if terms.day_starts_at and terms.day_ends_at:
        opens = formatting.time(terms.day_starts_at)
        closes = datetime.datetime.combine(clock.today(), terms.day_ends_at) - BEFORE_CLOSING
        last_read = formatting.time(closes.time())
    return WhoReads(
        names=[str(user) for user in workers_of(package, clock.today())],
        is_read_today=starts_at == now,
        opens=opens,
        last_read=last_read,
        hours=READ_WITHIN // datetime.timedelta(hours=1),
        telephone=contract.telephone,
    )
