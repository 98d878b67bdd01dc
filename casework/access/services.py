"""Access to a record for a limited time, and representatives."""

import datetime

from accounts.models import User
from casework.enums import GrantKind
from casework.models import AccessGrant, Individual, Representative
from core import clock
from core.verbs import verb

DAY = datetime.timedelta(days=1)


@verb
def open_with_reason(*, individual: Individual, reason: str, by: User) -> AccessGrant:
    """Let a member of staff read a record outside their caseload for an hour, with the reason on record."""
    return _grant(individual, by, GrantKind.REASON, reason, datetime.timedelta(hours=1), by)


@verb
def grant_inspection(*, individual: Individual, user: User, reason: str, by: User) -> AccessGrant:
    """Let somebody whom the Council authorised read a record until the end of the day (T9.2)."""
    day_end = clock.instant_on(clock.today() + DAY, datetime.time(0))
    return _grant(individual, user, GrantKind.INSPECTION, reason, day_end - clock.now(), by)


def _grant(
    individual: Individual, user: User, kind: GrantKind, reason: str, length: datetime.timedelta, by: User
) -> AccessGrant:
    now = clock.now()
    return AccessGrant.objects.create(
        individual=individual,
        user=user,
        kind=kind,
        reason=reason.strip(),
        from_at=now,
        until_at=now + length,
        recorded_by=by,
    )


@verb
def name_representative(
    *, individual: Individual, user: User, relation: str, from_on: datetime.date, by: User
) -> Representative:
    """Record that `user` represents the person from a day. They see nothing until the person consents."""
    return Representative.objects.create(
        individual=individual,
        user=user,
        relation=relation,
        known_as=individual.full_name,
        from_on=from_on,
        recorded_by=by,
    )
