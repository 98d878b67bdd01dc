"""Times that suit a person and times that do not are recorded, changed and withdrawn, by staff and by the person."""

import datetime
from collections.abc import Sequence
from typing import TypedDict, Unpack

from accounts.models import User
from casework.models import Individual, TimePreference
from casework.notifications import notify_own_times
from casework.times.enums import TimeReason
from casework.times.models import TIMES_EQUAL, TIMES_INCOMPLETE, WORDS_MISSING
from core.errors import Refused
from core.models import change_row, strike_row
from core.verbs import verb


class TimeColumns(TypedDict):
    kind: str
    weekdays: Sequence[int]
    begins: datetime.time | None
    ends: datetime.time | None
    reason: str
    words: str
    from_on: datetime.date
    until_on: datetime.date | None


@verb
def record_time_preference(*, individual: Individual, by: User, **columns: Unpack[TimeColumns]) -> TimePreference:
    """Record a time that suits the person or does not (R70). Planned visits stay as they are; planners are warned.

    Raises Refused for one time of the two, equal times, and "something else" without words.
    """
    _check(columns)
    preference = TimePreference.objects.create(individual=individual, recorded_by=by, **columns)
    notify_own_times(individual, by=by)
    return preference


@verb
def change_time_preference(*, preference: TimePreference, by: User, **columns: Unpack[TimeColumns]) -> TimePreference:
    """Change a time, or end it with a last day. History has the row as it was.

    Raises NotPossible for one that was withdrawn, and Refused as `record_time_preference` does.
    """
    _check(columns)
    preference = change_row(preference, columns)
    notify_own_times(preference.individual, by=by)
    return preference


def _check(columns: TimeColumns) -> None:
    begins, ends = columns["begins"], columns["ends"]
    if (begins is None) != (ends is None):
        raise Refused(TIMES_INCOMPLETE, field="ends")
    if begins is not None and begins == ends:
        raise Refused(TIMES_EQUAL, field="ends")
    if columns["reason"] == TimeReason.OTHER and not columns["words"]:
        raise Refused(WORDS_MISSING, field="words")


@verb
def withdraw_time_preference(*, preference: TimePreference, reason: str, by: User) -> TimePreference:
    """Withdraw a time that holds no longer, or was recorded by mistake. It stays on file.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    preference = strike_row(preference, by=by, reason=reason)
    notify_own_times(preference.individual, by=by)
    return preference
