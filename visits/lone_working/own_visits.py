"""A worker's own visit or check, which they can answer for also after a wall hides the person's record from them.

Whoever may be there must be able to say that they are safe and to call for help. Nothing of the record is shown.
"""

import datetime
from uuid import UUID

from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import Request
from accounts.walls import hidden_from
from casework.access.record_loader import open_record
from casework.models import Individual
from core import clock
from visits.models import LoneWorkingCheck, PlannedVisit

DAY = datetime.timedelta(days=1)
RELATED = ("package__case__contract", "worker__user")
CHECK_RELATED = tuple(f"planned__{path}" for path in RELATED)


def hidden_visit(user: User, pk: UUID) -> PlannedVisit | None:
    """Return the user's own visit if a wall hides it since; else None.

    It is of today or yesterday, or its check is under way.
    """
    if not hidden_from(user):  # nearly everybody
        return None
    under_way = LoneWorkingCheck.objects.under_way().filter(planned=pk)
    is_recent = Q(local_on__range=(clock.today() - DAY, clock.today()))
    own = PlannedVisit.objects.filter(is_recent | Q(lone_working_check__in=under_way))
    planned = own.filter(pk=pk, worker__user=user).select_related(*RELATED).first()
    return planned if planned and _is_hidden(user, planned) else None


def _is_hidden(user: User, planned: PlannedVisit) -> bool:
    record_ids = {planned.pk, planned.package_id, planned.package.case.individual_id}
    return not record_ids.isdisjoint(hidden_from(user))


def shown_individual(user: User, planned: PlannedVisit) -> Individual | None:
    """Return whom the visit is to; None where a wall hides that from its own worker."""
    return None if _is_hidden(user, planned) else planned.package.case.individual


def hidden_check(user: User, pk: UUID) -> LoneWorkingCheck | None:
    """Return the check of such a visit, as `hidden_visit` does."""
    if not hidden_from(user):
        return None
    check = LoneWorkingCheck.objects.select_related(*CHECK_RELATED).filter(pk=pk).first()
    return check if check and hidden_visit(user, check.planned_id) else None


def check_while_there(planned: PlannedVisit) -> LoneWorkingCheck | None:
    """Return the running check of a visit at which its worker has arrived: first they say that they are safe."""
    return LoneWorkingCheck.objects.there().filter(planned=planned).first()


def open_visit(request: Request, pk: UUID) -> PlannedVisit:
    """Return the planned visit as `open_record` does; a worker's own also where a wall hides it since."""
    planned = hidden_visit(request.user, pk)
    return planned or open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)


def open_check(request: Request, pk: UUID) -> LoneWorkingCheck:
    """Return the lone-working check as `open_record` does; a worker's own also where a wall hides it since."""
    check = hidden_check(request.user, pk)
    return check or open_record(request, LoneWorkingCheck, Permission.LOG_VISIT, pk)
