"""People who pass the age limit of the terms are flagged; their support does not end (T1.2)."""

import datetime

from casework.models import SupportPackage
from core.dates import birthday


def passed_limit_on(package: SupportPackage, day: datetime.date) -> datetime.date | None:
    """Return the birthday on or before `day` on which the person passed the age limit while supported, or None.

    `package` carries its `age_limit` (`with_age_limit`). An ended package, terms without a limit, and no date of
    birth give None.
    """
    age_limit: int | None = getattr(package, "age_limit")  # noqa: B009 - a column of the query, not of the model
    born_on = package.case.individual.date_of_birth
    if package.ended_on is not None or age_limit is None or born_on is None:
        return None
    passed_on = birthday(born_on, age_limit)
    return passed_on if package.starts_on < passed_on <= day else None
