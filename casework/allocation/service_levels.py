"""The contract's least people per whole-time worker, at one time and in a year (C6, R52)."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from casework.allocation.capacity import HiddenIds
from casework.models import SupportPackage
from casework.people.primary import primary_of
from contracts.models import Contract
from core.dates import Period
from workforce.hours.by_contract import average_minutes

YEAR = datetime.timedelta(days=365)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Level:
    """One service level: `people` per whole-time worker, against the `least` that the terms require.

    `whole_time` is that of the day, or the average of the `days` in which the people were supported. `days` is None for
    people at one time; fewer than 365 days count as a year in proportion.
    """

    words: str
    people: int
    whole_time: float
    least: int
    days: int | None = None

    @property
    def per_worker(self) -> float | None:
        """Return the people per whole-time worker, a year's if it is a level of the year; None where nobody works."""
        if not self.whole_time:
            return None
        people = self.people if self.days is None else self.people * YEAR.days / self.days
        return round(people / self.whole_time, 6)

    @property
    def is_met(self) -> bool:
        """Return whether the least is reached; False where nobody works."""
        return self.per_worker is not None and self.per_worker >= self.least

    @property
    def result(self) -> tuple[str, str]:
        """Return the label and tone of the pill that shows whether the level is met."""
        return ("Met", "done") if self.is_met else ("Not met", "late")

    @property
    def parts(self) -> str:
        """Return what is divided by what, in words."""
        average = "" if self.days is None else " on average"
        part = f" in {self.days} days" if self.days is not None and self.days < YEAR.days else ""
        people = "1 person" if self.people == 1 else f"{self.people} people"
        return f"{people}{part}, {self.whole_time:.1f} full-time workers{average}"


def service_levels(contract: Contract, day: datetime.date, *, hidden: HiddenIds = ()) -> list[Level]:
    """Return the service levels that the terms of `day` require, with what was reached. A null term is no level.

    At one time: people on `day` by the whole-time workers of that day. In a year: people of the 365 days that end with
    `day` (inclusive), or of those since the contract began, by the average whole-time workers of these days. A worker
    counts by the hours that are this contract's (`workforce.hours.by_contract`), divided by those of a whole-time week
    on `day`. Two records of one person count once (C6).
    """
    terms = contract.find_terms(day)
    if terms is None or (terms.minimum_people_at_once is None and terms.minimum_people_a_year is None):
        return []
    packages = SupportPackage.objects.filter(case__contract=contract).exclude(case__individual__in=hidden)
    levels = []
    if (least := terms.minimum_people_at_once) is not None:
        minutes = average_minutes(contract, Period(day, day + DAY))
        people = _people(packages.on(day))
        levels.append(Level("People supported at one time", people, minutes / terms.full_time_minutes, least))
    if (least := terms.minimum_people_a_year) is not None:
        year = Period(min(max(day + DAY - YEAR, contract.starts_on), day), day + DAY)
        minutes = average_minutes(contract, year)
        people = _people(packages.within(year.from_on, year.until_on))
        words = "People supported in the last 365 days"
        if year.days < YEAR.days:
            words = f"People supported since {year.from_on:%-d %B %Y}, as for a year"
        levels.append(Level(words, people, minutes / terms.full_time_minutes, least, year.days))
    return levels


def _people(packages: QuerySet[SupportPackage]) -> int:
    return packages.aggregate(n=Count(primary_of("case__individual"), distinct=True))["n"]
