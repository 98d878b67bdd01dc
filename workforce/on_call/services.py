"""Adding seniors to the on-call rota, and removing them."""

import datetime

from accounts.enums import Permission
from accounts.models import User
from contracts.models import Contract
from contracts.posts import has_permission_in
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb
from design import formatting
from workforce.models import OnCallShift

DAY = datetime.timedelta(days=1)
MAXIMUM_DAYS = 62


@verb
def put_on_call(
    *,
    contract: Contract,
    user: User,
    from_on: datetime.date,
    until_on: datetime.date,
    begins: datetime.time,
    ends: datetime.time,
    by: User | None,
    repeated: str = "",
) -> list[OnCallShift]:
    """Put an on-call senior on the rota of a contract, each day from `from_on` until `until_on` (exclusive), between
    two local times (T6.14). A time that ends no later than it begins ends on the next day. Return the new shifts.

    Raises Refused for somebody without the post, for more than MAXIMUM_DAYS days, where a time does not exist because
    the clocks change or comes twice (`repeated` says which is meant), and where somebody is on call already.
    """
    if not has_permission_in(user, Permission.BE_ON_CALL, contract):
        raise Refused("Choose an on-call senior for this contract.", field="user")
    days = (until_on - from_on).days
    if not 0 < days <= MAXIMUM_DAYS:
        message = f"The last date must not be before the first, and the rota can cover up to {MAXIMUM_DAYS} days."
        raise Refused(message, field="last_on")
    times = [
        (
            clock.parse_local_time(day, begins, field="begins", repeated=repeated),
            clock.parse_local_time(day + DAY if ends <= begins else day, ends, field="begins", repeated=repeated),
        )
        for day in (from_on + DAY * n for n in range(days))
    ]
    _refuse_overlap(contract, times)
    return [
        OnCallShift.objects.create(contract=contract, user=user, starts_at=starts_at, ends_at=ends_at, recorded_by=by)
        for starts_at, ends_at in times
    ]


def _refuse_overlap(contract: Contract, times: list[tuple[datetime.datetime, datetime.datetime]]) -> None:
    """Raise Refused with who is on call already at one of the `times`, and when; the database refuses it as well."""
    shifts = OnCallShift.objects.filter(contract=contract).within(times[0][0], times[-1][1]).select_related("user")
    for shift in shifts.order_by("starts_at", "pk"):
        if any(starts_at < shift.ends_at and ends_at > shift.starts_at for starts_at, ends_at in times):
            raise Refused(
                f"{shift.user} is on call already: {formatting.weekday(shift.starts_at)}, "
                f"{formatting.time(shift.starts_at)} to {formatting.time(shift.ends_at)}. "
                "Remove that shift, or enter other dates or times.",
                field="from_on",
            )


@verb
def take_off_call(*, shift: OnCallShift, reason: str, by: User | None) -> OnCallShift:
    """Take somebody off call: a shift that has not begun is struck through, one that has begun ends now.

    Raises NotPossible for a shift that is over, and Refused without a reason.
    """
    shift = OnCallShift.objects.get_locked(shift.pk)
    now = clock.now()
    if shift.ends_at <= now:
        raise NotPossible("This on-call shift is over.")
    if shift.starts_at >= now:
        shift.strike(by=by, reason=reason)
        return shift
    if not reason.strip():
        raise Refused("Enter the reason.", field="reason")
    shift.ends_at, shift.cut_reason = now, reason.strip()
    shift.save(update_fields=["ends_at", "cut_reason"])
    return shift
