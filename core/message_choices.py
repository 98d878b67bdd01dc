"""What users choose about emails on ordinary notifications: each, one summary a day or none; and quiet hours.

`core.messages` says which messages take no notice of it: those that are urgent or always sent.
"""

import datetime
from typing import TYPE_CHECKING, Any

from core import clock
from core.errors import Refused
from core.models import EmailChoice, Message, MessageChoice, MessageState
from core.verbs import verb

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

DAY = datetime.timedelta(days=1)
WEEKLY = "weekly-summary"  # how the keys of the summaries of tasks begin


def choice_of(user: "User") -> MessageChoice:
    """Return what `user` chose, or an unsaved row with an email for each notification."""
    return MessageChoice.objects.filter(user=user).first() or MessageChoice(user=user)


def email_columns(user: "User", at: datetime.datetime) -> dict[str, Any] | None:
    """Return the columns of an ordinary email to `user` queued `at`: its state and when it is due. None: no email."""
    choice = choice_of(user)
    if choice.emails == EmailChoice.NONE:
        return None
    if choice.emails == EmailChoice.SUMMARY:
        return {"state": MessageState.IN_DIGEST, "due_at": next_summary(choice, at)}
    return {"state": MessageState.QUEUED, "due_at": end_of_quiet_hours(choice, at)}


def end_of_quiet_hours(choice: MessageChoice, at: datetime.datetime) -> datetime.datetime:
    """Return the end of the quiet hours in which the instant `at` falls; `at` itself outside them.

    The times are those of clocks in London, so that the night in which they change is an hour shorter or longer.
    """
    begins, ends = choice.quiet_from, choice.quiet_until
    if begins is None or ends is None:
        return at
    local = at.astimezone(clock.LONDON)
    time, day = local.time(), local.date()
    is_quiet = begins <= time < ends if begins < ends else time >= begins or time < ends
    if not is_quiet:
        return at
    ends_at = _instant(day if time < ends else day + DAY, ends)
    return max(ends_at, at)  # where the clocks go back, the end may be over although its time comes once more


def next_summary(choice: MessageChoice, at: datetime.datetime) -> datetime.datetime:
    """Return the instant of the first summary after `at` (not inclusive). Raises ValueError where none is chosen."""
    if choice.summary_time is None:
        raise ValueError("no summary is chosen")
    day = clock.day_of(at)
    today = _instant(day, choice.summary_time)
    return today if today > at else _instant(day + DAY, choice.summary_time)


def _instant(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """Return the instant of a local time; of one that the clocks leave out, the one an hour later."""
    try:
        return clock.instant_on(day, time)
    except ValueError:
        return clock.instant_on(day, time.replace(hour=time.hour + 1))


@verb
def choose_messages(
    *,
    emails: str,
    summary_time: datetime.time | None,
    quiet_from: datetime.time | None,
    quiet_until: datetime.time | None,
    by: "User",
    weekly: bool = True,
) -> MessageChoice:
    """Record what `by` chooses about their own emails. A time for a summary counts only where a summary is chosen.

    `weekly` is the summary of their tasks each Monday; who wants no emails gets none.

    Raises Refused for a summary without a time, and for quiet hours without both or with equal times.
    """
    if emails == EmailChoice.SUMMARY and summary_time is None:
        raise Refused("Enter the time of day for the summary.", field="summary_time")
    if emails == EmailChoice.NONE or not weekly:
        _withhold_weekly(by)
    columns = {
        "emails": emails,
        "summary_time": summary_time if emails == EmailChoice.SUMMARY else None,
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
        "weekly": weekly,
    }
    choice, _ = MessageChoice.objects.update_or_create(
        user=by, defaults=columns, create_defaults=columns | {"recorded_by": by}
    )
    return choice


def _withhold_weekly(user: "User") -> None:
    """Do not send a summary of tasks that waits for the end of quiet hours: `user` chose none."""
    waiting = Message.objects.filter(key__startswith=f"{WEEKLY}:{user.pk}:", state=MessageState.QUEUED)
    waiting.update(state=MessageState.WITHHELD, reason="They chose no weekly summary.")
