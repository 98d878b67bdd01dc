"""The tick: every sweep, in order, once."""

import datetime
import logging
from collections.abc import Callable

from casework.services import end_expired_suspensions, resume_imports, warn_of_holds
from core import clock, drafts, duties, submissions
from core.models import SweepRun
from plans.services import make_missing_pdfs as make_missing_plan_pdfs
from referrals.services import make_missing_pdfs as make_missing_notice_papers
from reporting.services import make_missing_pdfs
from reviews.services import raise_first_reviews, raise_updates
from risk.services import make_missing_risk_pdfs, resume_risk_reviews
from visits.phone.intake import judge_waiting
from visits.services import (
    advance_checks,
    begin_checks,
    empty_old_packs,
    escalate_overdue,
    make_downtime_packs,
    make_planned_visits,
    write_downtime_packs,
)

log = logging.getLogger(__name__)

SWEEPS: dict[str, Callable] = {
    "begin watches of those alone on a visit": begin_checks,
    "ask those who have not said that they are safe": advance_checks,
    "call the next where nobody answered": escalate_overdue,
    "end support after the hospital hold": end_expired_suspensions,
    "warn before a hospital hold ends": warn_of_holds,
    "make planned visits of rules": make_planned_visits,
    "raise first reviews": raise_first_reviews,
    "raise keyworker updates": raise_updates,
    "lapse duties of those no longer supported": duties.lapse_ended,
    "resume risk reviews of those supported again": resume_risk_reviews,
    "make papers of sealed returns": make_missing_pdfs,
    "make papers of notices": make_missing_notice_papers,
    "make papers of plans": make_missing_plan_pdfs,
    "make papers of risk assessments shown": make_missing_risk_pdfs,
    "make downtime packs": make_downtime_packs,
    "write downtime packs to their folder": write_downtime_packs,
    "keep old downtime packs no longer": empty_old_packs,
    "go on with imports": resume_imports,
    "judge notes from phones": judge_waiting,
    "forget old unsaved texts": lambda on: drafts.discard_old(),
    "clear old submissions": lambda on: submissions.clear_old(),
}


def tick(*, on: datetime.date) -> dict[str, int]:
    """Run every sweep for the day `on`; name → how much it did. One that fails does not stop the others.

    Each sweep works in its own transactions and may be run at any time, twice, or by two workers at once.
    """
    return {name: _run(name, sweep, on) for name, sweep in SWEEPS.items()}


def _run(name: str, sweep: Callable, on: datetime.date) -> int:
    run = SweepRun.objects.create(name=name, on=on, started_at=clock.now())
    try:
        run.done = sweep(on=on)
    except Exception as error:
        log.exception("the sweep “%s” failed", name)
        run.error = f"{type(error).__name__}: {error}"[:2000]
    run.finished_at = clock.now()
    run.save(update_fields=["done", "error", "finished_at"])
    return run.done
