"""Escalate concerns that have not reached the Council: to the leads, the managers, and who is on call."""

import datetime
from uuid import UUID

from accounts.models import User
from core import clock, sweeps
from core.verbs import verb
from safeguarding.concerns import notifications
from safeguarding.concerns.enums import ConcernState
from safeguarding.models import Concern

# The leads get a reminder so long before the time is over, or at half of it where that is later.
REMINDER = datetime.timedelta(hours=1)
# Who is on call is alerted so long after the time is over.
GRACE = datetime.timedelta(minutes=30)


def escalate_concerns(*, on: datetime.date) -> int:
    """Alert whoever is next about each concern whose time to contact the Council is nearly over, or over. A sweep.

    Each user gets each alert once. Returns how many concerns had a new alert. A contract without this term has none.
    """
    waiting = Concern.objects.filter(state=ConcernState.RAISED, contact_due_at__lte=clock.now() + REMINDER)
    ids = waiting.order_by("contact_due_at", "pk").values_list("pk", flat=True)
    return sweeps.each(ids, lambda pk: _escalate(concern_id=pk, by=None))


@verb
def _escalate(*, concern_id: UUID, by: User | None) -> bool:
    concern = Concern.objects.select_related("package__case__contract__council").get_locked(concern_id)
    due_at, now = concern.contact_due_at, clock.now()
    if concern.state != ConcernState.RAISED or due_at is None or now < _remind_at(concern.recorded_at, due_at):
        return False
    is_new = notifications.remind_leads(concern)
    if now >= due_at:
        is_new |= notifications.alert_managers(concern)
    if now >= due_at + GRACE:
        is_new |= notifications.alert_on_call(concern)
    return is_new


def _remind_at(raised_at: datetime.datetime, due_at: datetime.datetime) -> datetime.datetime:
    return max(due_at - REMINDER, raised_at + (due_at - raised_at) / 2)
