"""Somebody who grows older than the terms name is flagged, never ended (T1.2)."""

import datetime

from casework.models import SupportPackage
from core.dates import birthday


def passed_limit_on(package: SupportPackage, day: datetime.date) -> datetime.date | None:
    """The birthday on which the person passed the age limit while supported, if it has come by `day`.

    `package` carries its `age_limit` (`with_age_limit`). None for an ended package, and where the terms name no limit.
    """
    if package.ended_on is not None or package.age_limit is None:
        return None
    passed_on = birthday(package.case.individual.date_of_birth, package.age_limit)
    return passed_on if package.starts_on < passed_on <= day else None
