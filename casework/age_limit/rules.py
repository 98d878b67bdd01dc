"""When a person reaches the age limit of the terms during support: a decision is due, and support does not end (T1.2).

Born on 29 February, a person reaches an age on 1 March of a year without that day.
"""

import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from casework.models import AgeLimitDecision, SupportPackage
from contracts.models import Terms
from core.dates import birthday
from core.sql import Birthday, MonthsBefore

# How long before the birthday the decision is asked for.
MONTHS_AHEAD = 3
# The date of birth on the person's primary record, else that on the record of the package.
BORN_ON = Coalesce("case__individual__merged_into__date_of_birth", "case__individual__date_of_birth")


def reaches_limit_on(package: SupportPackage, age_limit: int | None) -> datetime.date | None:
    """Return the birthday after the first day of support on which the person reaches `age_limit`, or None.

    An ended package, terms without a limit, no date of birth, and a birthday by the first day of support give None.
    """
    individual = package.case.individual
    born_on = individual.primary.date_of_birth or individual.date_of_birth
    if package.ended_on is not None or age_limit is None or born_on is None:
        return None
    reached_on = birthday(born_on, age_limit)
    return reached_on if package.starts_on < reached_on else None


def passed_limit_on(package: SupportPackage, day: datetime.date) -> datetime.date | None:
    """Return the birthday on or before `day` on which the person passed the age limit while supported, or None.

    `package` carries its `age_limit` (`with_age_limit`). See `reaches_limit_on`.
    """
    reached_on = reaches_limit_on(package, getattr(package, "age_limit"))  # noqa: B009 - a column of the query
    return reached_on if reached_on is not None and reached_on <= day else None


def decision_of(package: SupportPackage, age_limit: int | None) -> AgeLimitDecision | None:
    """Return what is agreed for this package and limit, or None."""
    if age_limit is None:
        return None
    return AgeLimitDecision.objects.filter(package=package, age_limit=age_limit).first()


def is_decided() -> Exists:
    """Return the expression for packages with an `age_limit`: whether it is agreed what follows it."""
    return Exists(AgeLimitDecision.objects.filter(package=OuterRef("pk"), age_limit=OuterRef("age_limit")))


def _youngest_born_on(day: datetime.date) -> MonthsBefore:
    """Return as a column a date of birth by which everybody was born who can be asked on `day` by any terms.

    Which terms hold for a package takes long to find; for most people no terms matter yet.
    """
    lowest = Terms.objects.filter(age_limit__isnull=False).order_by("age_limit").values("age_limit")[:1]
    latest = day + datetime.timedelta(days=31 * (MONTHS_AHEAD + 1))
    return MonthsBefore(Value(latest), Subquery(lowest) * 12)


def awaiting_decision(packages: Any, day: datetime.date) -> QuerySet[SupportPackage]:
    """Return those of `packages` whose person reaches the age limit within three months of `day`, or has reached it
    during support, where nothing is agreed yet.

    Each with `reached_on`, the birthday, or the cut-over where that is later: nothing is due before it. The first day
    is three months before the birthday, inclusive. Only for open packages of contracts that run on `day`.
    """
    return (
        packages.open()
        .in_running_contract(day)
        .alias(born_on=BORN_ON)
        .filter(born_on__lte=_youngest_born_on(day))
        .with_age_limit(day)
        .annotate(turns_on=Birthday(BORN_ON, "age_limit"))
        .annotate(
            asked_from_on=MonthsBefore("turns_on", MONTHS_AHEAD),
            reached_on=Greatest("turns_on", F("case__contract__cut_over_on")),
        )
        .filter(~is_decided(), turns_on__gt=F("starts_on"), asked_from_on__lte=day)
    )
