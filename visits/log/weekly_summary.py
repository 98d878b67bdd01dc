"""The summary of a week: how many tasks each user has, by email on Monday morning. It names nobody."""

import datetime
from uuid import UUID

from accounts.enums import Permission
from accounts.models import User
from casework.duties import duty_counts
from contracts.posts import users_who
from core import clock, sweeps
from core.message_summaries import queue_weekly
from core.verbs import verb
from visits.duties import VISIT_TO_LOG

SWEEP = "send weekly summaries"
AT = datetime.time(7)  # on Monday, London time
WEEK = datetime.timedelta(days=7)


def send_weekly_summaries(*, on: datetime.date) -> int:
    """Queue the summary of this week for each user with work; return how many. A sweep, once a week.

    It is due from Monday at seven until it has run. After days without a server the present week gets one, and earlier
    weeks none.
    """
    monday = on - datetime.timedelta(days=on.weekday())
    due_at = clock.instant_on(monday, AT)
    if clock.now() < due_at or sweeps.has_run_since(SWEEP, due_at):
        return 0
    ids = users_who(Permission.SEE_WORK).exclude(email="").values_list("pk", flat=True)
    return sweeps.each(list(ids), lambda pk: _send(user_id=pk, week_from=monday, by=None))


@verb
def _send(*, user_id: UUID, week_from: datetime.date, by: None) -> bool:
    """Queue the summary of one user; return True if there is something to say and it is new."""
    user = User.objects.get(pk=user_id)
    text = summary_of(user, clock.today(), week_from=week_from)
    return bool(text) and queue_weekly(user, week_from=week_from, body=f"{text} Sign in to see them.")


def summary_of(user: User, day: datetime.date, *, week_from: datetime.date) -> str:
    """Return such as "5 tasks are due this week, 2 are overdue, 3 visits are not logged."; "" where there are none."""
    counts = duty_counts(user, day, until=week_from + WEEK)
    tasks = [row for row in counts if row.kind != VISIT_TO_LOG.key]
    late = sum(row.late for row in tasks)
    due = sum(row.number for row in tasks) - late
    not_logged = sum(row.number for row in counts if row.kind == VISIT_TO_LOG.key)
    parts = [f"{due} {_are(due, 'task')} due this week"] if due else []
    parts += [f"{late} {_are(late, '' if parts else 'task')} overdue"] if late else []
    parts += [f"{not_logged} {_are(not_logged, 'visit')} not logged"] if not_logged else []
    return f"{', '.join(parts)}." if parts else ""


def _are(number: int, noun: str) -> str:
    """Return the noun and the verb that follow a number: "task is", "tasks are"; without a noun "is" or "are"."""
    plural = f"{noun}s" if noun and number != 1 else noun
    return f"{plural} {'is' if number == 1 else 'are'}".strip()
