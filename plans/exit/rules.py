"""Where the terms ask for an exit plan, and since when it is missing (T2.4, T4.6): derived, never stored."""

import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from casework.models import SupportPackage, term_of_package
from plans.models import ExitPlan


def asks_exit_plan(package: SupportPackage, day: datetime.date) -> bool:
    """Return True if the package's terms on `day` ask for an exit plan; else support has no planned end (C5e)."""
    return bool(package.terms_on(day).asks_exit_plan)


def without_exit_plan(packages: Any, day: datetime.date) -> QuerySet[SupportPackage]:
    """Return those of `packages` running on `day` that have no exit plan although the terms ask for one.

    Each with `missing_since`: its first day, or the cut-over where that is later. A plan that was not missing yet when
    the contract ended is not asked for.
    """
    ends_on = "case__contract__ends_on"
    return (
        packages.open()
        .on(day)
        .annotate(asks=term_of_package("asks_exit_plan", day))
        .filter(~Exists(ExitPlan.objects.filter(package=OuterRef("pk"))), asks=True)
        .annotate(missing_since=Greatest(F("starts_on"), F("case__contract__cut_over_on")))
        .filter(Q(**{ends_on: None}) | Q(missing_since__lte=F(ends_on)), case__contract__starts_on__lte=day)
    )


def days_missing(package: SupportPackage, day: datetime.date) -> int:
    """Return how many days a package has been without an exit plan on `day`; 0 before its first day."""
    since = package.case.contract.not_before_cut_over(package.starts_on)
    return max(0, (day - since).days)
