"""Somebody who grows older than the terms name is flagged, never ended (T1.2)."""

import datetime

from casework.models import SupportPackage
from core.dates import birthday


def passed_limit_on(package: SupportPackage, day: datetime.date) -> datetime.date | None:
    """The birthday on which the person passed the age limit of the terms in force on `day`, if that day has come.

    None for an ended package, and where the terms name no limit.
    """
    terms = package.case.contract.terms.filter(from_on__lte=day).order_by("-from_on").first()
    if package.ended_on is not None or terms is None or terms.age_limit is None:
        return None
    passed_on = birthday(package.case.individual.date_of_birth, terms.age_limit)
    return passed_on if package.starts_on < passed_on <= day else None
