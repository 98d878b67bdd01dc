"""Whether access needs may be passed on outside the provider: only where the person agreed. Not asked is no (R49)."""

import datetime
from collections.abc import Iterable
from typing import Any

from casework.access_needs.enums import NeedsSharing


def are_needs_shared(decisions: Iterable[dict[str, Any]], merged_at: datetime.datetime | None) -> bool:
    """Return True if the newest decisions under all records of a person say yes together; False without any.

    A "no" under one record counts for all of them, until the person agrees again: later than that "no" and than the
    merge (decision 13). The newest decision of each record comes with `sharing`, `decided_on` and `recorded_at`.
    """
    rows = [(row["sharing"], row["decided_on"], row["recorded_at"]) for row in decisions]
    times = [(answer, (day, datetime.datetime.fromisoformat(at))) for answer, day, at in rows]
    agreed = max((time for answer, time in times if answer != NeedsSharing.REFUSED), default=None)
    refused = max((time for answer, time in times if answer == NeedsSharing.REFUSED), default=None)
    if agreed is None or refused is None:
        return agreed is not None
    return agreed > refused and (merged_at is None or agreed[1] > merged_at)
