"""Who reads what the person writes, and when: what the pages say beside each box."""

import datetime
from dataclasses import dataclass, replace

from accounts.models import User
from casework.models import Case, Representative, SupportPackage
from casework.recipients import managers_beside_workers, workers_of
from contracts.models import Contract, Terms
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
    read_by: str  # the latest, "midday", once somebody reads again; the day is that of `read_from`
    opens: str
    last_read: str  # a message that comes later is read after the next opening
    closes: str
    telephone: str
    managers: tuple[str, ...] = ()  # who reads it if the person writes to a manager instead
    is_for_managers: bool = False

    @property
    def sent_message(self) -> str:
        """What the page says when the message is sent."""
        if self.is_read_now:
            return f"Sent. We read it {self.by_when}."
        return f"Sent. No one reads it until {self.read_from}. We read it by {self.read_by}."

    @property
    def not_yet(self) -> str:
        """What the page says before it is sent while nobody reads; "" while somebody does."""
        return "" if self.is_read_now else f"No one reads this until {self.read_from}. We read it by {self.read_by}."


def who_reads(package: SupportPackage) -> WhoReads:
    """Return who reads a message that the person with this support writes now, and when."""
    names = [str(user) for user in workers_of(package, clock.today())]
    managers = [str(user) for user in managers_beside_workers(package, clock.today())]
    reads = _who_reads(package.terms_on(clock.today()), package.case.contract.telephone, names)
    return reads if set(names) & set(managers) else replace(reads, managers=tuple(managers))


def managers_read(package: SupportPackage) -> WhoReads:
    """Return who reads a message to a manager that the person with this support writes now, and when."""
    names = [str(user) for user in managers_beside_workers(package, clock.today())]
    reads = _who_reads(package.terms_on(clock.today()), package.case.contract.telephone, names)
    return replace(reads, is_for_managers=True)


def team_reads(user: User) -> WhoReads | None:
    """Return when the team reads what a representative writes now, by the contracts of all whom they ever represented.

    It is the same whatever became of these people. Of several contracts, the one that reads it last; None without one.
    """
    beside = Representative.objects.filter(user=user).values("individual")
    contracts = Contract.objects.running(clock.today()).filter(
        pk__in=Case.objects.filter(individual__in=beside).values("contract")
    )
    with_terms = [(contract, contract.find_terms(clock.today())) for contract in contracts.order_by("name")]
    rows = [(contract, terms) for contract, terms in with_terms if terms is not None]
    if not rows:
        return None
    contract, terms = max(rows, key=lambda row: read_by(row[1], clock.now()))
    return _who_reads(terms, contract.telephone, [])


def _who_reads(terms: Terms, telephone: str, names: list[str]) -> WhoReads:
    now = clock.now()
    opens = last_read = closes = ""
    if terms.day_starts_at and terms.day_ends_at:
        last = datetime.datetime.combine(clock.today(), terms.day_ends_at) - BEFORE_CLOSING
        opens, last_read, closes = map(formatting.clock_time, (terms.day_starts_at, last.time(), terms.day_ends_at))
    starts_at, latest = read_from(terms, now), read_by(terms, now)
    is_in_time = latest >= now + READ_WITHIN
    return WhoReads(
        names=names,
        is_read_now=starts_at == now,
        by_when=f"within {READ_WITHIN // datetime.timedelta(hours=1)} hours" if is_in_time else f"by {last_read} today",
        read_from=_in_words(starts_at) if starts_at != now else "now",
        read_by=formatting.spoken_time(latest),
        opens=opens,
        last_read=last_read,
        closes=closes,
        telephone=telephone,
    )


def _in_words(opens_at: datetime.datetime) -> str:
    """Return the next opening as "8am today" or "8am tomorrow"."""
    day = "today" if clock.day_of(opens_at) == clock.today() else "tomorrow"
    return f"{formatting.spoken_time(opens_at)} {day}"
