"""The page "What changed" of every record about a person (R59)."""

from operator import attrgetter
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

import casework.changes
import plans.changes
import referrals.changes
import reviews.changes
import risk.changes
import safeguarding.changes
import visits.changes
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_record
from design.changes import changes_page

KINDS = {
    kind.key: kind
    for kind in (
        *casework.changes.RECORD_KINDS,
        *referrals.changes.RECORD_KINDS,
        *plans.changes.RECORD_KINDS,
        *risk.changes.RECORD_KINDS,
        *visits.changes.RECORD_KINDS,
        *safeguarding.changes.RECORD_KINDS,
        *reviews.changes.RECORD_KINDS,
    )
}


@page(PageClass.PERSON_WORK)
@require_safe
def record_changes(request: Request, key: str, pk: UUID) -> HttpResponse:
    """What changed in one record: each field before and after, who, when and why."""
    kind = KINDS.get(key)
    if kind is None:
        raise Http404
    record = open_record(request, kind.model, kind.permission, pk)
    return changes_page(
        request,
        *kind.rows(record),
        title=f"What changed: {kind.title(record)}",
        back=reverse(kind.back, args=[attrgetter(kind.back_id)(record)]),
    )
