"""Summaries by email: each day how many notifications wait in Casework, and each week how many tasks; no details."""

import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from core import clock, message_choices, sweeps, tasks_after_commit
from core.messages import SEND
from core.models import Channel, EmailChoice, Message, MessageState
from core.tasks import reasons_against
from core.verbs import verb

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def send_summaries(*, on: datetime.date) -> int:
    """Send each user whose summary is due one email; return how many. Runs each minute."""
    users = Message.objects.due_in_summary(clock.now()).order_by("to").values_list("to", flat=True).distinct()
    return sweeps.each(users, lambda pk: _send_summary(user_id=pk, by=None))


@verb
def _send_summary(*, user_id: UUID, by: None) -> bool:
    """Queue one summary of the messages that are due; return True if there was something to say.

    Messages that were read meanwhile or that a check withholds are not counted. Each is in one summary.
    """
    now = clock.now()
    due = Message.objects.due_in_summary(now).filter(to=user_id).order_by("recorded_at", "pk")
    messages = list(due.select_for_update(of=("self",)).select_related("to"))
    for message in messages:
        message.claimed_at = now
        if reasons := reasons_against(message):
            message.state, message.reason = MessageState.WITHHELD, "; ".join(reasons)[:300]
        message.save(update_fields=["claimed_at", "state", "reason"])
    was_read = _keys_read(messages)
    waiting = [row for row in messages if row.state == MessageState.IN_DIGEST and row.key not in was_read]
    user = waiting[0].to if waiting else None
    if user is None or not user.email or message_choices.choice_of(user).emails == EmailChoice.NONE:
        return False
    count, people = len(waiting), {row.individual_id for row in waiting}
    Message.objects.create(
        key=f"summary:{user.pk}:{now:%Y%m%d%H%M%S}",
        to=user,
        channel=Channel.EMAIL,
        address=user.email,
        subject=f"You have {count} new notification{'' if count == 1 else 's'} in Casework",
        body="Sign in to read them." if count > 1 else "Sign in to read it.",
        path=reverse("home"),
        individual_id=people.pop() if len(people) == 1 else None,
    )
    tasks_after_commit.enqueue(SEND)
    return True


def queue_weekly(user: "User", *, week_from: datetime.date, body: str) -> bool:
    """Queue the email with the summary of the week that begins on `week_from`; return True if it is new.

    One for each user and week. It waits for the end of quiet hours. None for who chose no emails or no weekly summary.
    Call in a verb.
    """
    choice = message_choices.choice_of(user)
    if not user.email or not choice.weekly or choice.emails == EmailChoice.NONE:
        return False
    _, is_new = Message.objects.get_or_create(
        key=f"{message_choices.WEEKLY}:{user.pk}:{week_from:%Y-%m-%d}",
        defaults={
            "to": user,
            "channel": Channel.EMAIL,
            "address": user.email,
            "subject": "Your tasks this week in Casework",
            "body": body,
            "path": reverse("home"),
            "due_at": message_choices.end_of_quiet_hours(choice, clock.now()),
        },
    )
    if is_new:
        tasks_after_commit.enqueue(SEND)
    return is_new


def _keys_read(messages: list[Message]) -> set[str]:
    """Return the keys of those emails whose message in Casework was read."""
    pairs = {_key_in_app(message): message.key for message in messages}
    read = Message.objects.filter(key__in=pairs, read_at__isnull=False).values_list("key", flat=True)
    return {pairs[key] for key in read}


def _key_in_app(message: Message) -> str:
    """Return the key of the same message in Casework (`queue_message` ends keys with the channel)."""
    return f"{message.key.removesuffix(f':{message.channel}')}:{Channel.IN_APP}"
