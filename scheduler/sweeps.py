"""The list of sweeps: the work that is due by time, not started by a user, and how often each is started.

`URGENT` is for what somebody in danger waits for, and for nothing that takes long. What renders or reads much is
`HEAVY` or `NIGHTLY`. `core/sweeps.py` has the paces and runs a sweep.
"""

import datetime

from celery.schedules import crontab

from accounts.services import end_links
from casework.services import (
    end_expired_holds,
    pass_questions_on,
    resume_imports,
    send_questions_on,
    warn_of_holds,
)
from contracts.services import expire_resets
from core import document_making, drafts, duties, housekeeping, message_summaries, submissions, sweeps, unsent
from core.email.mailbox import read_bounces
from core.sweeps import HEAVY, NIGHTLY, STEADY, URGENT, Pace, Sweep
from plans.services import PLAN_PDF, escalate_unread_comments
from referrals.services import NOTICE_PDF
from reporting.services import RETURN_PDFS, raise_returns_due
from reviews.services import (
    REVIEW_PDF,
    UPDATE_PDF,
    acknowledgements_to_chase,
    chase_acknowledgement,
    chase_acknowledgements,
    notify_new_keyworkers,
    packages_to_update,
    postpone_updates,
    raise_review,
    raise_reviews,
    raise_update,
    raise_updates,
    remind_of_review,
    remind_of_reviews,
    remind_of_update,
    remind_of_updates,
    reviews_to_raise,
    reviews_to_remind_of,
    updates_to_remind_of,
)
from risk.services import RISK_PDF, resume_risk_reviews
from safeguarding.services import CONCERN_SHEET, INCIDENT_SHEET, escalate_concerns, record_incidents_of_logs
from visits.log.weekly_summary import SWEEP as WEEKLY_SUMMARY
from visits.phone.intake import check_waiting_notes
from visits.services import (
    DOWNTIME_PACK,
    advance_checks,
    advance_escalations,
    begin_checks,
    empty_old_packs,
    make_planned_visits,
    remind_of_alerts,
    send_weekly_summaries,
    write_downtime_packs,
)

SWEEPS: dict[str, Sweep] = sweeps.declare(
    Sweep("start lone-working checks", begin_checks, URGENT),
    Sweep("continue lone-working checks", advance_checks, URGENT),
    Sweep("escalate unanswered calls", advance_escalations, URGENT),
    Sweep("remind of open alerts", remind_of_alerts, URGENT),
    Sweep("alert the on-call senior to unread messages", escalate_unread_comments, URGENT),
    Sweep("escalate concerns that have not reached the Council", escalate_concerns, URGENT),
    Sweep("record incidents of what the service does not do", record_incidents_of_logs, STEADY),
    Sweep("end support after the hospital hold", end_expired_holds, STEADY),
    Sweep("warn before a hospital hold ends", warn_of_holds, STEADY),
    Sweep("create repeating visits", make_planned_visits, HEAVY),
    Sweep("raise reviews", raise_reviews, STEADY, due=reviews_to_raise, act=raise_review),
    Sweep("raise keyworker updates", raise_updates, STEADY, due=packages_to_update, act=raise_update),
    Sweep("postpone keyworker updates after a hold", postpone_updates, STEADY),
    Sweep("remind of keyworker updates", remind_of_updates, STEADY, due=updates_to_remind_of, act=remind_of_update),
    Sweep("remind of reviews", remind_of_reviews, STEADY, due=reviews_to_remind_of, act=remind_of_review),
    Sweep("notify new keyworkers of updates and reviews", notify_new_keyworkers, STEADY),
    Sweep(
        "remind keyworkers to acknowledge updates and reviews",
        chase_acknowledgements,
        STEADY,
        due=acknowledgements_to_chase,
        act=chase_acknowledgement,
    ),
    Sweep("raise returns that are due", raise_returns_due, STEADY),
    Sweep("close duties of ended packages", duties.expire_ended, STEADY),
    Sweep("resume risk reviews of people supported again", resume_risk_reviews, STEADY),
    Sweep("end requests to reset a second factor", expire_resets, STEADY),
    Sweep("end links without an account", end_links, STEADY),
    Sweep("find somebody who may answer a question about access", send_questions_on, STEADY),
    Sweep("pass on questions of workers who left", pass_questions_on, STEADY),
    document_making.sweep_of(RETURN_PDFS, "make PDFs of sealed returns"),
    document_making.sweep_of(NOTICE_PDF, "make PDFs of notices"),
    document_making.sweep_of(PLAN_PDF, "make PDFs of plans"),
    document_making.sweep_of(RISK_PDF, "make PDFs of disclosed risk assessments"),
    document_making.sweep_of(UPDATE_PDF, "make PDFs of keyworker updates"),
    document_making.sweep_of(REVIEW_PDF, "make PDFs of reviews"),
    document_making.sweep_of(CONCERN_SHEET, "make PDFs of records on request"),
    document_making.sweep_of(INCIDENT_SHEET, "make PDFs of other records on request"),
    document_making.sweep_of(DOWNTIME_PACK, "make downtime packs"),
    Sweep("write downtime packs to their folder", write_downtime_packs, HEAVY),
    Sweep("delete old downtime packs", empty_old_packs, NIGHTLY),
    Sweep("continue imports", resume_imports, HEAVY),
    Sweep("read reports of undelivered emails", read_bounces, HEAVY),
    Sweep("check offline notes", check_waiting_notes, STEADY),
    Sweep("send daily summaries", message_summaries.send_summaries, STEADY),
    Sweep(WEEKLY_SUMMARY, send_weekly_summaries, HEAVY),
    Sweep("delete old drafts", lambda on: drafts.discard_old(), NIGHTLY),
    Sweep("delete old form records", lambda on: submissions.clear_old(), NIGHTLY),
    Sweep("delete forms that were not sent", lambda on: unsent.clear_old(), NIGHTLY),
    Sweep("delete old sweep runs", housekeeping.delete_old_sweep_runs, NIGHTLY),
    Sweep("delete expired sessions", housekeeping.delete_expired_sessions, NIGHTLY),
)
# Messages are sent as soon as they are queued; these find those whose task was lost, and what is tried again.
MESSAGE_TASKS = {"core.tasks.send_urgent_messages": URGENT, "core.tasks.send_messages": STEADY}
# Seconds between the end that a task is asked for and the one that it gets.
GRACE = 30


def tick(*, on: datetime.date) -> dict[str, int]:
    """Run every sweep for the day `on`, here and in this order; return how many rows each one changed."""
    return {name: sweeps.run(sweep, on=on) or 0 for name, sweep in SWEEPS.items()}


def beat_schedule() -> dict[str, dict[str, object]]:
    """Return what Celery beat starts, and when: a task of its own for each sweep."""
    schedule = {name: _entry("scheduler.tasks.run_sweep", [name], sweep.pace) for name, sweep in SWEEPS.items()}
    schedule |= {task: _entry(task, [], pace, has_limits=True) for task, pace in MESSAGE_TASKS.items()}
    return schedule


def _entry(task: str, arguments: list[str], pace: Pace, *, has_limits: bool = False) -> dict[str, object]:
    limit = pace.longest.total_seconds()
    limits = {} if has_limits else {"soft_time_limit": limit, "time_limit": limit + GRACE}
    return {
        "task": task,
        "args": arguments,
        "schedule": crontab(hour=str(pace.at.hour), minute=str(pace.at.minute)) if pace.at else pace.every,
        "options": {"queue": pace.queue.value, "expires": pace.expires_after.total_seconds(), **limits},
    }
