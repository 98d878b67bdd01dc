"""Where the terms ask for an exit plan, and since when it is missing (T2.4, T4.6): derived, never stored."""

import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from casework.models import SupportPackage, term_of_package
from contracts.models import Terms
from plans.models import ExitPlan


def asks_exit_plan(package: SupportPackage, day: datetime.date) -> bool:
    """Return True if the package's terms on `day` ask for an exit plan; else support has no planned end (C5e)."""
    return bool(package.terms_on(day).asks_exit_plan)


def _asked_since(day: datetime.date) -> Subquery:
    """Return the first day on which the terms asked for exit plans again or at last; NULL where they always did."""
    before = Terms.objects.filter(contract=OuterRef("contract"), from_on__lt=OuterRef("from_on")).order_by("-from_on")
    asked_before = Subquery(before.values(asks=Coalesce("asks_exit_plan", False))[:1])
    rows = Terms.objects.filter(contract=OuterRef("case__contract"), from_on__lte=day, asks_exit_plan=True)
    began = rows.annotate(asked_before=asked_before).filter(asked_before=False).order_by("-from_on")
    return Subquery(began.values("from_on")[:1])


def without_exit_plan(packages: Any, day: datetime.date) -> QuerySet[SupportPackage]:
    """Return those of `packages` running on `day` that have no exit plan although the terms ask for one.

    Each with `missing_since`: its first day, or the cut-over or the first day on which the terms ask where that is
    later. A plan that was not missing yet when the contract ended is not asked for.
    """
    ends_on = "case__contract__ends_on"
    return (
        packages.open()
        .on(day)
        .annotate(asks=term_of_package("asks_exit_plan", day))
        .filter(~Exists(ExitPlan.objects.filter(package=OuterRef("pk"))), asks=True)
        .annotate(missing_since=Greatest(F("starts_on"), F("case__contract__cut_over_on"), _asked_since(day)))
        .filter(Q(**{ends_on: None}) | Q(missing_since__lte=F(ends_on)), case__contract__starts_on__lte=day)
    )


def days_missing(package: SupportPackage, day: datetime.date) -> int:
    """Return how many days a package has been without an exit plan that the terms ask for on `day`; else 0."""
    rows: Any = without_exit_plan(SupportPackage.objects.filter(pk=package.pk), day)
    since = rows.values_list("missing_since", flat=True).first()
    return (day - since).days if since else 0
