"""What administrators do: late jobs, documents given up, messages that did not arrive, resets of a second factor."""

from collections.abc import Iterator

from django.urls import reverse

from accounts.enums import Permission
from casework.danger import DangerRank
from contracts.access.second_factor import waiting_for
from core.models import DocumentJob
from dashboard.home.reader import Reader
from dashboard.home.urgent.row import SOON, Time, UrgentRow, by
from dashboard.system_status import late_jobs
from dashboard.undelivered import undelivered_count

JOBS_NAMED = 3


def late_background_jobs(reader: Reader) -> Iterator[UrgentRow]:
    """Yield a row if jobs are late or fail, those that follow up calls for help first."""
    if Permission.SEE_OPERATIONS not in reader.may:
        return
    if jobs := late_jobs():
        more = f" and {len(jobs) - JOBS_NAMED} more" if len(jobs) > JOBS_NAMED else ""
        yield UrgentRow(
            danger=DangerRank.HARM,
            time=Time("Overdue", "late"),
            due_at=reader.now,
            sentence="A background job is overdue" if len(jobs) == 1 else f"{len(jobs)} background jobs are overdue",
            detail=f"{', '.join(jobs[:JOBS_NAMED])}{more}.",
            href=reverse("system_status"),
            action="Open system status",
            is_now=True,
        )


def messages_not_delivered(reader: Reader) -> Iterator[UrgentRow]:
    """Yield a row if messages did not arrive."""
    if Permission.SEE_OPERATIONS not in reader.may:
        return
    if count := undelivered_count():
        yield UrgentRow(
            danger=DangerRank.SUPPORT,
            time=Time("Today", "soon"),
            due_at=reader.now,
            sentence="1 message did not arrive" if count == 1 else f"{count} messages did not arrive",
            detail="Send again or deal with each.",
            href=reverse("undelivered_messages"),
            action="Open messages",
        )


def documents_given_up(reader: Reader) -> Iterator[UrgentRow]:
    """Yield a row if documents could not be made, and are not tried again."""
    if Permission.SEE_OPERATIONS not in reader.may:
        return
    if count := DocumentJob.objects.given_up().count():
        yield UrgentRow(
            danger=DangerRank.SUPPORT,
            time=Time("Today", "soon"),
            due_at=reader.now,
            sentence="1 document could not be made" if count == 1 else f"{count} documents could not be made",
            detail="Read what went wrong with each.",
            href=reverse("system_status"),
            action="Open documents",
        )


def resets_to_confirm(reader: Reader) -> Iterator[UrgentRow]:
    """Yield a row for each reset of a second factor that the user may confirm: until then its user cannot sign in.

    One that expires within two hours is for now.
    """
    if Permission.MANAGE_ACCESS not in reader.may:
        return
    for reset in waiting_for(reader.user):
        yield UrgentRow(
            danger=DangerRank.SUPPORT,
            time=by(reset.expires_at, reader.now),
            due_at=reset.expires_at,
            sentence=f"Confirm a reset: {reset.user.full_name} cannot sign in",
            detail=f"{reset.recorded_by or 'Someone'} asked. It expires if nobody confirms or declines it.",
            about="An account",
            href=reverse("second_factor_resets"),
            action="Open the reset",
            is_now=reset.expires_at - reader.now <= SOON,
        )
