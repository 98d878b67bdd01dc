"""Workers start, change hours, are away, leave."""

import datetime

from core.answers import may_leave
from core.errors import Refused
from core.verbs import verb
from workforce.models import Absence, ContractedHours, Worker


@verb
def employ(
    *,
    user,
    team,
    contracts,
    started_on: datetime.date,
    minutes_a_week: int,
    by,
    specialisms=(),
    **particulars,
) -> Worker:
    """Take on a worker for `minutes_a_week` from their first day, to work in `contracts`."""
    worker = Worker.objects.create(user=user, team=team, started_on=started_on, recorded_by=by, **particulars)
    worker.contracts.set(contracts)
    worker.specialisms.set(specialisms)
    ContractedHours.objects.create(worker=worker, from_on=started_on, minutes_a_week=minutes_a_week, recorded_by=by)
    return worker


@verb
def record_absence(*, worker: Worker, kind: str, from_on: datetime.date, by, until_on=None, reason="") -> Absence:
    """A worker is away from a day (inclusive) until the first day back; none while that is not known."""
    return Absence.objects.create(
        worker=worker, kind=kind, from_on=from_on, until_on=until_on, reason=reason, recorded_by=by
    )


@verb
def leave(*, worker: Worker, left_on: datetime.date, reason: str, by) -> Worker:
    """A worker leaves after `left_on`. Refused while a higher room knows a reason against, such as a caseload."""
    worker = Worker.objects.locked(worker.pk)
    reasons = may_leave.reasons_against(worker)
    if reasons:
        raise Refused(" ".join(reasons))
    worker.left_on, worker.leaving_reason = left_on, reason
    worker.save(update_fields=["left_on", "leaving_reason"])
    return worker
