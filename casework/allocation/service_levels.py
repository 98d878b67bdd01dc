"""The floors of the contract: people per whole-time worker, at any one time and in a year (C6, R52)."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from casework.models import SupportPackage
from casework.people.primary import primary_of
from contracts.models import Contract
from workforce.models import ContractedHours, Worker

YEAR = datetime.timedelta(days=365)
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Level:
    """One floor: `people` counted, so many per whole-time worker, against the `least` that the terms say."""

    words: str
    people: int
    whole_time: float
    least: int

    @property
    def per_worker(self) -> float | None:
        """People per whole-time worker; None where nobody works."""
        return self.people / self.whole_time if self.whole_time else None

    @property
    def is_met(self) -> bool:
        """Whether the floor is reached; where nobody works it is not."""
        return self.per_worker is not None and self.per_worker >= self.least

    @property
    def standing(self) -> tuple[str, str]:
        return ("Met", "done") if self.is_met else ("Not met", "late")


def service_levels(contract: Contract, day: datetime.date, *, hidden=()) -> list[Level]:
    """The floors the terms of `day` state, with what was reached; a term that is null is no floor and not listed.

    Whole-time workers are the contracted minutes of the contract's workers employed on `day`, over those of a
    whole-time week. In a year: the 365 days that end with `day`. Two records of one person count once.
    """
    terms = contract.terms.newest_by(day).first()
    if terms is None or (terms.minimum_people_at_once is None and terms.minimum_people_a_year is None):
        return []
    whole_time = contracted_minutes(contract, day) / terms.full_time_minutes
    packages = SupportPackage.objects.filter(case__contract=contract).exclude(case__individual__in=hidden)
    counted = (
        ("People at one time", terms.minimum_people_at_once, packages.on(day)),
        ("People in the last 365 days", terms.minimum_people_a_year, packages.within(day + DAY - YEAR, day + DAY)),
    )
    return [Level(words, _people(rows), whole_time, least) for words, least, rows in counted if least is not None]


def contracted_minutes(contract: Contract, day: datetime.date) -> int:
    """Minutes a week for which the workers of `contract` employed on `day` are contracted together."""
    workers = Worker.objects.filter(contracts=contract).employed(day)
    rows = ContractedHours.objects.on(day).filter(worker__in=workers.values("pk"))
    return rows.aggregate(n=Coalesce(Sum("minutes_a_week"), 0))["n"]


def _people(packages) -> int:
    return packages.aggregate(n=Count(primary_of("case__individual"), distinct=True))["n"]
