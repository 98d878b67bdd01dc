"""What Casework deletes at night of its own technical rows. Each run is bounded: the next night deletes the rest."""

import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from core import clock
from core.models import SweepRun

RUNS_KEPT = datetime.timedelta(days=7)
ROWS_AT_ONCE, MOST_ROWS = 5_000, 500_000


def delete_old_sweep_runs(*, on: datetime.date) -> int:
    """Delete the runs of sweeps that began more than a week ago; return how many. A sweep."""
    return _delete_in_parts(SweepRun.objects.filter(started_at__lt=clock.now() - RUNS_KEPT))


def delete_expired_sessions(*, on: datetime.date) -> int:
    """Delete the sessions that have expired, as `clearsessions` does, and where they were; return how many. A sweep."""
    deleted_count = _delete_in_parts(Session.objects.filter(expire_date__lt=clock.now()))
    there = Session.objects.filter(session_key=OuterRef("session_key"))
    return deleted_count + _delete_in_parts(UserSession.objects.exclude(Exists(there)))


def _delete_in_parts(rows: QuerySet[Any]) -> int:
    """Delete at most MOST_ROWS of these rows, in transactions of ROWS_AT_ONCE; return how many."""
    deleted_count = 0
    while deleted_count < MOST_ROWS:
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE])
        if not keys:
            break
        deleted_count += rows.model._default_manager.filter(pk__in=keys).delete()[0]
    return deleted_count
