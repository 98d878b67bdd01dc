"""The duty of those who lead concerns: the next step of each open concern."""

import datetime

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from accounts.enums import Permission
from casework.duties import PersonDuty
from core.duties import register
from core.sql import LondonDay
from safeguarding.enums import ConcernState
from safeguarding.models import Concern

LABELS = {
    ConcernState.RAISED: "Safeguarding concern: contact the Council",
    ConcernState.COUNCIL_CONTACTED: "Safeguarding concern: record the Council’s decision",
    ConcernState.ENQUIRY: "Safeguarding concern: send the portal form",
    ConcernState.REPORTED: "Safeguarding concern: close it with its outcome",
    ConcernState.NO_ENQUIRY: "Safeguarding concern: close it with its outcome",
}
# Nobody comes to harm while one of these waits to be closed.
TO_CLOSE = (ConcernState.REPORTED, ConcernState.NO_ENQUIRY)


def _with_a_step_due(concerns: QuerySet[Concern], day: datetime.date) -> QuerySet[Concern]:
    """Return the open concerns. Each step is due on the day of the step before it: nothing here may wait (T6.9).

    Only closing the concern ends its steps, not the end of support.
    """
    decided, contacted = LondonDay("council_decided_at"), LondonDay("council_contacted_at")
    is_decided = Q(council_decided_at__isnull=False)
    return concerns.exclude(state__in=[ConcernState.CLOSED, ConcernState.WITHDRAWN]).annotate(
        due_on=Case(
            When(is_decided, then=decided),
            When(council_contacted_at__isnull=False, then=contacted),
            default=F("raised_on"),
        )
    )


register(
    PersonDuty(
        key="concern",
        is_danger=~Q(state__in=TO_CLOSE),
        label=Case(
            *(When(state=state, then=Value(label)) for state, label in LABELS.items()),
            output_field=CharField(),
        ),
        model=Concern,
        permission=Permission.LEAD_CONCERN,
        page="concern",
        outstanding=_with_a_step_due,
        individual="individual",
    )
)
