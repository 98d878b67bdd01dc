"""Messages to users: rows of the outbox, written in the transaction of the verb that causes them."""

from core import clock, tasks_after_commit
from core.models import Message
from core.models.message import Channel
from core.verbs import verb


def queue_message(
    user,
    *,
    key: str,
    subject: str,
    body: str,
    path: str = "",
    individual_id=None,
    about=(),
    by=None,
    channels=None,
) -> list[Message]:
    """Queue one message to `user` on each of `channels` (default: in Casework and by e-mail).

    `key` names the event: one event makes one message for each user and channel, however often this is called. Subject
    and body have no personal details; `path` leads to them. `about` are the ids of the records concerned, for walls.
    Return the messages that are new.
    """
    queued = []
    for channel in channels or (Channel.IN_APP, Channel.EMAIL):
        address = {Channel.EMAIL: user.email, Channel.TEXT: user.telephone}.get(channel, "")
        if channel != Channel.IN_APP and not address:
            continue
        message, is_new = Message.objects.get_or_create(
            key=f"{key}:{user.pk}:{channel}",
            defaults={
                "to": user,
                "channel": channel,
                "address": address,
                "subject": subject,
                "body": body,
                "path": path,
                "individual_id": individual_id,
                "about_ids": [*about, *([individual_id] if individual_id else [])],
                "recorded_by": by,
            },
        )
        if is_new:
            queued.append(message)
    if queued:
        tasks_after_commit.enqueue("core.tasks.send_messages")
    return queued


@verb
def mark_read(*, message: Message, by) -> None:
    """Record that its recipient has read the message. Other users' messages are left alone."""
    Message.objects.filter(pk=message.pk, to=by, read_at=None).update(read_at=clock.now())
