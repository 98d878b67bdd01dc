"""Messages of the demo's past: no email is sent, and no Celery task is started."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import F

from core import clock, tasks_after_commit
from core.models import Channel, Message, MessageState

ON_THE_WAY = datetime.timedelta(seconds=40)


class MessageStub:
    """Replaces `core.tasks_after_commit` while the demo is built: each step's messages count as sent at its instant."""

    def __init__(self, until_at: datetime.datetime):
        self.until_at = until_at
        self._has_messages = False

    def enqueue(self, task_name: str, *arguments: object, **options: object) -> None:
        """Replaces `core.tasks_after_commit.enqueue`."""
        self._has_messages = True

    def deliver(self) -> None:
        """Mark the messages of this instant as sent. Messages of the last instant wait for the real workers."""
        queued_at = clock.now()
        if not self._has_messages or queued_at >= self.until_at:
            return
        self._has_messages = False
        messages = Message.objects.filter(state=MessageState.QUEUED, recorded_at=queued_at)
        sent_at = queued_at + ON_THE_WAY
        messages.filter(is_secret=True).update(body="", path="")
        messages.update(state=MessageState.SENT, claimed_at=sent_at, sent_at=sent_at, attempts=1)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Inside the block no task is started."""
        enqueue = tasks_after_commit.enqueue
        tasks_after_commit.enqueue = self.enqueue
        try:
            yield
        finally:
            tasks_after_commit.enqueue = enqueue


def read_old_messages() -> None:
    """Mark messages sent until yesterday evening as read."""
    yesterday = clock.now() - datetime.timedelta(hours=14)
    messages = Message.objects.filter(
        channel=Channel.IN_APP, state=MessageState.SENT, read_at=None, sent_at__lt=yesterday
    )
    messages.update(read_at=F("sent_at") + datetime.timedelta(hours=2, minutes=25))
