"""The sweeps: the work that is due by time, not started by a user. One tick runs each of them once, in this order."""

import datetime
import logging
from collections.abc import Callable

from casework.services import end_expired_holds, resume_imports, warn_of_holds
from core import clock, drafts, duties, submissions
from core.models import SweepRun
from plans.services import escalate_unread_comments
from plans.services import make_missing_pdfs as make_missing_plan_pdfs
from referrals.services import make_missing_pdfs as make_missing_notice_pdfs
from reporting.services import make_missing_pdfs
from reviews.services import raise_first_reviews, raise_updates
from risk.services import make_missing_risk_pdfs, resume_risk_reviews
from visits.phone.intake import check_waiting_notes
from visits.services import (
    advance_checks,
    advance_escalations,
    begin_checks,
    empty_old_packs,
    make_downtime_packs,
    make_planned_visits,
    remind_of_alerts,
    write_downtime_packs,
)

log = logging.getLogger(__name__)

SWEEPS: dict[str, Callable[..., int]] = {
    "start lone-working checks": begin_checks,
    "continue lone-working checks": advance_checks,
    "escalate unanswered calls": advance_escalations,
    "remind of open alerts": remind_of_alerts,
    "alert the on-call senior to unread messages": escalate_unread_comments,
    "end support after the hospital hold": end_expired_holds,
    "warn before a hospital hold ends": warn_of_holds,
    "create repeating visits": make_planned_visits,
    "raise first reviews": raise_first_reviews,
    "raise keyworker updates": raise_updates,
    "close duties of ended packages": duties.expire_ended,
    "resume risk reviews of people supported again": resume_risk_reviews,
    "make PDFs of sealed returns": make_missing_pdfs,
    "make PDFs of notices": make_missing_notice_pdfs,
    "make PDFs of plans": make_missing_plan_pdfs,
    "make PDFs of disclosed risk assessments": make_missing_risk_pdfs,
    "make downtime packs": make_downtime_packs,
    "write downtime packs to their folder": write_downtime_packs,
    "delete old downtime packs": empty_old_packs,
    "continue imports": resume_imports,
    "check offline notes": check_waiting_notes,
    "delete old drafts": lambda on: drafts.discard_old(),
    "delete old form records": lambda on: submissions.clear_old(),
}


def tick(*, on: datetime.date) -> dict[str, int]:
    """Run every sweep for the day `on` and return how many rows each one changed. A sweep that fails stops no other.

    Each sweep works in its own transactions and may be run at any time, twice, or by two workers at once.
    """
    return {name: _run(name, sweep, on) for name, sweep in SWEEPS.items()}


def _run(name: str, sweep: Callable[..., int], on: datetime.date) -> int:
    run = SweepRun.objects.create(name=name, on=on, started_at=clock.now())
    try:
        run.done = sweep(on=on)
    except Exception as error:
        log.exception("the sweep “%s” failed", name)
        run.error = f"{type(error).__name__}: {error}"[:2000]
    run.finished_at = clock.now()
    run.save(update_fields=["done", "error", "finished_at"])
    return run.done
