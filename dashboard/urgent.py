"""What must not wait, for everybody's first page: what was noticed, who calls for help, who is not heard of."""

import datetime

from accounts.enums import Permission
from contracts.models import Contract
from visits.lone_working import contact_order
from visits.models import Alert
from workforce.on_call.rota import gaps

MOST = 20
DAYS_AHEAD = 7


def urgent_items(user, may: set[Permission], day: datetime.date) -> dict:
    """By what `user` may: alerts to take on, running calls, overdue checks, times when nobody is on call."""
    found: dict = {"alerts": [], "escalations": [], "overdue": [], "on_call_gaps": []}
    if Permission.ACCEPT_ALERT in may:
        alerts = Alert.objects.allowing(user, Permission.ACCEPT_ALERT).open()
        found["alerts"] = alerts.select_related("package__case__individual").order_by("level", "recorded_at")[:MOST]
    if Permission.ANSWER_CALL in may:
        found["escalations"] = contact_order.running_for(user)[:MOST]
        found["overdue"] = contact_order.overdue_for(user)[:MOST]
    if Permission.KEEP_ON_CALL in may:
        kept = Contract.objects.allowing(user, Permission.KEEP_ON_CALL).running(day)
        found["on_call_gaps"] = [gap for contract in kept for gap in gaps(contract, day, DAYS_AHEAD)][:MOST]
    return found
