"""A worker's own visit or check, which they can answer for also when they may no longer open the person's record.

A wall hides it since, or support or their access to it has ended. Whoever may be there must be able to say that they
are safe and to call for help. Nothing of the record is shown.
"""

import datetime
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import Request
from accounts.permissions import can
from accounts.walls import hidden_from
from casework.access.record_loader import open_record
from casework.access.user_rows import rows_for_user
from casework.models import Individual
from contracts.models import Contract
from contracts.posts import contracts_by_scope
from core import clock
from core.request_cache import cached
from visits.models import LoneWorkingCheck, PlannedVisit

DAY = datetime.timedelta(days=1)
RELATED = ("package__case__contract", "worker__user")
VISIT_RELATED = (*RELATED, "lone_working_check")
CHECK_RELATED = tuple(f"planned__{path}" for path in RELATED)


def hidden_visit(user: User, pk: UUID) -> PlannedVisit | None:
    """Return the user's own visit if they may no longer open its record; else None.

    Its check is under way; or a wall hides it, and it is of today or yesterday.
    """
    under_way = Q(lone_working_check__in=LoneWorkingCheck.objects.under_way())
    is_recent = Q(local_on__range=(clock.today() - DAY, clock.today()))
    own = PlannedVisit.objects.filter(under_way | is_recent if hidden_from(user) else under_way)
    planned = own.filter(pk=pk, worker__user=user).select_related(*VISIT_RELATED).first()
    if planned is None or _is_hidden(user, planned):
        return planned
    return planned if _is_under_way(planned) and not can(user, Permission.LOG_VISIT, planned) else None


def _is_under_way(planned: PlannedVisit) -> bool:
    check = _check_of(planned)
    return check is not None and check.is_under_way


def _check_of(planned: PlannedVisit) -> LoneWorkingCheck | None:
    return getattr(planned, "lone_working_check", None)


def _is_hidden(user: User, planned: PlannedVisit) -> bool:
    check = _check_of(planned)
    record_ids = {planned.pk, planned.package_id, planned.package.case.individual_id, check.pk if check else None}
    return not record_ids.isdisjoint(hidden_from(user))


def add_own_visits(visits: Iterable[PlannedVisit], user: User, day: datetime.date) -> list[PlannedVisit]:
    """Return `visits` with those of the user's own at which they may be and which are not among them, by time.

    These are the visits whose check is under way, whatever became of the visit or of support, and today's planned
    visits that a wall hides. Each added visit has `is_hidden`: whether the user may not open its record.
    """
    visits = list(visits)
    listed_ids = {visit.pk for visit in visits}
    name = "own visits under way"
    # For the list of visits and for what is urgent on the same page.
    own = cached((name, user.pk, day), lambda: rows_for_user(user, name, lambda _ids: _own_visits(user, day)))
    added = (visit for visit in own if visit.pk not in listed_ids)
    return sorted([*visits, *added], key=lambda visit: (visit.starts_at, visit.pk))


def _own_visits(user: User, day: datetime.date) -> QuerySet[PlannedVisit]:
    """Return the user's own visits at which they may be, with `is_hidden`, as `add_own_visits` says."""
    hidden_ids = hidden_from(user)
    under_way = LoneWorkingCheck.objects.under_way().filter(planned__worker__user=user).values("planned")
    rows = Q(pk__in=under_way)
    if hidden_ids:
        is_walled = Q(pk__in=hidden_ids) | Q(package__in=hidden_ids) | Q(package__case__individual__in=hidden_ids)
        rows |= is_walled & Q(local_on=day, pk__in=PlannedVisit.objects.upcoming().values("pk"))
    readable = PlannedVisit.objects.visible_to(user).filter(pk=OuterRef("pk"))
    own: Any = PlannedVisit.objects.filter(rows, worker__user=user)
    own = own.select_related("package__case__individual", "worker__user", "lone_working_check")
    visits: QuerySet[PlannedVisit] = own.with_not_logged().with_safety_records().annotate(is_hidden=~Exists(readable))
    return visits


def shown_individual(user: User, planned: PlannedVisit) -> Individual | None:
    """Return whom the visit is to; None where its own worker may no longer know that."""
    is_shown = not _is_hidden(user, planned) and can(user, Permission.LOG_VISIT, planned)
    return planned.package.case.individual if is_shown else None


def hidden_check(user: User, pk: UUID) -> LoneWorkingCheck | None:
    """Return the check of such a visit where a wall hides it, as `hidden_visit` does.

    The rule of the check itself lets its worker in after support or their access has ended.
    """
    if not hidden_from(user):
        return None
    check = LoneWorkingCheck.objects.select_related(*CHECK_RELATED).filter(pk=pk).first()
    return check if check and hidden_visit(user, check.planned_id) else None


def contracts_to_call(user: User) -> list[Contract]:
    """Return the running contracts in which `user` logs visits, by name: whose on-call seniors they can alert."""
    ids = [pk for pks in contracts_by_scope(user, Permission.LOG_VISIT).values() for pk in pks]
    return list(Contract.objects.running(clock.today()).filter(pk__in=ids).order_by("name", "pk"))


def check_while_there(planned: PlannedVisit) -> LoneWorkingCheck | None:
    """Return the running check of a visit at which its worker has arrived: first they say that they are safe."""
    return LoneWorkingCheck.objects.there().filter(planned=planned).first()


def open_visit(request: Request, pk: UUID) -> PlannedVisit:
    """Return the planned visit as `open_record` does; a worker's own as `hidden_visit` does."""
    planned = hidden_visit(request.user, pk)
    return planned or open_record(request, PlannedVisit, Permission.LOG_VISIT, pk)


def open_check(request: Request, pk: UUID) -> LoneWorkingCheck:
    """Return the lone-working check as `open_record` does; a worker's own as `hidden_visit` does."""
    check = hidden_check(request.user, pk)
    return check or open_record(request, LoneWorkingCheck, Permission.LOG_VISIT, pk)
