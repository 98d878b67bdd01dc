"""Workers who may need help: calls, lone workers who have not checked in, visits where nobody asked."""

from collections.abc import Iterator

from django.urls import reverse

from accounts.enums import Permission
from casework.access.user_rows import first_rows
from casework.danger import DangerRank
from core.request_cache import cached
from dashboard.home.reader import DAY, Reader
from dashboard.home.urgent.row import Time, UrgentRow, by, waiting
from design import formatting
from visits.lone_working import on_call_lists
from visits.lone_working.own_visits import add_own_visits
from visits.models import Escalation, LoneWorkingCheck

MOST_ROWS = 20


def calls_for_help(reader: Reader) -> Iterator[UrgentRow]:
    """Yield the running calls, without those of a worker whose overdue check is a row of its own."""
    if Permission.ANSWER_CALL not in reader.may:
        return
    called_by_check = {check.escalation_id for check in _overdue_checks(reader)}
    for call in _running_calls(reader):
        if call.pk not in called_by_check:
            yield _call_row(call, reader)


def own_overdue_checks(reader: Reader) -> Iterator[UrgentRow]:
    """Yield the visits at which the user themselves has not checked in as safe, also where a wall hides the person."""
    if Permission.MAKE_VISIT not in reader.may:
        return
    for visit in add_own_visits([], reader.user, reader.day):
        check: LoneWorkingCheck | None = getattr(visit, "lone_working_check", None)
        if check is None or not check.is_overdue:
            continue
        yield UrgentRow(
            danger=DangerRank.WORKER,
            time=by(check.due_at, reader.now),
            due_at=check.due_at,
            sentence="Check in as safe",
            detail=f"Your visit of {formatting.time(visit.starts_at)}. Whoever is on call asks after you.",
            about="You",
            href=reverse("lone_working_check", args=[check.pk]),
            action="Check in",
            is_now=True,
            record_id=visit.pk,
        )


def overdue_checks(reader: Reader) -> Iterator[UrgentRow]:
    """Yield the lone workers who have not checked in, each with the call about them if there is one."""
    if Permission.ANSWER_CALL not in reader.may:
        return
    calls = {call.pk: call for call in _running_calls(reader)}
    for check in _overdue_checks(reader):
        yield _check_row(check, calls.get(check.escalation_id) if check.escalation_id else None, reader)


def visits_never_checked(reader: Reader) -> Iterator[UrgentRow]:
    """Yield the lone visits whose check never began: nobody asked whether the worker is safe.

    A day later the worker has been seen or missed: it is overdue then, until somebody logs or cancels it.
    """
    if Permission.ANSWER_CALL not in reader.may:
        return
    for visit in on_call_lists.never_checked_for(reader.user, MOST_ROWS):
        is_recent = reader.now - visit.starts_at <= DAY
        yield UrgentRow(
            danger=DangerRank.WORKER if is_recent else DangerRank.NOT_SEEN,
            time=waiting(visit.starts_at, reader.now, "late" if is_recent else "soon"),
            due_at=visit.starts_at,
            sentence=f"No one asked whether {visit.worker} is safe",
            detail=f"Lone visit of {formatting.when(visit.starts_at)}, without a check. Ring, then log or cancel it.",
            telephone=visit.worker.user.telephone,
            href=reverse("visit_log_planned", args=[visit.pk]),
            action="Log this visit",
            is_now=is_recent,
            record_id=visit.pk,
        )


def _running_calls(reader: Reader) -> list[Escalation]:
    def read() -> list[Escalation]:
        return first_rows(reader.user, "calls", lambda: on_call_lists.running_escalations(reader.user), MOST_ROWS)

    return cached(("home", "calls", reader.user.pk), read)


def _overdue_checks(reader: Reader) -> list[LoneWorkingCheck]:
    def read() -> list[LoneWorkingCheck]:
        return first_rows(reader.user, "overdue checks", lambda: on_call_lists.overdue_for(reader.user), MOST_ROWS)

    return cached(("home", "overdue checks", reader.user.pk), read)


def _dealt_with_by(call: Escalation | None) -> str:
    if call is None or not call.is_answered:
        return ""
    return f"{call.answered_by} has been dealing with this since {formatting.when(call.answered_at)}."


def _call_row(call: Escalation, reader: Reader) -> UrgentRow:
    about = f"About {call.package.case.individual.initials}" if call.package else "Not at a visit."
    is_dealt_with = _dealt_with_by(call)
    if call.was_called_again:
        about = f"{about.removesuffix('.')}. Called again; first on {formatting.when(call.recorded_at)}."
    time = waiting(call.last_called_at, reader.now)
    return UrgentRow(
        danger=DangerRank.WORKER,
        time=Time("Being dealt with", "brand", time.counted_from) if is_dealt_with else time,
        due_at=call.last_called_at,
        sentence=f"{call.last_cause_label}: {call.last_caller}" if call.last_caller else call.last_cause_label,
        detail=about,
        dealt_with_by=is_dealt_with,
        href=reverse("escalation", args=[call.pk]),
        action="Open the call",
        is_now=True,
        record_id=call.pk,
    )


def _check_row(check: LoneWorkingCheck, call: Escalation | None, reader: Reader) -> UrgentRow:
    worker = check.planned.worker
    words = [f"The visit ends at {formatting.time(check.planned.ends_at)}.", f"{check.contact_loss_label}."]
    if check.planned.ends_at <= reader.now:
        words[0] = f"The visit ended at {formatting.time(check.planned.ends_at)}."
    if check.no_signal_expected:
        words.append("No signal expected.")
    return UrgentRow(
        danger=DangerRank.WORKER,
        time=by(check.due_at, reader.now),
        due_at=check.due_at,
        sentence=f"{worker} has not checked in",
        detail=" ".join(words),
        telephone=worker.user.telephone,
        dealt_with_by=_dealt_with_by(call),
        href=reverse("escalation", args=[call.pk]) if call else reverse("escalations"),
        action="Open the call" if call else "Open the check",
        is_now=True,
        record_id=check.planned_id,
    )
