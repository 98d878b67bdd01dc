"""The contract's least people per whole-time worker, at one time and in a year (C6, R52)."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from casework.allocation.capacity import HiddenIds
from casework.models import SupportPackage
from casework.people.primary import primary_of
from contracts.models import Contract
from workforce.models import ContractedHours, Worker

YEAR = datetime.timedelta(days=365)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Level:
    """One service level: `people` per whole-time worker, against the `least` that the terms require."""

    words: str
    people: int
    whole_time: float
    least: int

    @property
    def per_worker(self) -> float | None:
        """Return the people per whole-time worker; None where nobody works."""
        return self.people / self.whole_time if self.whole_time else None

    @property
    def is_met(self) -> bool:
        """Return whether the least is reached; False where nobody works."""
        return self.per_worker is not None and self.per_worker >= self.least

    @property
    def result(self) -> tuple[str, str]:
        """Return the label and tone of the pill that shows whether the level is met."""
        return ("Met", "done") if self.is_met else ("Not met", "late")


def service_levels(contract: Contract, day: datetime.date, *, hidden: HiddenIds = ()) -> list[Level]:
    """Return the service levels that the terms of `day` require, with what was reached. A null term is no level.

    Whole-time workers are the contracted minutes of the contract's workers employed on `day`, divided by those of a
    whole-time week. The year is the 365 days that end with `day` (inclusive). Two records of one person count once.
    """
    terms = contract.find_terms(day)
    if terms is None or (terms.minimum_people_at_once is None and terms.minimum_people_a_year is None):
        return []
    whole_time = contracted_minutes(contract, day) / terms.full_time_minutes
    packages = SupportPackage.objects.filter(case__contract=contract).exclude(case__individual__in=hidden)
    levels = (
        ("People supported at one time", terms.minimum_people_at_once, packages.on(day)),
        (
            "People supported in the last 365 days",
            terms.minimum_people_a_year,
            packages.within(day + DAY - YEAR, day + DAY),
        ),
    )
    return [Level(words, _people(rows), whole_time, least) for words, least, rows in levels if least is not None]


def contracted_minutes(contract: Contract, day: datetime.date) -> int:
    """Return the sum of the contracted minutes a week of the workers of `contract` employed on `day`."""
    workers = Worker.objects.filter(contracts=contract).employed(day)
    rows = ContractedHours.objects.on(day).filter(worker__in=workers.values("pk"))
    return rows.aggregate(n=Coalesce(Sum("minutes_a_week"), 0))["n"]


def _people(packages: QuerySet[SupportPackage]) -> int:
    return packages.aggregate(n=Count(primary_of("case__individual"), distinct=True))["n"]
