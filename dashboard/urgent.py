"""What is urgent, for the home page: alerts, calls for help, overdue lone-working checks, on-call gaps."""

import datetime
from collections.abc import Set
from typing import Any

from django.db.models import QuerySet

from accounts.enums import Permission
from accounts.models import User
from casework.access.user_rows import first_rows
from contracts.models import Contract
from core import clock
from visits.lone_working import on_call_lists
from visits.models import Alert
from workforce.models import OnCallShift
from workforce.on_call.rota import gaps

MOST_ITEMS = 20
DAYS_AHEAD = 7


def urgent_items(user: User, may: Set[Permission], day: datetime.date) -> dict[str, Any]:
    """Return what `user` may act on, by name: open alerts, running calls, overdue checks, visits whose check never
    began, when the user is on call in the next days, and gaps in the on-call rota.
    """
    names = ("alerts", "escalations", "overdue", "never_checked", "own_shifts", "on_call_gaps")
    items: dict[str, Any] = {name: [] for name in names}
    if Permission.ACCEPT_ALERT in may:
        items["alerts"] = first_rows(user, "alerts", lambda: _alerts(user), MOST_ITEMS)
    if Permission.ANSWER_CALL in may:
        items["escalations"] = first_rows(user, "calls", lambda: on_call_lists.running_escalations(user), MOST_ITEMS)
        items["overdue"] = first_rows(user, "overdue checks", lambda: on_call_lists.overdue_for(user), MOST_ITEMS)
        items["never_checked"] = on_call_lists.never_checked_for(user, MOST_ITEMS)
    if Permission.BE_ON_CALL in may:
        now = clock.now()
        shifts = OnCallShift.objects.filter(user=user).within(now, now + datetime.timedelta(days=DAYS_AHEAD))
        items["own_shifts"] = list(shifts.select_related("contract").order_by("starts_at", "pk")[:MOST_ITEMS])
    if Permission.KEEP_ON_CALL in may:
        contracts = Contract.objects.allowing(user, Permission.KEEP_ON_CALL).running(day)
        items["on_call_gaps"] = [gap for contract in contracts for gap in gaps(contract, day, DAYS_AHEAD)][:MOST_ITEMS]
    return items


def _alerts(user: User) -> QuerySet[Alert]:
    """Return those that nobody has accepted first, and among them "now" before "today"."""
    alerts = Alert.objects.allowing(user, Permission.ACCEPT_ALERT).to_close_by(user).with_people()
    return alerts.order_by("-state", "level", "recorded_at", "pk")
