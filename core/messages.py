"""Messages to users: rows of the outbox, written in the transaction of the verb that causes them."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from core import clock, message_choices, tasks_after_commit
from core.models import Channel, Message, MessageState
from core.text import clean_line
from core.verbs import verb

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

SEND, SEND_URGENT = "core.tasks.send_messages", "core.tasks.send_urgent_messages"


def queue_message(
    user: "User",
    *,
    key: str,
    subject: str,
    body: str,
    path: str = "",
    individual_id: UUID | None = None,
    about: Iterable[UUID] = (),
    by: "User | None" = None,
    channels: Iterable[Channel] = (Channel.IN_APP, Channel.EMAIL),
    is_urgent: bool = False,
    is_always_sent: bool = False,
) -> list[Message]:
    """Queue one message to `user` on each of `channels` for which they have an address; return the new messages.

    `key` names the event: one event makes one message for each user and channel, however often this is called. Subject
    and body have no personal details; `path` leads to them. `about` are the ids of the records concerned, for walls. An
    urgent message (a call for help, a check that somebody is safe, "act now") has a queue and a worker of its own.

    What the user chose about emails (`core.message_choices`) applies, except to what is urgent or `is_always_sent`:
    lone working, same-day requests, safeguarding, on-call, and signing in.
    """
    about_ids = [*about, *([individual_id] if individual_id else [])]
    same: dict[str, Any] = {"subject": clean_line(subject), "body": body, "path": path, "is_urgent": is_urgent}
    same |= {"to": user, "individual_id": individual_id, "about_ids": about_ids, "recorded_by": by}
    new_messages = []
    for channel in channels:
        columns = _channel_columns(user, channel, has_choice=not (is_urgent or is_always_sent))
        if columns is None:
            continue
        message, is_new = Message.objects.get_or_create(key=f"{key}:{user.pk}:{channel}", defaults=same | columns)
        if is_new:
            new_messages.append(message)
    if new_messages:
        tasks_after_commit.enqueue(SEND_URGENT if is_urgent else SEND, may_wait=not is_urgent)
    return new_messages


def _channel_columns(user: "User", channel: Channel, *, has_choice: bool) -> dict[str, Any] | None:
    """Return what a message on `channel` has of its own. None: it has no address, or the user chose not to get it."""
    if channel == Channel.IN_APP:
        return {"channel": channel, "address": ""}
    address = user.email if channel == Channel.EMAIL else user.telephone
    chosen = message_choices.email_columns(user, clock.now()) if has_choice and channel == Channel.EMAIL else {}
    return {"channel": channel, "address": address, **chosen} if address and chosen is not None else None


def queue_email(
    address: str,
    *,
    key: str,
    subject: str,
    body: str,
    path: str = "",
    user: "User | None" = None,
    is_secret: bool = False,
    by: "User | None" = None,
) -> Message:
    """Queue an email to an address, which may have no account; return it. It leaves at once, before what can wait.

    One that `is_secret` carries a code or a link to sign in: its text is emptied once it has left. `key` names the
    event, as for `queue_message`.
    """
    columns: dict[str, Any] = {"subject": clean_line(subject), "body": body, "path": path, "recorded_by": by}
    columns |= {"to": user, "address": address, "channel": Channel.EMAIL, "is_urgent": True, "is_secret": is_secret}
    message, is_new = Message.objects.get_or_create(key=key, defaults=columns)
    if is_new:
        tasks_after_commit.enqueue(SEND_URGENT)
    return message


def queue_text(number: str, *, key: str, body: str, user: "User", by: "User | None" = None) -> Message:
    """Queue a text with a code or a link to sign in, to a number of `user`; its text is emptied once it has left."""
    columns: dict[str, Any] = {"subject": "Signing in", "body": body, "to": user, "address": number, "recorded_by": by}
    columns |= {"channel": Channel.TEXT, "is_urgent": True, "is_secret": True}
    message, is_new = Message.objects.get_or_create(key=key, defaults=columns)
    if is_new:
        tasks_after_commit.enqueue(SEND_URGENT)
    return message


def _nobody(_user: "User") -> bool:
    return False


def settle(*keys: str, still_asks: "Callable[[User], bool]" = _nobody) -> None:
    """Mark the messages in Casework about these events as read, because what they ask for is done.

    Each of `keys` is a `key` of `queue_message`, or its beginning up to a colon. It stays unread for those whom it
    `still_asks`.
    """
    for key in keys:
        unread = Message.objects.filter(key__startswith=f"{key}:", channel=Channel.IN_APP).unread()
        done = [message.pk for message in unread.select_related("to") if message.to and not still_asks(message.to)]
        Message.objects.filter(pk__in=done).update(read_at=clock.now())


def withhold(user: "User", *, record_id: UUID, reason: str) -> int:
    """Withhold what waits to be sent to `user` about a record, summaries included; return how many messages."""
    waiting = Message.objects.filter(to=user, about_ids__contains=[record_id])
    waiting = waiting.filter(state__in=[MessageState.QUEUED, MessageState.IN_DIGEST])
    return waiting.update(state=MessageState.WITHHELD, reason=reason)


def mark_opened(user: "User", path: str) -> None:
    """Mark the user's messages in Casework that lead to this page as read: `user` has opened the record there."""
    unread = Message.objects.filter(to=user, channel=Channel.IN_APP).unread()
    unread.filter(path=path).update(read_at=clock.now())


@verb
def mark_read(*, message: Message, by: "User") -> None:
    """Record that its recipient has read the message. A message to somebody else stays unread."""
    Message.objects.filter(pk=message.pk, to=by, read_at=None).update(read_at=clock.now())
