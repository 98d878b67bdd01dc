"""Telling people: rows for the outbox, made inside the verb that has something to tell."""

from core import tasks_after_commit
from core.models import Message
from core.models.message import Channel


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

    `key` names the event: the same event is told once, however often this is called. Subject and body carry no
    personal details; `path` leads to them. `about` are the ids of records it speaks of, for walls.
    """
    told = []
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
            told.append(message)
    if told:
        tasks_after_commit.enqueue("core.tasks.send_messages")
    return told
